"""Files that hold no decision we can read, told by what is in them, each with what to do instead."""

from __future__ import annotations

import re

from .document import DecisionFileError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files start, and new ones with a password."""

TEXT_KINDS = "Nhập quyết định dưới dạng .docx, .pdf có chữ, .html, .md hoặc .txt"
AS_DOCX = "Mở bằng Word rồi lưu lại thành .docx, rồi nhập"
SPREADSHEET = (
    "Quyết định được nhập từ văn bản (.docx, .pdf có chữ, .html, .txt). Nếu đây là bộ chỉ số đã điền theo "
    "mẫu bảng tính của OpenDTI thì nhập ở chức năng nhập bộ chỉ số từ bảng tính; nếu là phụ lục của quyết "
    "định thì chép bảng sang Word, lưu thành .docx"
)
SCAN = "Nhận dạng chữ (OCR) tiếng Việt trước, hoặc xin bản .docx, rồi nhập lại"

_PICTURES = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"BM": "BMP", b"RIFF": "WebP", b"\0\0\0\x0cjP": "JPEG 2000",
}  # fmt: skip
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_UNLOCK = "Mở bằng Word, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu), lưu lại thành .docx rồi nhập"
_OLE_STREAMS = (
    ("EncryptedPackage", f"tệp Office đặt mật khẩu nên không đọc được. {_UNLOCK}"),
    ("WordDocument", f"là văn bản Word kiểu cũ (.doc). {AS_DOCX}"),
    ("Workbook", f"là bảng tính Excel kiểu cũ (.xls), không phải văn bản quyết định. {SPREADSHEET}"),
    ("PowerPoint Document", f"là bản trình chiếu (.ppt), không phải văn bản quyết định. {TEXT_KINDS}"),
)  # fmt: skip
_TEXT_STARTS = (
    (re.compile(rb"\{\\rtf"), f"là văn bản RTF. {AS_DOCX}"),
    (re.compile(rb"MIME-Version:", re.IGNORECASE), f"là trang web lưu thành một tệp (.mht). {AS_DOCX}"),
    (re.compile(rb"<\?xml[^>]*>.{0,600}<w:wordDocument", re.DOTALL),
     f"là văn bản Word dạng XML cũ. {AS_DOCX}"),
    (re.compile(rb"<\?xml[^>]*>.{0,600}<pkg:package", re.DOTALL), f"là văn bản Word dạng XML. {AS_DOCX}"),
    (re.compile(rb"<\?xml[^>]*>.{0,600}<office:document", re.DOTALL),
     f"là văn bản OpenDocument dạng XML. {AS_DOCX}"),
    (re.compile(rb"<\?xml[^>]*>.{0,600}schemas-microsoft-com:office:spreadsheet", re.DOTALL),
     f"là bảng tính Excel dạng XML. {SPREADSHEET}"),
)  # fmt: skip


def is_pdf(content: bytes) -> bool:
    """Whether it is a PDF; some begin with a few stray bytes."""
    return b"%PDF-" in content[:1024]


def refuse(content: bytes, where: str) -> None:
    """Raises DecisionFileError for a kind of file that is not read, other than a zip."""
    if content.startswith(OLE):
        raise DecisionFileError(where, _old_office(content))
    for start, kind in _PICTURES.items():
        if content.startswith(start):
            raise DecisionFileError(where, f"là ảnh ({kind}), không có chữ để đọc. {SCAN}")
    for start, kind in _ARCHIVES.items():
        if content.startswith(start):
            problem = f"là tệp nén ({kind}). Giải nén rồi nhập tệp quyết định bên trong"
            raise DecisionFileError(where, problem)
    if content.startswith(_PROGRAMS) and 0 in content[:512]:
        raise DecisionFileError(where, f"là chương trình, không phải văn bản. {TEXT_KINDS}")
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start_pattern, problem in _TEXT_STARTS:
        if start_pattern.match(head):
            raise DecisionFileError(where, problem)


def _old_office(content: bytes) -> str:
    for stream, problem in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return problem
    return f"là tệp Office kiểu cũ. {AS_DOCX}"


def refuse_csv(text: str, where: str) -> None:
    """Raises DecisionFileError for a table of values: nearly every line parts the same number of cells.

    In prose a space follows a comma; between cells there is none.
    """
    rows = [line for line in text.splitlines() if line.strip()][:200]
    if len(rows) < 3:
        return
    for sign in ",;":
        counts = [len(re.findall(rf"{sign}(?!\s)", row)) for row in rows]
        usual = counts[0]
        if usual >= 2 and counts.count(usual) * 10 >= len(rows) * 9:
            problem = f"là bảng tính dạng CSV ({usual + 1} cột), không phải văn bản quyết định. {SPREADSHEET}"
            raise DecisionFileError(where, problem)
