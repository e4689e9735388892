"""A ranking group as a table: who stands where, what moved since the year before, and the median."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from opendti.scoring import rounding

from .heat import Cell, bar_share, cell
from .models import NodeResult, UnitResult
from .queries import Previous
from .reading import GroupRows

PLUS = "+"


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's line. `shown` tells unequal units apart; `pad` keeps the decimals under each other.

    `move` is the number of places gained (0 unchanged, None without a rank then or now); `gain` the
    difference in percentage points, as text with its sign.
    """

    unit: UnitResult
    percent: Fraction | None
    shown: str
    pad: str
    previous: Previous | None
    move: int | None
    gain: str | None
    cells: list[Cell]

    @property
    def places_moved(self) -> int:
        return abs(self.move or 0)

    @property
    def share(self) -> Decimal:
        return bar_share(self.percent)


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole table.

    `close_calls` are sentences on units told apart only by more decimals, `not_concluded` one on the
    values no appraiser concluded on.
    """

    rows: list[Row]
    main_indexes: list[NodeResult]
    median: Fraction | None
    median_shown: str
    close_calls: list[str]
    ranked: int
    before_year: int | None
    not_concluded: str

    @property
    def median_share(self) -> Decimal | None:
        return None if self.median is None else bar_share(self.median)

    def row_of(self, organisation_code: str | None) -> Row:
        """The unit's line, or the first when no such unit is there."""
        for row in self.rows:
            if row.unit.organisation_code == organisation_code:
                return row
        return self.rows[0]


def standing(rows: GroupRows) -> Standing:
    """The table of a group with at least its main indexes loaded."""
    percents = [_exact(unit.percent) for unit in rows.units]
    shown = _shown(percents, rows.group.places)
    longest = max((_decimals(text) for text in shown), default=0)
    lines = [
        _row(rows, unit, percent, text, "0" * (longest - _decimals(text)) if percent is not None else "")
        for unit, percent, text in zip(rows.units, percents, shown, strict=True)
    ]
    middle = median([line.percent for line in lines if line.unit.rank is not None])
    return Standing(
        rows=lines,
        main_indexes=[each.node for each in lines[0].cells] if lines else [],
        median=middle,
        median_shown="–" if middle is None else rounding.shown(middle, rows.group.places),
        close_calls=_close_calls(lines, rows.group.places),
        ranked=sum(unit.rank is not None for unit in rows.units),
        before_year=rows.before_year,
        not_concluded=_not_concluded(rows.not_concluded),
    )


def median(values: Sequence[Fraction | None]) -> Fraction | None:
    """The middle value, or the mean of the two in the middle; values that are missing do not count."""
    counted = sorted(value for value in values if value is not None)
    if not counted:
        return None
    half = len(counted) // 2
    return counted[half] if len(counted) % 2 else (counted[half - 1] + counted[half]) / 2


def signed(value: Fraction, places: int) -> str:
    """`+2,40`, `−0,05`; what rounds to nothing has no sign."""
    text = rounding.shown(value, places)
    return f"{PLUS}{text}" if rounding.half_up(value, places) > 0 else text


def _row(rows: GroupRows, unit: UnitResult, percent: Fraction | None, shown: str, pad: str) -> Row:
    previous = rows.before.get(unit.organisation_code)
    before = _exact(previous.percent) if previous else None
    gain = None if percent is None or before is None else signed(percent - before, rows.group.places)
    then, now = previous.rank if previous else None, unit.rank
    move = None if then is None or now is None else then - now
    mains = [cell(node) for node in rows.nodes[unit.pk] if node.kind == "main_index"]
    return Row(unit, percent, shown, pad, previous, move, gain, mains)


def _shown(percents: Sequence[Fraction | None], places: int) -> list[str]:
    texts = iter(rounding.shown_apart([value for value in percents if value is not None], places))
    return ["–" if value is None else next(texts) for value in percents]


def _decimals(text: str) -> int:
    return len(text.partition(",")[2])


def _not_concluded(count: int) -> str:
    """The sentence above the table; empty when appraisers concluded on everything."""
    if not count:
        return ""
    shown = rounding.figure(Fraction(count))
    return f"{shown} lượt chỉ số chưa có kết luận thẩm định, tính theo số đơn vị kê khai."


def _close_calls(rows: Sequence[Row], places: int) -> list[str]:
    alike: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.percent is not None and _decimals(row.shown) > places:
            alike[rounding.shown(row.percent, places)].append(named(row.unit))
    return [
        f"{', '.join(names[:-1])} và {names[-1]} cùng là {text}\u00a0% khi làm tròn; "
        "hạng xét theo giá trị đúng."
        for text, names in alike.items()
        if len(names) > 1
    ]


def named(unit: UnitResult) -> str:
    """The short name where there is one."""
    return unit.organisation_short_name or unit.organisation_name


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
