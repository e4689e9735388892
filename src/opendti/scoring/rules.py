"""The rule forms: each turned once into a function from an answer to an outcome.

A rule function raises KeyError for a figure that is missing and ZeroDivisionError for a zero
denominator the rule does not decide; `engine` turns both into their states. Points are not yet
bounded by the maximum here except where the decision itself caps them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import singledispatch
from typing import NamedTuple

from . import forms
from .answers import NONE_LEVEL, Given
from .formula import Formula
from .outcomes import Flag, FlagCode, Reason, State

ZERO = Fraction(0)
ONE = Fraction(1)


class Outcome(NamedTuple):
    """Points, state, flags and reasons of one leaf, before bonus and penalty."""

    points: Fraction
    state: State = State.SCORED
    flags: tuple[Flag, ...] = ()
    reasons: tuple[Reason, ...] = ()


Figures = Mapping[str, Fraction]
Score = Callable[[Figures, Given, int], Outcome]
"""From figures (linked ones filled in), the answer and the plan year to an outcome."""

_ABOVE_ONE = (Flag(FlagCode.ABOVE_ONE),)
_MISSING = Outcome(ZERO, State.MISSING, (Flag(FlagCode.MISSING),), (Reason("missing"),))


def missing(about: str = "") -> Outcome:
    """0 points, flagged “không có số liệu”; `about` is the letter that is missing."""
    if not about:
        return _MISSING
    return Outcome(ZERO, State.MISSING, (Flag(FlagCode.MISSING, about),), (Reason("missing", about),))


def wrong(code: FlagCode, about: str) -> Outcome:
    """0 points because the answer contradicts the rule."""
    return Outcome(ZERO, State.ERROR, (Flag(code, about),), (Reason("none", about),))


def prepare(rule: forms.Rule, maximum: Fraction) -> Score:
    """The function that scores answers under `rule` for a component worth `maximum` points."""
    return _prepared(rule, maximum)


@singledispatch
def _prepared(rule: object, _maximum: Fraction) -> Score:
    raise TypeError(f"{type(rule).__name__} is scored by the engine, not on its own")


@_prepared.register
def _(rule: forms.Levels, maximum: Fraction) -> Score:
    outcomes = {
        level.id: Outcome(level.worth * maximum, reasons=(Reason("level", level.id, level.worth),))
        for level in rule.levels
    }

    def score(_figures: Figures, given: Given, _year: int) -> Outcome:
        if given.level is None:
            return _MISSING
        outcome = outcomes.get(given.level)
        return outcome or wrong(FlagCode.UNKNOWN_LEVEL, given.level)

    return score


@_prepared.register
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


@_prepared.register
def _(rule: forms.Ratio, maximum: Fraction) -> Score:
    value_of, full_at = rule.of.run, rule.full_at
    is_share = rule.of.has_division
    whole = full_at == 1

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        value = value_of(figures)
        reasons = (Reason("ratio", "", value),)
        if value >= full_at:
            flags = _ABOVE_ONE if is_share and value > 1 else ()
            return Outcome(maximum, State.SCORED, flags, reasons)
        share = value if whole else value / full_at
        return Outcome(share * maximum, State.SCORED, (), reasons)

    return _deciding_zero(score, (rule.of,), rule.when_zero, maximum)


@_prepared.register
def _(rule: forms.AllOrNothing, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        value = rule.of.run(figures)
        flags = _ABOVE_ONE if rule.of.has_division and value > 1 else ()
        points = maximum if value >= rule.at else ZERO
        return Outcome(points, State.SCORED, flags, (Reason("ratio", "", value),))

    return _deciding_zero(score, (rule.of,), rule.when_zero, maximum)


@_prepared.register
def _(rule: forms.Bands, maximum: Fraction) -> Score:
    table = [(band.at_least, band.worth * maximum) for band in rule.bands]
    is_share = rule.of.has_division

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        value = rule.of.run(figures)
        flags = _ABOVE_ONE if is_share and value > 1 else ()
        return _from_table(table, value, flags, "band")

    return _deciding_zero(score, (rule.of,), rule.when_zero, maximum)


@_prepared.register
def _(rule: forms.Steps, maximum: Fraction) -> Score:
    table = [(step.at_least, min(step.points, maximum)) for step in rule.steps]

    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        return _from_table(table, rule.of.run(figures), (), "step")

    return score


@_prepared.register
def _(rule: forms.Cases, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        for number, case in enumerate(rule.cases, start=1):
            if case.when.test(figures):
                value = case.of.run(figures) if case.of else (case.worth or ZERO)
                flags = _ABOVE_ONE if value > 1 else ()
                share = min(value, ONE)
                return Outcome(share * maximum, State.SCORED, flags, (Reason("case", str(number), value),))
        return Outcome(ZERO, State.SCORED, (Flag(FlagCode.NO_CASE),), (Reason("none"),))

    return score


@_prepared.register
def _(rule: forms.PerItem, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        count = rule.of.run(figures)
        return Outcome(min(count * rule.points, maximum), reasons=(Reason("ratio", "", count),))

    return score


@_prepared.register
def _(rule: forms.BestOf, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        values = [
            (formula.run(figures), number)
            for number, formula in enumerate(rule.of, start=1)
            if formula.names <= figures.keys() and not formula.divides_by_zero(figures)
        ]
        if not values:
            return missing(min(rule.of[0].names - figures.keys(), default=""))
        value, number = max(values, key=lambda pair: pair[0])
        flags = _ABOVE_ONE if value > 1 else ()
        reasons = (Reason("case", str(number), value),)
        return Outcome(min(value, ONE) * maximum, State.SCORED, flags, reasons)

    return score


@_prepared.register
def _(rule: forms.Deadline, maximum: Fraction) -> Score:
    day, month = (int(part) for part in rule.before.split("/"))

    def score(_figures: Figures, given: Given, year: int) -> Outcome:
        if given.date is None:
            if given.level == NONE_LEVEL:
                return Outcome(ZERO, reasons=(Reason("level", NONE_LEVEL),))
            return _MISSING
        in_time = given.date < date(year, month, day)
        about = given.date.isoformat()
        return Outcome(maximum if in_time else ZERO, reasons=(Reason("deadline", about),))

    return score


@_prepared.register
def _(_rule: forms.Expert, maximum: Fraction) -> Score:
    def score(_figures: Figures, given: Given, _year: int) -> Outcome:
        if given.points is None:
            return _MISSING
        flags = (Flag(FlagCode.ABOVE_MAX),) if given.points > maximum else ()
        return Outcome(min(given.points, maximum), State.SCORED, flags, (Reason("expert", "", given.points),))

    return score


@_prepared.register
def _(rule: forms.Free, maximum: Fraction) -> Score:
    def score(figures: Figures, _given: Given, _year: int) -> Outcome:
        points = rule.points.run({**figures, "max_points": maximum})
        flags = (Flag(FlagCode.ABOVE_MAX),) if points > maximum else ()
        bounded = min(max(points, ZERO), maximum)
        return Outcome(bounded, State.SCORED, flags, (Reason("formula", "", points),))

    return _deciding_zero(score, (rule.points,), rule.when_zero, maximum)


@_prepared.register
def _(_rule: forms.Unscored, _maximum: Fraction) -> Score:
    return lambda _figures, _given, _year: Outcome(ZERO, reasons=(Reason("unscored"),))


def scaled(rule: forms.MinMax, value: Fraction, low: Fraction, high: Fraction) -> Fraction | None:
    """The share of the maximum for `value` among values from `low` to `high` (form 12).

    None when all units are equal, which the engine answers with the maximum and a flag.
    """
    if low == high:
        return None
    if rule.scale == "min_max":
        return (value - low) / (high - low) if rule.better == "higher" else (high - value) / (high - low)
    if rule.better == "higher":
        return value / high
    return low / value if value else ONE


def _from_table(
    table: list[tuple[Fraction, Fraction]], value: Fraction, flags: tuple[Flag, ...], form: str
) -> Outcome:
    for number, (at_least, points) in enumerate(table, start=1):
        if value >= at_least:
            return Outcome(points, State.SCORED, flags, (Reason(form, str(number), value),))
    return Outcome(ZERO, State.SCORED, flags, (Reason(form, "", value),))


def _deciding_zero(
    score: Score, formulas: tuple[Formula, ...], when_zero: str | None, maximum: Fraction
) -> Score:
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
            if any(formula.divides_by_zero(figures) for formula in formulas):
                return decided
            raise

    return deciding
