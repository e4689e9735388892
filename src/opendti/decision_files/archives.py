"""The parts of a zipped Office file, read only as far as a document needs and never without a limit."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from .document import DecisionFileError
from .foreign import AS_DOCX, SPREADSHEET, TEXT_KINDS

MAX_PART = 32 * 1024 * 1024
"""The text of a thousand-page document is about 20 MB of XML."""

MAX_PARTS = 5000

_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
    KeyError,
)  # fmt: skip
"""All that `zipfile` raises for a damaged archive."""

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHERS = (
    ("xl/", f"là bảng tính Excel (.xlsx), không phải văn bản quyết định. {SPREADSHEET}"),
    ("ppt/", f"là bản trình chiếu (.pptx), không phải văn bản quyết định. {TEXT_KINDS}"),
)
_BY_MIMETYPE = (
    ("spreadsheet", f"là bảng tính OpenDocument (.ods), không phải văn bản quyết định. {SPREADSHEET}"),
    ("opendocument.text", f"là văn bản OpenDocument (.odt). {AS_DOCX}"),
    ("epub", f"là sách điện tử (.epub). {TEXT_KINDS}"),
)


class Package:
    """A Word document's parts, by their name in the archive."""

    def __init__(self, content: bytes, where: str) -> None:
        """Raises DecisionFileError for an archive that is broken, too large or no Word document."""
        self._where = where
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise self._broken() from None
        self._sizes = {part.filename: part.file_size for part in self._archive.infolist()}
        if len(self._sizes) > MAX_PARTS:
            problem = f"có {len(self._sizes)} tệp bên trong, không phải văn bản bình thường. {AS_DOCX}"
            raise DecisionFileError(where, problem)
        self._refuse_others()

    def part(self, name: str) -> etree._Element | None:
        """The XML of a part, None if there is none; raises DecisionFileError when it cannot be trusted."""
        if name not in self._sizes:
            return None
        xml = self._bytes(name)
        head = (
            xml[:4096] if not xml.startswith((b"\xff\xfe", b"\xfe\xff")) else xml[:4096].replace(b"\0", b"")
        )
        if _DOCTYPE.search(head):
            problem = f"phần {name} khai báo thực thể XML (DOCTYPE), không an toàn. {AS_DOCX}"
            raise DecisionFileError(self._where, problem)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(xml, parser)
        except etree.XMLSyntaxError:
            raise self._broken() from None

    def _bytes(self, name: str) -> bytes:
        """A part's content, never more than the limit: what the archive says of its size may be a lie."""
        if self._sizes[name] > MAX_PART:
            raise self._too_large(name, self._sizes[name])
        try:
            with self._archive.open(name) as part:
                content = part.read(MAX_PART + 1)
        except _BROKEN as wrong:
            if "password" in str(wrong) or "encrypted" in str(wrong):
                problem = f"tệp nén đặt mật khẩu. Bỏ mật khẩu: {AS_DOCX[0].lower()}{AS_DOCX[1:]}"
                raise DecisionFileError(self._where, problem) from None
            raise self._broken() from None
        if len(content) > MAX_PART:
            raise self._too_large(name, len(content))
        return content

    def main_part(self) -> str:
        """The name of the part with the text."""
        for name in ("word/document.xml", "word/document2.xml"):
            if name in self._sizes:
                return name
        return next(name for name in self._sizes if name.startswith("word/document"))

    def _refuse_others(self) -> None:
        if any(name.startswith("word/document") for name in self._sizes):
            return
        mimetype = self._bytes("mimetype")[:200].decode("latin-1") if "mimetype" in self._sizes else ""
        for sign, problem in _BY_MIMETYPE:
            if sign in mimetype:
                raise DecisionFileError(self._where, problem)
        for folder, problem in _OTHERS:
            if any(name.startswith(folder) for name in self._sizes):
                raise DecisionFileError(self._where, problem)
        problem = "là tệp nén (.zip), không phải văn bản Word. Giải nén rồi nhập tệp quyết định bên trong"
        raise DecisionFileError(self._where, problem)

    def _too_large(self, name: str, size: int) -> DecisionFileError:
        problem = f"phần {name} giải nén ra hơn {min(size, MAX_PART) // 1024**2} MB, lớn hơn mọi quyết định"
        return DecisionFileError(self._where, f"{problem}; tệp có thể không an toàn. {AS_DOCX}")

    def _broken(self) -> DecisionFileError:
        problem = "tệp Word bị hỏng hoặc tải về chưa trọn, không mở được. Tải lại, hoặc "
        return DecisionFileError(self._where, f"{problem}{AS_DOCX[0].lower()}{AS_DOCX[1:]}")
