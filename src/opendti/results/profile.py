"""One unit in its group: its shape, where it is strong or weak, where it loses most, and its tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from opendti.scoring import rounding

from .heat import Cell, bar_share, cell, percent_of, places_of
from .models import NodeResult
from .radar import Radar, radar
from .reading import EXPLAINED, GroupRows
from .standing import Row, Standing, median, named, signed

LONGEST_LIST = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing to the next better rank, in points of this unit's own maximum."""

    rank: int
    points: str
    to: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A component and the points it fell short of, as text with its sign."""

    cell: Cell
    lost: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """A component and how many percentage points it lies from the median of the group."""

    cell: Cell
    gap: str


@dataclass(frozen=True, slots=True)
class Line:
    """A component, or a part of one, with its place among the units that have it."""

    cell: Cell
    place: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Section:
    """A main index with its components and the group's median."""

    cell: Cell
    median: Decimal | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a unit's page shows beside its row."""

    row: Row
    gap: Gap | None
    radar: Radar | None
    losses: list[Loss]
    strong: list[Contrast]
    weak: list[Contrast]
    sections: list[Section]


def profile(rows: GroupRows, table: Standing, row: Row) -> Profile:
    """The unit of the row; `rows` must hold the whole trees of the group."""
    nodes = rows.nodes[row.unit.pk]
    medians = _medians(rows)
    strong, weak = _contrasts(nodes, medians)
    return Profile(
        row=row,
        gap=_gap(table, row),
        radar=_radar(row, medians),
        losses=_losses(nodes, rows.group.places),
        strong=strong,
        weak=weak,
        sections=_sections(rows, nodes, medians),
    )


def _medians(rows: GroupRows) -> dict[tuple[str, str], Fraction | None]:
    """The median percent of every node among the ranked units, by kind and code."""
    found: dict[tuple[str, str], list[Fraction | None]] = {}
    for unit in rows.units:
        for node in rows.nodes[unit.pk] if unit.rank is not None else ():
            found.setdefault((node.kind, node.code), []).append(percent_of(node))
    return {key: median(values) for key, values in found.items()}


def _gap(table: Standing, row: Row) -> Gap | None:
    better = [each for each in table.rows if each.unit.rank is not None and _is_above(each, row)]
    if row.percent is None or row.unit.rank is None or not better:
        return None
    nearest = better[-1]
    missing = ((nearest.percent or Fraction(0)) - row.percent) * Fraction(row.unit.max) / 100
    rank = nearest.unit.rank or 0
    return Gap(rank, rounding.shown_apart([missing, Fraction(0)], 2)[0], named(nearest.unit))


def _is_above(each: Row, row: Row) -> bool:
    return each.percent is not None and row.percent is not None and each.percent > row.percent


def _radar(row: Row, medians: dict[tuple[str, str], Fraction | None]) -> Radar | None:
    names = [each.node.short or each.node.title for each in row.cells]
    values = [(each.percent, each.shown) for each in row.cells]
    return radar(names, values, [medians.get(("main_index", each.node.code)) for each in row.cells])


def _losses(nodes: Sequence[NodeResult], places: int) -> list[Loss]:
    lost = [
        (Fraction(node.max) - Fraction(node.points), cell(node))
        for node in nodes
        if node.kind == "component" and percent_of(node) is not None
    ]
    lost.sort(key=lambda pair: pair[0], reverse=True)
    return [Loss(each, signed(-points, places)) for points, each in lost[:LONGEST_LIST] if points > 0]


def _contrasts(
    nodes: Sequence[NodeResult], medians: dict[tuple[str, str], Fraction | None]
) -> tuple[list[Contrast], list[Contrast]]:
    found = []
    for node in nodes:
        percent, middle = percent_of(node), medians.get((node.kind, node.code))
        if node.kind == "component" and percent is not None and middle is not None:
            found.append((percent - middle, cell(node)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    strong = [Contrast(each, signed(gap, 1)) for gap, each in found[:LONGEST_LIST] if gap > 0]
    weak = [Contrast(each, signed(gap, 1)) for gap, each in found[::-1][:LONGEST_LIST] if gap < 0]
    return strong, weak


def _sections(
    rows: GroupRows, nodes: Sequence[NodeResult], medians: dict[tuple[str, str], Fraction | None]
) -> list[Section]:
    places = places_of(rows, EXPLAINED)
    sections: list[Section] = []
    for node in nodes:
        if node.kind == "main_index":
            middle = medians.get((node.kind, node.code))
            sections.append(Section(cell(node), None if middle is None else bar_share(middle), []))
        elif node.kind in EXPLAINED:
            ranks = places[node.code]
            of = sum(place is not None for place in ranks.values())
            sections[-1].lines.append(Line(cell(node), ranks[node.unit_id], of))
    return sections
