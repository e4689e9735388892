"""What scoring returns: a tree of `Score`, each node with its state, flags and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class State(StrEnum):
    """How a node came to its points; only `SCORED` nodes rest on an answer."""

    SCORED = "scored"
    MISSING = "missing"
    EXCLUDED = "excluded"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


class FlagCode(StrEnum):
    """What a person should look at again; `explaining` has the words."""

    MISSING = "missing"
    ZERO_DENOMINATOR = "zero_denominator"
    ABOVE_ONE = "above_one"
    ABOVE_MAX = "above_max"
    NEGATIVE = "negative"
    UNKNOWN_LEVEL = "unknown_level"
    NO_CASE = "no_case"
    ALL_EQUAL = "all_equal"
    SINGLE_UNIT = "single_unit"
    DIFFERS = "differs_from_general"
    DATE_OUTSIDE = "date_outside"
    INCONSISTENT = "inconsistent"


class Flag(NamedTuple):
    """A flag and the letter, letters (`a, b`), level or condition it is about (may be empty)."""

    code: FlagCode
    about: str = ""


class Reason(NamedTuple):
    """One step of how the points came about: what was decided, and on which value.

    `code` is one of ratio, full, none, level, checks, band, step, case, deadline, expert, scaled,
    lowest, highest, formula, sum, missing, excluded, not_applicable, unscored. `about` is the level,
    the conditions or the branch taken; `value` the ratio or count compared, where there is one.
    """

    code: str
    about: str = ""
    value: Fraction | None = None


class Score(NamedTuple):
    """A scored node. `points` lie within 0 … `max` except for bonus and penalty.

    `max` is what could have been reached: excluded and inapplicable parts are already out of it.
    """

    code: str
    kind: str
    points: Fraction
    max: Fraction
    state: State
    flags: tuple[Flag, ...] = ()
    reasons: tuple[Reason, ...] = ()
    parts: tuple[Score, ...] = ()

    @property
    def percent(self) -> Fraction | None:
        """100 × points ÷ max, or None when nothing was left to reach (Điều 1.4)."""
        return None if self.max == 0 else 100 * self.points / self.max

    def walk(self) -> Iterator[Score]:
        """Yield this node and all below it, in the order of the decision."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def find(self, code: str, kind: str | None = None) -> Score:
        """The node with this code (components and their parts only, unless `kind` says otherwise).

        Raises KeyError when there is none.
        """
        wanted = (kind,) if kind else ("component", "part")
        for node in self.walk():
            if node.code == code and node.kind in wanted:
                return node
        raise KeyError(code)
