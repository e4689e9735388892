"""What a response says, whatever its kind: text, or the text inside a workbook or a PDF."""

from __future__ import annotations

import html
import io
import zipfile

import pypdfium2  # type: ignore[import-untyped]


def words_in(response) -> str:
    """Headers and content as one text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers.items())}\n{text_of(content)}"


def text_of(content: bytes) -> str:
    """The text of a page, a workbook or a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                html.unescape(archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()
            )
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return html.unescape(content.decode("utf-8", "replace"))
