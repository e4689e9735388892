"""Whether two rules mean the same: the same points for a great many exact answers."""

import random
from fractions import Fraction

from pydantic import TypeAdapter

from opendti.scoring import doubts, forms, rules
from opendti.scoring.answers import Given

RULE: TypeAdapter[forms.Rule] = TypeAdapter(forms.Rule)
VALUES = (0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 51, 52, 53, 79, 80, 81, 100, 200, 400, 500, 700, 800, 999, 1000)
TRIES = 300
MAX = Fraction(20)


def same(one: dict[str, object], other: dict[str, object]) -> bool:
    """Whether both trees are valid rules that score alike, ids of levels and labels of cases aside."""
    left, right = RULE.validate_python(one), RULE.validate_python(other)
    if isinstance(left, forms.Levels | forms.Checklist):
        return (
            isinstance(right, forms.Levels | forms.Checklist)
            and left.form == right.form
            and answers(left) == answers(right)
        )
    if isinstance(left, forms.MinMax):
        return (
            isinstance(right, forms.MinMax)
            and (left.scale, left.better) == (right.scale, right.better)
            and same({"form": "ratio", "of": left.of.source}, {"form": "ratio", "of": right.of.source})
        )
    if isinstance(left, forms.Expert | forms.SumOfParts | forms.Unscored | forms.Deadline):
        return left == right
    if isinstance(right, forms.Levels | forms.Checklist | forms.MinMax | forms.Expert | forms.SumOfParts):
        return False
    return scores(left) == scores(right)


def answers(rule: forms.Levels | forms.Checklist) -> list[tuple[str, Fraction]]:
    found = rule.levels if isinstance(rule, forms.Levels) else rule.conditions
    return [(each.label, each.worth) for each in found]


def scores(rule: forms.Rule) -> list[object]:
    """The points for many answers, an error standing for itself; the same answers for every rule."""
    chosen = random.Random(5)
    score = rules.prepare(rule, MAX)
    found: list[object] = []
    for _ in range(TRIES):
        figures = {letter: Fraction(chosen.choice(VALUES)) for letter in "abcdefn"}
        figures["b"] = Fraction(chosen.choice((*VALUES, *[1000] * 20)))  # 7 of 1000 meets the bound 0,7%
        figures["a"] = Fraction(chosen.choice((*VALUES, 7, 8, 3, 39, 2)))
        try:
            found.append(score(figures, Given(figures=figures), 2024).points)
        except (ZeroDivisionError, KeyError) as wrong:
            found.append(type(wrong))
    return found


def letters(rule: dict[str, object]) -> frozenset[str]:
    formulas = doubts.formulas_of(RULE.validate_python(rule))
    return frozenset().union(*(each.names for each in formulas))
