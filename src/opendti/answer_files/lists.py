"""A list people keep in Excel: the worksheet with its head, and what is odd about its cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import workbooks
from .office_sheets import Area, Place, Sheet
from .tables import AnswerFileError, Cell, Row

_HEAD_WITHIN = 10
"""Rows; above the head there may be a title."""

_FORMULA = "ô là công thức; lấy giá trị Excel đã tính"


@dataclass(frozen=True, slots=True)
class List:
    """The head, the rows below it, and by row and column what stops a row and what is to be looked at."""

    head: Row
    rows: Sequence[Row]
    problems: dict[Place, str] = field(default_factory=dict)
    doubts: dict[Place, str] = field(default_factory=dict)


def find(content: bytes, where: str, is_head: Callable[[Sequence[Cell]], bool]) -> List | None:
    """The list on the one visible worksheet that has the head; raises AnswerFileError if there are two."""
    found: dict[str, List] = {}
    for sheet in workbooks.sheets(content, where):
        for place, row in enumerate(sheet.rows[:_HEAD_WITHIN]):
            if not sheet.is_hidden and is_head(row.cells):
                problems = _errors(sheet) | _merged(sheet, where)
                doubts = dict.fromkeys(sheet.formulas, _FORMULA)
                found[sheet.name] = List(row, sheet.rows[place + 1 :], problems, doubts)
                break
    if len(found) > 1:
        names = ", ".join(f"“{name}”" for name in list(found)[:5])
        raise AnswerFileError(
            where, f"có {len(found)} trang tính cùng là danh sách ({names}). Gộp vào một trang"
        )
    return next(iter(found.values()), None)


def _errors(sheet: Sheet) -> dict[Place, str]:
    return {place: f"ô Excel báo lỗi {said}. Sửa ô rồi lưu lại" for place, said in sheet.errors.items()}


def _merged(sheet: Sheet, where: str) -> dict[Place, str]:
    """Every cell of the rows that lies in a merged one; areas of a workbook that Excel wrote never meet."""
    numbers = [row.number for row in sheet.rows]
    width = len(sheet.rows[0].cells)
    found: dict[Place, str] = {}
    for area in sheet.merged:
        words = f"ô gộp {area}. Bỏ gộp ô, nhập đủ từng dòng"
        for place in _places(area, numbers, width):
            if place in found:
                raise AnswerFileError(
                    where, f"có hai ô gộp chồng nhau ở dòng {place[0]}. Bỏ gộp ô rồi lưu lại"
                )
            found[place] = words
    return found


def _places(area: Area, numbers: Sequence[int], width: int) -> list[Place]:
    (top, left), (bottom, right) = area
    columns = range(left, min(right + 1, width))
    begin, end = bisect_left(numbers, top), bisect_right(numbers, bottom)
    return [(number, column) for number in numbers[begin:end] for column in columns]
