"""Where a new line of a cell begins, and where only the paper was too narrow."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"""
    [-–—•]\s*\S                                 # a bullet
    | [A-Za-zđĐ]\d?\s*[=:]                         # a figure: “a = …”, “b: …”
    | [A-Za-zđĐ]\)\s | \(?\d{1,2}\)\s | \d{1,2}\.\s  # an item: “a) …”, “1. …”
    | (?:Giải\ thích|Ghi\ chú|Lưu\ ý|Trong\ đó|Thang\ điểm|Cách\ tính(?:\ điểm)?)\s*:
    | (?:Có|Không|Đã|Chưa)\b[^:.;]{0,60}:            # an answer and its points
    | Mức\s*\d
    """,
    re.VERBOSE,
)
_FORMULA = re.compile(r"(?:(?:Tỷ|Tỉ) lệ\s*(?:\(%\)\s*)?[=<>≥≤:]|Điểm(?: số)?\s*[=:])")
_WORTH = re.compile(r"(?:[Đđ]iểm tối đa|\b[\d,.]+ điểm)\)?[.;]?$")
_ANSWER = re.compile(r"(?:Có|Không|Đã|Chưa|Ban hành|Còn lại)\b")
_CUT = re.compile(r"(?:[^\W\d_]|\d)-$")
_POINTS = re.compile(r"(?:[Đđ]iểm tối đa|[\d,.]+\s*điểm)\b")
_OPEN = re.compile(r"(?:[-+*/×x=(<>≥≤,]|\b(?:và|hoặc|là|theo|của|cho|với|từ|đến))$")


def starts_line(text: str, before: str) -> bool:
    """Whether the text looks like the start of a line: a bullet, a figure, an item, a formula.

    A + may also join two kinds of evidence, so it is a bullet only after a line that is finished.
    """
    if text.startswith("+"):
        return before[-1:] in ".;:,="
    if _FORMULA.match(text):
        # After “Tỷ lệ < 80%:” a formula is what the condition is worth.
        return before[-1:] not in ":,"
    if _WORTH.search(before) and _ANSWER.match(text):
        # One answer has got its points, so the next begins.
        return True
    return bool(_MARK.match(text))


def gives_points(before: str, after: str) -> bool:
    """Whether `after` is what `before` is worth: “Đã ban hành:” and “Điểm tối đa”."""
    return before.endswith(":") and bool(_POINTS.match(after))


def goes_on(before: str, after: str) -> bool:
    """Whether `after` continues `before` and no line break was meant, as far as the words tell."""
    if starts_line(after, before):
        return False
    if _OPEN.search(before) or gives_points(before, after):
        return True
    return not (after[:1].isupper() and before[-1:] in ".;:")


def glued(before: str, after: str) -> str:
    """A line and what goes on from it; a hyphen at a line's end is part of the word.

    Word breaks no line at a slash, so there a space stood.
    """
    return f"{before}{after}" if _CUT.search(before) else f"{before} {after}"


def joined(before: str, after: str) -> str:
    """Two pieces of one cell as its text, with a space or a line break between."""
    if not before or not after:
        return before or after
    last = before.rsplit("\n", 1)[-1]
    first = after.split("\n", 1)[0]
    return glued(before, after) if goes_on(last, first) else f"{before}\n{after}"
