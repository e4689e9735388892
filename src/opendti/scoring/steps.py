"""A scored answer ready to be told, and the lines of its calculation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from . import forms, rounding
from .answers import Given
from .definition import Component
from .doubts import formulas_of
from .formula import Formula
from .outcomes import Score
from .wording import ABOUT_PLACES, NBSP, as_percent, equal_to, of_max, plain_percent, points

LONGEST_FRACTION = 24
"""The characters of an exact fraction that still reads as one; a longer one is folded away."""


@dataclass(frozen=True, slots=True)
class Case:
    """A component with its scored node, the figures it was scored with and the answer given."""

    component: Component
    node: Score
    figures: dict[str, Fraction]
    given: Given
    year: int
    places: int
    exclusion_clause: str = ""

    def put_in(self, formula: Formula) -> str:
        """The formula with the numbers for letters; a missing one keeps its letter."""
        return formula.written(self._number)

    def put_in_factor(self, formula: Formula) -> str:
        """The same where a × or ÷ follows."""
        return formula.as_factor(self._number)

    def _number(self, name: str) -> str:
        if name == "max_points":
            return rounding.figure(self.component.max)
        return rounding.figure(self.figures[name]) if name in self.figures else name

    @property
    def value(self) -> Fraction | None:
        return self.node.reasons[0].value if self.node.reasons else None

    @property
    def about(self) -> str:
        return self.node.reasons[0].about if self.node.reasons else ""

    @property
    def points(self) -> str:
        maximum = self.node.max if self.component.parts else self.component.max
        return of_max(self.node.points, maximum, self.places)


def quantity(formula: Formula, value: Fraction) -> str:
    """A ratio in percent, a count as it is."""
    return plain_percent(value) if formula.is_ratio else rounding.figure(value)


def quantity_beside(formula: Formula, value: Fraction, marks: Iterable[Fraction]) -> str:
    """The value as `quantity` shows it, with more decimals where it would look like a mark it is not."""
    shown = quantity(formula, value)
    mark = next((each for each in marks if each != value and quantity(formula, each) == shown), None)
    return shown if mark is None else _apart(formula, value, mark)


def _apart(formula: Formula, value: Fraction, mark: Fraction) -> str:
    scale, sign = (100, f"{NBSP}%") if formula.is_ratio else (1, "")
    for places in range(3, rounding.MAX_PLACES + 1):
        if rounding.half_up(scale * value, places) != rounding.half_up(scale * mark, places):
            return rounding.shown(scale * value, places) + sign
    return f"{scale * value}{sign}"


def value_step(
    case: Case, formula: Formula, value: Fraction, marks: Iterable[Fraction] = ()
) -> tuple[str, str]:
    """The line that computes what is compared: `Tỷ lệ`, `a ÷ b = 45 ÷ 64 = 70,3125 %`."""
    result = as_percent(value) if formula.is_ratio else equal_to(value)
    scale = 100 if formula.is_ratio else 1
    places = 7 if rounding.long(scale * value)[1] else ABOUT_PLACES
    looks = rounding.half_up(scale * value, places)
    for mark in marks:
        if mark != value and looks == rounding.half_up(scale * mark, places):
            result = f"≈ {_apart(formula, value, mark)}"
    letters, numbers = formula.written(), case.put_in(formula)
    text = f"{letters} = {numbers} {result}" if numbers != letters else f"{letters} {result}"
    if not formula.is_ratio and result == f"= {numbers}":
        text = f"{letters} {result}"
    return ("Tỷ lệ" if formula.is_ratio else "Giá trị", text)


def zero_step(case: Case) -> tuple[tuple[str, str], ...]:
    """The line with the division by zero: `a ÷ b = 3 ÷ 0, không chia được`."""
    for formula in formulas_of(case.component.rule):
        if formula.divides_by_zero(case.figures):
            return (("Tỷ lệ", f"{formula.written()} = {case.put_in(formula)}, mẫu số bằng 0"),)
    return ()


def worth_step(case: Case, worth: Fraction) -> tuple[str, str]:
    """The line from a share to points: `70 % × 10 = 7`, `1/2 × 20 = 10`."""
    share = str(worth) if worth.denominator in (1, 2, 3, 4) else plain_percent(worth)
    how = f"{share} × {rounding.figure(case.component.max)}"
    return points_step(case, how, worth * case.component.max)


def points_step(case: Case, how: str, value: Fraction) -> tuple[str, str]:
    """The line that computes `value` points, exact first: `… = 8,7890625 ≈ 8,79`.

    Where the score is another than `value`, the line goes on to say why.
    """
    shown = points(value, case.places)
    exact, is_exact = rounding.long(value)
    if not is_exact:
        fraction = str(value)
        text = f"{how} = {fraction} ≈ {shown}" if len(fraction) <= LONGEST_FRACTION else f"{how} ≈ {shown}"
    elif rounding.half_up(value, case.places) == value:
        text = f"{how} = {exact}"
    else:
        text = f"{how} = {exact} ≈ {shown}"
    return ("Điểm", text + _bounded(case, value))


def _bounded(case: Case, value: Fraction) -> str:
    penalty = ", trừ vào tổng" if case.component.effect == "penalty" else ""
    if value > case.component.max:
        return f", không quá điểm tối đa {rounding.figure(case.component.max)}{penalty}"
    return f", không dưới 0{penalty}" if value < 0 else penalty


def to_the_top(rule: forms.Ratio, case: Case) -> str:
    """How much more of the numerator would bring the maximum, for plain ratios and counts."""
    match = re.fullmatch(r"([a-z])(?: / ([a-z]))?", rule.of.source)
    if match is None:
        return ""
    over = case.figures[match[1]]
    under = case.figures[match[2]] if match[2] else Fraction(1)
    wanted = rule.full_at * under
    needed = -(-wanted.numerator // wanted.denominator)
    figure = next((each for each in case.component.figures if each.id == match[1]), None)
    if figure is None or figure.kind != "count" or needed <= over or figure.source:
        return ""
    more = rounding.figure(needed - over)
    return f"Thêm {more} {figure.unit} ({match[1]} ≥ {rounding.figure(Fraction(needed))}) sẽ đạt tối đa."
