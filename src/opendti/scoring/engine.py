"""Scores sheets: from answers to a tree in which every node carries its points and why.

An index set is prepared once (rules turned into functions) and then scores any number of sheets.
Scoring a whole ranking group is two passes, because min–max rules look at all units.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from . import rules
from .answers import EMPTY, Excluded, Given, NotApplicable, Sheet
from .definition import Component, Group, IndexSet, MainIndex
from .doubts import formulas_of
from .forms import MinMax
from .formula import Formula
from .linking import linked, linked_value, links_of, resolved_figures
from .outcomes import Flag, FlagCode, Reason, Score, State
from .rules import ONE, ZERO, Outcome
from .scaling import scaled

__all__ = ["linked_value", "resolved_figures", "score", "score_group", "total"]

Unit = TypeVar("Unit", bound=Hashable)
Spans = Mapping[str, tuple[Fraction, Fraction, int]]
"""Per min–max component: lowest and highest value and the number of units that have one."""

_SUM = (Reason("sum"),)


def score(index_set: IndexSet, sheet: Sheet, *, year: int | None = None) -> Score:
    """The score of one sheet on its own; `year` is the plan year, the set's own if left out.

    Min–max components need the whole group (`score_group`); here the unit counts as the only one.
    """
    return score_group(index_set, {"": sheet}, year=year)[""]


def score_group(
    index_set: IndexSet, sheets: Mapping[Unit, Sheet], *, year: int | None = None
) -> dict[Unit, Score]:
    """The scores of all units of a ranking group, in the order given."""
    plan = _plan(index_set)
    plan_year = index_set.year if year is None else year
    spans = _spans(plan, sheets.values()) if plan.min_max else {}
    return {unit: plan.score(sheet, plan_year, spans) for unit, sheet in sheets.items()}


# -- Preparing ------------------------------------------------------------------------------------

ScoreNode = Callable[[Sheet, int, Spans], Score]


@dataclass(frozen=True, slots=True)
class _Plan:
    score: ScoreNode
    min_max: tuple[Component, ...]


_plans: WeakKeyDictionary[IndexSet, _Plan] = WeakKeyDictionary()


def _plan(index_set: IndexSet) -> _Plan:
    plan = _plans.get(index_set)
    if plan is None:
        min_max = tuple(leaf for leaf in index_set.leaves if isinstance(leaf.rule, MinMax))
        plan = _plans[index_set] = _Plan(_whole(index_set), min_max)
    return plan


def _whole(index_set: IndexSet) -> ScoreNode:
    join = _composite(index_set) if index_set.aggregation == "composite" else None
    groups = [_group(group, join) for group in index_set.groups]

    def score_set(sheet: Sheet, year: int, spans: Spans) -> Score:
        return _joined(index_set.code, "set", [node(sheet, year, spans) for node in groups])

    return score_set


Join = Callable[[str, list[Score]], Score]


def _group(group: Group, join: Join | None) -> ScoreNode:
    mains = [_main_index(main) for main in group.main_indexes]

    def score_node(sheet: Sheet, year: int, spans: Spans) -> Score:
        parts = [node(sheet, year, spans) for node in mains]
        return join(group.code, parts) if join else _joined(group.code, "group", parts)

    return score_node


def _main_index(main: MainIndex) -> ScoreNode:
    components = [_component(component, "component") for component in main.components]

    def score_node(sheet: Sheet, year: int, spans: Spans) -> Score:
        return _joined(main.code, "main_index", [node(sheet, year, spans) for node in components])

    return score_node


def _component(component: Component, kind: str) -> ScoreNode:
    if not component.parts:
        return _leaf(component, kind)
    parts = [_component(part, "part") for part in component.parts]

    def score_node(sheet: Sheet, year: int, spans: Spans) -> Score:
        answer = sheet.answers.get(component.code, EMPTY)
        if not isinstance(answer, Given):
            return _withdrawn(component, kind, answer)
        return _joined(component.code, kind, [node(sheet, year, spans) for node in parts])

    return score_node


def _leaf(component: Component, kind: str) -> ScoreNode:
    code, maximum = component.code, component.max if component.effect == "score" else ZERO
    is_penalty = component.effect == "penalty"
    links = links_of(component)
    expected = tuple((each, Flag(FlagCode.INCONSISTENT, each.written())) for each in component.expects)
    percents = tuple(figure.id for figure in component.figures if figure.kind == "percent")
    outcome_of = _prepared(component)

    def score_node(sheet: Sheet, year: int, spans: Spans) -> Score:
        answer = sheet.answers.get(code, EMPTY)
        if not isinstance(answer, Given):
            return _withdrawn(component, kind, answer)
        figures, differing = linked(links, answer.figures, sheet.general) if links else (answer.figures, ())
        try:
            points, state, flags, reasons = outcome_of(figures, answer, year, spans)
        except KeyError as absent:
            points, state, flags, reasons = rules.missing(_absent(component, figures, str(absent.args[0])))
        except ZeroDivisionError:
            points, state, flags, reasons = _undecided_zero()
        for figure in figures.values():
            if figure.numerator < 0:
                letter = min(letter for letter in figures if figures[letter] < 0)
                points, state, flags, reasons = rules.wrong(FlagCode.NEGATIVE, letter)
        if any(figures.get(letter, ZERO) > 100 for letter in percents):
            flags = (*flags, Flag(FlagCode.ABOVE_ONE))
        if expected:
            flags = (*flags, *_inconsistent(expected, figures))
        if differing:
            flags = (*flags, *differing)
        return Score(code, kind, -points if is_penalty else points, maximum, state, flags, reasons)

    return score_node


GroupRule = Callable[[Mapping[str, Fraction], Given, int, Spans], Outcome]


def _prepared(component: Component) -> GroupRule:
    if isinstance(component.rule, MinMax):
        return _scaled_by_group(component, component.rule)
    return _ignoring_spans(rules.prepare(component.rule, component.max))


def _ignoring_spans(rule: rules.Score) -> GroupRule:
    return lambda figures, given, year, _spans: rule(figures, given, year)


def _scaled_by_group(component: Component, rule: MinMax) -> GroupRule:
    def outcome(figures: Mapping[str, Fraction], _given: Given, _year: int, spans: Spans) -> Outcome:
        value = rule.of.run(figures)
        low, high, count = spans.get(component.code, (value, value, 1))
        share = scaled(rule, value, low, high)
        reasons = (Reason("scaled", "", value), Reason("lowest", "", low), Reason("highest", "", high))
        if share is None:
            flag = FlagCode.SINGLE_UNIT if count == 1 else FlagCode.ALL_EQUAL
            return Outcome(component.max, State.SCORED, (Flag(flag),), reasons)
        return Outcome(min(max(share, ZERO), ONE) * component.max, State.SCORED, (), reasons)

    return outcome


def _spans(plan: _Plan, sheets: Iterable[Sheet]) -> Spans:
    """What the min–max components compare against, over the units that have a value."""
    values: dict[str, list[Fraction]] = {component.code: [] for component in plan.min_max}
    for sheet in sheets:
        for component in plan.min_max:
            value = _comparable(component, sheet)
            if value is not None:
                values[component.code].append(value)
    return {code: (min(found), max(found), len(found)) for code, found in values.items() if found}


def _comparable(component: Component, sheet: Sheet) -> Fraction | None:
    answer = sheet.answers.get(component.code, EMPTY)
    if isinstance(answer, (Excluded, NotApplicable)):
        return None
    rule = cast("MinMax", component.rule)
    figures, _ = linked(links_of(component), answer.figures, sheet.general)
    if any(figure < 0 for figure in figures.values()):
        return None
    try:
        return rule.of.run(figures)
    except (KeyError, ZeroDivisionError):
        return None


# -- Outcomes -------------------------------------------------------------------------------------


def _inconsistent(
    expected: tuple[tuple[Formula, Flag], ...], figures: Mapping[str, Fraction]
) -> tuple[Flag, ...]:
    """The flags of the conditions that do not hold, as far as all their figures are known."""
    return tuple(
        flag
        for condition, flag in expected
        if condition.names <= figures.keys() and not condition.test(figures)
    )


def _absent(component: Component, figures: Mapping[str, Fraction], first: str) -> str:
    """The letters the rule stopped for lack of, in the order of the decision: `a, b`."""
    for formula in formulas_of(component.rule):
        if first in formula.names:
            wanted = formula.names - figures.keys()
            return ", ".join(figure.id for figure in component.figures if figure.id in wanted) or first
    return first


def _undecided_zero() -> Outcome:
    """A zero denominator on which the decision is silent: 0 points, flagged (domain, general rules)."""
    return Outcome(ZERO, State.SCORED, (Flag(FlagCode.ZERO_DENOMINATOR),), (Reason("none"),))


def _withdrawn(component: Component, kind: str, answer: Excluded | NotApplicable) -> Score:
    """Nothing to reach and nothing reached, for the component and all its parts."""
    if isinstance(answer, Excluded):
        state, reason = State.EXCLUDED, Reason("excluded", answer.reason)
    else:
        state, reason = State.NOT_APPLICABLE, Reason("not_applicable")
    parts = tuple(_withdrawn(part, "part", answer) for part in component.parts)
    return Score(component.code, kind, ZERO, ZERO, state, (), (reason,), parts)


# -- Joining --------------------------------------------------------------------------------------


def _joined(code: str, kind: str, parts: list[Score]) -> Score:
    points = total(part.points for part in parts)
    maximum = total(part.max for part in parts)
    return Score(code, kind, points, maximum, _common_state(parts), (), _SUM, tuple(parts))


def _composite(index_set: IndexSet) -> Join:
    """Pillar values 0 … 1 times their weights (form 19)."""
    weights = {main.code: main.weight or ZERO for main in index_set.main_indexes}

    def join(code: str, mains: list[Score]) -> Score:
        counted = [main for main in mains if main.max]
        points = total(weights[main.code] * main.points / main.max for main in counted)
        maximum = total(weights[main.code] for main in counted)
        return Score(code, "group", points, maximum, _common_state(mains), (), _SUM, tuple(mains))

    return join


def _common_state(parts: list[Score]) -> State:
    states = {part.state for part in parts}
    if len(states) == 1:
        return states.pop()
    counting = states - {State.EXCLUDED, State.NOT_APPLICABLE}
    if not counting:
        return State.EXCLUDED
    return counting.pop() if len(counting) == 1 else State.SCORED


def total(values: Iterable[Fraction]) -> Fraction:
    """The exact sum, added up as whole numbers over a common denominator and reduced once.

    Fractions added one by one would be reduced at each step, which takes several times as long.
    """
    numerators: dict[int, int] = {}
    for value in values:
        over, under = value.as_integer_ratio()
        numerators[under] = numerators.get(under, 0) + over
    whole, common = 0, 1
    for under, over in numerators.items():
        whole, common = whole * under + over * common, common * under
    return Fraction(whole, common)
