"""Word documents: what is seen in Word is read, and nothing else."""

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from opendti.decision_files.document import Paragraph
from opendti.decision_files.opening import open_document

HEADING = ("STT", "Chỉ số", "Điểm")


def shown(document: WordDocument) -> list[object]:
    content = io.BytesIO()
    document.save(content)
    opened = open_document(content.getvalue(), name="quyet-dinh.docx")
    assert opened.kind == "docx"
    return [block.text if isinstance(block, Paragraph) else block.rows for block in opened.blocks]


def with_xml(*bodies: str) -> WordDocument:
    """A document of paragraphs and tables written as Word keeps them."""
    document = docx.Document()
    for body in bodies:
        start = re.match(r"<[\w:]+", body)
        assert start
        names = nsdecls("w", "m") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        document.element.body.insert(-1, parse_xml(f"{start.group()} {names}{body[start.end() :]}"))
    return document


def table_of(*rows: tuple[str, ...]) -> WordDocument:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return document


class TestText:
    def test_paragraphs_and_line_breaks(self):
        document = docx.Document()
        document.add_paragraph("Căn cứ Luật\nĐiều\t1.")
        document.add_paragraph("  ")
        document.sections[0].footer.paragraphs[0].text = "Trang 1"

        assert shown(document) == ["Căn cứ Luật", "Điều 1."]

    def test_accepted_changes_count_and_deleted_text_does_not(self):
        document = with_xml(
            "<w:p><w:r><w:t>Điểm </w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>tối đa</w:t></w:r></w:ins>"
            "<w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom></w:p>",
            "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
            "<w:r><w:t>Thể chế </w:t></w:r></w:p>",
            "<w:p><w:r><w:t>số</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>",
        )

        assert shown(document) == ["Điểm tối đa", "Thể chế số"]

    def test_signs_fields_links_and_equations(self):
        document = with_xml(
            "<w:p><w:r><w:t>Tỷ lệ </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t xml:space='preserve'> 80%"
            "</w:t></w:r></w:p>",
            "<w:p><w:hyperlink><w:r><w:t>dti.gov.vn</w:t></w:r></w:hyperlink>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
            "<w:p><m:oMath><m:r><m:t>Điểm=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r>"
            "<m:t>c</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        )

        assert shown(document) == ["Tỷ lệ ≥ 80%", "dti.gov.vn", "Điểm=(a+b)/c"]

    def test_a_text_box_is_said_once(self):
        box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
        document = with_xml(
            "<w:p><w:r><w:t>Ngoài</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
            f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )

        assert shown(document) == ["Ngoài", "Trong khung"]


class TestLists:
    def test_bullets_and_numbers_that_word_draws(self):
        document = docx.Document()
        for style, text in [
            ("List Bullet", "Đã ban hành: Điểm tối đa"),
            ("List Number", "Mục đích"),
            ("List Number", "Yêu cầu"),
        ]:
            document.add_paragraph(text, style=style)

        assert shown(document) == ["- Đã ban hành: Điểm tối đa", "1. Mục đích", "2. Yêu cầu"]

    def test_codes_drawn_by_a_list_of_several_levels(self):
        document = docx.Document()
        numbering = document.part.numbering_part.element
        levels = "".join(
            f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>"
            f"<w:lvlText w:val='{text}'/></w:lvl>"
            for depth, (kind, text) in enumerate(
                [("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)")]
            )
        )
        names = nsdecls("w")
        numbering.insert(
            0, parse_xml(f"<w:abstractNum {names} w:abstractNumId='77'>{levels}</w:abstractNum>")
        )
        numbering.append(parse_xml(f"<w:num {names} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
        for depth, text in [(0, "Nhận thức"), (1, "Một"), (1, "Hai"), (2, "ý"), (0, "Thể chế"), (1, "Ba")]:
            paragraph = document.add_paragraph(text, style="List Number")
            numbers = paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
            numbers.get_or_add_ilvl().val = depth
            numbers.get_or_add_numId().val = 77

        assert shown(document) == ["1 Nhận thức", "1.1 Một", "1.2 Hai", "a) ý", "2 Thể chế", "2.1 Ba"]


class TestTables:
    def test_lines_of_a_cell(self):
        document = table_of(HEADING, ("1", "a = Số\nb = Tổng", "10"))
        document.tables[0].cell(1, 1).add_paragraph("Đã có", style="List Bullet")

        assert shown(document) == [(HEADING, ("1", "a = Số\nb = Tổng\n- Đã có", "10"))]

    def test_merged_cells_stand_in_their_first_place(self):
        document = table_of(HEADING, ("1", "Nhóm", ""), ("", "x", "y"), ("2", "z", "5"))
        table = document.tables[0]
        table.cell(1, 1).merge(table.cell(1, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

        assert shown(document) == [(HEADING, ("1", "Nhóm", ""), ("", "x", "y"), ("2", "z", "5"))]

    def test_rows_that_start_late_and_rows_that_were_deleted(self):
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        row = cell.format("a") + cell.format("b") + cell.format("c")
        document = with_xml(
            f"<w:tbl><w:tr>{row}</w:tr><w:tr><w:trPr><w:del w:id='1' w:author='x'/></w:trPr>{row}</w:tr>"
            f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell.format('d')}{cell.format('e')}</w:tr>"
            "</w:tbl>"
        )

        assert shown(document) == [(("a", "b", "c"), ("", "d", "e"))]

    def test_a_table_in_a_cell_becomes_lines(self):
        document = table_of(HEADING, ("1", "Mức", "10"))
        inner = document.tables[0].cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "≥ 80%", "10 điểm"

        assert shown(document) == [(HEADING, ("1", "Mức\n≥ 80% 10 điểm", "10"))]

    def test_the_letterhead_is_no_table(self):
        document = table_of(("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 1", "Hà Nam, ngày 1"))

        assert shown(document)[0] == "UBND TỈNH"

    def test_a_table_cut_in_two_is_one(self):
        document = table_of(HEADING, ("1.1", "Tỷ lệ cơ quan nhà", "10"))
        document.add_paragraph()
        rest = document.add_table(2, 3)
        for column, text in enumerate(HEADING):
            rest.cell(0, column).text = text
        rest.cell(1, 1).text = "nước"

        assert shown(document) == [(HEADING, ("1.1", "Tỷ lệ cơ quan nhà nước", "10"))]


def repacked(change: dict[str, bytes]) -> bytes:
    """A good document with some of its parts replaced."""
    content, done = io.BytesIO(), io.BytesIO()
    table_of(HEADING, ("1", "a", "2")).save(content)
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return done.getvalue()


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>', "DOCTYPE"),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'.encode(
                "utf-16"
            ),
            "DOCTYPE",
        ),
        (b"<w:document", "hỏng"),
        (b" " * (33 * 1024 * 1024), "giải nén ra hơn 32 MB"),
    ],
)
def test_a_main_part_that_cannot_be_trusted(xml, said):
    with pytest.raises(ValueError, match=said):
        open_document(repacked({"word/document.xml": xml}), name="a.docx")


def test_a_size_that_the_archive_lies_about_is_not_unpacked():
    content = bytearray(repacked({"word/document.xml": b"<x>" + b"a" * (120 * 1024 * 1024)}))
    # The directory at the end keeps the size in the 24th byte of each entry.
    at = content.rindex(b"word/document.xml") - 46 + 24
    content[at : at + 4] = (1000).to_bytes(4, "little")

    with pytest.raises(ValueError, match=r"hỏng|giải nén"):
        open_document(bytes(content), name="a.docx")


@pytest.mark.parametrize("junk", ["x", "", "²", "-1", "9" * 5000])
def test_numbers_that_are_none(junk):
    content = io.BytesIO()
    document = table_of(HEADING, ("1", "a", "2"))
    document.tables[0].cell(1, 1).merge(document.tables[0].cell(1, 2))
    document.add_paragraph("Mục", style="List Number")
    document.save(content)
    with zipfile.ZipFile(content) as parts:
        change = {
            name: re.sub(
                rb'(w:(?:start w:val|ilvl|gridSpan w:val)=")[^"]*',
                rb"\g<1>" + junk.encode(),
                parts.read(name),
            )
            for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
        }

    assert open_document(repacked(change), name="a.docx").has_tables
