"""Tables as HTML and Word write them – merged cells, tables in cells – laid out on a plain grid.

Portals and offices also use tables to place things on a page. Those are no tables of a decision:
what is in them is given as paragraphs and tables of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from . import normalising, stitching
from .document import Block, Paragraph

MAX_SPAN = 100
MAX_CELLS = 400_000
_LETTERHEAD = ("cộng hòa xã hội chủ nghĩa", "cộng hoà xã hội chủ nghĩa", "nơi nhận")


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell: text and tables in the order they stand, and how many places it takes."""

    content: list[str | Grid]
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """A table as it stands in the file, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)


def blocks(grid: Grid) -> Iterator[Block]:
    """A table; or, of a table that only places things on the page, what is in its cells."""
    if _is_layout(grid):
        for row in grid.rows:
            for cell in row:
                yield from _content(cell)
        return
    table = stitching.table(_laid_out(grid))
    if table:
        yield table


def paragraphs(text: str) -> Iterator[Paragraph]:
    """A paragraph for each line of the text."""
    return (Paragraph(text=line) for line in normalising.lines(text))


def _content(cell: Cell) -> Iterator[Block]:
    for part in cell.content:
        yield from paragraphs(part) if isinstance(part, str) else blocks(part)


def _is_layout(grid: Grid) -> bool:
    rows = [row for row in grid.rows if any(_has_text(cell) for cell in row)]
    widest = max((sum(cell.columns for cell in row if _has_text(cell)) for row in rows), default=0)
    if widest <= 1 or (len(rows) == 1 and widest == 2):
        return True
    cells = [cell for row in rows for cell in row]
    if any(_is_real(part) for cell in cells for part in cell.content if isinstance(part, Grid)):
        return True
    return len(rows) <= 4 and widest == 2 and any(_is_letterhead(cell) for cell in cells)


def _is_real(grid: Grid) -> bool:
    """Whether a table inside another is the one that matters: it has rows and columns of its own."""
    wide = [row for row in grid.rows if len(row) >= 3]
    inside = (part for row in grid.rows for cell in row for part in cell.content if isinstance(part, Grid))
    return len(wide) >= 2 or any(map(_is_real, inside))


def _is_letterhead(cell: Cell) -> bool:
    text = " ".join(_text(cell).casefold().split())
    return any(words in text for words in _LETTERHEAD)


def _has_text(cell: Cell) -> bool:
    return any(
        bool(part.strip())
        if isinstance(part, str)
        else any(_has_text(inner) for row in part.rows for inner in row)
        for part in cell.content
    )


def _text(cell: Cell) -> str:
    """The cell's lines; a table within becomes a line for each of its rows."""
    said: list[str] = []
    for part in cell.content:
        if isinstance(part, str):
            said += normalising.lines(part)
        else:
            said += [line for row in part.rows if (line := _one_line(row))]
    return "\n".join(said)


def _one_line(row: Sequence[Cell]) -> str:
    return normalising.line(" ".join(_text(cell) for cell in row))


def _laid_out(grid: Grid) -> list[list[str]]:
    """Every row with all its places: a merged cell's text in the first, nothing in the others."""
    height = len(grid.rows)
    taken: dict[int, dict[int, str]] = {number: {} for number in range(height)}
    budget = MAX_CELLS
    for number, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while column in taken[number]:
                column += 1
            across = min(max(cell.columns, 1), MAX_SPAN)
            down = min(max(cell.rows, 1), height - number)
            budget -= across * down
            if budget < 0:
                down = 1
            for below in range(number, number + down):
                for beside in range(column, column + across):
                    taken[below].setdefault(beside, "")
            taken[number][column] = _text(cell)
            column += across
    return [
        [places.get(column, "") for column in range(max(places, default=-1) + 1)] for places in taken.values()
    ]
