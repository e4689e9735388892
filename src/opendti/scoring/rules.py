"""The rule forms: each turned once into a function from an answer to points within 0 … maximum.

A rule function raises KeyError for a figure that is missing and ZeroDivisionError for a zero
denominator the rule does not decide; `engine` turns both into their states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import singledispatch
from typing import NamedTuple

from . import forms
from .answers import NONE_LEVEL, Given
from .formula import Figures, Formula
from .outcomes import Flag, FlagCode, Reason, State

ZERO = Fraction(0)
ONE = Fraction(1)


class Outcome(NamedTuple):
    """Points, state, flags and reasons of one leaf, before bonus and penalty."""

    points: Fraction
    state: State = State.SCORED
    flags: tuple[Flag, ...] = ()
    reasons: tuple[Reason, ...] = ()


Score = Callable[[Figures, Given, int], Outcome]
"""From figures (linked ones filled in), the answer and the plan year to an outcome."""

_ABOVE_ONE = (Flag(FlagCode.ABOVE_ONE),)
_NEGATIVE = (Flag(FlagCode.NEGATIVE),)
_DATE_OUTSIDE = (Flag(FlagCode.DATE_OUTSIDE),)


def missing(about: str = "") -> Outcome:
    """0 points, flagged “không có số liệu”; `about` names what is missing: `a, b`."""
    return Outcome(ZERO, State.MISSING, (Flag(FlagCode.MISSING, about),), (Reason("missing", about),))


_MISSING = missing()


def wrong(code: FlagCode, about: str) -> Outcome:
    """0 points because the answer contradicts the rule."""
    return Outcome(ZERO, State.ERROR, (Flag(code, about),), (Reason("none", about),))


def _of_max(share: Fraction, maximum: Fraction, reason: Reason, *, is_share: bool) -> Outcome:
    """`share` of the maximum, kept within 0 … maximum.

    One above 1 is flagged where it says that data are wrong, which 15 of 10 articles do not.
    """
    if share.numerator < 0:
        return Outcome(ZERO, State.SCORED, _NEGATIVE, (reason,))
    if share > 1:
        return Outcome(maximum, State.SCORED, _ABOVE_ONE if is_share else (), (reason,))
    return Outcome(share * maximum, State.SCORED, (), (reason,))


@singledispatch
def prepare(rule: object, _maximum: Fraction) -> Score:
    """The function that scores answers under `rule` for a component worth `_maximum` points."""
    raise TypeError(f"{type(rule).__name__} is scored by the engine, not on its own")


@prepare.register
def _(rule: forms.Levels, maximum: Fraction) -> Score:
    outcomes = {
        level.id: Outcome(level.worth * maximum, reasons=(Reason("level", level.id, level.worth),))
        for level in rule.levels
    }

    def score(_figures: Figures, given: Given, _year: int) -> Outcome:
        if given.level is None:
            return _MISSING
        return outcomes.get(given.level) or wrong(FlagCode.UNKNOWN_LEVEL, given.level)

    return score


@prepare.register
def _(rule: forms.Checklist, maximum: Fraction) -> Score:
    worths = {condition.id: condition.worth for condition in rule.conditions}

    def score(_figures: Figures, given: Given, _year: int) -> Outcome:
        if not given.checks:
            if given.level == NONE_LEVEL:
                return Outcome(ZERO, reasons=(Reason("checks"),))
            return _MISSING
        unknown = given.checks - worths.keys()
        if unknown:
            return wrong(FlagCode.UNKNOWN_LEVEL, min(unknown))
        worth = min(ONE, sum((worths[check] for check in given.checks), ZERO))
        met = ", ".join(check for check in worths if check in given.checks)
        return Outcome(worth * maximum, reasons=(Reason("checks", met, worth),))

    return score


@prepare.register
def _(rule: forms.Ratio, maximum: Fraction) -> Score:
    value_of, full_at = rule.of.run, rule.full_at
    is_share = rule.of.has_division and full_at <= 1
    per_one = maximum / full_at if full_at > 0 else ZERO
    full_over, full_under = full_at.as_integer_ratio()

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        value = value_of(figures)
        reasons = (Reason("ratio", "", value),)
        over, under = value.as_integer_ratio()
        if over * full_under >= full_over * under:  # value >= full_at, several times as fast
            flags = _ABOVE_ONE if is_share and over > under else ()
            return Outcome(maximum, State.SCORED, flags, reasons)
        if over < 0:
            return Outcome(ZERO, State.SCORED, _NEGATIVE, reasons)
        return Outcome(value * per_one, State.SCORED, (), reasons)

    return _deciding_zero(score, rule.of, rule.when_zero, maximum)


@prepare.register
def _(rule: forms.AllOrNothing, maximum: Fraction) -> Score:
    is_share = rule.of.has_division and rule.at <= 1

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        value = rule.of.run(figures)
        flags = _ABOVE_ONE if is_share and value > 1 else ()
        return Outcome(
            maximum if value >= rule.at else ZERO, State.SCORED, flags, (Reason("ratio", "", value),)
        )

    return _deciding_zero(score, rule.of, rule.when_zero, maximum)


@prepare.register
def _(rule: forms.Bands, maximum: Fraction) -> Score:
    table = _highest_first((band.at_least, band.worth * maximum) for band in rule.bands)
    is_share = rule.of.has_division and table[0][0] <= 1

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        value = rule.of.run(figures)
        flags = _ABOVE_ONE if is_share and value > 1 else ()
        return _from_table(table, value, flags, "band")

    return _deciding_zero(score, rule.of, rule.when_zero, maximum)


@prepare.register
def _(rule: forms.Steps, maximum: Fraction) -> Score:
    table = _highest_first((step.at_least, min(step.points, maximum)) for step in rule.steps)

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        return _from_table(table, rule.of.run(figures), (), "step")

    return score


@prepare.register
def _(rule: forms.Cases, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        for number, case in enumerate(rule.cases, start=1):
            if case.when.test(figures):
                value = case.of.run(figures) if case.of else (case.worth or ZERO)
                is_share = case.of is not None and case.of.has_division
                return _of_max(value, maximum, Reason("case", str(number), value), is_share=is_share)
        return Outcome(ZERO, State.SCORED, (Flag(FlagCode.NO_CASE),), (Reason("none"),))

    return score


@prepare.register
def _(rule: forms.PerItem, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        count = rule.of.run(figures)
        flags, points = _NEGATIVE if count < 0 else (), min(max(count, ZERO) * rule.points, maximum)
        return Outcome(points, State.SCORED, flags, (Reason("ratio", "", count),))

    return score


@prepare.register
def _(rule: forms.BestOf, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        best: tuple[Fraction, int] | None = None
        failures: list[KeyError | ZeroDivisionError] = []
        for number, formula in enumerate(rule.of):
            try:
                value = formula.run(figures)
            except (KeyError, ZeroDivisionError) as failure:
                failures.append(failure)
            else:
                best = max(best or (value, number), (value, number), key=lambda pair: pair[0])
        if best is None:
            raise min(failures, key=lambda failure: isinstance(failure, ZeroDivisionError))
        value, number = best
        is_share = rule.of[number].has_division
        return _of_max(value, maximum, Reason("case", str(number + 1), value), is_share=is_share)

    return score


@prepare.register
def _(rule: forms.Deadline, maximum: Fraction) -> Score:
    day, month = (int(part) for part in rule.before.split("/"))

    def score(_figures: Figures, given: Given, year: int) -> Outcome:
        if given.date is None:
            if given.level == NONE_LEVEL:
                return Outcome(ZERO, reasons=(Reason("level", NONE_LEVEL),))
            return _MISSING
        in_time = (given.date.year, given.date.month, given.date.day) < (year, month, day)
        flags = () if year - 1 <= given.date.year <= year else _DATE_OUTSIDE
        reasons = (Reason("deadline", given.date.isoformat()),)
        return Outcome(maximum if in_time else ZERO, State.SCORED, flags, reasons)

    return score


@prepare.register
def _(_rule: forms.Expert, maximum: Fraction) -> Score:
    def score(_figures: Figures, given: Given, _year: int) -> Outcome:
        if given.points is None:
            return _MISSING
        if given.points < 0:
            return wrong(FlagCode.NEGATIVE, "points")
        flags = (Flag(FlagCode.ABOVE_MAX),) if given.points > maximum else ()
        return Outcome(min(given.points, maximum), State.SCORED, flags, (Reason("expert", "", given.points),))

    return score


@prepare.register
def _(rule: forms.Free, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        points = rule.points.run({**figures, "max_points": maximum})
        flags = (Flag(FlagCode.ABOVE_MAX),) if points > maximum else ()
        bounded = min(max(points, ZERO), maximum)
        return Outcome(bounded, State.SCORED, flags, (Reason("formula", "", points),))

    return _deciding_zero(score, rule.points, rule.when_zero, maximum)


@prepare.register
def _(_rule: forms.Unscored, _maximum: Fraction) -> Score:
    return lambda _figures, _given, _year: Outcome(ZERO, reasons=(Reason("unscored"),))


Table = list[tuple[Fraction, Fraction, int]]


def _highest_first(rows: Iterable[tuple[Fraction, Fraction]]) -> Table:
    """Rows of a band or step table: from where, how many points, and the row's number in the file."""
    numbered = [(at_least, points, number) for number, (at_least, points) in enumerate(rows, start=1)]
    return sorted(numbered, key=lambda row: row[0], reverse=True)


def _from_table(table: Table, value: Fraction, flags: tuple[Flag, ...], form: str) -> Outcome:
    for at_least, points, number in table:
        if value >= at_least:
            return Outcome(points, State.SCORED, flags, (Reason(form, str(number), value),))
    return Outcome(ZERO, State.SCORED, flags, (Reason(form, "", value),))


def _deciding_zero(score: Score, formula: Formula, when_zero: str | None, maximum: Fraction) -> Score:
    """`score`, with the decision's word on a zero denominator applied.

    A known zero denominator decides even while the numerator is still missing.
    """
    if when_zero is None:
        return score
    decided = Outcome(maximum if when_zero == "full" else ZERO, reasons=(Reason(when_zero),))

    def deciding(figures: Figures, given: Given, year: int) -> Outcome:
        try:
            return score(figures, given, year)
        except ZeroDivisionError:
            return decided
        except KeyError:
            if not formula.divides_by_zero(figures):
                raise
            return decided

    return deciding
