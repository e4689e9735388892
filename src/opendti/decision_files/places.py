"""The places of a decision's body: which article, clause and point a line stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ARTICLE = re.compile(r"^Điều\s+(\d+)\s*[.:]")
_SECTION = re.compile(r"^([IVX]{1,5})\s*[.]\s+\S")
_CLAUSE = re.compile(r"^(\d{1,2})\s*[.]\s+\S")
_POINT = re.compile(r"^([a-zđ])\s*[)]\s*\S")
_LONGEST_HEADING = 200


class Placed(NamedTuple):
    """A line, its place as `Điều 1.5` or `mục II.2.c` ("" above the first), the heading it stands under."""

    text: str
    place: str
    heading: str
    steps: tuple[str, ...]

    @property
    def clause(self) -> str:
        """The place as a clause is cited: `Điều 1 khoản 4`, or as `place` where there is no such."""
        if self.steps[0] and self.steps[2] and not self.steps[1]:
            point = f" điểm {self.steps[3]}" if self.steps[3] else ""
            return f"Điều {self.steps[0]} khoản {self.steps[2]}{point}"
        return self.place


def placed(lines: Sequence[str]) -> Iterator[Placed]:
    """Yield each line of the body with its place."""
    steps = ["", "", "", ""]
    heading = ""
    for line in lines:
        for level, pattern in enumerate((_ARTICLE, _SECTION, _CLAUSE, _POINT)):
            found = pattern.match(line)
            if found:
                steps[level:] = [found[1], *[""] * (3 - level)]
                heading = line if len(line) <= _LONGEST_HEADING else ""
                break
        yield Placed(line, _name(steps), heading, tuple(steps))


def _name(steps: Sequence[str]) -> str:
    inner = ".".join(step for step in steps[1:] if step)
    if steps[0]:
        return f"Điều {steps[0]}{'.' if inner else ''}{inner}"
    return f"mục {inner}" if inner else ""
