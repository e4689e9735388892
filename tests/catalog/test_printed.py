"""The printed row beside the draft: which sentence was read, which cells are kept as they are."""

import pytest

from opendti.catalog.models import PrintedRow
from opendti.catalog.presenting.printed import Beside, Cell, beside

RULE = "a = Số máy có;\nb = Tổng số;\n- Điểm = a/b * Điểm tối đa"


def row(**changed) -> PrintedRow:
    cells = {
        "STT": "1.2",
        "Chỉ số thành phần": "Máy tính được cài phần mềm",
        "Điểm tối đa": "2.5",
        "Đơn vị thẩm định": "Sở Nội vụ",
        "Cách tính điểm": RULE,
        "Tài liệu kiểm chứng": "Báo cáo",
        "Ghi chú": "Chấm từ quý II",
    }
    return PrintedRow(row="r1", cells=[list(pair) for pair in (cells | changed).items()])


VALUE: dict[str, object] = {
    "code": "1.2",
    "title": "Máy tính được cài phần mềm",
    "max": "2.5",
    "appraisers": ["Sở Nội vụ"],
    "evidence": "Báo cáo",
    "said": "Điểm = a/b * Điểm tối đa",
}


def cell(found: Beside, heading: str) -> Cell:
    return next(each for each in found.cells if each.heading == heading)


def test_the_sentence_the_rule_was_read_from_is_pointed_out():
    found = beside(row(), VALUE)
    assert found.heading == "Cách tính điểm"
    assert "".join(piece.text for piece in found.rule) == RULE
    assert [piece.text for piece in found.rule if piece.is_said] == ["Điểm = a/b * Điểm tối đa"]
    assert found.said == ""


def test_a_sentence_put_together_of_lines_is_pointed_out_line_by_line():
    found = beside(row(), {**VALUE, "said": "b = Tổng số; Điểm = a/b * Điểm tối đa"})
    assert [piece.text.strip() for piece in found.rule if piece.is_said] == [
        "b = Tổng số;",
        "- Điểm = a/b * Điểm tối đa",
    ]


def test_a_sentence_that_is_not_in_the_cell_is_told_beside_it():
    found = beside(row(), {**VALUE, "said": "Câu ở chỗ khác"})
    assert not any(piece.is_said for piece in found.rule)
    assert found.said == "Câu ở chỗ khác"


def test_a_sentence_that_is_nearly_the_whole_cell_is_not_pointed_out():
    found = beside(row(), {**VALUE, "said": RULE})
    assert [(piece.text, piece.is_said) for piece in found.rule] == [(RULE, False)]
    assert found.said == ""


@pytest.mark.parametrize("heading", ["STT", "Chỉ số thành phần", "Điểm tối đa", "Đơn vị thẩm định"])
def test_a_cell_kept_as_printed_says_so(heading):
    assert cell(beside(row(), VALUE), heading).is_same


def test_a_cell_that_was_changed_shows_what_stands_in_the_draft():
    found = beside(row(), {**VALUE, "max": "3", "appraisers": ["Sở Nội vụ", "Công an tỉnh"]})
    assert (cell(found, "Điểm tối đa").read, cell(found, "Điểm tối đa").is_same) == ("3", False)
    assert cell(found, "Đơn vị thẩm định").read == "Sở Nội vụ, Công an tỉnh"


def test_a_column_that_is_not_kept_is_said_to_be_left_out():
    assert cell(beside(row(), VALUE), "Ghi chú").read is None


def test_without_a_row_the_text_of_the_draft_stands_for_it():
    found = beside(None, {**VALUE, "text": RULE})
    assert "".join(piece.text for piece in found.rule) == RULE
    assert found.cells == ()
