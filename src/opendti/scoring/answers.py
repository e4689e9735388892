"""What a unit answered. Missing, zero, excluded and not applicable are four different things.

A `Sheet` holds the general information and one answer per leaf component. A component without an
entry is missing. Zero is a figure like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

NONE_LEVEL = "none"
"""The level that says outright “none of it” where silence would mean missing (checklist, deadline)."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer in the terms of the component's rule; what the rule does not ask stays empty."""

    figures: Mapping[str, Fraction] = field(default_factory=dict)
    level: str | None = None
    checks: frozenset[str] = frozenset()
    date: date | None = None
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """“Không đánh giá”: points and maximum both leave the total (2405/QĐ-UBND, Điều 1.4)."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The component is not in this unit's set; counts as little as an excluded one."""


Answer = Given | Excluded | NotApplicable

EMPTY = Given()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's answers in one round: general items by code (`I.8`), answers by component code."""

    general: Mapping[str, Fraction] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
