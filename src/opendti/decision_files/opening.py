"""A decision's file, whatever its kind, opened as a Document. Its content says what it is, not its name."""

from __future__ import annotations

from . import decoding, docx, foreign, html, legacy, markdown, pdf, plain, stitching, tabbed
from .document import Block, DecisionFileError, Document, Kind

MAX_BYTES = 20 * 1024 * 1024


def open_document(content: bytes, *, name: str) -> Document:
    """The document in a file; raises DecisionFileError, in Vietnamese, for whatever cannot be taken."""
    where = name or "tệp"
    _refuse_size(content, where)
    foreign.refuse(content, where)
    kind, blocks = _blocks(content, where)
    if not blocks:
        raise DecisionFileError(where, "không có chữ nào để đọc. Kiểm tra xem có chọn nhầm tệp không")
    legacy.refuse(blocks, where)
    return Document(name=name, kind=kind, blocks=stitching.stitch(blocks))


def _refuse_size(content: bytes, where: str) -> None:
    if len(content) > MAX_BYTES:
        size, limit = (f"{number // 1024**2}" for number in (len(content), MAX_BYTES))
        problem = f"tệp quá lớn ({size} MB, tối đa {limit} MB). Chỉ nhập quyết định và phụ lục bộ chỉ số; "
        raise DecisionFileError(where, problem + "nếu là bản quét thì nhập bản .docx hoặc PDF có chữ")
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise DecisionFileError(where, "tệp trống. Chọn tệp quyết định có nội dung")


def _blocks(content: bytes, where: str) -> tuple[Kind, list[Block]]:
    if content.startswith((foreign.ZIP, b"PK\x05\x06")):
        return "docx", docx.blocks(content, where)
    if foreign.is_pdf(content):
        return "pdf", pdf.blocks(content, where)
    text = decoding.text_of(content, where)
    if html.is_html(text):
        return "html", html.blocks(text, where)
    if markdown.is_markdown(text):
        return "markdown", markdown.blocks(text)
    if tabbed.is_tabbed(text):
        return "tabbed", tabbed.blocks(text)
    foreign.refuse_csv(text, where)
    return "text", plain.blocks(text)
