"""An uploaded list of people into its rows; what stands in a cell is not judged here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from opendti.answer_files import workbooks
from opendti.answer_files.tables import AnswerFileError, Row
from opendti.common.folding import folded
from opendti.common.refusals import Invalid

HEADS = {
    "name": "Họ và tên",
    "username": "Tên đăng nhập",
    "email": "Thư điện tử",
    "organisation": "Mã cơ quan",
    "role": "Vai trò",
    "valid_from": "Từ ngày",
    "valid_until": "Đến ngày",
}
OTHER_HEADS = {"co quan": "organisation", "ten co quan": "organisation", "email": "email", "e-mail": "email"}
NEEDED = ("name", "organisation", "role")
MOST_ROWS = 5000
MAX_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One row as given, with its number in the sheet. A day is a date, or the text nobody can read."""

    number: int
    name: str
    username: str
    email: str
    organisation: str
    role: str
    valid_from: date | str | None
    valid_until: date | str | None


def lines_of(content: bytes, *, name: str) -> list[Line]:
    """The rows of the first worksheet that has our heads; raises Invalid, saying what to do."""
    if len(content) > MAX_BYTES:
        raise Invalid(f"Tệp {name} quá 2 MB. Chỉ để lại danh sách người, bỏ hình và trang tính khác.")
    try:
        sheets = workbooks.worksheets(content, name)
    except AnswerFileError as wrong:
        raise Invalid(f"{wrong}.") from None
    for rows in sheets.values():
        for place, row in enumerate(rows[:10]):
            heads = _heads(row.cells)
            if "name" in heads:
                return _lines(rows[place + 1 :], heads, name)
    raise Invalid(f"Tệp {name} không có cột “Họ và tên”. Tải tệp mẫu, chép danh sách vào đó rồi nhập lại.")


def _heads(cells: Sequence[object]) -> dict[str, int]:
    """Which column holds what, by the words in the head row."""
    known = {folded(words): key for key, words in HEADS.items()} | OTHER_HEADS
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        key = known.get(folded(str(cell)).rstrip(" *"))
        if key and key not in found:
            found[key] = place
    return found


def _lines(rows: list[Row], heads: dict[str, int], name: str) -> list[Line]:
    if missing := [HEADS[key] for key in NEEDED if key not in heads]:
        raise Invalid(f"Tệp {name} thiếu cột {', '.join(missing)}. Thêm cột, hoặc dùng tệp mẫu.")
    lines = [_line(row, heads) for row in rows]
    if not lines:
        raise Invalid(f"Tệp {name} không có dòng nào dưới dòng tiêu đề. Nhập người vào rồi làm lại.")
    if len(lines) > MOST_ROWS:
        raise Invalid(f"Tệp {name} có {len(lines)} dòng, quá {MOST_ROWS}. Chia thành nhiều tệp.")
    return lines


def _line(row: Row, heads: dict[str, int]) -> Line:
    def cell(key: str) -> object:
        place = heads.get(key)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    return Line(
        number=row.number,
        name=_text(cell("name")),
        username=_text(cell("username")),
        email=_text(cell("email")),
        organisation=_text(cell("organisation")),
        role=_text(cell("role")),
        valid_from=_day(cell("valid_from")),
        valid_until=_day(cell("valid_until")),
    )


def _text(cell: object) -> str:
    """One space between words; a number that Excel made of a code is written as a whole number."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFC", " ".join(str(cell).split()))


def _day(cell: object) -> date | str | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return text or None
