"""Tables rebuilt from one cell to a line."""

from opendti.decision_files import lines
from opendti.decision_files.document import Document, Paragraph, Table

SCORING = ("STT", "Chỉ số", "Điểm tối đa", "Đơn vị thẩm định", "Cách tính điểm", "Tài liệu kiểm chứng")


def rebuilt(*texts):
    """The rows below the headings of the only table, and the paragraphs around it."""
    document = Document(name="thu.txt", kind="text", blocks=tuple(Paragraph(text=text) for text in texts))
    blocks = lines.rebuilt(document)[0].blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    return tables[0].rows[1:], [block.text for block in blocks if isinstance(block, Paragraph)]


def test_points_that_look_like_codes_and_evidence_that_begins_with_a_number():
    rows, _ = rebuilt(
        *SCORING, "Tổng điểm", "30",
        "2", "Thể chế số", "30",
        "2.4", "Ban hành quy chế", "2.5", "Sở Nội vụ", "- Có: Điểm tối đa", "- Không: 0 điểm",
        "1. Quy chế", "2. Tờ trình",
        "2.5", "Ban hành kế hoạch", "2.6", "Sở Nội vụ", "- Có: Điểm tối đa", "- Không: 0 điểm", "Kế hoạch",
        "3", "Hạ tầng số", "20", "Sở Nội vụ",
    )  # fmt: skip

    yes_or_no = "- Có: Điểm tối đa\n- Không: 0 điểm"
    assert rows == (
        ("", "Tổng điểm", "30", "", "", ""),
        ("2", "Thể chế số", "30", "", "", ""),
        ("2.4", "Ban hành quy chế", "2.5", "Sở Nội vụ", yes_or_no, "1. Quy chế\n2. Tờ trình"),
        ("2.5", "Ban hành kế hoạch", "2.6", "Sở Nội vụ", yes_or_no, "Kế hoạch"),
        ("3", "Hạ tầng số", "20", "Sở Nội vụ", "", ""),
    )  # fmt: skip


def test_rows_without_agency_evidence_or_points():
    rows, _ = rebuilt(
        *SCORING,
        "1", "Nhận thức số", "20",
        "1.1", "Tỷ lệ người dùng", "10", "a = Số người dùng", "b = Tổng số người", "Điểm = a/b * Điểm tối đa",
        "1.2", "Tỷ lệ quên điểm", "Sở Y tế", "a = Số người", "b = Tổng số người", "Điểm = a/b * Điểm tối đa",
        "Báo cáo",
        "1.3", "Mục có phần con", "5",
        "1.3.1", "Phần một", "5", "Sở Y tế", "Có: điểm tối đa", "Không: 0 điểm", "Văn bản",
    )  # fmt: skip

    figures = "a = Số người dùng\nb = Tổng số người\nĐiểm = a/b * Điểm tối đa"
    assert rows[1] == ("1.1", "Tỷ lệ người dùng", "10", "", figures, "")
    assert rows[2][:4] == ("1.2", "Tỷ lệ quên điểm", "", "Sở Y tế")
    assert rows[3] == ("1.3", "Mục có phần con", "5", "", "", "")
    assert rows[4][0] == "1.3.1"


def test_a_title_over_two_lines_and_two_agencies():
    rows, _ = rebuilt(
        *SCORING,
        "1", "Nhận thức số", "20",
        "1.1", "Tỷ lệ người dùng", "trên địa bàn", "10", "Sở Y tế", "Sở Nội vụ",
        "Có: điểm tối đa", "Không: 0 điểm", "Văn bản",
    )  # fmt: skip

    assert rows[1] == (
        "1.1", "Tỷ lệ người dùng\ntrên địa bàn", "10", "Sở Y tế\nSở Nội vụ",
        "Có: điểm tối đa\nKhông: 0 điểm", "Văn bản",
    )  # fmt: skip


def test_a_table_ends_before_the_title_of_the_next_and_before_the_foot():
    rows, around = rebuilt(
        "A. Cấu trúc", "STT", "Chỉ số chính", "Chỉ số thành phần", "Tổng điểm",
        "I", "Nhóm nền tảng", "3", "70", "1", "Nhận thức số", "3", "70", "II", "Nhóm hoạt động", "1", "30",
        "Tổng cộng", "4", "100",
        "B. Bảng chi tiết", *SCORING, "1", "Nhận thức số", "70", "Nguồn tra cứu: đâu đó",
    )  # fmt: skip

    assert rows == (
        ("I", "Nhóm nền tảng", "3", "70"),
        ("1", "Nhận thức số", "3", "70"),
        ("II", "Nhóm hoạt động", "1", "30"),
        ("", "Tổng cộng", "4", "100"),
    )
    assert around == ["A. Cấu trúc", "B. Bảng chi tiết", "Nguồn tra cứu: đâu đó"]


def test_a_document_that_has_tables_is_left_as_it_is():
    document = Document(
        name="thu.docx", kind="docx", blocks=(Paragraph(text="STT"), Table(rows=(("STT", "Chỉ số"),)))
    )

    assert lines.rebuilt(document) == (document, ())
