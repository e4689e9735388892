"""An uploaded list of people into its rows; what stands in a cell is not judged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from opendti.answer_files import lists
from opendti.answer_files.lists import List
from opendti.answer_files.tables import AnswerFileError, Row
from opendti.common.folding import folded
from opendti.common.refusals import Invalid
from opendti.people.plans import tidy

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
    """One row as given, with its number in the sheet. A day is a date, or the text nobody can read.

    `problems` are cells that cannot be taken as they are, `doubts` those to be looked at.
    """

    number: int
    name: str
    username: str
    email: str
    organisation: str
    role: str
    valid_from: date | str | None
    valid_until: date | str | None
    problems: tuple[str, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())


def lines_of(content: bytes, *, name: str) -> list[Line]:
    """The rows of the first worksheet that has our heads; raises Invalid, saying what to do."""
    if len(content) > MAX_BYTES:
        raise Invalid(f"Tệp {name} quá 2 MB. Chỉ để lại danh sách người, bỏ hình và trang tính khác.")
    try:
        found = lists.find(content, name, lambda cells: "name" in _heads(cells))
    except AnswerFileError as wrong:
        raise Invalid(f"{wrong}.") from None
    if found is None:
        raise Invalid(
            f"Tệp {name} không có cột “Họ và tên”. Tải tệp mẫu, chép danh sách vào đó rồi nhập lại."
        )
    return _lines(found, name)


def _heads(cells: Sequence[object]) -> list[str]:
    """What each column holds, by the words in the head row; empty for what is none of ours."""
    known = {folded(words): key for key, words in HEADS.items()} | OTHER_HEADS
    return [known.get(folded(str(cell)).rstrip(" *"), "") for cell in cells]


def _lines(found: List, name: str) -> list[Line]:
    heads = _heads(found.head.cells)
    if missing := [HEADS[key] for key in NEEDED if key not in heads]:
        raise Invalid(f"Tệp {name} thiếu cột {', '.join(missing)}. Thêm cột, hoặc dùng tệp mẫu.")
    if twice := [HEADS[key] for key in HEADS if heads.count(key) > 1]:
        raise Invalid(f"Tệp {name} có hai cột {twice[0]}. Xoá bớt một cột.")
    if not found.rows:
        raise Invalid(f"Tệp {name} không có dòng nào dưới dòng tiêu đề. Nhập người vào rồi làm lại.")
    if len(found.rows) > MOST_ROWS:
        raise Invalid(f"Tệp {name} có {len(found.rows)} dòng, quá {MOST_ROWS}. Chia thành nhiều tệp.")
    places = {key: place for place, key in enumerate(heads) if key}
    return [_line(row, places, found) for row in found.rows]


def _line(row: Row, places: dict[str, int], found: List) -> Line:
    def cell(key: str) -> object:
        return row.cells[places[key]] if key in places else ""

    def odd(about: dict[tuple[int, int], str]) -> tuple[str, ...]:
        at = {HEADS[key]: (row.number, place) for key, place in places.items()}
        return tuple(f"{head}: {about[place]}." for head, place in at.items() if place in about)

    return Line(
        number=row.number,
        name=_text(cell("name")),
        username=_text(cell("username")),
        email=_text(cell("email")),
        organisation=_text(cell("organisation")),
        role=_text(cell("role")),
        valid_from=_day(cell("valid_from")),
        valid_until=_day(cell("valid_until")),
        problems=odd(found.problems),
        doubts=odd(found.doubts),
    )


def _text(cell: object) -> str:
    """One space between words; a number that Excel made of a code is written as a whole number."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return tidy(str(cell))


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
