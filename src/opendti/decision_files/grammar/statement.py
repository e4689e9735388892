"""A statement of a cell: where it stands, what it is, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .expressions import Expr
from .outcomes import Outcome
from .ranges import Range

Kind = Literal[
    "figure", "derived", "ratio", "points", "branch", "special", "lead", "heading", "aside", "other"
]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; which of the fields are set depends on `kind`.

    `text` is as printed without its bullet, `start` and `end` its place in the cell. A figure has
    `letter` and `label`; a ratio or points statement `expr`; a branch `answer`, `range`, `outcome`.
    `is_ours` where a figure's letter is not the decision's.
    """

    kind: Kind
    text: str
    start: int
    end: int
    bullet: str = ""
    letter: str = ""
    label: str = ""
    expr: Expr | None = None
    answer: str = ""
    range: Range | None = None
    outcome: Outcome | None = None
    doubts: tuple[str, ...] = field(default=())
    counts: tuple[str, ...] = field(default=())
    is_ours: bool = False
