"""What is printed on a page of a PDF: letters with their boxes, and the straight lines drawn.

PDFium reads it, ten times as fast as what is written in Python. It is not made for threads, so the
caller holds a lock. Coordinates are in points with y growing downwards, as one reads.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

THICKEST_RULE = 4
"""A filled box thinner than this is a line."""

MOST_SHAPES, MOST_LETTERS = 50_000, 50_000
"""On one page; the densest annex has a tenth of either."""

_LEAST_RULE = 4
_DEEPEST_FORM = 6
_LINE_END_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""


class Overloaded(ValueError):
    """A page that holds more than any paper could show."""


class Letter(NamedTuple):
    """A letter, with any marks that stand on it, and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A straight line: across at `at` = y from `start` to `end`, or down at `at` = x."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    number: int
    width: float
    height: float
    letters: tuple[Letter, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    is_picture: bool
    """An image covers most of the page, as on a scan."""


def read(pdf: pypdfium2.PdfDocument, index: int) -> Page:
    """The page at `index`, counted from 0; raises pypdfium2.PdfiumError when it is broken, Overloaded."""
    page = pdf[index]
    try:
        if raw.FPDFPage_CountObjects(page) > MOST_SHAPES:
            raise Overloaded
        if page.get_rotation():
            # PDFium gives places as on the sheet before it was turned.
            return _Turned(page, index).read()
        return _Sheet(page, index).read()
    finally:
        page.close()


class _Sheet:
    """A page as it lies in the file."""

    def __init__(self, page: pypdfium2.PdfPage, index: int) -> None:
        self._page = page
        self._index = index
        self._left, self._low, self._right, self._high = page.get_cropbox()

    def read(self) -> Page:
        rules = self._rules()
        width, height = self._size()
        return Page(
            number=self._index + 1,
            width=width,
            height=height,
            letters=tuple(self._letters()),
            across=tuple(sorted(rule for rule, is_across in rules if is_across)),
            down=tuple(sorted(rule for rule, is_across in rules if not is_across)),
            is_picture=self._is_picture(),
        )

    def _size(self) -> tuple[float, float]:
        return self._right - self._left, self._high - self._low

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return x - self._left, self._high - y

    def _box(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        one, other = self._place(left, low), self._place(right, high)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def _letters(self) -> list[Letter]:
        sheet = self._page.get_textpage()
        found: list[Letter] = []
        box = raw.FS_RECTF()
        count = sheet.count_chars()
        if count > MOST_LETTERS:
            raise Overloaded
        for place in range(count):
            code = raw.FPDFText_GetUnicode(sheet, place)
            if code == _LINE_END_HYPHEN:
                code = ord("-")
            if code <= 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                continue
            if raw.FPDFText_IsGenerated(sheet, place) == 1:
                continue
            sign = chr(code)
            if unicodedata.combining(sign) and found:
                found[-1] = found[-1]._replace(text=found[-1].text + sign)
                continue
            if sign != "\xa0" and raw.FPDFText_GetLooseCharBox(sheet, place, ctypes.byref(box)):
                found.append(Letter(sign, *self._box(box.left, box.bottom, box.right, box.top)))
        sheet.close()
        return found

    def _rules(self) -> list[tuple[Rule, bool]]:
        found: list[tuple[Rule, bool]] = []
        left = MOST_SHAPES
        for shape in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST_FORM):
            matrix = shape.get_matrix()
            if shape.container is not None:
                matrix = matrix.multiply(shape.container.get_matrix())
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(shape, ctypes.byref(fill), ctypes.byref(stroke))
            for one, other in _segments(shape, matrix):
                left -= 1
                if left < 0:
                    raise Overloaded
                found += self._as_rule(one, other) if stroke.value else []
            if fill.value and not stroke.value:
                found += self._thin_box(list(_points(shape, matrix)))
        return found

    def _as_rule(self, one: tuple[float, float], other: tuple[float, float]) -> list[tuple[Rule, bool]]:
        (x, y), (x2, y2) = self._place(*one), self._place(*other)
        if abs(y - y2) <= 1 and abs(x - x2) >= _LEAST_RULE:
            return [(Rule((y + y2) / 2, min(x, x2), max(x, x2)), True)]
        if abs(x - x2) <= 1 and abs(y - y2) >= _LEAST_RULE:
            return [(Rule((x + x2) / 2, min(y, y2), max(y, y2)), False)]
        return []

    def _thin_box(self, points: list[tuple[float, float]]) -> list[tuple[Rule, bool]]:
        """A line drawn as a narrow box; the shading behind a cell is none."""
        if not points:
            return []
        (xs, ys) = zip(*points, strict=True)
        left, top, right, bottom = self._box(min(xs), min(ys), max(xs), max(ys))
        if bottom - top <= THICKEST_RULE <= _LEAST_RULE <= right - left:
            return [(Rule((top + bottom) / 2, left, right), True)]
        if right - left <= THICKEST_RULE <= _LEAST_RULE <= bottom - top:
            return [(Rule((left + right) / 2, top, bottom), False)]
        return []

    def _is_picture(self) -> bool:
        width, height = self._size()
        covered = 0.0
        for image in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            left, low, right, high = image.get_bounds()
            covered += (right - left) * (high - low)
        return covered * 2 > width * height


class _Turned(_Sheet):
    """A page that is shown turned by 90, 180 or 270 degrees."""

    def _size(self) -> tuple[float, float]:
        width, height = self._right - self._left, self._high - self._low
        return (width, height) if self._page.get_rotation() == 180 else (height, width)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        match self._page.get_rotation():
            case 90:
                return y - self._low, x - self._left
            case 180:
                return self._right - x, y - self._low
            case _:
                return self._high - y, self._right - x


def _points(shape: pypdfium2.PdfObject, matrix: pypdfium2.PdfMatrix) -> list[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for place in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, place)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        found.append(matrix.on_point(x.value, y.value))
    return found


def _segments(
    shape: pypdfium2.PdfObject, matrix: pypdfium2.PdfMatrix
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight lines of a path from point to point."""
    if raw.FPDFPath_CountSegments(shape) > MOST_SHAPES:
        raise Overloaded
    points = _points(shape, matrix)
    found = []
    start = 0
    for place, point in enumerate(points):
        segment = raw.FPDFPath_GetPathSegment(shape, place)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = place
        elif kind == raw.FPDF_SEGMENT_LINETO:
            found.append((points[place - 1], point))
        if raw.FPDFPathSegment_GetClose(segment):
            found.append((point, points[start]))
    return found
