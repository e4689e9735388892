"""What the columns of a table are for, told from the words of their headings and never from their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Role = Literal[
    "code", "title", "max", "self_points", "appraiser", "rule", "evidence", "explanation",
    "count", "points", "agency", "agency_count", "agency_codes", "other",
]  # fmt: skip

TableKind = Literal["scoring", "general", "structure", "items", "shares"]
"""`items` gives components to agencies one by one, `shares` gives each agency a list of codes."""

_APPRAISES = "phụ trách|thẩm định|đánh giá|chủ trì|theo dõi|thực hiện|chấm|xác nhận"

# The first pattern that fits decides, so what is narrower stands before what is wider.
_WORDS: tuple[tuple[Role, str], ...] = (
    ("agency_count", r"^số lượng (các )?(tiêu chí|chỉ số)"),
    ("agency_codes", r"^(số thứ tự|stt|mã( số)?|danh mục|các) (các )?(tiêu chí|chỉ số)"),
    ("code", r"^(stt|tt|số tt|số thứ tự|mã|mã số|ký hiệu)\b.{0,12}$"),
    ("self_points", r"^điểm (tự|thẩm định|đạt được|đạt|chấm|đánh giá)|kết quả (tự )?(chấm|đánh giá)"),
    ("points", r"^tổng (số )?điểm"),
    ("max", r"điểm (tối đa|chuẩn)|^thang điểm|^số điểm|^điểm$|^mức điểm"),
    ("rule", r"(cách|phương pháp|hướng dẫn) (xác định|tính|chấm|đánh giá)|^công thức"),
    ("evidence", r"kiểm chứng|minh chứng|^tài liệu|chứng minh"),
    ("count", r"^(số lượng )?(chỉ số|tiêu chí) thành phần\b"),
    ("appraiser", rf"^(đơn vị|cơ quan|phòng|ban|bộ phận|sở)\b.*({_APPRAISES})|^(thẩm định|phụ trách)"),
    ("explanation", r"^(giải thích|ghi chú|thuyết minh|diễn giải|mô tả)"),
    ("title", r"chỉ số|tiêu chí|^nội dung|^tên\b|^danh mục"),
    ("agency", r"^(tên )?(đơn vị|cơ quan)"),
)  # fmt: skip


def role(heading: str) -> Role:
    """What a column under this heading is for; `other` where no word of the field is in it."""
    words = " ".join(heading.split()).casefold().strip(" :*")
    return next((found for found, pattern in _WORDS if re.search(pattern, words)), "other")


def roles(headings: Sequence[str]) -> tuple[Role, ...]:
    """What each column is for. A second column of the same kind is what it may still be, or `other`."""
    found: list[Role] = []
    for place, heading in enumerate(headings):
        each = role(heading)
        if each == "count" and "title" not in found:
            each = "title"
        if each in found and each not in ("agency_count", "agency_codes"):
            each = "other"
        found.append("code" if not heading.strip() and place == 0 else each)
    return tuple(_numbered_twice(headings, found))


def _numbered_twice(headings: Sequence[str], found: list[Role]) -> list[Role]:
    """Beside a column “Mã chỉ số” a column “STT” only counts the rows."""
    marks = [
        place
        for place, each in enumerate(headings)
        if re.match(r"(mã|ký hiệu)\b", each.strip(), re.IGNORECASE)
    ]
    if (
        len(marks) != 1
        or not {"code", "title"} <= set(found)
        or found[marks[0]] not in ("agency_codes", "other")
    ):
        return found
    swapped: dict[int, Role] = {found.index("code"): "other", marks[0]: "code"}
    return [swapped.get(place, each) for place, each in enumerate(found)]


def kind(columns: Sequence[Role]) -> TableKind | None:
    """Which of our tables has these columns, None for any other table."""
    has = set(columns)
    if "title" not in has:
        return "shares" if "agency_codes" in has and has & {"agency", "appraiser"} else None
    tests: tuple[tuple[TableKind, object], ...] = (
        ("structure", has & {"points", "max"} and "count" in has),
        ("scoring", "max" in has and has & {"rule", "evidence", "appraiser"}),
        ("scoring", {"rule", "code"} <= has),
        ("general", {"explanation", "code"} <= has),
        ("items", {"code", "appraiser"} <= has and not has & {"max", "points"}),
    )
    return next((kind for kind, is_so in tests if is_so), None)
