"""Tables laid out as provinces do: two columns of numbers, lettered parts, sums between, merged heads."""

from collections.abc import Iterable

import pytest

from opendti.decision_files import reading
from opendti.decision_files.assembling import SetReading
from opendti.decision_files.document import Document, Paragraph, Table
from tests.plain import plain

Lines = Iterable[tuple[str, ...]]
BODY = ("Số: 12/QĐ-UBND", "Tỉnh Thử, ngày 02 tháng 01 năm 2025", "QUYẾT ĐỊNH", "PHỤ LỤC", "BỘ CHỈ SỐ CẤP SỞ")
HEAD = ("STT", "Chỉ số", "Điểm tối đa", "Cách tính điểm", "Tài liệu kiểm chứng", "Đơn vị thẩm định")
MAIN = ("1", "Nhận thức số", "20", "", "", "")
YES_NO = "- Có: Điểm tối đa\n- Không: 0 điểm"
PLAN = ("1.1", "Có kế hoạch", "10", YES_NO, "Kế hoạch", "Sở Nội vụ")
SHARE = (
    "1.2",
    "Tỷ lệ hộ dùng",
    "10",
    "a = Số hộ dùng;\nb = Tổng số hộ;\n- Điểm = a/b*Điểm tối đa",
    "Báo cáo",
    "Sở Tài chính",
)
WHOLE = ("1.1", "Văn bản chuyển đổi số", "10", "", "", "")


def read(lines: Lines) -> SetReading:
    above: list[Paragraph | Table] = [Paragraph(text=text) for text in BODY]
    blocks = (*above, Table(rows=tuple(lines)))
    return reading.read_document(Document(name="thu.docx", kind="docx", blocks=blocks)).sets[0]


def stated(found: SetReading) -> list[tuple[str, str, str]]:
    items = ((each.code, plain(each.item)) for each in found.components)
    return [(code, item["max"], item["rule"]["form"]) for code, item in items]


def strays(found: SetReading) -> list[str]:
    review = plain(found.tree).get("review", [])
    return [reason for reason in review if "không thuộc chỉ số nào" in reason]


def test_the_column_of_codes_counts_and_not_that_of_row_numbers() -> None:
    lines = [("STT", "Mã chỉ số", *HEAD[1:])]
    lines += [(str(number), *row) for number, row in enumerate((MAIN, PLAN, SHARE), start=1)]

    assert stated(read(lines)) == [("1.1", "10", "levels"), ("1.2", "10", "ratio")]


def test_points_under_one_merged_heading_are_told_apart() -> None:
    first = ("STT", "Chỉ số", "Điểm", "", "", *HEAD[3:])
    second = ("", "", "Tự đánh giá", "Tối đa", "Thẩm định", "", "", "")
    rows = [(*row[:2], "8", row[2], "7", *row[3:]) for row in (MAIN, PLAN, SHARE)]
    found = read([first, second, *rows])

    assert stated(found) == [("1.1", "10", "levels"), ("1.2", "10", "ratio")]
    assert strays(found) == []


@pytest.mark.parametrize("is_in_title", [True, False])
def test_parts_with_letters_are_parts_and_say_that_their_codes_are_ours(*, is_in_title: bool) -> None:
    named = [("a)", "Có kế hoạch"), ("b)", "Có báo cáo")]
    heads = [("", f"{sign} {title}") if is_in_title else (sign, title) for sign, title in named]
    parts = [(*head, "5", YES_NO, "Văn bản", "Sở Nội vụ") for head in heads]
    found = read([HEAD, MAIN, WHOLE, *parts, SHARE])

    assert stated(found)[:3] == [("1.1", "10", "sum"), ("1.1.1", "5", "levels"), ("1.1.2", "5", "levels")]
    assert stated(found)[3] == ("1.2", "10", "ratio")
    assert "không in mã" in found.components[1].reasons[0]
    assert strays(found) == []


def test_a_part_out_of_turn_is_a_stray() -> None:
    found = read([HEAD, MAIN, WHOLE, ("b)", "Có báo cáo", "5", YES_NO, "Văn bản", "Sở Nội vụ"), SHARE])

    assert [code for code, _, _ in stated(found)] == ["1.1", "1.2"]
    assert len(strays(found)) == 1


@pytest.mark.parametrize(("points", "count"), [("20", 0), ("19", 1)])
def test_a_sum_that_repeats_its_main_index_is_no_stray(points: str, count: int) -> None:
    found = read(
        [HEAD, MAIN, PLAN, SHARE, ("", "Cộng mục 1", points, "", "", ""), ("", "Tổng cộng", "20", *[""] * 3)]
    )

    assert plain(found.tree)["max"] == "20"
    assert len(strays(found)) == count
