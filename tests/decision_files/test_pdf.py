"""PDFs: tables by their lines, text by where its letters stand."""

import io

import pypdfium2  # type: ignore[import-untyped]
import pytest
import typst

from opendti.decision_files.document import Paragraph, Table
from opendti.decision_files.opening import open_document
from tests.decision_files import making

HEADING = ("STT", "Chỉ số/Chỉ số thành phần", "Điểm", "Cách tính điểm")
RULE = (
    "a = Số thủ tục được cung cấp trực tuyến toàn trình;\nb = Tổng số thủ tục;\n"
    "- Tỷ lệ = a/b;\n- Điểm = Tỷ lệ * Điểm tối đa"
)


def compiled(source: str) -> bytes:
    setup = '#set page("a4")\n#set text(font: "Libertinus Serif", size: 12pt, lang: "vi", hyphenate: false)\n'
    pdf = typst.compile((setup + source).encode())
    assert isinstance(pdf, bytes)
    return pdf


def shown(content: bytes) -> list[object]:
    document = open_document(content, name="quyet-dinh.pdf")
    assert document.kind == "pdf"
    return [block.text if isinstance(block, Paragraph) else block.rows for block in document.blocks]


def test_a_table_over_many_pages_is_one():
    rows = [(f"1.{number}", f"Tỷ lệ thủ tục hành chính {number}", "10", RULE) for number in range(1, 60)]
    table = Table(rows=(HEADING, *rows))
    content = making.as_pdf([table])

    assert len(pypdfium2.PdfDocument(content)) > 5
    assert shown(content) == [table.rows]


def test_merged_cells_stand_in_their_first_place():
    source = """#table(columns: 3, table.cell(rowspan: 2)[STT],
    table.cell(colspan: 2)[Điểm], [Tối đa], [Tự chấm],
    table.cell(colspan: 3)[I. Nhóm], [1], [a], table.cell(rowspan: 2)[b],
    [2], [c])"""

    assert shown(compiled(source)) == [
        (
            ("STT", "Điểm", ""), ("", "Tối đa", "Tự chấm"), ("I. Nhóm", "", ""),
            ("1", "a", "b"), ("2", "c", ""),
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "style",
    [
        "stroke: 0.5pt, fill: (x, y) => if y == 0 { luma(220) }",
        "stroke: (x, y) => (x: 1pt, y: 1pt)",
        "stroke: 2pt, inset: 2pt",
        "stroke: 0.5pt, align: center + horizon",
    ],
)
def test_lines_however_they_are_drawn(style):
    cell = "Tỷ lệ dịch vụ công trực tuyến toàn trình trên tổng số dịch vụ công của cơ quan, đơn vị"
    source = f"#table(columns: (2cm, 5cm, 2cm), {style}, [STT], [Chỉ số], [Điểm], [1.1], [{cell}], [2,5])"

    assert shown(compiled(source)) == [(("STT", "Chỉ số", "Điểm"), ("1.1", cell, "2,5"))]


def test_paragraphs_are_whole_and_page_numbers_dropped():
    long = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và Luật sửa đổi, bổ sung"
    blocks = [Paragraph(text=f"{number}. {long} một số điều của Luật.") for number in range(1, 80)]

    assert shown(making.as_pdf(blocks)) == [block.text for block in blocks]


def test_justified_text_with_indents():
    first = "Quyết định này có hiệu lực thi hành kể từ ngày ký, thay thế Quyết định số 1347/QĐ-UBND ngày 6/7"
    source = f"#set par(justify: true, first-line-indent: 1cm)\n{first} năm 2020.\n\n{first} năm 2021."

    assert shown(compiled(source)) == [f"{first} năm 2020.", f"{first} năm 2021."]


def test_a_letterhead_in_two_columns_is_read_apart():
    source = """#grid(columns: (1fr, 1fr), align: center, row-gutter: 6pt,
    [UBND TỈNH HÀ NAM], [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM],
    [Số: 1/QĐ-UBND], [Hà Nam, ngày 1 tháng 2 năm 2023])"""

    assert shown(compiled(source)) == [
        "UBND TỈNH HÀ NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/QĐ-UBND", "Hà Nam, ngày 1 tháng 2 năm 2023",
    ]  # fmt: skip


def test_a_frame_around_text_is_no_table():
    assert shown(compiled("#rect[Mật]\n\nĐiều 1.")) == ["Mật", "Điều 1."]


def test_running_heads_are_dropped():
    source = "#set page(header: [Bộ chỉ số của tỉnh], footer: context [Trang #counter(page).display()])\n"
    source += "#pagebreak()\n".join(f"Điều {number}. Nội dung.\n" for number in range(1, 6))

    assert shown(compiled(source)) == [f"Điều {number}. Nội dung." for number in range(1, 6)]


def test_a_page_lying_on_its_side():
    table = Table(rows=(HEADING, ("1.1", "Tỷ lệ thủ tục", "10", RULE)))

    assert shown(making.as_pdf([table], is_flipped=True)) == [table.rows]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_shown_turned(turned):
    sheet = compiled(
        f"#set page(width: 16cm, height: 16cm)\n#rotate(-{turned}deg, reflow: true)[#box(width: 11cm)[#table("
        "columns: (2cm, 1fr, 2cm), [STT], [Chỉ số], [Điểm], [1], [Thể chế số], [30])]]"
    )
    pdf = pypdfium2.PdfDocument(sheet)
    pdf[0].set_rotation(turned)
    content = io.BytesIO()
    pdf.save(content)

    assert shown(content.getvalue()) == [(("STT", "Chỉ số", "Điểm"), ("1", "Thể chế số", "30"))]
