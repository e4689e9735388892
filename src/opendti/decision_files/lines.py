"""Tables printed with one cell to a line, rebuilt: which run of lines is a heading, where each row begins.

Legal portals give a decision's annex as text in which every cell stands on a line of its own and an
empty cell leaves no trace. What a table then looked like is told by the words of its headings, by
the codes that follow each other, and by what a cell of each column can say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from . import agency_lines, headings, line_rows, printed_values
from .document import Document, Paragraph, Table
from .doubt import Doubt

_LONGEST_HEADING = 90
_MOST_COLUMNS = 12
_SECTION = re.compile(r"([A-Z]|[IVX]+|\d+)\s*[.)]\s+\S")
_ANNEX = re.compile(r"PHỤ LỤC|Phụ lục( số)? (\d+|[IVX]+)\s*$")
_FOOT = re.compile(r"(nguồn tra cứu|nguồn:|nơi nhận|trang \d+$|https?:)", re.IGNORECASE)


def rebuilt(document: Document) -> tuple[Document, tuple[Doubt, ...]]:
    """The document with its tables as tables, and what could not be told from the lines.

    A document that has tables, or none to rebuild, comes back as it is.
    """
    if document.has_tables:
        return document, ()
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    runs = _heading_runs(texts)
    blocks: list[Paragraph | Table] = []
    doubts: list[Doubt] = []
    done = 0
    for number, (start, columns) in enumerate(runs):
        blocks += [Paragraph(text=text) for text in texts[done:start]]
        following = runs[number + 1][0] if number + 1 < len(runs) else len(texts)
        begin = start + len(columns)
        done = _end(texts, begin, following)
        rows, unsure = _rows(columns, texts[begin:done])
        blocks.append(Table(rows=(tuple(columns), *rows)))
        doubts += unsure
    blocks += [Paragraph(text=text) for text in texts[done:]]
    return replace(document, blocks=tuple(blocks)), tuple(doubts)


def _heading_runs(texts: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Where the headings of our tables stand: the first line of each run, and the headings."""
    runs: list[tuple[int, list[str]]] = []
    place = 0
    while place < len(texts):
        columns = _headings_at(texts, place)
        if columns:
            runs.append((place, columns))
        place += len(columns) or 1
    return runs


def _headings_at(texts: Sequence[str], start: int) -> list[str]:
    if headings.role(texts[start]) != "code":
        return []
    columns: list[str] = []
    for place, text in enumerate(texts[start : start + _MOST_COLUMNS], start):
        is_number_next = place + 1 < len(texts) and printed_values.points(texts[place + 1]) is not None
        is_row = printed_values.is_total(text) and is_number_next
        if is_row or len(text) > _LONGEST_HEADING or headings.role(text) == "other":
            break
        if printed_values.code(text) and headings.role(text) != "code":
            break
        columns.append(text)
    return columns if headings.kind(headings.roles(columns)) else []


def _end(texts: Sequence[str], begin: int, following: int) -> int:
    """Where the rows end: before the next annex, the titles above the next table, or the foot of the text."""
    end = following
    while end > begin and following < len(texts) and _is_title(texts[end - 1]):
        end -= 1
    for place in range(begin, end):
        if _ANNEX.match(texts[place]) or _FOOT.match(texts[place]):
            return place
    return end


def _is_title(text: str) -> bool:
    return bool(_SECTION.match(text)) or text.isupper() or text.startswith("(")


def _rows(columns: Sequence[str], texts: Sequence[str]) -> tuple[list[tuple[str, ...]], list[Doubt]]:
    found = headings.roles(columns)
    kind = headings.kind(found)
    if kind == "structure":
        return line_rows.structure(found, texts), []
    if kind == "shares":
        return agency_lines.rows(columns, texts)
    return line_rows.rows(found, texts, has_points="max" in found), []
