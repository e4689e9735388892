"""Text whose tables part their cells by tabs, mixed with bits of HTML and Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import markup, normalising, stitching
from .document import Block, Paragraph

_FARTHEST = 80
"""A row broken over more lines than this is no row."""

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")


def is_tabbed(text: str) -> bool:
    """Whether some line starts a table: three cells or more with text."""
    return any(_starts_table(line) for line in text.splitlines() if "\t" in line)


def blocks(text: str) -> list[Block]:
    """The paragraphs, one per line, and the tables of the text."""
    lines = re.split(r"\r\n|\r|\n", text)
    found: list[Block] = []
    place = 0
    while place < len(lines):
        if not _starts_table(lines[place]):
            found += [Paragraph(text=said) for said in normalising.lines(_plain(lines[place]))]
            place += 1
            continue
        rows, place = _rows(lines, place)
        table = stitching.table([_cell(cell) for cell in row] for row in rows)
        found += [table] if table else []
    return found


def _starts_table(line: str) -> bool:
    cells = line.split("\t")
    return len(cells) >= 3 and sum(1 for cell in cells if cell.strip()) >= 3


def _rows(lines: Sequence[str], place: int) -> tuple[list[list[str]], int]:
    """The rows of the table that starts at `place`, and where the text goes on after it."""
    tabs = lines[place].count("\t")
    rows = [lines[place].split("\t")]
    place += 1
    while place < len(lines):
        end = _row_end(lines, place, tabs)
        if end == place:
            break
        rows.append("\n".join(lines[place:end]).split("\t"))
        place = end
    return rows, place


def _row_end(lines: Sequence[str], place: int, tabs: int) -> int:
    """Where the row ends that starts here; `place` itself when no row does.

    A cell may hold line breaks, so a line with too few tabs goes on until the tabs are complete. If they
    never are, the row's last cells were cut off and it ends with its line.
    """
    if "\t" not in lines[place]:
        return _row_end_without_tab(lines, place, tabs)
    seen = 0
    for end in range(place, min(len(lines), place + _FARTHEST)):
        seen += lines[end].count("\t")
        if seen == tabs:
            return end + 1
        if seen > tabs:
            break
    return place + 1


def _row_end_without_tab(lines: Sequence[str], place: int, tabs: int) -> int:
    """The end of the row, if a line without tabs is the first cell's start and the rest follows at once."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    if (
        lines[place].strip()
        and not following[:1].strip()
        and following.count("\t") == tabs
        and following.strip()
    ):
        return place + 2
    return place


def _plain(text: str) -> str:
    return markup.without_emphasis(markup.without_latex(markup.without_tags(_HEADING.sub("", text))))


def _cell(text: str) -> str:
    return "\n".join(normalising.lines(_plain(text)))
