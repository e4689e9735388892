"""What cannot be read is refused with what to do about it, and leaves no row in any table."""

import io
import random

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opendti.catalog.models import Draft, SourceDocument
from opendti.common import workbooks
from opendti.common.workbooks import Column, Worksheet
from opendti.decision_files.document import Paragraph, Table
from opendti.people.actions import add_membership
from opendti.people.roles import Role
from tests.catalog.drafts import everything_stored
from tests.decision_files import making
from tests.decision_files.test_refusals import locked_pdf, old_office, scan

PROSE = [Paragraph(text="QUYẾT ĐỊNH"), Paragraph(text="Điều 1. Giao Sở Nội vụ chủ trì chuyển đổi số.")]
OTHER_TABLE = Table(rows=(("STT", "Họ và tên", "Chức vụ"), ("1", "Nguyễn Văn A", "Trưởng ban")))


def spreadsheet() -> bytes:
    return workbooks.workbook([Worksheet("Số liệu", [Column("STT"), Column("Điểm")], [["1", "10"]])])


def protected_word() -> bytes:
    return old_office("EncryptedPackage")


def damaged_word() -> bytes:
    return making.as_docx(PROSE)[:-400]


def pictures_only() -> bytes:
    content = io.BytesIO()
    docx.Document().save(content)
    return content.getvalue()


NOISE = random.Random(3).randbytes(200_000)
BAD = {
    "scan": (scan, "quet.pdf", ("ảnh quét", "OCR")),
    "scan called docx": (scan, "quet.docx", ("ảnh quét", "OCR")),
    "spreadsheet": (spreadsheet, "so-lieu.xlsx", ("so-lieu.xlsx",)),
    "spreadsheet called docx": (spreadsheet, "so-lieu.docx", ("bảng tính",)),
    "decision without tables": (lambda: making.as_docx(PROSE), "qd.docx", ("không thấy bảng",)),
    "another table": (lambda: making.as_docx([*PROSE, OTHER_TABLE]), "qd.docx", ("không thấy bảng",)),
    "PDF without tables": (lambda: making.as_pdf(PROSE), "qd.pdf", ("không thấy bảng",)),
    "empty Word file": (pictures_only, "qd.docx", ("qd.docx",)),
    "damaged Word file": (damaged_word, "qd.docx", ("hỏng",)),
    "noise": (lambda: NOISE, "qd.pdf", ("nhị phân",)),
    "noise called txt": (lambda: NOISE, "qd.txt", ("nhị phân",)),
    "PDF with a password": (locked_pdf, "qd.pdf", ("đặt mật khẩu",)),
    "Word file with a password": (protected_word, "qd.docx", ("đặt mật khẩu",)),
    "old Word file": (lambda: old_office("WordDocument"), "qd.doc", (".docx",)),
    "empty": (lambda: b"", "qd.docx", ("trống",)),
    "YAML that is none": (lambda: b"a: [", "bo.yaml", ("bo.yaml",)),
    "YAML in another encoding": ("tên: Điểm".encode("utf-16"), "bo.yaml", ("UTF-8",)),
    "too large": (lambda: b"x" * (20 * 1024 * 1024 + 1), "qd.pdf", ("quá 20 MB",)),
}


def upload(client, content: bytes, name: str):
    return client.post(reverse("catalog:upload"), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def quang(cast, client):
    client.force_login(cast.quang)
    return client


@pytest.mark.parametrize(("made", "name", "told"), BAD.values(), ids=BAD)
def test_is_refused_with_what_to_do_and_leaves_nothing(cast, quang, made, name, told):
    content = made if isinstance(made, bytes) else made()
    before = everything_stored()

    response = upload(quang, content, name)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Chưa nhập được." in page
    for words in told:
        assert words in page
    assert everything_stored() == before
    assert quang.get(reverse("catalog:list")).status_code == 200


def test_nothing_chosen_is_told(cast, quang):
    response = quang.post(reverse("catalog:upload"), {})

    assert response.status_code == 422
    assert "Chưa chọn tệp" in response.content.decode()


def test_a_name_is_never_taken_for_html(cast, quang):
    page = upload(quang, b"\x89PNG\r\n\x1a\n" + b"0" * 99, "<script>alert(1)<.png").content.decode()

    assert "<script>alert" not in page


def test_two_organisations_each_have_their_own_copy(cast, quang, client):
    add_membership(cast.hung, organisation=cast.organisations["so-y-te"], role=Role.MANAGER)
    rows = (
        ("STT", "Chỉ số", "Điểm tối đa", "Đơn vị thẩm định", "Cách tính điểm", "Tài liệu kiểm chứng"),
        ("1", "Nhận thức số", "10", "", "", ""),
        ("1.1", "Có kế hoạch", "10", "Sở Nội vụ", "- Có: Điểm tối đa\n- Không: 0 điểm", "Kế hoạch"),
    )
    content = making.as_docx([Paragraph(text="Số: 12/QĐ-UBND"), Table(rows=rows)])
    upload(quang, content, "qd.docx")
    theirs = SourceDocument.objects.get()
    client.force_login(cast.hung)

    upload(client, content, "qd.docx")

    assert SourceDocument.objects.count() == Draft.objects.count() == 2
    for name in ("document", "document-file"):
        assert client.get(reverse(f"catalog:{name}", args=[theirs.pk])).status_code == 404
    for draft in Draft.objects.exclude(owner=cast.organisations["so-y-te"]):
        assert client.get(reverse("catalog:draft-head", args=[draft.pk])).status_code == 404
