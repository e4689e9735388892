"""Heat cells: how much of its maximum a node reached, in six steps of one hue, and its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from opendti.scoring import ranking, rounding
from opendti.scoring.outcomes import State

from .models import NodeResult, UnitResult
from .reading import GroupRows

BOUNDS = (50, 65, 75, 85, 95)
"""Where the steps begin; the bound itself belongs to the upper step."""

STEP_WORDS = ("dưới 50\u00a0%", "50–65", "65–75", "75–85", "85–95", "từ 95\u00a0%")

ABSENT_WORDS = {State.EXCLUDED.value: "Loại trừ", State.NOT_APPLICABLE.value: "Không có"}

_MARGIN_COLUMNS = 3  # Of five: from here on the tip opens to the left.


@dataclass(frozen=True, slots=True)
class Cell:
    """A node as a cell. `percent` is None where there is nothing to reach; `word` then says why."""

    node: NodeResult
    ref: str
    percent: Fraction | None
    step: str
    word: str

    @property
    def shown(self) -> str:
        """One decimal, or the word."""
        return self.word if self.percent is None else rounding.shown(self.percent, 1)

    @property
    def short(self) -> str:
        """No decimals, for narrow cells."""
        return "–" if self.percent is None else rounding.shown(self.percent, 0)

    @property
    def share(self) -> Decimal:
        return bar_share(self.percent)

    @property
    def is_left_out(self) -> bool:
        return self.node.state in ABSENT_WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the map with its place among the units that have the component."""

    cell: Cell
    place: int | None
    of: int
    is_first: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A main index over its components' columns."""

    node: NodeResult
    columns: list[NodeResult]

    @property
    def more(self) -> Sequence[NodeResult]:
        return self.columns[1:]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The bands of columns, and a line of places per unit."""

    bands: list[Band]
    lines: list[tuple[UnitResult, list[Place]]]

    @property
    def width(self) -> int:
        return sum(len(band.columns) for band in self.bands)


def percent_of(node: NodeResult) -> Fraction | None:
    """100 × points ÷ maximum; None when the node is left out or has nothing to reach."""
    maximum = Fraction(node.max)
    return None if maximum == 0 or node.state in ABSENT_WORDS else 100 * Fraction(node.points) / maximum


def bar_share(percent: Fraction | None) -> Decimal:
    """The percent as a bar's width, 0 … 100 with one decimal."""
    width = min(max(percent or Fraction(0), Fraction(0)), Fraction(100))
    return Decimal(rounding.shown(width, 1).replace(",", "."))


def step_of(percent: Fraction) -> int:
    """0 … 5; the bounds are exact."""
    return sum(percent >= bound for bound in BOUNDS)


def cell(node: NodeResult) -> Cell:
    percent = percent_of(node)
    step = "hx" if percent is None else f"h{step_of(percent)}"
    return Cell(node, ref(node), percent, step, ABSENT_WORDS.get(node.state, "–"))


def ref(node: NodeResult) -> str:
    """The node's name in an address: a component's or main index's code; codes have capitals only."""
    return {"set": "total", "group": f"group-{node.code}"}.get(node.kind, node.code)


def places_of(rows: GroupRows, kinds: Iterable[str]) -> dict[str, Mapping[int, int | None]]:
    """For each code the places of the units, best share of the maximum first; equal shares share a place."""
    shares: dict[str, dict[int, Fraction | None]] = {}
    for unit in rows.units:
        for node in rows.nodes[unit.pk]:
            if node.kind in kinds:
                shares.setdefault(node.code, {})[unit.pk] = percent_of(node)
    return {code: ranking.rank(values) for code, values in shares.items()}


def heat_map(rows: GroupRows) -> HeatMap:
    """Every unit × component of the group."""
    first = rows.nodes[rows.units[0].pk] if rows.units else []
    bands = _bands(first)
    firsts = {band.columns[0].code for band in bands}
    columns = [node.code for band in bands for node in band.columns]
    right = set(columns[len(columns) * _MARGIN_COLUMNS // 5 :])
    places = places_of(rows, ("component",))
    lines = []
    for unit in rows.units:
        components = [node for node in rows.nodes[unit.pk] if node.kind == "component"]
        line = [
            Place(
                cell(node),
                places[node.code][unit.pk],
                sum(place is not None for place in places[node.code].values()),
                node.code in firsts,
                node.code in right,
            )
            for node in components
        ]
        lines.append((unit, line))
    return HeatMap(bands, lines)


def _bands(nodes: Sequence[NodeResult]) -> list[Band]:
    return [
        Band(main, [node for node in nodes if node.kind == "component" and node.parent_code == main.code])
        for main in nodes
        if main.kind == "main_index"
    ]
