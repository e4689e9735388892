"""Lists of component codes as annexes print them: “6.6, 6.7”, “- 2.4”, “6.6–6.12”, “từ 6.6 đến 6.12”."""

from __future__ import annotations

import re

_CODE = r"\d{1,2}(?:\.\d{1,3})+"
_RANGE = re.compile(rf"({_CODE})\s*(?:[-–—]|đến|tới)\s*({_CODE})")
_MOST = 60


def listed(text: str) -> list[str]:
    """The codes in a text in their order, ranges written out; a code named twice is there twice."""
    found: list[str] = []
    done = 0
    for span in _RANGE.finditer(text):
        found += re.findall(_CODE, text[done : span.start()])
        found += _between(span[1], span[2])
        done = span.end()
    return found + re.findall(_CODE, text[done:])


def _between(first: str, last: str) -> list[str]:
    """All codes of a range; only the two ends where they are no range of one parent."""
    stem, _, begin = first.rpartition(".")
    other, _, end = last.rpartition(".")
    if stem != other or not 0 < int(end) - int(begin) <= _MOST:
        return [first, last]
    return [f"{stem}.{number}" for number in range(int(begin), int(end) + 1)]
