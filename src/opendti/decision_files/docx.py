"""Word documents: paragraphs with the numbers Word draws, tables with merged cells, accepted changes.

The document's XML is read directly: python-docx walks a table of 84 rows cell by cell in seconds, and
knows neither the numbers of lists nor tracked changes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lxml import etree

from . import gridding
from .archives import Package
from .document import Block, DecisionFileError
from .docx_numbering import Numbering, W, whole
from .gridding import Cell, Grid

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SKIPPED = {
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "tblPr", "tblGrid", "trPr",
        "tcPr", "sectPr", "sdtPr", "sdtEndPr", "footnoteReference", "endnoteReference", "commentReference",
        "softHyphen", "annotationRef", "rubyPr", "rt",
    )
}  # fmt: skip
_TEXTS = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
_DEEPEST = 60

MOST_PARAGRAPHS = 60_000
"""Paragraphs and cells; a decision of a hundred pages has about 6,000."""


def blocks(content: bytes, where: str) -> list[Block]:
    """The paragraphs and tables of a Word document; raises DecisionFileError when it cannot be read."""
    package = Package(content, where)
    root = package.part(package.main_part())
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        return []
    _refuse_length(body, where)
    numbering = Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml"))
    found: list[Block] = []
    for part in _Story(numbering).parts(body, 0):
        found += gridding.paragraphs(part) if isinstance(part, str) else gridding.blocks(part)
    return found


def _refuse_length(body: etree._Element, where: str) -> None:
    """Counting is quick; reading so much would keep everybody else waiting."""
    if next(itertools.islice(body.iter(f"{W}p", f"{W}tc"), MOST_PARAGRAPHS, None), None) is not None:
        problem = f"có hơn {MOST_PARAGRAPHS} đoạn và ô bảng, dài hơn mọi quyết định"
        raise DecisionFileError(where, f"{problem}. Chỉ nhập quyết định và phụ lục bộ chỉ số")


class _Story:
    """The body, a cell or a text box: text and tables in order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def parts(self, element: etree._Element, depth: int) -> Iterator[str | Grid]:
        """Each paragraph's text, line breaks within included, and each table."""
        if depth > _DEEPEST:
            return
        carried = ""
        for child in element:
            if child.tag == f"{W}p":
                boxes: list[str | Grid] = []
                text = carried + self._paragraph(child, boxes, depth)
                # A deleted paragraph mark runs two paragraphs into one.
                carried = text if _is_mark_deleted(child) else ""
                if not carried:
                    yield text
                yield from boxes
            elif child.tag == f"{W}tbl":
                yield self._grid(child, depth)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                # Content controls, insertions and the like only wrap paragraphs and tables.
                yield from self.parts(child, depth + 1)
        if carried:
            yield carried

    def _paragraph(self, paragraph: etree._Element, boxes: list[str | Grid], depth: int) -> str:
        pieces: list[str] = []
        self._runs(paragraph, pieces, boxes, depth)
        text = "".join(pieces)
        return self._numbering.before(paragraph) + text if text.strip() else text

    def _runs(self, element: etree._Element, pieces: list[str], boxes: list[str | Grid], depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED or (tag == f"{W}r" and _is_hidden(child)):
                continue
            if tag in {f"{W}t", f"{_M}t"}:
                pieces.append(child.text or "")
            elif tag in _TEXTS:
                pieces.append(_TEXTS[tag])
            elif tag == f"{W}sym":
                pieces.append(_symbol(child))
            elif tag == f"{_M}f":
                pieces.append(self._fraction(child, depth))
            elif tag == f"{W}txbxContent":
                boxes += self.parts(child, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                # The fallback says the same again for older programs.
                chosen = child.find(f"{_MC}Choice")
                self._runs(child if chosen is None else chosen, pieces, boxes, depth + 1)
            else:
                self._runs(child, pieces, boxes, depth + 1)

    def _fraction(self, fraction: etree._Element, depth: int) -> str:
        """A fraction of an equation on one line; a sum above or below the bar in parentheses."""
        terms = []
        for name in ("num", "den"):
            pieces: list[str] = []
            part = fraction.find(f"{_M}{name}")
            if part is not None:
                self._runs(part, pieces, [], depth + 1)
            text = "".join(pieces).strip()
            terms.append(f"({text})" if any(sign in text for sign in "+-−*/×") else text)
        return "/".join(terms)

    def _grid(self, table: etree._Element, depth: int) -> Grid:
        grid = Grid()
        above: dict[int, Cell] = {}
        for row in _children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            cells = [Cell(content=[], columns=column)] if column else []
            for element in _children(row, f"{W}tc"):
                cell = self._cell(element, above.get(column), depth)
                if cell is not above.get(column):
                    cells.append(cell)
                above[column] = cell
                column += cell.columns
            grid.rows.append(cells)
        return grid

    def _cell(self, element: etree._Element, above: Cell | None, depth: int) -> Cell:
        """The cell; the one above, grown by a row, if the two are merged."""
        properties = element.find(f"{W}tcPr")
        across = _number(None if properties is None else properties.find(f"{W}gridSpan"), 1)
        down = None if properties is None else properties.find(f"{W}vMerge")
        if down is not None and down.get(f"{W}val", "continue") != "restart" and above is not None:
            above.rows += 1
            return above
        return Cell(
            content=list(self.parts(element, depth + 1)), columns=min(max(across, 1), gridding.MAX_SPAN)
        )


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of that kind, also within content controls and insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"}:
            yield from _children(child, tag)


def _is_mark_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in {"0", "false", "off"}


def _number(element: etree._Element | None, default: int) -> int:
    return default if element is None else whole(element.get(f"{W}val"), default)


def _symbol(element: etree._Element) -> str:
    """A sign given by its number in a font such as Symbol, which Word keeps in the private area."""
    code = element.get(f"{W}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number if number >= 0xF000 or number > 0xFF else number + 0xF000) if number < 0xFFFF else ""
