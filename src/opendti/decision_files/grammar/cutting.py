"""Cutting a cell into statements, also where several are printed together on one line.

A statement begins at a bullet, a letter's definition, “Tỷ lệ =”, “Điểm =”, “Nếu”, “Mức 2” … and only
where what stands before it is finished. Inside brackets nothing begins.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import formulas, outcomes, words
from .expressions import names

NEAR = 400
"""How far to both sides a place is looked at to see whether a statement begins there."""

BULLET = re.compile(r"^(?:[-+•*–—●▪◦]\s*)+(?=\S)")
_DONE = re.compile(rf"(?:{words.MAX}|\bđiểm|\bđiểm\s*[=:]\s*\d+|\d\s*đ)\s*[)\]]?\s*[.;,]?\s*$", re.IGNORECASE)
_BARE = re.compile(r":\s*\d+(?:[.,]\d+)?\s*;\s*$")
_BARE_NEXT = re.compile(r"[^;:]*:\s*\d+(?:[.,]\d+)?\s*(?:[;.]|$)")
_STOP = re.compile(r"[.;]\s*$")
_HEADING = re.compile(r"\bđiểm(?: số)?\s*[=:]\s*$|\bsau\s*:\s*$", re.IGNORECASE)
_DEFINING = re.compile(r"^(?:[-+•*–]\s*)?[a-zA-Z]\s*[=:]\s*[^\W\d_]{2}")
_OPEN = re.compile(
    (
        r"(?:[*×/+=<>≥≤(:-]|\b(?:nếu|khi|với|và|hoặc|là|thì|theo|của|có|đạt|tổng|số|thang|tính|chấm|cho|được"
        r"|từ|trường hợp))\s*$"
    ),
    re.IGNORECASE,
)

_OPENERS = (
    ("ratio", rf"(?:[-+•–]\s*)?{words.RATIO}(?:\s+[^\W\d]+){{0,8}}\s*(?:[=:<>≥≤≧]|từ\b|trên\b|dưới\b|đạt\b)"),
    ("points", r"(?:[-+•–]\s*)?(?:số\s+)?\b(?:điểm(?:\s+(?:số|đạt được|đánh giá))?|đ)\s*[=:]"),
    ("letter", r"(?:[-+•–]\s*)?(?<![^\W_])[a-zA-Z]\s*[=:]\s*[^\W\d_]{2,}"),
    ("case", r"(?:[-+•–]\s*)?(?<![^\W_])[a-z]\s*[=<>≥≤]\s*\d"),
    ("if", r"(?:[-+•–]\s*)?(?:Nếu|Trường hợp|Khi)\b"),
    ("level", r"(?:[-+•–]\s*)?Mức\s*(?:độ\s*)?(?:\d|[IVX]+\b)"),
    ("aside", rf"(?:[-+•–]\s*)?{words.EXPLANATION}\s*:"),
    ("scale", r"(?:[-+•–]\s*)?(?:Tính điểm|Cách tính|Thang điểm|Công thức|Cho điểm|Chấm điểm)\b"),
    ("then", r"(?:nếu|trường hợp|khi)\b[^;.]*?(?:\bthì\b|:)"),
    ("bullet", r"[-+•–]\s+(?=[^\W\d_a-zà-ỹ]|từ\b|tỷ\b|tỉ\b|điểm\b|[<>≥≤]|\d[\d,.]*\s*%?\s*[<≤])"),
    ("next", r"(?=\S)"),
)
_OPENER = [
    (name, re.compile(pattern, 0 if name in ("if", "level", "scale", "bullet") else re.IGNORECASE))
    for name, pattern in _OPENERS
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement's place in the cell: `cell[start:end]`, without its bullet; `bullet` is its sign."""

    start: int
    end: int
    bullet: str


def pieces(cell: str) -> list[Piece]:
    """Where the statements of a cell begin and end, in order."""
    found: list[Piece] = []
    start = 0
    for line in cell.split("\n"):
        found += (Piece(start + a, start + b, bullet) for a, b, bullet in _of_line(line))
        start += len(line) + 1
    return found


def _of_line(line: str) -> Iterator[tuple[int, int, str]]:
    bounds = [0, *_cuts(line), len(line)]
    for begin, stop in itertools.pairwise(bounds):
        part = line[begin:stop]
        lead = len(part) - len(part.lstrip())
        bullet = BULLET.match(part[lead:])
        shift = lead + (bullet.end() if bullet else 0)
        text = part[shift:].rstrip()
        if text:
            yield begin + shift, begin + shift + len(text), bullet.group()[0] if bullet else ""


def _cuts(line: str) -> list[int]:
    """The places inside a line where a new statement begins."""
    cuts: list[int] = []
    begin = 0
    for match in re.finditer(r"(?<=[\s;.)])(?=[^\s;.,])", line):
        at = match.start()
        if at - begin < 2 or _is_inside_brackets(line, at):
            continue
        left, right = line[max(begin, at - NEAR) : at].rstrip(), line[at : at + NEAR]
        if at - begin > NEAR:
            left = line[begin : begin + 20] + left
        if _begins(left, right):
            cuts.append(at)
            begin = at
    return cuts


def _is_inside_brackets(line: str, at: int) -> bool:
    """Whether a bracket is open here that is closed later on; one never closed opens nothing."""
    depth = line.count("(", 0, at) - line.count(")", 0, at)
    return depth > 0 and line.count(")", at) >= depth


def _begins(left: str, right: str) -> bool:
    """Whether a statement ends with `left` and another begins with `right`."""
    if not BULLET.sub("", left) or (_OPEN.search(left) and not _HEADING.search(left)):
        return False
    for name, pattern in _OPENER:
        if pattern.match(right):
            return _RULES[name](left, right)
    return False


def _is_done(left: str) -> bool:
    return bool(_DONE.search(left) or _STOP.search(left) or _HEADING.search(left) or _is_formula(left))


def _is_formula(left: str) -> bool:
    """Whether what stands after the last “=” is a whole formula of letters."""
    after = left.rpartition("=")[2]
    read = formulas.read(after) if after != left else None
    return read is not None and bool(names(read.expr))


def _starts_assignment(left: str, right: str) -> bool:
    """“Tỷ lệ =” or “Điểm =” after anything finished, or run into a letter's definition."""
    sign = re.search(r"[=:]", right)
    assigns = sign is not None and outcomes.read(right[: sign.end()]) is None
    return _is_done(left) or (bool(_DEFINING.match(left)) and assigns and right[:1] in "TtĐđ-+")


def _starts_letter(left: str, right: str) -> bool:
    """Whether a definition follows: the next letter of the alphabet, or any where the one before ended."""
    defined = _DEFINING.match(left)
    if _is_done(left) or defined is None:
        return _is_done(left)
    follows = re.match(r"[-+•–]?\s*([a-zA-Z])\s*[=:]\s*(?:[A-ZĐ]|tổng|số|kinh phí|tỷ lệ)", right)
    before = re.search(r"[a-zA-Z]", left)
    return follows is not None and before is not None and ord(follows[1]) == ord(before.group()) + 1


def _starts_answer(left: str, right: str) -> bool:
    """Whether a finished answer is followed by another one: “… điểm tối đa, Chưa ban hành: 0 điểm”."""
    if re.match(
        rf"(?:{words.POINTS})\s*(?:[*×+)]|tối đa)|(?:tối đa|nhưng|không quá|nếu|khi)\b|\(",
        right,
        re.IGNORECASE,
    ):
        return False
    parted = re.search(r"[:=(]|\bđược\b", right)
    if parted is None or not words.search(r"điểm|\d", right[parted.start() :]):
        return False
    if _BARE.search(left) and _BARE_NEXT.match(right):
        return True
    return bool(_DONE.search(left)) and (left[-1:] in ";,." or right[:1].isupper())


_RULES = {
    "ratio": _starts_assignment,
    "points": _starts_assignment,
    "letter": _starts_letter,
    "case": lambda left, _right: _is_done(left),
    "if": lambda left, _right: _is_done(left),
    "level": lambda left, _right: _is_done(left) or left.endswith(":"),
    "aside": lambda left, _right: not left.endswith("("),
    "scale": lambda _left, _right: True,
    "then": lambda left, _right: left[-1:] in ";,." and bool(_DONE.search(left)),
    "bullet": lambda left, _right: _is_done(left) or left.endswith(":"),
    "next": _starts_answer,
}
