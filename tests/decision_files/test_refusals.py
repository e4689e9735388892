"""What is no decision gets a clear answer, at once, and nothing else happens."""

import io
import random
import re
import time
import tracemalloc
import zipfile
import zlib

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
import typst
import xlsxwriter

from opendti.decision_files import pdf_pages
from opendti.decision_files.document import DecisionFileError
from opendti.decision_files.opening import open_document
from tests.decision_files import making

TCVN3 = """QuyÕt ®Þnh cña Uû ban nh©n d©n tØnh vÒ Bé chØ sè chuyÓn ®æi sè;
§iÓm tèi ®a, tû lÖ c¬ quan, ®¬n vÞ vµ c¸c sè liÖu
"""
VNI = "Quyeát ñònh cuûa UÛy ban nhaân daân tænh veà Boä chæ soá chuyeån ñoåi soá; caùc ñieåm vaø tyû leä\n"


def complaint(content: bytes, name: str = "quyet-dinh.docx") -> str:
    """What is said of a file; it names the file and is said soon."""
    started = time.perf_counter()
    with pytest.raises(DecisionFileError) as caught:
        open_document(content, name=name)
    assert time.perf_counter() - started < 5
    said = str(caught.value)
    assert said.startswith(f"{name}: ")
    return said


def workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write(0, 0, "STT")
    return content.getvalue()


def archive(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 500


def scan(text: str = "") -> bytes:
    """A page that is one big picture, behind a page of text if there is any."""
    source = '#set page("a4", margin: 0pt)\n' + (f"{text}\n#pagebreak()\n" if text else "")
    pdf = pypdfium2.PdfDocument(typst.compile((source + "#rect()").encode()))
    page = pdf[len(pdf) - 1]
    image = pypdfium2.PdfImage.new(pdf)
    bitmap = pypdfium2.PdfBitmap.new_native(60, 80, pypdfium2.raw.FPDFBitmap_BGR)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(590, 840))
    page.insert_obj(image)
    page.gen_content()
    content = io.BytesIO()
    pdf.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tệp trống"),
        (b"\xef\xbb\xbf \r\n\t ", "tệp trống"),
        (b"\0" * 3000, "tệp trống"),
        (random.Random(1).randbytes(300_000), "nhị phân"),
        (old_office("WordDocument"), r"\.doc\)\. Mở bằng Word rồi lưu lại thành \.docx"),
        (old_office("EncryptedPackage"), "đặt mật khẩu.*bỏ mật khẩu"),
        (old_office("Workbook"), r"\.xls\).*bảng tính của OpenDTI"),
        (old_office("x"), "Office kiểu cũ"),
        (workbook(), r"\.xlsx\).*bảng tính của OpenDTI"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), r"\.ods"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), r"\.odt\)\. Mở bằng Word"),
        (archive(ppt__presentation_xml="x"), r"\.pptx"),
        (archive(quyet_txt="x"), r"\.zip\).*Giải nén"),
        (b"PK\x03\x04" + b"x" * 500, "hỏng"),
        (b"STT,Ten,Diem\n1,A,10\n2,B,20\n3,C,30\n", "CSV"),
        ("STT;Chỉ số;Điểm\n1;A;10\n2;B;20\n".encode(), "CSV"),
        (rb"{\rtf1\ansi Quyet dinh}", "RTF.*docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "ảnh.*OCR"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "ảnh.*OCR"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 99, "RAR.*Giải nén"),
        (b"MZ" + b"\0" * 600, "chương trình"),
        (b"%PDF-1.7\n" + b"x" * 2000, "PDF bị hỏng"),
        (b"<html><body><script>1</script></body></html>", "không có chữ"),
        (TCVN3.encode() * 3, "TCVN3.*UniKey"),
        (TCVN3.encode("cp1252") * 3, "TCVN3.*UniKey"),
        (VNI.encode() * 3, "VNI.*UniKey"),
    ],
)  # fmt: skip
def test_each_kind_is_named_with_what_to_do(content, said):
    assert re.search(said, complaint(content), re.DOTALL)


def test_a_word_document_in_an_old_font():
    document = docx.Document()
    for _ in range(3):
        document.add_paragraph(TCVN3)
    content = io.BytesIO()
    document.save(content)

    assert "TCVN3" in complaint(content.getvalue())


def test_half_a_download():
    content = making.as_docx([])

    assert "hỏng" in complaint(content[: len(content) // 2])


@pytest.mark.parametrize("content", [b"\x01\x02noise\xff" * (50 * 1024 * 1024 // 8), bytes(50 * 1024 * 1024)])
def test_fifty_megabytes_of_noise(content):
    tracemalloc.start()
    said = complaint(content, "noise.pdf")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert re.search(r"quá lớn \((49|50) MB, tối đa 20 MB\)", said)
    assert peak < 1024**2


def test_a_text_longer_than_any_decision():
    assert "triệu ký tự" in complaint("Điều 1. Chuyển đổi số.\n".encode() * 400_000, "x.txt")


def test_a_table_longer_than_any_decision():
    row = "<w:tr>{}</w:tr>".format("<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 50)
    start = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", f"{start}{row * 1000}</w:tbl></w:body></w:document>")

    assert "dài hơn mọi quyết định" in complaint(content.getvalue())


class TestPdf:
    @pytest.mark.parametrize("drawn", ["#line(length: 1cm)\n#circle(radius: 1pt)", "abcdefghij"])
    def test_a_page_that_holds_more_than_paper_shows(self, monkeypatch, drawn):
        monkeypatch.setattr(pdf_pages, "MOST_LETTERS", 50)
        monkeypatch.setattr(pdf_pages, "MOST_SHAPES", 5 if "#" in drawn else 50)
        content = typst.compile(f"{drawn}\n\n".encode() * 10, format="pdf")

        assert "PDF quá nặng, mới đọc đến trang 1/1" in complaint(content, "x.pdf")

    def test_a_scan(self):
        said = complaint(scan(), "quet.pdf")

        assert "cả 1 trang đều là ảnh quét" in said
        assert "OCR" in said

    def test_a_scan_in_part(self):
        said = complaint(scan("#lorem(30)"), "quet.pdf")

        assert "1 trong 2 trang là ảnh quét không có chữ (trang 2)" in said

    def test_a_password(self):
        assert "đặt mật khẩu" in complaint(locked_pdf(), "mat.pdf")

    def test_a_stream_that_unpacks_to_gigabytes(self):
        bomb = zlib.compress(b" " * 400_000_000, 9)
        head = f"<</Length {len(bomb)}/Filter/FlateDecode>>stream\n".encode()
        pdf = b"%PDF-1.4\n1 0 obj" + head + bomb + b"\nendstream endobj\n%%EOF"

        assert "giải nén" in complaint(pdf, "bom.pdf")


def locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: encrypted by the old standard with keys nobody has."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + table
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % start
    return content + trailer
