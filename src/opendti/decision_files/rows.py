"""Tables of a document as rows that know what each cell is for, put together again over page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from . import headings, printed_values
from .document import Paragraph, Table
from .headings import Role, TableKind

_HEADING_WITHIN = 4
"""Among how many first rows the headings are looked for; titles may stand above them."""
_LETTERED = re.compile(r"[a-zđ]\s*\)\s*\S")
"""A part “a) Có kế hoạch”, which begins with a small letter and yet goes on with nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells by what they are for, all cells with their headings, and what fits no heading."""

    cells: dict[Role, str]
    printed: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()

    def cell(self, role: Role) -> str:
        """The text under a heading, "" where the table has no such column."""
        return self.cells.get(role, "")


@dataclass(slots=True, kw_only=True)
class FieldTable:
    """A table of our field. `above` are the paragraphs since the table before it."""

    kind: TableKind
    headings: tuple[str, ...]
    columns: tuple[Role, ...]
    above: tuple[str, ...]
    lines: list[tuple[str, ...]] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)

    @property
    def rows(self) -> list[Row]:
        """The rows in order, rows that go on over a page break joined."""
        joined: list[list[str]] = []
        for number, line in enumerate(self.lines):
            cells = _with_code(self.columns, [*line])
            if joined and _continues(self.columns, cells, is_break=number in self.breaks):
                joined[-1] = [_joined(*each) for each in zip(joined[-1], cells, self.columns, strict=True)]
            elif any(cells):
                joined.append(cells)
        return [_row(self.headings, self.columns, cells) for cells in joined]


def tables(blocks: Iterable[Paragraph | Table]) -> list[FieldTable]:
    """The tables of our field in their order; other tables are passed over."""
    found: list[FieldTable] = []
    above: list[str] = []
    is_open = False
    for block in blocks:
        if isinstance(block, Paragraph):
            above.append(block.text)
            is_open = is_open and _is_page_mark(block.text)
            continue
        is_open = _take(found, block, tuple(above), is_open=is_open)
        above = []
    return found


def headings_of(table: Table) -> tuple[str, ...]:
    """The headings of any table as far as they can be told: its first row that is not empty."""
    return next((tuple(" ".join(cell.split()) for cell in row) for row in table.rows if any(row)), ())


def _is_page_mark(text: str) -> bool:
    return re.fullmatch(r"[-–\s]*(trang\s*)?\d{1,3}(\s*/\s*\d{1,3})?[-–\s]*", text, re.IGNORECASE) is not None


def _take(found: list[FieldTable], table: Table, above: tuple[str, ...], *, is_open: bool) -> bool:
    """Adds a table to those found, as a new one or as the rest of the last; whether that one may go on."""
    place, titles = _heading_row(table.rows)
    if place is None:
        if is_open and found and table.width == len(found[-1].headings):
            _extend(found[-1], table.rows)
            return True
        return False
    body = table.rows[place:]
    if is_open and found and _plain(titles) == _plain(found[-1].headings):
        _extend(found[-1], body)
        return True
    columns = headings.roles(titles)
    kind = headings.kind(columns)
    if kind is None:
        return False
    titled = tuple(" ".join(cell for cell in row if cell) for row in table.rows[: max(place - 1, 0)])
    new = FieldTable(kind=kind, headings=titles, columns=columns, above=(*above, *filter(None, titled)))
    _extend(new, body)
    new.breaks.discard(0)
    found.append(new)
    return True


def _extend(table: FieldTable, body: Sequence[tuple[str, ...]]) -> None:
    is_break = True
    for line in body:
        if _plain(line) == _plain(table.headings) or _is_numbering(line):
            is_break = True
            continue
        if is_break:
            table.breaks.add(len(table.lines))
            is_break = False
        table.lines.append(line)


def _plain(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()).casefold() for cell in cells]


def _is_numbering(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    numbers = [re.sub(r"\D", "", cell) for cell in cells if cell.strip()]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _heading_row(lines: Sequence[tuple[str, ...]]) -> tuple[int | None, tuple[str, ...]]:
    """Where the body begins, and the headings; headings over two rows are put together."""
    for place, line in enumerate(lines[:_HEADING_WITHIN]):
        titles = tuple(" ".join(cell.split()) for cell in line)
        if place + 1 < len(lines) and _is_second_heading(titles, lines[place + 1]):
            below = lines[place + 1]
            titles = tuple(_two_rows(*pair) for pair in zip(_spanned(titles, below), below, strict=True))
            if headings.kind(headings.roles(titles)):
                return place + 2, titles
        if headings.kind(headings.roles(titles)):
            return place + 1, titles
    return None, ()


def _is_second_heading(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a row goes on with the headings above it: no code, and words of the field below a gap."""
    pairs = zip(_spanned(first, second), second, strict=True)
    known = [headings.role(_of_points(*pair) or pair[1]) for pair in pairs if pair[1].strip()]
    has_head = any(headings.role(cell) != "other" for cell in first if cell)
    return has_head and bool(known) and all(role != "other" for role in known) and not second[0].strip()


def _spanned(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The headings of the first row, each also above the cells of the second that stand under its span."""
    found: list[str] = []
    for above, below in zip(first, second, strict=True):
        found.append(found[-1] if not above.strip() and below.strip() and found else above)
    return found


def _of_points(above: str, below: str) -> str:
    """“Điểm tối đa” of “Tối đa” under “Điểm”; "" under any other heading."""
    is_points = re.fullmatch(r"(thang |số )?điểm( số)?", above.strip(), re.IGNORECASE) is not None
    return f"{above} {below}" if is_points and below and "điểm" not in below.casefold() else ""


def _two_rows(above: str, below: str) -> str:
    below = " ".join(below.split())
    if told := _of_points(above, below):
        return told
    return below if below and headings.role(below) != "other" else " ".join(filter(None, (above, below)))


# -- Rows that go on ------------------------------------------------------------------------------


def _with_code(columns: Sequence[Role], cells: list[str]) -> list[str]:
    """The cells with code and title parted where they stand in one cell: “1.1. Tên chỉ số”."""
    if "code" not in columns or "title" not in columns:
        return cells
    code, title = columns.index("code"), columns.index("title")
    text = cells[code].strip()
    if text and not cells[title].strip() and printed_values.code(text) is None:
        cells[code], cells[title] = "", text
    if not cells[code].strip():
        found = re.match(
            r"((?:\d{1,2}(?:\.\d{1,2})*|[IVX]+|[A-Z])(?=[.):]\s)|\d{1,2}(?:\.\d{1,2})+(?=\s))[.):]?\s+(?=\S)",
            cells[title],
        )
        if found:
            cells[code], cells[title] = found[1], cells[title][found.end() :]
    return cells


def _continues(columns: Sequence[Role], cells: Sequence[str], *, is_break: bool) -> bool:
    """Whether a row without a code is the rest of the row before it."""
    if "code" not in columns or cells[columns.index("code")].strip():
        return False
    title = cells[columns.index("title")].strip() if "title" in columns else ""
    if not title:
        return True
    if _LETTERED.match(title):
        return False
    return title[0].islower() and (is_break or not printed_values.is_total(title))


def _joined(before: str, more: str, role: Role) -> str:
    """A cell and its rest: on one line where a sentence goes on, otherwise on the next."""
    if not before or not more:
        return before or more
    goes_on = more[0].islower() and before[-1] not in ".;:" and not re.match(r"[a-z]\s*[=:]", more)
    return f"{before} {more}" if role in ("title", "appraiser") or goes_on else f"{before}\n{more}"


def _row(titles: Sequence[str], columns: Sequence[Role], cells: Sequence[str]) -> Row:
    by_role: dict[Role, str] = {}
    for role, cell in zip(columns, cells, strict=True):
        if role != "other" and role not in by_role:
            text = cell.strip()
            by_role[role] = " ".join(text.split()) if role in ("title", "code", "max") else text
    printed = tuple((title, cell.strip()) for title, cell in zip(titles, cells, strict=True) if title)
    extra = tuple(cell for title, cell in zip(titles, cells, strict=True) if not title and cell.strip())
    return Row(cells=by_role, printed=printed, extra=extra)
