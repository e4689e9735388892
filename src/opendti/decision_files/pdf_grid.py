"""The tables of a page of a PDF, found by the lines drawn around their cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .pdf_pages import Page, Rule

_NEAR = 3.0
"""Lines that miss each other by less than this, in points, are meant to meet."""

_NARROWEST = 7.0
"""Lines nearer than this, in points, are the strokes of one border: no letter fits between them."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """A table's grid: `xs` and `ys` bound its columns and rows.

    `first` says for each place, by row and column, which is the first place of its cell.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    first: dict[Place, Place]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def cell_at(self, x: float, y: float) -> Place | None:
        """The first place of the cell at a point, None outside the table."""
        row, column = _between(self.ys, y), _between(self.xs, x)
        return None if row is None or column is None else self.first[row, column]

    def right_of(self, cell: Place) -> float:
        """The right border of a cell."""
        row, last = cell
        while last + 2 < len(self.xs) and self.first[row, last + 1] == cell:
            last += 1
        return self.xs[last + 1]


def lattices(page: Page) -> list[Lattice]:
    """The tables of the page from top to bottom; a frame around one cell is no table."""
    across, down = _merged(page.across), _merged(page.down)
    found = []
    for group_across, group_down in _groups(across, down):
        lattice = _lattice(group_across, group_down)
        if lattice is not None and len(set(lattice.first.values())) > 1:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.top, lattice.xs[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """The lines, with pieces of one line joined."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (_rounded(rule.at), rule.start)):
        last = done[-1] if done else None
        if last and abs(last.at - rule.at) <= 1.5 and rule.start <= last.end + _NEAR:
            done[-1] = Rule(last.at, min(last.start, rule.start), max(last.end, rule.end))
        else:
            done.append(rule)
    return done


def _rounded(at: float) -> int:
    return int(at + 0.5)


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """The lines that hang together by crossing, as groups with some of both directions."""
    parent = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, rule in enumerate(across):
        for other, post in enumerate(down, start=len(across)):
            if _meet(rule, post):
                parent[root(one)] = root(other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for place in range(len(parent)):
        lines = groups.setdefault(root(place), ([], []))
        if place < len(across):
            lines[0].append(across[place])
        else:
            lines[1].append(down[place - len(across)])
    return [lines for lines in groups.values() if lines[0] and lines[1]]


def _meet(rule: Rule, post: Rule) -> bool:
    return (
        rule.start - _NEAR <= post.at <= rule.end + _NEAR
        and post.start - _NEAR <= rule.at <= post.end + _NEAR
    )


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    # The ends of the lines count too: outer borders are missing where a page breaks a table.
    xs = _marks([post.at for post in down], [end for rule in across for end in (rule.start, rule.end)])
    ys = _marks([rule.at for rule in across], [end for post in down for end in (post.start, post.end)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    first = _cells(xs, ys, across, down)
    columns = [column for column in range(len(xs) - 1) if _begins(first, column, 1)]
    rows = [row for row in range(len(ys) - 1) if _begins(first, row, 0)]
    new_row = {row: place for place, row in enumerate(rows)}
    new_column = {column: place for place, column in enumerate(columns)}
    kept = {
        (new_row[row], new_column[column]): (new_row[cell[0]], new_column[cell[1]])
        for (row, column), cell in first.items()
        if row in new_row and column in new_column
    }
    return Lattice(
        xs=(*(xs[column] for column in columns), xs[-1]),
        ys=(*(ys[row] for row in rows), ys[-1]),
        first=kept,
    )


def _begins(first: dict[Place, Place], number: int, axis: int) -> bool:
    """Whether any cell starts in the row or column: one that none does comes of a stray line."""
    return any(cell[axis] == number for cell in first.values())


def _marks(inner: list[float], ends: list[float]) -> list[float]:
    marks = _clustered(inner)
    low, high = min(ends), max(ends)
    if not marks or low < marks[0] - 3 * _NEAR:
        marks.insert(0, low)
    if high > marks[-1] + 3 * _NEAR:
        marks.append(high)
    return marks


def _clustered(values: Iterable[float]) -> list[float]:
    done: list[list[float]] = []
    for value in sorted(values):
        if done and value - done[-1][0] <= _NARROWEST:
            done[-1].append(value)
        else:
            done.append([value])
    return [sum(group) / len(group) for group in done]


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> dict[Place, Place]:
    """For each place the first place of its cell: places with no line between are one cell.

    A row's places are joined first, then whole stretches of a row to the stretch above that spans the
    same columns, so that every cell is a rectangle.
    """
    first: dict[Place, Place] = {}
    above: dict[Place, tuple[Place, int]] = {}
    for row in range(len(ys) - 1):
        stretches = _stretches(xs, ys[row], ys[row + 1], down)
        here: dict[Place, tuple[Place, int]] = {}
        for start, end in stretches:
            origin, upper_end = above.get((row - 1, start), ((row, start), start))
            is_open = row > 0 and not _drawn(across, ys[row], xs[start], xs[end])
            cell = origin if is_open and upper_end == end else (row, start)
            here[row, start] = (cell, end)
            first.update({(row, column): cell for column in range(start, end)})
        above = here
    return first


def _stretches(xs: Sequence[float], top: float, bottom: float, down: Sequence[Rule]) -> list[tuple[int, int]]:
    borders = [column for column in range(1, len(xs) - 1) if _drawn(down, xs[column], top, bottom)]
    bounds = [0, *borders, len(xs) - 1]
    return list(itertools.pairwise(bounds))


def _drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether lines at `at` cover at least half of the way."""
    covered = sum(
        max(0.0, min(end, rule.end) - max(start, rule.start))
        for rule in rules
        if abs(rule.at - at) <= _NARROWEST
    )
    return covered * 2 >= end - start


def _between(marks: Sequence[float], value: float) -> int | None:
    if not marks[0] <= value <= marks[-1]:
        return None
    for place in range(len(marks) - 1):
        if value <= marks[place + 1]:
            return place
    return None
