"""How scoring phrases are spelled: patterns for the words every part of the grammar looks for.

All patterns are meant for `re.IGNORECASE` on NFC text. “tỷ” and “tỉ” are one word, as are “điểm tối đa”,
“điểm chuẩn” and “số điểm tối đa của tiêu chí”.
"""

from __future__ import annotations

import re
import unicodedata

RATIO = (
    r"\bt[ỷỉ]\s*lệ(?:\s+(?:phần trăm|đạt được|thực hiện|thực tế|hoàn thành)\b)*"
    r"(?:\s*\(\s*%\s*\))?(?:\s+1\b|\s+2\b)?"
)
POINTS = r"\b(?:tổng\s+)?(?:số\s+)?điểm\b"
_OWNER = r"(?:\s+của)?\s+(?:tiêu chí|chỉ số|chỉ tiêu|nội dung|mục)(?:\s+thành phần)?(?:\s+này)?"
MAX = (
    r"\b(?:tổng\s+)?(?:số\s+)?(?:thang\s+)?(?:điểm|đ)\s+(?:tối\s+đa|chuẩn|cao nhất)\b"
    rf"(?:{_OWNER}\b)?(?:\s+theo quy định\b)?"
)
EXPLANATION = r"(?:giải thích|ghi chú|chú thích|lưu ý|chú ý|giải trình|ví dụ|vd)\b"

_LATEX = (
    (re.compile(r"\\(?:text|mathrm|textbf)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\(?:times|cdot)\b"), "*"),
    (re.compile(r"\\geq?\b"), "≥"),
    (re.compile(r"\\leq?\b"), "≤"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\$"), ""),
)
_TAG = re.compile(r"</?(?:p|ul|ol|li|br|div|span|b|i|strong|em)\b[^<>]{0,40}>", re.IGNORECASE)


def tidy(line: str) -> str:
    r"""One line in NFC with single spaces, freed of formula and page marks (`$…$`, `\\text{…}`, `<p>`)."""
    text = unicodedata.normalize("NFC", line)
    text = _TAG.sub(" ", text)
    for pattern, plain in _LATEX:
        text = pattern.sub(plain, text)
    return " ".join(text.split())


def search(pattern: str, text: str) -> re.Match[str] | None:
    """The first match of a pattern of this grammar, whatever the case of the letters."""
    return re.search(pattern, text, re.IGNORECASE)


def key(text: str) -> str:
    """The text for comparing: lower case, one spelling of “tỷ”, no punctuation, single spaces."""
    plain = re.sub(r"[^\w%<>=≥≤/]+", " ", text.lower().replace("tỉ lệ", "tỷ lệ"))
    return " ".join(plain.split())
