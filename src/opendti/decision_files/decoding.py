"""The bytes of a text file as text, whatever Unicode or Windows encoding it was saved in."""

from __future__ import annotations

import codecs
import re
import unicodedata

from .document import DecisionFileError
from .foreign import TEXT_KINDS

MAX_LETTERS = 4_000_000
"""The longest decisions have less than a million; more is no decision and would take minutes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE
)
_VIETNAMESE = re.compile(r"[đĐơƠưƯăĂ\u1ea0-\u1ef9]")
_SAVE_AS = "Mở bằng Word rồi lưu lại thành .docx, hoặc lưu thành văn bản thuần với mã UTF-8, rồi nhập lại"


def text_of(content: bytes, where: str) -> str:
    """The text of a file; raises DecisionFileError when it is none or its encoding cannot be told."""
    text = _decoded(content, where)
    if _is_noise(text):
        raise DecisionFileError(where, f"không phải tệp văn bản (nội dung là dữ liệu nhị phân). {TEXT_KINDS}")
    if len(text) > MAX_LETTERS:
        size, limit = len(text) // 1_000_000, MAX_LETTERS // 1_000_000
        problem = f"có {size} triệu ký tự, dài hơn mọi quyết định (tối đa {limit} triệu)"
        raise DecisionFileError(where, f"{problem}. Chỉ nhập quyết định và phụ lục bộ chỉ số")
    return text


def _decoded(content: bytes, where: str) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as wrong:
                row = content.count(b"\n", 0, wrong.start) + 1
                problem = f"mở đầu như tệp {encoding.upper()} nhưng bị hỏng ở khoảng dòng {row}. {_SAVE_AS}"
                raise DecisionFileError(where, problem) from None
    wide = _wide(content)
    if wide is not None:
        return wide
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return _legacy(content, where, wrong)


def _wide(content: bytes) -> str | None:
    """The text of UTF-16 without its mark: every other byte of plain letters is zero."""
    head = content[:4000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(head) >= 8 and zeros.count(0) * 10 > len(zeros) * 3:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _legacy(content: bytes, where: str, wrong: UnicodeDecodeError) -> str:
    """The text in the charset the page names, or in Windows-1258 if it reads as Vietnamese then."""
    named = _CHARSET.search(content[:4000])
    encodings = [named.group(1).decode("ascii").lower()] if named else []
    for encoding in [*encodings, "cp1258"]:
        if encoding in {"utf-8", "utf8"}:
            # One broken letter in a page that says what it is written in is the page's mistake.
            text = content.decode("utf-8", errors="replace")
            if text.count("\ufffd") * 200 < len(text):
                return text
            continue
        try:
            text = unicodedata.normalize("NFC", content.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
        if len(_VIETNAMESE.findall(text)) * 25 > len(text) and not _is_noise(text):
            return text
    if _is_noise(content[:20000].decode("latin-1")):
        raise DecisionFileError(where, f"không phải tệp văn bản (nội dung là dữ liệu nhị phân). {TEXT_KINDS}")
    row = content.count(b"\n", 0, wrong.start) + 1
    problem = (
        f"dòng {row} có chữ không viết bằng mã Unicode (UTF-8), cũng không phải Windows-1258; có thể là "
        f"phông cũ TCVN3 (.VnTime) hay VNI. Đổi sang Unicode bằng UniKey (Ctrl+Shift+F6) trước. {_SAVE_AS}"
    )
    raise DecisionFileError(where, problem)


def _is_noise(text: str) -> bool:
    """Whether many signs are such as no text holds."""
    head = text[:20000]
    odd = sum(
        1 for sign in head if sign not in "\t\n\r\v\f" and unicodedata.category(sign) in {"Cc", "Cn", "Co"}
    )
    return odd * 50 > len(head)
