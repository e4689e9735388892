"""Cells held out from the grammar's making: what they mean, and whether a reading of one is right.

The cells are in held_out/*.yaml. `means` is one of

    levels 1, 1/2, 0          checklist 1/2, 1/2        in the order of the text
    share a / b               the share of the maximum, by the formula language; cut off at 0 and 1
    deadline 15/01            min_max a / b             share_of_best a / b (better lower)
    best_of a / b; c / d      expert                    unscored                unclear

or a list, of which any is right. `figures` says by words of its label which figure a letter is, where
the decision gives none. A formula is compared by what it scores on many answers, never by how it is
written; ids do not matter.
"""

import functools
import itertools
import random
import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter, ValidationError

from opendti.decision_files.grammar import RuleReading, read_rule
from opendti.scoring import forms, formula, rules
from opendti.scoring.answers import Given

Verdict = Literal["right", "marked", "wrong"]
"""`right`: as it means, whether marked or not. `marked`: not so, but a person is asked. `wrong`: neither."""

UNCLEAR = "unclear"
TRIALS = 1500
_RULE: TypeAdapter[forms.Rule] = TypeAdapter(forms.Rule)
_FOLDER = Path(__file__).with_name("held_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell “Cách tính điểm” and what it means."""

    text: str
    max_points: Fraction
    means: tuple[str, ...]
    title: str = ""
    figures: dict[str, str] = field(default_factory=dict)

    def read(self) -> RuleReading:
        return read_rule(self.text, title=self.title, max_points=self.max_points)


def cells(name: str) -> list[Cell]:
    """The cells of held_out/`name`.yaml."""
    listed = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))
    return [
        Cell(
            text=each["cell"],
            max_points=Fraction(str(each["max"])),
            means=tuple(each["means"]) if isinstance(each["means"], list) else (each["means"],),
            title=each.get("title", ""),
            figures=each.get("figures", {}),
        )
        for each in listed
    ]


def verdict(cell: Cell, reading: RuleReading) -> Verdict:
    if any(_is_meant(cell, reading, meaning) for meaning in cell.means if meaning != UNCLEAR):
        return "right"
    return "wrong" if reading.certainty == "sure" else "marked"


def _is_meant(cell: Cell, reading: RuleReading, meaning: str) -> bool:
    try:
        rule = _RULE.validate_python(reading.rule)
    except ValidationError:
        return False
    kind, _, rest = meaning.partition(" ")
    if kind in ("levels", "checklist"):
        return _has_worths(cell, rule, kind, tuple(_worth(each) for each in rest.split(",")))
    if kind == "deadline":
        return isinstance(rule, forms.Deadline) and rule.before == rest
    if kind in ("min_max", "share_of_best"):
        return _compares(cell, reading, rule, kind, rest)
    if kind in ("expert", "unscored"):
        return rule.form == kind
    if kind == "best_of":
        rest = f"max({rest.replace(';', ',')})"
    return _scores_alike(cell, reading, rule, formula.parse(rest))


def _worth(text: str) -> Fraction:
    share = text.strip()
    return Fraction(share.rstrip("%")) / (100 if share.endswith("%") else 1)


# -- Levels and conditions --------------------------------------------------------------------------------


def _has_worths(cell: Cell, rule: forms.Rule, kind: str, worths: tuple[Fraction, ...]) -> bool:
    if isinstance(rule, forms.Levels) and kind == "levels":
        items = rule.levels
    elif isinstance(rule, forms.Checklist) and kind == "checklist":
        items = rule.conditions
    else:
        return False
    return tuple(item.worth for item in _in_order(cell.text, items)) == worths


def _in_order(text: str, items: tuple[forms.Level, ...]) -> list[forms.Level]:
    """The items as the text names them; a label is found once, so that “có” is not found in “không có”."""
    whole, placed = f" {_words(text)} ", []
    for item in sorted(items, key=lambda item: -len(item.label)):
        label = f" {_words(item.label)} "
        at = whole.find(label)
        placed.append((at if at >= 0 else len(whole), item))
        whole = whole.replace(label, f" {'#' * (len(label) - 2)} ", 1) if at >= 0 else whole
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


@functools.cache
def _words(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).lower()
    return " ".join(re.findall(r"[\w/%,.]+", folded))


# -- Formulas ---------------------------------------------------------------------------------------------


def _compares(cell: Cell, reading: RuleReading, rule: forms.Rule, scale: str, rest: str) -> bool:
    of, _, better = rest.partition(" better ")
    if not isinstance(rule, forms.MinMax) or rule.scale != scale or rule.better != (better or "higher"):
        return False
    plain = forms.Ratio(form="ratio", of=rule.of)
    return _scores_alike(cell, reading, plain, formula.parse(of))


def _scores_alike(cell: Cell, reading: RuleReading, rule: forms.Rule, share: formula.Formula) -> bool:
    if not names_in(rule) <= {str(figure["id"]) for figure in reading.figures}:
        return False
    return any(_agree(cell, rule, share, names) for names in _namings(cell, reading, sorted(share.names)))


def names_in(rule: object) -> set[str]:
    """The letters a rule reads."""
    if isinstance(rule, formula.Formula):
        return set(rule.names) - {"max_points"}
    if isinstance(rule, tuple):
        return set().union(*map(names_in, rule))
    fields = getattr(rule, "__dataclass_fields__", {})
    return set().union(*(names_in(getattr(rule, name)) for name in fields))


def _namings(cell: Cell, reading: RuleReading, wanted: list[str]) -> list[dict[str, str]]:
    """By letter of the meaning that of the reading: by words of its label, the same one, or the only one."""
    asked = {str(figure["id"]): _words(str(figure["label"])) for figure in reading.figures}
    if cell.figures:
        options = [[i for i, label in asked.items() if _words(cell.figures[w]) in label] for w in wanted]
    elif set(wanted) <= asked.keys():
        return [{letter: letter for letter in wanted}]
    elif len(wanted) == len(asked) == 1:
        return [{wanted[0]: next(iter(asked))}]
    else:
        return []
    return [
        dict(zip(wanted, chosen, strict=True))
        for chosen in itertools.product(*options)
        if len(set(chosen)) == len(chosen)
    ]


def _agree(cell: Cell, rule: forms.Rule, share: formula.Formula, names: dict[str, str]) -> bool:
    maximum = cell.max_points
    score = rules.prepare(rule, maximum)
    for figures in _answers(f"{share.source} {cell.text}", sorted(names)):
        given = {names[letter]: value for letter, value in figures.items()}
        try:
            points = score(given, Given(figures=given), 2024).points
        except (KeyError, TypeError):
            return False
        except ZeroDivisionError:
            points = Fraction(0)
        try:
            meant = min(max(share.run(figures), Fraction(0)), Fraction(1)) * maximum
        except ZeroDivisionError:
            meant = Fraction(0)
        if points != meant:
            return False
    return True


def _answers(source: str, names: list[str]) -> list[dict[str, Fraction]]:
    """Answers at and beside every number of the text, and many others; the same ones each time."""
    found = {Fraction(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", source)}
    numbers = {*found, Fraction(1)}
    marks = {Fraction(round(number * scale)) for number in numbers for scale in (1, 10, 100, 1000)}
    near = sorted({mark + step for mark in marks for step in (-1, 0, 1) if mark + step >= 0})
    if len(names) == 1:
        return [{names[0]: value} for value in sorted({*near, *map(Fraction, range(131))})]
    dice = random.Random(7)
    made = []
    for _ in range(TRIALS):
        whole = dice.choice((0, 1, 10, 100, 1000, 1000, 10000))
        made.append({name: _one(dice, whole, near) for name in names})
    return made


def _one(dice: random.Random, whole: int, near: list[Fraction]) -> Fraction:
    """Often `whole`, so that the figures of an answer stand in the shares the text names."""
    return dice.choice((Fraction(whole), Fraction(whole), dice.choice(near), Fraction(dice.randint(0, 1200))))
