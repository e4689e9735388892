"""An Excel workbook into its worksheets, cell by cell, with what a reader should know of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from . import office_values as values
from .office_parts import WORKBOOK, Damaged, Limits, Parts
from .tables import AnswerFileError, Cell, Row

_RELATIONS = "xl/_rels/workbook.xml.rels"
_HIDDEN = ("hidden", "veryHidden")
_TEXTS = ("inlineStr", "str")

Place = tuple[int, int]
"""Row, from 1, and column, from 0."""


class Area(NamedTuple):
    """Cells merged into one."""

    first: Place
    last: Place

    def __str__(self) -> str:
        return ":".join(f"{values.letters_of(column)}{row}" for row, column in self)


@dataclass(slots=True)
class Sheet:
    """A worksheet: its rows that are not blank, all of one length, and what is odd about some cells."""

    name: str
    is_hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    formulas: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


def read(content: bytes, where: str, limits: Limits) -> list[Sheet]:
    """All worksheets in their order; raises AnswerFileError."""
    parts = Parts(content, where, limits)
    with parts.refusing():
        book = _Book(parts)
        return [_Sheet(book, sheet).read(part) for sheet, part in book.sheets]


class _Book:
    """What the worksheets share: their names, texts and formats, and how many letters are left."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.letters = parts.limits.letters
        self.is_from_1904 = False
        self.texts: list[str] = []
        self.formats: list[str] = []
        self._targets: dict[str, str] = {}
        self._by_kind: dict[str, str] = {}
        self.sheets: list[tuple[Sheet, str]] = []
        parts.walk(_RELATIONS, self._relation)
        parts.walk(WORKBOOK, self._sheet)
        if len({sheet.name for sheet, _ in self.sheets}) < len(self.sheets):
            raise Damaged("two worksheets of one name")
        if "styles" in self._by_kind:
            self._read_formats(self._by_kind["styles"])
        if "sharedStrings" in self._by_kind:
            self._read_texts(self._by_kind["sharedStrings"])

    def _relation(self, tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External":
            target = given["Target"]
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            kind = given["Type"].rpartition("/")[2]
            self._targets[given["Id"]] = part if kind == "worksheet" else ""
            if self.parts.has(part):
                self._by_kind[kind] = part

    def _sheet(self, tag: str, given: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.is_from_1904 = given.get("date1904") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in given.items() if name.endswith(":id")), "")
            if part := self._targets[key]:
                self.sheets.append((Sheet(given["name"], given.get("state") in _HIDDEN), part))

    def _read_formats(self, part: str) -> None:
        custom: dict[int, str] = {}
        is_inside = False

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal is_inside
            if tag == "numFmt":
                custom[int(given["numFmtId"])] = given.get("formatCode", "")
            elif tag == "cellXfs":
                is_inside = True
            elif tag == "xf" and is_inside:
                self.formats.append(values.kind_of_format(int(given.get("numFmtId", "0")), custom))

        def end(tag: str) -> None:
            nonlocal is_inside
            is_inside = is_inside and tag != "cellXfs"

        self.parts.walk(part, start, end)

    def _read_texts(self, part: str) -> None:
        collected = _Text()

        def end(tag: str) -> None:
            collected.end(tag)
            if tag == "si":
                self.texts.append(values.unescaped(collected.taken()))

        self.parts.walk(part, lambda tag, _: collected.start(tag), end, collected.letters)


class _Text:
    """Collects what stands in `t`, but not in `rPh`, which tells how to pronounce it."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._is_open, self._aside = False, 0

    def start(self, tag: str) -> None:
        if tag == "t":
            self._is_open = not self._aside
        elif tag == "rPh":
            self._aside += 1

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_open = False
        elif tag == "rPh":
            self._aside -= 1

    def letters(self, letters: str) -> None:
        if self._is_open:
            self._found.append(letters)

    def taken(self) -> str:
        text = "".join(self._found)
        self._found.clear()
        return text


class _Sheet:
    """Reads one worksheet."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.row, self.column, self.width = 0, -1, 0
        self.cells: dict[int, Cell] = {}
        self.kind: str | None = None
        self.format = values.NUMBER
        self.value: list[str] = []
        self.is_value = False
        self.text = _Text()

    def read(self, part: str) -> Sheet:
        self.book.parts.walk(part, self._start, self._end, self._letters)
        self.sheet.rows = [Row(row.number, values.padded(row.cells, self.width)) for row in self.sheet.rows]
        return self.sheet

    # -- Tags ---------------------------------------------------------------------------------

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if self.kind is not None:
            self._start_inside(tag)
        elif tag == "c":
            self._start_cell(given)
        elif tag == "row":
            number = int(given.get("r", self.row + 1))
            if number <= self.row:
                raise Damaged("rows out of order")
            self.row, self.column, self.cells = number, -1, {}
        elif tag == "mergeCell":
            first, _, last = given["ref"].partition(":")
            self.sheet.merged.append(Area(values.place(first), values.place(last or first)))

    def _start_cell(self, given: dict[str, str]) -> None:
        reference = given.get("r")
        row, self.column = values.place(reference) if reference else (self.row, self.column + 1)
        if row != self.row or self.column in self.cells:
            raise Damaged("cells out of order")
        self.kind = given.get("t", "n")
        style = int(given.get("s", "0"))
        self.format = self.book.formats[style] if 0 <= style < len(self.book.formats) else values.NUMBER

    def _start_inside(self, tag: str) -> None:
        if tag == "v":
            self.is_value = True
        elif tag == "f":
            self.sheet.formulas.add((self.row, self.column))
        else:
            self.text.start(tag)

    def _letters(self, letters: str) -> None:
        if self.is_value:
            self.value.append(letters)
        elif self.kind is not None:
            self.text.letters(letters)

    def _end(self, tag: str) -> None:
        if tag == "v":
            self.is_value = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif self.kind is not None:
            self.text.end(tag)

    # -- What they hold -----------------------------------------------------------------------

    def _end_cell(self) -> None:
        value, text = "".join(self.value), self.text.taken()
        cell = self._cell(value, text)
        if isinstance(cell, str):
            self._count(cell)
        if cell != "":
            self.cells[self.column] = cell
        self.value.clear()
        self.kind = None

    def _cell(self, value: str, text: str) -> Cell:
        if self.kind in _TEXTS:
            return values.unescaped(text if self.kind == "inlineStr" else value)
        value = value.strip()
        if self.kind == "e":
            self.sheet.errors[self.row, self.column] = value[:20]
            return ""
        return self._valued(value) if value else ""

    def _valued(self, value: str) -> Cell:
        if self.kind == "s":
            return self.book.texts[self._index(value)]
        if self.kind == "b":
            return value in ("1", "true")
        if self.kind == "d":
            return values.day(value)
        return values.number(value, self.format, is_from_1904=self.book.is_from_1904)

    def _index(self, value: str) -> int:
        index = int(value)
        if not 0 <= index < len(self.book.texts):
            raise Damaged("no such text")
        return index

    def _count(self, text: str) -> None:
        where = self.book.parts.where
        if len(text) > values.LONGEST_TEXT:
            column = values.letters_of(self.column)
            problem = f"ô dài {len(text)} ký tự, Excel chỉ chứa {values.LONGEST_TEXT}. Rút ngắn lại"
            raise AnswerFileError(where, problem, row=self.row, column=column)
        self.book.letters -= len(text)
        if self.book.letters < 0:
            raise AnswerFileError(where, "sổ Excel có quá nhiều chữ. Chỉ để lại trang tính số liệu")

    def _end_row(self) -> None:
        if all(isinstance(cell, str) and not cell.strip() for cell in self.cells.values()):
            return
        width = max(self.cells) + 1
        self.width = max(self.width, width)
        if self.width * (len(self.sheet.rows) + 1) > self.book.parts.limits.cells:
            problem = "một trang tính trải quá rộng. Xoá các dòng, cột thừa ở xa vùng số liệu"
            raise AnswerFileError(self.book.parts.where, problem)
        self.sheet.rows.append(Row(self.row, [self.cells.get(column, "") for column in range(width)]))
