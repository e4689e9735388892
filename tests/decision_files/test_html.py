"""Pages as legal portals publish them."""

import pytest

from opendti.decision_files.document import Document, Paragraph, Table
from opendti.decision_files.opening import open_document


def read(body: str, encoding: str = "utf-8") -> Document:
    document = open_document(f"<html><body>{body}</body></html>".encode(encoding), name="trang.html")
    assert document.kind == "html"
    return document


def shown(document: Document) -> list[object]:
    """The document in short: a text for a paragraph, rows for a table."""
    return [block.text if isinstance(block, Paragraph) else block.rows for block in document.blocks]


HEAD = "<tr><th>STT</th><th>Chỉ số</th><th>Điểm</th></tr>"


def test_white_space_in_the_source_is_only_space():
    assert shown(read("<p>Căn cứ\n   Luật<br>\n  Tổ chức</p>Điều&nbsp;1.<div>a<span> b</span></div>")) == [
        "Căn cứ Luật", "Tổ chức", "Điều 1.", "a b",
    ]  # fmt: skip


def test_lines_of_a_cell():
    table = (
        f"<table>{HEAD}<tr><td>1</td><td><p>a = Số</p><ul><li>Một</li><li>- Hai</li></ul>x<br/>y</td><td>5"
    )

    assert shown(read(table)) == [(("STT", "Chỉ số", "Điểm"), ("1", "a = Số\n- Một\n- Hai\nx\ny", "5"))]


def test_numbered_lists_keep_their_numbers():
    assert shown(read("<ol start=3><li>Ba<li>Bốn</ol><ol type=a><li>Một</ol><ul><li>+ Cộng</ul>")) == [
        "3. Ba", "4. Bốn", "a) Một", "+ Cộng",
    ]  # fmt: skip


def test_merged_cells_stand_in_their_first_place():
    body = """<table><tr><td rowspan=2>STT</td><td colspan="2">Điểm</td></tr>
    <tr><td>Tối đa</td><td>Tự chấm</td></tr><tr><td>1</td><td rowspan=0>10</td><td>a</td></tr>
    <tr><td>2</td><td>b</td></tr></table>"""

    assert shown(read(body)) == [
        (("STT", "Điểm", ""), ("", "Tối đa", "Tự chấm"), ("1", "10", "a"), ("2", "", "b")),
    ]  # fmt: skip


def test_layout_tables_are_looked_through():
    inner = f"<table>{HEAD}<tr><td>1</td><td>x</td><td>2</td></tr></table>"
    body = (
        f"<table><tr><td>Trang chủ</td><td><table><tr><td>Điều 1.{inner}</td></tr></table></td></tr></table>"
    )

    assert shown(read(body)) == ["Trang chủ", "Điều 1.", (("STT", "Chỉ số", "Điểm"), ("1", "x", "2"))]


def test_the_letterhead_is_no_table():
    body = """<table><tr><td>UBND TỈNH HẢI DƯƠNG</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
    <tr><td>Số: 2405/QĐ-UBND</td><td>Hải Dương, ngày 13 tháng 9</td></tr></table>"""

    assert shown(read(body)) == [
        "UBND TỈNH HẢI DƯƠNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 2405/QĐ-UBND", "Hải Dương, ngày 13 tháng 9",
    ]  # fmt: skip


def test_a_table_in_a_cell_becomes_lines():
    body = (
        f"<table>{HEAD}<tr><td>1</td><td>Mức<table><tr><td>≥ 80%</td><td>10 điểm</td></tr></table></td><td>9"
    )

    assert shown(read(body)) == [(("STT", "Chỉ số", "Điểm"), ("1", "Mức\n≥ 80% 10 điểm", "9"))]


def test_what_nobody_sees_is_dropped():
    body = """<script>var x = "<table>";</script><style>p{}</style><!-- <p>ẩn</p> --><nav>Mục lục</nav>
    <p style="DISPLAY : none">ẩn</p><p hidden>ẩn</p><p>Thấy <o:p></o:p></p><select><option>1</select>"""

    assert shown(read(body)) == ["Thấy"]


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>1<td>Một<td>10<tr><td>2<td>Hai<td>20",
        "<tr><td>1</td><td>Một</td><td>10</td><tr><td>2</td><td>Hai</td><td>20</td></table></table>",
        "<tbody><tr><td>1</td><td>Một<b></td><td>10</td></tr></tbody><tbody><tr><td>2<td></b>Hai</td><td>20",
    ],
)
def test_broken_markup(rows):
    assert shown(read(f"<table>{HEAD}{rows}")) == [
        (("STT", "Chỉ số", "Điểm"), ("1", "Một", "10"), ("2", "Hai", "20")),
    ]  # fmt: skip


def test_pieces_of_a_table_between_page_numbers():
    piece = f"<table>{HEAD}<tr><td>{{}}</td><td>{{}}</td><td>{{}}</td></tr></table>"
    body = piece.format("1", "Tỷ lệ cơ quan nhà", "10") + "<p>2</p>" + piece.format("", "nước", "")

    assert shown(read(body)) == [(("STT", "Chỉ số", "Điểm"), ("1", "Tỷ lệ cơ quan nhà nước", "10"))]


def test_two_tables_with_other_headings_stay_two():
    first = f"<table>{HEAD}<tr><td>1</td><td>x</td><td>2</td></tr></table>"
    heading = "<tr><td>TT</td><td>Đơn vị</td><td>Mã</td></tr>"
    second = f"<table>{heading}<tr><td>1</td><td>Sở</td><td>1.1</td></tr></table>"

    assert len(shown(read(first + second))) == 2
    assert len(shown(read(f"{first}<p>Phụ lục 2</p>{first}"))) == 3


def test_a_piece_without_heading_that_follows_directly():
    first = f"<table>{HEAD}<tr><td>1.1</td><td>x</td><td>2</td></tr></table>"
    rest = "<table><tr><td>1.2</td><td>y</td><td>3</td></tr></table>"

    assert shown(read(first + rest)) == [(("STT", "Chỉ số", "Điểm"), ("1.1", "x", "2"), ("1.2", "y", "3"))]


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="utf-8">',
        "",
        '<meta http-equiv=Content-Type content="text/html; charset=windows-1258">',
    ],
)
def test_utf_8_whatever_the_page_says_of_itself(head):
    document = open_document(f"<html><head>{head}</head><body><p>Thể chế số".encode(), name="x")

    assert shown(document) == ["Thể chế số"]


def test_an_xml_prolog_and_entities_of_its_own_do_no_harm():
    text = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY a "aaaa">
    <!ENTITY b "&a;&a;&a;">]>
    <html><body><p>Điểm &b;</p></body></html>"""

    assert "aaaa" not in str(shown(open_document(text.encode(), name="x")))


def test_spans_without_end_take_no_memory():
    spans = 'colspan="999999999" rowspan="999999999"'
    body = f"<table><tr><td {spans}>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    (block,) = read(body).blocks

    assert isinstance(block, Table)
    assert block.width < 1000


def test_deep_nesting_ends():
    assert read("<p>đầu</p>" + "<div>" * 5000 + "đáy" + "</div>" * 5000).blocks[0] == Paragraph(text="đầu")
    assert read("<p>đầu</p>" + "<table><tr><td>" * 3000 + "đáy").blocks[0] == Paragraph(text="đầu")
