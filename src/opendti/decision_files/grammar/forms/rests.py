"""“Còn lại: 0 điểm” beside ranges: the range that the others leave, where they leave just one."""

from __future__ import annotations

from collections.abc import Sequence

from opendti.decision_files.grammar import words
from opendti.decision_files.grammar.ranges import Range
from opendti.decision_files.grammar.statements import Statement

_REST = (
    r"^(?:(?:các |những )?(?:trường hợp|mức|tỷ lệ|tỉ lệ)\s+)?(?:còn lại|khác)$"
    r"|^không (?:thuộc|đạt|đáp ứng)(?: một trong)?(?: các)? (?:trường hợp|mức|yêu cầu)(?: nêu)? trên$"
    r"|^ngoài (?:các )?trường hợp trên$"
)


def is_rest(each: Statement) -> bool:
    """Whether an answer is all that the others are not."""
    return each.range is None and words.search(_REST, each.answer.strip(" ,.")) is not None


def left_by(ranges: Sequence[Range]) -> Range | None:
    """What is left above or below the ranges; None when it is both, nothing, or what lies between them."""
    tops = [
        each for each in ranges if each.high is None or (each.exact and each.is_percent and each.low == 1)
    ]
    bottoms = [each for each in ranges if each.low is None or (each.low == 0 and each.low_in)]
    exact = any(each.exact for each in ranges)
    if bottoms and not tops and not exact:
        last = max(ranges, key=lambda each: (each.high or 0, each.high_in))
        return Range(low=last.high, low_in=not last.high_in, is_percent=last.is_percent)
    if bottoms or not (tops or exact):
        return None
    first = min(ranges, key=lambda each: (each.low or 0, not each.low_in))
    return Range(high=first.low, high_in=not first.low_in, is_percent=first.is_percent)
