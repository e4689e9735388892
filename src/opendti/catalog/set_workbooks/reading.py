"""A workbook of an index set read back into its tree; complaints name worksheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from opendti.answer_files.tables import AnswerFileError
from opendti.answer_files.workbooks import worksheets
from opendti.scoring.loading import IndexSetError
from opendti.scoring.trees import Tree

from . import layout
from .layout import Place

NAME = "Sổ Excel"
_NEEDED = (layout.SET, layout.ITEMS)
_DEPTH = re.compile(rf"{layout.PART}(?: (\d{{1,2}}))?")

Cell = object


class _Row(NamedTuple):
    sheet: str
    number: int
    heads: Sequence[str]
    cells: Sequence[Cell]


def is_set_workbook(content: bytes) -> bool:
    """Whether the file is a workbook with the worksheets of an index set."""
    try:
        return set(_NEEDED) <= set(worksheets(content, NAME))
    except AnswerFileError:
        return False


def tree_from_workbook(content: bytes) -> Tree:
    """The tree in the workbook; raises IndexSetError with every complaint by worksheet, row and column.

    The tree may still be incomplete: whether it is an index set is for `loading.build` to say.
    """
    try:
        sheets = worksheets(content, NAME)
    except AnswerFileError as wrong:
        raise IndexSetError(NAME, [str(wrong).removeprefix(f"{NAME}: ")]) from None
    missing = [f"“{name}”" for name in _NEEDED if name not in sheets]
    if missing:
        words = f"thiếu trang {', '.join(missing)}. Tải sổ của một bộ chỉ số có sẵn về làm mẫu"
        raise IndexSetError(NAME, [words])
    reader = _Reader()
    tree = reader.tree({name: list(_rows(name, rows)) for name, rows in sheets.items()})
    if reader.problems:
        raise IndexSetError(NAME, reader.problems)
    return tree


def _rows(sheet: str, rows: Sequence[tuple[int, Sequence[Cell]]]) -> Iterator[_Row]:
    """Yield the rows under the header."""
    heads = [str(cell).strip() for cell in rows[0][1]] if rows else []
    for number, cells in rows[1:]:
        yield _Row(sheet, number, heads, cells)


class _Reader:
    """Builds the tree and gathers what is wrong on the way."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def tree(self, sheets: dict[str, list[_Row]]) -> Tree:
        tree = self._identity(sheets[layout.SET])
        for row in sheets.get(layout.GENERAL, []):
            key = "shared" if self._text(row, "Phần").strip() == layout.OURS else "general"
            self._append(tree, key, self._node(row, layout.GENERAL_PLACES))
        for name, key, places in (
            (layout.AGENCIES, "agencies", layout.AGENCY_PLACES),
            (layout.CLASSES, "classes", layout.CLASS_PLACES),
        ):
            for row in sheets.get(name, []):
                self._append(tree, key, self._node(row, places))
        for row in sheets.get(layout.NOTES, []):
            note = self._node(row, layout.NOTE_PLACES)
            notes = cast("Tree", tree.setdefault("notes", {}))
            notes[str(note.get("code", ""))] = note.get("text", "")
        self._items(tree, sheets[layout.ITEMS])
        return tree

    def _identity(self, rows: list[_Row]) -> Tree:
        tree: Tree = {}
        known = {place.key: place for place in layout.SET_PLACES} | {"*": layout.OTHER}
        for row in rows:
            key, text = self._text(row, layout.KEY).strip(), self._text(row, layout.VALUE)
            place = known.get(key)
            if place is None:
                self._complain(row, layout.KEY, f"khoá lạ “{key}”. Chép khoá từ một sổ có sẵn")
            elif text:
                self._put(tree, place, text, row, layout.VALUE)
        return tree

    def _items(self, tree: Tree, rows: list[_Row]) -> None:
        """Hangs every row under the nearest row above that it may belong to."""
        above: list[tuple[int, Tree]] = [(0, tree)]
        for row in rows:
            kind = self._text(row, layout.KIND).strip()
            rank, key = _place_of(kind)
            while rank and above[-1][0] >= rank:
                above.pop()
            holder = above[-1]
            if not rank:
                self._complain(row, layout.KIND, f"loại lạ “{kind}”. Dùng: {', '.join(_KINDS)}")
            elif not _belongs(rank, holder[0]):
                self._complain(row, layout.KIND, f"“{kind}” không đứng được ở đây: {_UNDER[min(rank, 5)]}")
            else:
                node = self._node(row, layout.places_of(kind))
                self._append(holder[1], key, node)
                if kind != layout.FIGURE:
                    above.append((rank, node))

    def _append(self, tree: Tree, key: str, node: Tree) -> None:
        cast("list[Tree]", tree.setdefault(key, [])).append(node)

    def _node(self, row: _Row, places: tuple[Place, ...]) -> Tree:
        node: Tree = {}
        for place in (*places, layout.OTHER):
            text = self._text(row, place.head)
            if text:
                self._put(node, place, text, row, place.head)
        return node

    def _put(self, node: Tree, place: Place, text: str, row: _Row, head: str) -> None:
        try:
            layout.put(node, place, text)
        except ValueError as wrong:
            self._complain(row, head, str(wrong))

    def _text(self, row: _Row, head: str) -> str:
        """The cell under a head as text; numbers and days as a file of the set writes them."""
        place = row.heads.index(head) if head in row.heads else len(row.cells)
        cell = row.cells[place] if place < len(row.cells) else ""
        if isinstance(cell, str):
            return cell if cell.strip() else ""
        if isinstance(cell, datetime | date):
            return f"{cell:%d/%m/%Y}"
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            self._complain(row, head, "ô phải là chữ hay số")
            return ""
        if head == layout.CODE and cell != int(cell):
            self._complain(
                row,
                head,
                f"mã {cell} đang là số, không biết là {cell} hay {cell}0. Đổi ô sang kiểu Văn bản (Text)",
            )
        return str(int(cell)) if cell == int(cell) else repr(cell)

    def _complain(self, row: _Row, head: str, words: str) -> None:
        self.problems.append(f"trang “{row.sheet}”, dòng {row.number}, cột “{head}”: {words}")


_KINDS = (layout.GROUP, layout.MAIN, layout.COMPONENT, layout.PART, layout.FIGURE)
_RANKS = {layout.GROUP: (1, "groups"), layout.MAIN: (2, "main_indexes"), layout.COMPONENT: (3, "components")}
_FIGURE_RANK = 99
_UNDER = {
    2: "chỉ số chính phải nằm dưới một nhóm",
    3: "chỉ số phải nằm dưới một chỉ số chính",
    4: "mục con phải nằm dưới một chỉ số",
    5: "phải nằm dưới một chỉ số hay mục con",
}


def _place_of(kind: str) -> tuple[int, str]:
    """The rank of a kind of row and the key its rows are listed under; rank 0 for an unknown kind."""
    if kind in _RANKS:
        return _RANKS[kind]
    if kind == layout.FIGURE:
        return _FIGURE_RANK, "figures"
    depth = _DEPTH.fullmatch(kind)
    return (3 + int(depth[1] or 1), "parts") if depth else (0, "")


def _belongs(rank: int, above: int) -> bool:
    """Whether a row of this rank may hang under the nearest one above it."""
    return above >= 3 if rank == _FIGURE_RANK else above == rank - 1
