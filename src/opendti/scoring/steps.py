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

    def put_in(self, formula: Formula) -> str:
        """The formula with the numbers for letters; a missing one keeps its letter."""
        return formula.written(self._number)

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
        return of_max(self.node.points, self.component.max)


def quantity(formula: Formula, value: Fraction) -> str:
    """A ratio in percent, a count as it is."""
    return plain_percent(value) if formula.has_division else rounding.figure(value)


def value_step(case: Case, formula: Formula, value: Fraction) -> tuple[str, str]:
    """The line that computes what is compared: `Tỷ lệ`, `a ÷ b = 45 ÷ 64 = 70,3125 %`."""
    result = as_percent(value) if formula.has_division else equal_to(value)
    letters, numbers = formula.written(), case.put_in(formula)
    text = f"{letters} = {numbers} {result}" if numbers != letters else f"{letters} {result}"
    if not formula.has_division and result == f"= {numbers}":
        text = f"{letters} {result}"
    return ("Tỷ lệ" if formula.has_division else "Giá trị", text)


def _rounded(value: Fraction) -> str:
    shown = points(value)
    return "" if equal_to(value)[2:] in (shown, shown.rstrip("0").rstrip(",")) else f" ≈ {shown}"


def points_step(case: Case, how: str) -> tuple[str, str]:
    """The line that ends in the points, exact first: `… = 8,7890625 ≈ 8,79`."""
    value = case.node.points
    exact = equal_to(value)
    tail = f" ≈ {points(value)}" if exact.startswith("=") and _rounded(value) else ""
    shown = exact if exact.startswith("=") else f"= {value} ≈ {points(value)}"
    return ("Điểm", f"{how} {shown}{tail}")
