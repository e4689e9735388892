"""Files that hold no decision we can read, told by what is in them, each with what to do instead."""

from __future__ import annotations

from .document import DecisionFileError


def refuse(content: bytes, where: str) -> None:
    """Raises DecisionFileError for a kind of file that is not read."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise DecisionFileError(where, "là tệp Office kiểu cũ. Mở bằng Word rồi lưu lại thành .docx")
