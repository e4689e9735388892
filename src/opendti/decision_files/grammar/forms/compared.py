"""Points by comparison with the best and the worst unit, told in a formula of words (form 12)."""

from __future__ import annotations

import re

from opendti.decision_files.grammar import words
from opendti.decision_files.grammar.cells import Cell, Draft
from opendti.decision_files.grammar.expressions import write

from .ratios import odd

_WHAT = r"(?:t[ỷỉ] lệ|giá trị|kết quả)"
_WHOSE = r"(?:\s+(?:đạt được\s+)?của\s+(?:đơn vị|sở|huyện|xã|cơ quan|địa phương)[^/():*×<>=\d–-]{0,40}?)?"
_BEST, _WORST = r"\s+(?:cao|lớn) nhất", r"\s+(?:thấp|nhỏ) nhất"
_LEAD = r"^(?:[^:=\d]{0,40}:\s*)?(?:(?:số\s+)?điểm(?:\s+(?:số|đạt được))?\s*[=:]\s*)?"
_TIMES = rf"\s*(?:[*×]|\bx\b|\bnhân(?:\s+với)?\b)\s*\(?{words.MAX}\)?\s*[;.]?$"
_SPAN = re.compile(
    rf"{_LEAD}\(\s*{_WHAT}{_WHOSE}\s*[-–]\s*{_WHAT}{_WHOSE}{_WORST}{_WHOSE}\s*\)\s*[/:÷]\s*"
    rf"\(\s*{_WHAT}{_WHOSE}{_BEST}{_WHOSE}\s*[-–]\s*{_WHAT}{_WHOSE}{_WORST}{_WHOSE}\s*\){_TIMES}",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"{_LEAD}\(?\s*{_WHAT}{_WHOSE}\s*[/:÷]\s*{_WHAT}{_WHOSE}{_BEST}{_WHOSE}\s*\)?{_TIMES}", re.IGNORECASE
)
_TOP = re.compile(
    rf"^(?:đơn vị|sở|huyện|xã|cơ quan|địa phương)\s+(?:có|đạt)\s+{_WHAT}{_BEST}\s*"
    rf"(?:[:,]\s*)?(?:thì\s+)?(?:được|đạt|tính)?\s*{words.MAX}\s*[;.]?$",
    re.IGNORECASE,
)


def read(cell: Cell) -> Draft | None:
    """The comparison; None when no formula of the cell names the best unit, or no ratio is given."""
    for each in cell.of("other", "special", "points", "branch"):
        text = " ".join(each.text.split())
        is_span = _SPAN.match(text) is not None
        if (is_span or _SHARE.match(text)) and cell.ratio is not None:
            tops = [other for other in cell.statements if _TOP.match(" ".join(other.text.split()))]
            scale = "min_max" if is_span else "share_of_best"
            return Draft(
                rule={"form": "min_max", "of": write(cell.ratio), "scale": scale},
                used=[*cell.of("ratio", "derived"), *tops, each],
                doubts=odd(cell, cell.ratio),
            )
    return None
