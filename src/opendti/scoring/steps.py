"""A scored answer ready to be told, and the lines of its calculation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from . import rounding
from .answers import Given
from .definition import Component
from .formula import Formula
from .outcomes import Score
from .wording import as_percent, equal_to, of_max, plain_percent, points


@dataclass(frozen=True, slots=True)
class Case:
    """A component with its scored node, the figures it was scored with and the answer given."""

    component: Component
    node: Score
    figures: dict[str, Fraction]
    given: Given
    year: int
    places: int

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


def value_step(case: Case, formula: Formula, value: Fraction) -> tuple[str, str]:
    """The line that computes what is compared: `Tỷ lệ`, `a ÷ b = 45 ÷ 64 = 70,3125 %`."""
    result = as_percent(value) if formula.is_ratio else equal_to(value)
    letters, numbers = formula.written(), case.put_in(formula)
    text = f"{letters} = {numbers} {result}" if numbers != letters else f"{letters} {result}"
    if not formula.is_ratio and result == f"= {numbers}":
        text = f"{letters} {result}"
    return ("Tỷ lệ" if formula.is_ratio else "Giá trị", text)


def points_step(case: Case, how: str, value: Fraction) -> tuple[str, str]:
    """The line that computes `value` points, exact first: `… = 8,7890625 ≈ 8,79`.

    Where the score is another than `value`, the line goes on to say why.
    """
    shown = points(value, case.places)
    exact, is_exact = rounding.long(value)
    if not is_exact:
        text = f"{how} = {value} ≈ {shown}"
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
