"""The seeds as they lie on disk, and the ways text, Markdown and tabs are mixed in them."""

import unicodedata
from pathlib import Path

import pytest

from opendti.decision_files.document import Document, Paragraph, Table
from opendti.decision_files.opening import open_document

SEEDS = Path(__file__).parents[1] / "seeds"


def seed(name: str) -> Document:
    return open_document((SEEDS / name).read_bytes(), name=name)


def read(text: str) -> Document:
    return open_document(text.encode(), name="quyet-dinh.txt")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


class TestOneCellPerLine:
    @pytest.mark.parametrize("name", ["2405.txt", "ha-noi.txt"])
    def test_every_line_is_a_paragraph(self, name):
        document = seed(name)
        lines = [line for line in (SEEDS / name).read_text(encoding="utf-8").splitlines() if line.strip()]

        assert (document.kind, document.has_tables) == ("text", False)
        assert len(texts(document)) == len(lines)

    def test_a_cell_is_as_printed(self):
        lines = texts(seed("2405.txt"))
        place = lines.index("Lấy tỉ lệ trên Cổng DVC Quốc gia * điểm")

        assert lines[place - 1] == "VP UBND tỉnh"


class TestMarkdown:
    def test_the_assignment_annex_is_two_tables(self):
        document = seed("297.txt")
        department, district = tables(document)

        assert document.kind == "markdown"
        # Counted by hand in the text: heading, 17 + 5 rows; heading, 13 + 23 + 8 rows, one of them broken.
        assert (len(department.rows), len(district.rows)) == (23, 44)
        assert department.rows[0] == (
            "STT", "Chỉ số/Chỉ số thành phần", "Đơn vị thực hiện thẩm định, đánh giá, theo dõi",
        )  # fmt: skip
        assert department.rows[1] == ("I", "Thông tin chung", "")
        assert district.rows[-1] == ("", "Các chỉ số còn lại", "Sở Thông tin và Truyền thông")

    def test_a_cell_broken_over_pages_is_whole(self):
        row = next(row for row in tables(seed("297.txt"))[1].rows if row[0] == "19.1")

        assert row[1:] == (
            "Tổng kinh phí chi thường xuyên từ Ngân sách nhà nước trên địa bàn", "Sở Tài chính",
        )  # fmt: skip

    def test_a_last_row_without_number_is_no_broken_cell(self):
        assert tables(seed("297.txt"))[0].rows[-2:] == (
            ("6.13.2", "Tổng kinh phí chi đầu tư từ Ngân sách nhà nước cho chính quyền số",
             "Sở Kế hoạch và Đầu tư"),
            ("", "Các chỉ số còn lại", "Sở Thông tin và Truyền thông"),
        )  # fmt: skip

    def test_paragraphs_lose_their_marks(self):
        found = texts(seed("297.txt"))

        assert "KẾ HOẠCH" in found
        assert "1. Bộ Chỉ số chuyển đổi số cấp sở" in found
        assert "https://dti.haiduong.gov.vn" in found
        assert "- Bộ Thông tin và Truyền thông (để báo cáo);" in found
        place = found.index("PHỤ LỤC")
        assert found[place + 1].startswith("Phân công thẩm định, đánh giá, theo dõi")

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("a<br>b = **Tổng**<br/>- Tỷ lệ = a/b", "a\nb = Tổng\n- Tỷ lệ = a/b"),
            ("a/c*(điểm tối đa)+b/c*1/2*(điểm tối đa)", "a/c*(điểm tối đa)+b/c*1/2*(điểm tối đa)"),
            ("1/2 * Điểm tối đa; 2 * 3", "1/2 * Điểm tối đa; 2 * 3"),
            (r"Điểm \* a \| b", "Điểm * a | b"),
            ("Tỷ lệ &lt; 80&nbsp;%", "Tỷ lệ < 80 %"),
            ("Tỷ lệ <80%: 0; Tỷ lệ >80%: tối đa", "Tỷ lệ <80%: 0; Tỷ lệ >80%: tối đa"),
            (r"$\frac{a+b}{c} \times \text{Điểm tối đa}$", "(a+b)/c × Điểm tối đa"),
        ],
    )
    def test_a_cell(self, cell, said):
        table = tables(read(f"| A | B | C |\n|:--|---|--:|\n|  1  | {cell} | |\n"))[0]

        assert table.rows == (("A", "B", "C"), ("1", said, ""))

    def test_rows_without_outer_pipes(self):
        assert tables(read("A | B\n--- | ---\n1 | x\n\nsau bảng"))[0].rows == (("A", "B"), ("1", "x"))


class TestTabs:
    def test_structure_tables(self):
        document = seed("ha-nam.txt")
        department, district = tables(document)

        assert document.kind == "tabbed"
        assert [row[0] for row in department.rows] == ["STT", "I", "1", "2", "3", "4", "5", "II", "6"]
        # The heading is printed again before row 5 and belongs to no row.
        assert [row[0] for row in district.rows] == [
            "STT", "I", "1", "2", "3", "4", "5", "II", "6", "7", "8",
        ]  # fmt: skip
        assert district.rows[7] == ("II", "Nhóm chỉ số hoạt động", "", "")
        assert district.rows[8] == ("6", "Hoạt động chính quyền số", "20", "200")

    def test_pieces_over_pages_are_one_table(self):
        (table,) = tables(seed("ninh-thuan.txt"))

        assert [row[0] for row in table.rows] == [
            "STT", "A", "1", "B", "I", "1", "II", "1", "2", "III", "1", "2", "3", "4", "5", "6", "7",
        ]  # fmt: skip

    def test_cells_go_on_after_a_repeated_heading(self):
        rows = tables(seed("ninh-thuan.txt"))[0].rows

        assert rows[7][3].endswith(
            "- Tỷ lệ=(a+b+c+d)/(e+f);\n"
            "- Tính điểm theo phương pháp Min-Max dựa vào tỷ lệ cao nhất thì điểm tối đa và giảm dần"
        )
        assert rows[10][3].splitlines()[-2:] == [
            "- Tỷ lệ=a/b - Điểm=", "+ Tỷ lệ=100%: Điểm tối đa; + Tỷ lệ<100%: 0 điểm",
        ]  # fmt: skip
        assert "d= Số lượng doanh nghiệp đánh giá là hài lòng khi sử dụng DVCTT." in rows[15][3]
        assert rows[15][4] == "Trung tâm phục vụ hành chính công"

    def test_tags_and_formulas_in_cells(self):
        rows = tables(seed("ninh-thuan.txt"))[0].rows

        assert rows[8][3].splitlines()[0].startswith("a=Số lượng công chức, viên chức chuyên trách")
        assert "b= Tổng số công chức, viên chức;" in rows[8][3].splitlines()
        assert "- Tỷ lệ = (b+d)/(a+c) - Điểm = Tỷ lệ * Điểm tối đa" in rows[15][3]
        assert "1/2 * Điểm tối đa; - Chưa triển khai: 0 điểm" in rows[16][3]

    def test_a_cell_over_several_lines(self):
        text = (
            "STT\tChỉ số\tĐiểm\tCách tính\tĐơn vị\n"
            "1\tTỷ lệ\t10\t<p>a = Số</p>\n\n<ul>\n<li>Một</li>\n<li>+ Hai</li>\n</ul>\n\tSở Y tế\n"
            "2\tHai\t5\t\t\nSau bảng"
        )
        document = read(text)

        assert tables(document)[0].rows[1:] == (
            ("1", "Tỷ lệ", "10", "a = Số\n- Một\n+ Hai", "Sở Y tế"),
            ("2", "Hai", "5", "", ""),
        )
        assert texts(document) == ["Sau bảng"]

    def test_rows_that_lost_their_last_cells(self):
        text = "STT\tA\tB\tC\nI\tNhóm\n1\tx\ty\tz\n"

        assert tables(read(text))[0].rows[1:] == (("I", "Nhóm", "", ""), ("1", "x", "y", "z"))

    def test_an_indent_makes_no_table(self):
        assert not read("\tCăn cứ Luật\n1.\tMục đích\n2.\tYêu cầu\n").has_tables


class TestEncodings:
    TEXT = (
        "Quyết định số 2405/QĐ-UBND về Bộ chỉ số chuyển đổi số; đề nghị các sở, ban, ngành thực hiện.\n" * 4
    )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_unicode(self, encoding):
        document = open_document(self.TEXT.encode(encoding), name="x")

        assert texts(document) == self.TEXT.splitlines()

    def test_windows_1258(self):
        document = open_document(windows_1258(self.TEXT), name="x")

        assert texts(document) == self.TEXT.splitlines()


def windows_1258(text: str) -> bytes:
    """The text as Windows keeps it: ế is an ê and an acute of its own."""
    pieces = []
    for sign in text:
        base, *marks = list(unicodedata.normalize("NFD", sign))
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
        pieces.append(shape + "".join(tones))
    return "".join(pieces).encode("cp1258")
