"""Answers that are ranges, put in order and held against each other: no gap, no overlap, no silent shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from opendti.decision_files.grammar.outcomes import Outcome
from opendti.decision_files.grammar.ranges import Range
from opendti.decision_files.grammar.statements import Statement

LOWEST = Fraction(-(10**9))


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, None where open, with its worth and the statement it stands in."""

    low: Fraction | None
    low_in: bool
    high: Fraction | None
    high_in: bool
    outcome: Outcome
    by: Statement
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Intervals from high to low, whole where the words leave none out, with doubts where they do not."""

    rows: tuple[Interval, ...]
    doubts: tuple[str, ...]

    @property
    def includes_lows(self) -> bool:
        return all(row.low_in for row in self.rows if row.low is not None)


def table(branches: Sequence[tuple[Statement, Range, Outcome]], *, is_count: bool) -> Table:
    """The branches as a table, the highest interval first."""
    rows = [_interval(by, bounds, outcome) for by, bounds, outcome in branches]
    rows.sort(key=lambda row: (_low(row), row.high is None, row.high or LOWEST), reverse=True)
    doubts: list[str] = []
    if is_count and any(row.exact for row in rows):
        rows, found = _counted(rows)
        doubts += found
    elif any(row.exact for row in rows):
        rows = [_from_exact_share(row, doubts) for row in rows]
    rows = _nested(rows, doubts)
    doubts += [
        doubt for above, below in pairwise(rows) for doubt in _meeting(above, below, is_count=is_count)
    ]
    doubts += _ends(rows, is_count=is_count)
    if not is_count and rows[0].high == 1 and rows[0].high_in:  # a share above 1 is full, not without a case
        rows = [replace(rows[0], high=None), *rows[1:]]
    return Table(tuple(rows), tuple(dict.fromkeys(doubts)))


def _interval(by: Statement, bounds: Range, outcome: Outcome) -> Interval:
    return Interval(bounds.low, bounds.low_in, bounds.high, bounds.high_in, outcome, by, bounds.exact)


def _low(row: Interval) -> Fraction:
    return LOWEST if row.low is None else row.low


def _from_exact_share(row: Interval, doubts: list[str]) -> Interval:
    """“Tỷ lệ = 100%” is the top of a share; any other single value of a share leaves the rest open."""
    if not row.exact:
        return row
    if row.low == 0:
        return replace(row, exact=False)
    if row.low != 1:
        doubts.append(f"“{row.by.answer}” nói một giá trị; được hiểu là từ mốc đó trở lên.")
    return replace(row, high=None, exact=False)


def _counted(rows: list[Interval]) -> tuple[list[Interval], list[str]]:
    """Single counts (“4 cuộc”) as a table: the top one upwards; one below the next must differ by 1."""
    doubts = []
    if rows[0].exact:
        is_full = rows[0].outcome.share == 1 or rows[0].outcome.points is not None
        if not is_full:
            doubts.append(f"Không nói trên “{rows[0].by.answer}” thì được bao nhiêu điểm.")
        rows = [replace(rows[0], high=None), *rows[1:]]
    for above, below in pairwise(rows):
        if below.exact and below.high is not None and _low(above) - below.high > 1:
            doubts.append(
                f"Không nói giữa “{below.by.answer}” và “{above.by.answer}” thì được bao nhiêu điểm."
            )
    return rows, doubts


def _nested(rows: list[Interval], doubts: list[str]) -> list[Interval]:
    """Rows that say only “dưới …” end below where the next lower one ends."""
    found = list(rows)
    for at, (above, below) in enumerate(pairwise(rows)):
        if above.low is None and below.high is not None:
            doubts.append(f"“{above.by.answer}” và “{below.by.answer}” lồng nhau; cần xem ranh giới.")
            found[at] = replace(above, low=below.high, low_in=not below.high_in)
    return found


def _meeting(above: Interval, below: Interval, *, is_count: bool) -> list[str]:
    """What is wrong where two rows meet."""
    if below.high is None:
        return [] if below.low != above.low else [f"“{above.by.answer}” và “{below.by.answer}” trùng nhau."]
    low, high = _low(above), below.high
    if low == high and above.low_in != below.high_in:
        return []
    steps = low - high
    if is_count and steps == 1 and above.low_in and below.high_in and low.denominator == 1:
        return []
    if steps > 0 or (steps == 0 and not above.low_in):
        return [f"Không nói giữa “{below.by.answer}” và “{above.by.answer}” thì được bao nhiêu điểm."]
    return [f"“{below.by.answer}” và “{above.by.answer}” chồng lên nhau."]


def _ends(rows: Sequence[Interval], *, is_count: bool) -> list[str]:
    top, bottom = rows[0], rows[-1]
    doubts = []
    if top.high is not None and (is_count or top.high < 1 or not top.high_in):
        doubts.append(f"Không nói trên “{top.by.answer}” thì được bao nhiêu điểm.")
    low = bottom.low
    starts = low is None or low <= 0 or (is_count and low == 1 and bottom.low_in)
    if not starts:
        doubts.append(f"Không nói dưới “{bottom.by.answer}” thì được bao nhiêu điểm; được hiểu là 0 điểm.")
    elif low == 0 and not bottom.low_in and not is_count:
        doubts.append(f"Không nói đúng 0 thì được bao nhiêu điểm (“{bottom.by.answer}”).")
    return doubts
