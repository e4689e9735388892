"""Which kind of line of the scoring column a line is."""

from __future__ import annotations

import re
from typing import Literal

LineKind = Literal["figure", "rule", "list", "explanation", "other"]

_FIGURE = re.compile(r"^[-+•*]?\s*[a-zA-Z]\s*[=:]\s*[^\W\d_]{2}", re.UNICODE)
_EXPLANATION = re.compile(r"^[-+•*]?\s*\(?(giải thích|ghi chú|chú thích|lưu ý)\b", re.IGNORECASE)
_RULE = re.compile(
    r"điểm tối đa|t[ỷỉ] lệ\s*[=:<>≥≤]|^[-+]?\s*điểm\s*[=:]|thang điểm|\d\s*điểm\b|tính điểm|^[a-z]\s*[=<>≥≤]\s*\d",
    re.IGNORECASE,
)


def line_kind(line: str) -> LineKind:
    """The kind of a line: a figure's definition, a rule, a list item, an explanation, or none of these."""
    text = line.strip()
    if _EXPLANATION.match(text):
        return "explanation"
    if _FIGURE.match(text):
        return "figure"
    if _RULE.search(text):
        return "rule"
    return "list" if text[:1] in "-+•" and text else "other"
