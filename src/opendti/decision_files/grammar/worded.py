"""Ratios told in words, “Số văn bản ký số/Tổng số văn bản”: two figures, with letters of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from . import statements, words
from .cells import Cell
from .statement import Statement

_FIGURE = r"(?:tổng\s+)?(?:số|kinh phí|dân số)\b[^()\[\]/:÷*×=<>≥≤+;\d]{4,140}?"
_WORDED = re.compile(
    r"^(?P<head>(?:số\s+)?điểm(?:\s+(?:số|đạt được|đánh giá))?\s*[=:]|tính điểm theo tỷ lệ\s*:?"
    rf"|{words.RATIO}(?:\s+[^\W\d]+){{0,10}}\s*[=:])\s*(?P<open>[(\[]?)\s*"
    rf"(?P<over>{_FIGURE})\)?\s*[/÷:]\s*\(?(?P<under>{_FIGURE})\s*[)\]]?"
    r"(?P<times>\s*(?:[*×]|\bx\b|\bnhân(?:\s+với)?\b).+)?\s*[;.]?$",
    re.IGNORECASE,
)


def lettered(cell: Cell) -> tuple[Cell, tuple[str, ...]]:
    """The cell with letters for the figures of its worded ratio, and why to look; as it is without one."""
    worded = [each for each in cell.statements if _WORDED.match(_line(each))]
    if len(worded) != 1 or cell.letters:
        return cell, ()
    found: list[Statement] = []
    for each in cell.statements:
        found += _rewritten(each) if each is worded[0] else [each]
    reason = "Quyết định không đặt chữ cho hai số của tỷ lệ; chữ a, b là do phần mềm đặt."
    return replace(cell, statements=tuple(found)), (reason,)


def _line(each: Statement) -> str:
    return " ".join(each.text.split())


def _rewritten(each: Statement) -> Iterator[Statement]:
    """Both figures, and the statement read anew with letters in their place."""
    match = _WORDED.match(_line(each))
    if match is None:
        return
    is_ratio = words.search(rf"^{words.RATIO}", match["head"]) is not None
    head = match["head"] if is_ratio else "Điểm ="
    formula = statements.read(f"{head} (a / b){match['times'] or ''}")
    if len(formula) != 1 or formula[0].expr is None:
        yield each
        return
    for letter, label in (("a", match["over"]), ("b", match["under"])):
        printed = label.strip()
        yield replace(
            each, kind="figure", letter=letter, label=printed[:1].upper() + printed[1:], is_ours=True
        )
    yield replace(formula[0], text=each.text, start=each.start, end=each.end, bullet=each.bullet)
