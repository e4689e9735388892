"""PDF with text: tables by their lines, text by its letters, pages put together."""

from __future__ import annotations

import re
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2  # type: ignore[import-untyped]

from . import pdf_grid, pdf_lines, pdf_pages, stitching
from .document import Block, DecisionFileError, Paragraph, Table
from .pdf_grid import Lattice
from .pdf_lines import Line
from .pdf_pages import Letter, Page

MAX_PAGES = 400
MAX_LETTERS = 2_000_000
MAX_SECONDS = 30

MAX_UNPACKED = 256 * 1024 * 1024

_STREAM = re.compile(rb"/FlateDecode[^\0]{0,300}?\bstream\r?\n")
_PDFIUM = threading.Lock()
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)
_MARGIN = 0.09
"""The share of a page's height, at top and bottom, where page numbers stand."""

_LOCKED = 4
"""PDFium's number for a file that wants a password."""


def blocks(content: bytes, where: str) -> list[Block]:
    """The paragraphs and tables of a PDF; raises DecisionFileError when it has no text or cannot be read."""
    pages = _pages(content, where)
    _refuse_scan(pages, where)
    running = _running(pages)
    found: list[Block] = []
    lines: list[Line] = []
    for page in pages:
        for part in _Reader(page, running).parts():
            if isinstance(part, Line):
                lines.append(part)
                continue
            found += _paragraphs(lines, page.width)
            lines = []
            found.append(part)
    return [*found, *_paragraphs(lines, pages[-1].width)]


def _paragraphs(lines: Sequence[Line], width: float) -> list[Block]:
    """The paragraphs of lines that no table parts; one may go on over a page break."""
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    whole = pdf_lines.text(lines, left=left, right=max(right, width * 0.85))
    return [Paragraph(text=text) for text in whole]


# -- Opening --------------------------------------------------------------------------------------


def _refuse_bomb(content: bytes, where: str) -> None:
    """Raises DecisionFileError when the streams of the file unpack to more than any decision has."""
    rest = MAX_UNPACKED
    for found in _STREAM.finditer(content):
        unpacker = zlib.decompressobj()
        piece = content[found.end() : found.end() + 64 * 1024]
        place = found.end() + len(piece)
        try:
            while piece and rest > 0 and not unpacker.eof:
                rest -= len(unpacker.decompress(piece, 1024 * 1024))
                piece = unpacker.unconsumed_tail
                if not piece:
                    piece = content[place : place + 64 * 1024]
                    place += len(piece)
        except zlib.error:
            continue
        if rest <= 0:
            problem = f"PDF giải nén ra hơn {MAX_UNPACKED // 1024**2} MB, lớn hơn mọi quyết định"
            raise DecisionFileError(where, f"{problem}. Lưu lại từ Word thành PDF hoặc .docx rồi nhập")


def _pages(content: bytes, where: str) -> list[Page]:
    _refuse_bomb(content, where)
    with _PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as wrong:
            raise _unreadable(wrong, where) from None
        try:
            return list(_read(pdf, where))
        except pypdfium2.PdfiumError as wrong:
            raise _unreadable(wrong, where) from None
        finally:
            pdf.close()


def _read(pdf: pypdfium2.PdfDocument, where: str) -> Iterator[Page]:
    count, letters, deadline = len(pdf), 0, time.monotonic() + MAX_SECONDS
    if count > MAX_PAGES:
        problem = (
            f"PDF có {count} trang, tối đa {MAX_PAGES}. Tách riêng quyết định và phụ lục bộ chỉ số rồi nhập"
        )
        raise DecisionFileError(where, problem)
    for index in range(count):
        try:
            page = pdf_pages.read(pdf, index)
        except pdf_pages.Overloaded:
            raise _too_heavy(index + 1, count, where) from None
        letters += len(page.letters)
        if letters > MAX_LETTERS or time.monotonic() > deadline:
            raise _too_heavy(index + 1, count, where)
        yield page


def _too_heavy(number: int, count: int, where: str) -> DecisionFileError:
    problem = f"PDF quá nặng, mới đọc đến trang {number}/{count} đã quá giới hạn"
    return DecisionFileError(where, f"{problem}. Nhập bản .docx hoặc chỉ các trang có bộ chỉ số")


def _unreadable(wrong: pypdfium2.PdfiumError, where: str) -> DecisionFileError:
    if wrong.err_code == _LOCKED:
        problem = (
            "PDF đặt mật khẩu nên không đọc được. Mở bằng mật khẩu, in lại thành PDF không mật khẩu rồi nhập"
        )
        return DecisionFileError(where, problem)
    problem = "PDF bị hỏng hoặc tải về chưa trọn, không mở được. Tải lại, hoặc lưu lại từ Word, rồi nhập"
    return DecisionFileError(where, problem)


def _refuse_scan(pages: Sequence[Page], where: str) -> None:
    remedy = "Nhận dạng chữ (OCR) tiếng Việt trước, hoặc xin bản .docx, rồi nhập lại"
    if not any(page.letters for page in pages):
        problem = f"PDF không có chữ: cả {len(pages)} trang đều là ảnh quét hoặc để trống"
        raise DecisionFileError(where, f"{problem}. {remedy}")
    empty = [page.number for page in pages if page.is_picture and len(page.letters) < 20]
    if empty:
        listed = ", ".join(map(str, empty[:8])) + (", …" if len(empty) > 8 else "")
        problem = f"{len(empty)} trong {len(pages)} trang là ảnh quét không có chữ (trang {listed})"
        raise DecisionFileError(where, f"{problem}, nên bộ chỉ số sẽ thiếu. {remedy}")


def _running(pages: Sequence[Page]) -> set[str]:
    """The texts in the margins that stand on half of the pages or more: running heads and feet."""
    if len(pages) < 3:
        return set()
    seen = Counter(
        text
        for page in pages
        for text in {_bare(line.text) for line in pdf_lines.lines(_in_margin(page), is_parted=True)}
    )
    return {text for text, count in seen.items() if count * 2 >= len(pages) and count >= 3}


def _in_margin(page: Page) -> list[Letter]:
    return [letter for letter in page.letters if _is_margin(page, letter.top, letter.bottom)]


def _is_margin(page: Page, top: float, bottom: float) -> bool:
    return bottom < page.height * _MARGIN or top > page.height * (1 - _MARGIN)


def _bare(text: str) -> str:
    """A running head without the page number behind it."""
    return re.sub(r"\d+(?:\s*/\s*\d+)?$", "#", text)


# -- Reading a page -------------------------------------------------------------------------------


class _Reader:
    def __init__(self, page: Page, running: set[str]) -> None:
        self._page = page
        self._running = running

    def parts(self) -> Iterator[Line | Table]:
        """The page's lines and tables from top to bottom."""
        lattices = pdf_grid.lattices(self._page)
        outside: list[Letter] = []
        inside: list[dict[pdf_grid.Place, list[Letter]]] = [{} for _ in lattices]
        for letter in self._page.letters:
            x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
            for lattice, cells in zip(lattices, inside, strict=True):
                cell = lattice.cell_at(x, y)
                if cell is not None:
                    cells.setdefault(cell, []).append(letter)
                    break
            else:
                outside.append(letter)
        rest = self._own_lines(outside)
        for lattice, cells in zip(lattices, inside, strict=True):
            yield from (line for line in rest if line.top < lattice.top)
            rest = [line for line in rest if line.top >= lattice.top]
            table = stitching.table(self._rows(lattice, cells))
            if table:
                yield table
        yield from rest

    def _own_lines(self, letters: Sequence[Letter]) -> list[Line]:
        """The lines outside tables, without page numbers and running heads."""
        return [
            line
            for line in pdf_lines.lines(letters, is_parted=True)
            if not (
                _is_margin(self._page, line.top, line.bottom)
                and (_PAGE_NUMBER.fullmatch(line.text) or _bare(line.text) in self._running)
            )
        ]

    def _rows(self, lattice: Lattice, cells: dict[pdf_grid.Place, list[Letter]]) -> list[list[str]]:
        lines = {cell: pdf_lines.lines(letters) for cell, letters in cells.items()}
        padding = self._padding(lattice, lines)
        width, height = len(lattice.xs) - 1, len(lattice.ys) - 1
        rows = [[""] * width for _ in range(height)]
        for cell, broken in lines.items():
            row, column = cell
            left, right = lattice.xs[column] + padding[column], lattice.right_of(cell) - padding[column]
            rows[row][column] = "\n".join(pdf_lines.text(broken, left=left, right=right))
        return rows

    def _padding(self, lattice: Lattice, lines: dict[pdf_grid.Place, list[Line]]) -> dict[int, float]:
        """How far the text of each column stays from its left border, in points."""
        padding: dict[int, float] = {}
        for (_, column), broken in lines.items():
            gap = min(line.left for line in broken) - lattice.xs[column] if broken else 6.0
            padding[column] = min(padding.get(column, 8.0), max(gap, 0.0))
        return padding
