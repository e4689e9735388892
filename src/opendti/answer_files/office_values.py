"""What a cell of an Excel workbook holds: text, a number, a day, yes or no."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from .office_parts import Damaged
from .tables import Cell

LONGEST_TEXT = 32_767
"""Excel's own limit for a cell."""

_FROM_1900, _FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - Excel knows no zones
_FALSE_LEAP_DAY = 60
"""Excel has a 29 February 1900; days before it are one less."""

_DAY_FORMATS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
_ELAPSED_FORMATS = {46}
_NOT_A_SIGN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY_SIGN = re.compile(r"[dmyhs]", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

NUMBER, DAY, ELAPSED = "number", "day", "elapsed"


def kind_of_format(number: int, custom: dict[int, str]) -> str:
    """What a number shown in this format is to the reader."""
    code = custom.get(number)
    if code is None:
        return ELAPSED if number in _ELAPSED_FORMATS else DAY if number in _DAY_FORMATS else NUMBER
    signs = _NOT_A_SIGN.sub("", code.split(";")[0])
    if _ELAPSED.search(signs):
        return ELAPSED
    return DAY if _DAY_SIGN.search(signs) and "general" not in signs.lower() else NUMBER


def number(text: str, kind: str, *, is_from_1904: bool) -> Cell:
    """A number as Excel shows it; raises Damaged for what is none."""
    if not _NUMBER.fullmatch(text):
        raise Damaged(text[:20])
    value = float(text)
    if math.isinf(value):
        raise Damaged(text[:20])
    if kind == NUMBER or value < 0:
        return value
    try:
        return _moment(value, kind, is_from_1904=is_from_1904)
    except OverflowError:
        return value


def _moment(value: float, kind: str, *, is_from_1904: bool) -> Cell:
    days, part = divmod(value, 1)
    length = timedelta(days=days, seconds=round(part * 86_400))
    if kind == ELAPSED:
        return length
    if value < 1:
        return (_FROM_1900 + length).time()
    start = _FROM_1904 if is_from_1904 else _FROM_1900
    if not is_from_1904 and value < _FALSE_LEAP_DAY:
        start += timedelta(days=1)
    moment = start + length
    return moment if length.seconds else moment.date()


def day(text: str) -> Cell:
    """A day or moment spelled out (ISO 8601), which few programs write."""
    for shape in (date, datetime):
        try:
            found: Cell = shape.fromisoformat(text)
        except ValueError:
            continue
        return found
    return text


def unescaped(text: str) -> str:
    """Text with the signs XML cannot hold, which Excel writes as `_x000D_`."""
    return _ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(found: re.Match[str]) -> str:
    """The sign, or U+FFFD for what no database keeps: NUL and half a pair."""
    sign = chr(int(found[1], 16))
    return "\ufffd" if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign


def place(reference: str) -> tuple[int, int]:
    """Row, from 1, and column, from 0, of a reference like `AB12`; raises Damaged."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise Damaged(reference[:20])
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    if column > _MOST_COLUMNS or not 0 < row <= _MOST_ROWS:
        raise Damaged(reference)
    return row, column - 1


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576


def letters_of(column: int) -> str:
    """A column, from 0, as Excel letters it."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def padded(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells, *[""] * (width - len(cells))]
