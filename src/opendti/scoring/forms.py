"""The rule forms an index set may use; `rules` scores them, `explaining` puts them into words.

The numbers in brackets are those of the rule forms found in real decisions (docs/scoring.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from .values import STRICT, Condition, DayMonth, Exact, Expression, Id, Points, Share, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of several answers, worth a share of the maximum (0 … 1)."""

    __pydantic_config__ = STRICT
    id: Id
    label: Text
    worth: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Exactly one level is reached (forms 1 and 2 of the domain)."""

    __pydantic_config__ = STRICT
    form: Literal["levels"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Each condition that holds adds its worth (form 3)."""

    __pydantic_config__ = STRICT
    form: Literal["checklist"]
    conditions: Annotated[tuple[Level, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """The value of a formula times the maximum, full from `full_at` upwards (forms 4–7, 11, 14).

    `when_zero` is what the decision says for a zero denominator: `full` points or `none`. Left out,
    the decision is silent: 0 points, flagged.
    """

    __pydantic_config__ = STRICT
    form: Literal["ratio"]
    of: Expression
    full_at: Exact = Fraction(1)
    when_zero: Literal["full", "none"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOrNothing:
    """The maximum when the value reaches `at`, otherwise 0 (form 10)."""

    __pydantic_config__ = STRICT
    form: Literal["all_or_nothing"]
    of: Expression
    at: Exact = Fraction(1)
    when_zero: Literal["full", "none"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From `at_least` upwards (included) the answer is worth this share of the maximum."""

    __pydantic_config__ = STRICT
    at_least: Exact
    worth: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """The highest band reached counts; below all of them 0 (form 9)."""

    __pydantic_config__ = STRICT
    form: Literal["bands"]
    of: Expression
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    when_zero: Literal["full", "none"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From `at_least` upwards (included) the answer earns these points, not a share."""

    __pydantic_config__ = STRICT
    at_least: Exact
    points: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A table from a count to points; below all steps 0 (form 8)."""

    __pydantic_config__ = STRICT
    form: Literal["steps"]
    of: Expression
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One branch: when the condition holds, a share of the maximum or the value of a formula.

    Exactly one of `worth` and `of`; the linter sees to it.
    """

    __pydantic_config__ = STRICT
    label: Text
    when: Condition
    worth: Share | None = None
    of: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The first branch whose condition holds counts (form 11 with a second condition)."""

    __pydantic_config__ = STRICT
    form: Literal["cases"]
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinMax:
    """The value compared across the units of a ranking group (form 12).

    `scale` is `min_max` for (x − min) ÷ (max − min) or `share_of_best` for x ÷ max (with
    `better: lower`: min ÷ x). All units equal, or only one unit: everyone gets the maximum, flagged.
    """

    __pydantic_config__ = STRICT
    form: Literal["min_max"]
    of: Expression
    scale: Literal["min_max", "share_of_best"]
    better: Literal["higher", "lower"] = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class PerItem:
    """Points for each item counted, capped at the maximum (form 13)."""

    __pydantic_config__ = STRICT
    form: Literal["per_item"]
    of: Expression
    points: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class BestOf:
    """The best of several alternative formulas, each a share of the maximum (form 13)."""

    __pydantic_config__ = STRICT
    form: Literal["best_of"]
    of: Annotated[tuple[Expression, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The maximum when the day given lies before `before` (dd/mm) of the plan year (form 15)."""

    __pydantic_config__ = STRICT
    form: Literal["deadline"]
    before: DayMonth


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """The council or an appraiser gives 0 … maximum directly, with a reason (form 18)."""

    __pydantic_config__ = STRICT
    form: Literal["expert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Points by a formula of one's own; `max_points` names the maximum. Capped to 0 … maximum."""

    __pydantic_config__ = STRICT
    form: Literal["formula"]
    points: Expression
    when_zero: Literal["full", "none"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfParts:
    """A parent is the sum of its parts (form 16)."""

    __pydantic_config__ = STRICT
    form: Literal["sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscored:
    """Asked but not scored: “Không tính điểm” (form 16)."""

    __pydantic_config__ = STRICT
    form: Literal["unscored"]


Rule = Annotated[
    Levels
    | Checklist
    | Ratio
    | AllOrNothing
    | Bands
    | Steps
    | Cases
    | MinMax
    | PerItem
    | BestOf
    | Deadline
    | Expert
    | Free
    | SumOfParts
    | Unscored,
    Field(discriminator="form"),
]
