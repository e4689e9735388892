"""To whom the sets of a decision apply, level by level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from . import annexes, places
from .annexes import Level
from .places import Placed

_SUBJECT = re.compile(r"đối tượng( và phạm vi)? áp dụng", re.IGNORECASE)
_APPLIES = re.compile(r"áp dụng (?:cho|đối với)\s*:?\s*(.+)", re.IGNORECASE)


def applies_to(body: Sequence[str], level: Level | None) -> list[str]:
    """The units of a level, one each; [] where the decision does not list them."""
    if level is None:
        return []
    lines = list(places.placed(body))
    for number, line in enumerate(lines):
        if line.text == line.heading and _SUBJECT.search(line.text):
            found = _of_level(_below(lines, number), level)
            if found:
                return found
    return []


def _below(lines: Sequence[Placed], number: int) -> list[str]:
    """The lines under a heading, up to the next one."""
    return [
        each.text
        for each in takewhile(lambda each: each.heading == lines[number].heading, lines[number + 1 :])
    ]


def _of_level(lines: Sequence[str], level: Level) -> list[str]:
    for number, line in enumerate(lines):
        if annexes.level(line) != level:
            continue
        items = []
        for below in lines[number + 1 :]:
            if not below.startswith("+"):
                break
            items.append(below.strip("+ .;"))
        if items:
            return items
        said = _APPLIES.search(line)
        return [(said[1] if said else line).strip("-+ .;")]
    return []


def official_names(body: Sequence[str]) -> list[str]:
    """The agencies the articles name in full, as far as they are listed one to a line."""
    found = [
        line.strip("+- .;")
        for line in body
        if re.match(r"[+-]\s*(Sở|Văn phòng|Thanh tra|Ban|Cục|Công an)\b", line)
    ]
    return [
        name for name in dict.fromkeys(found) if len(name) <= 60 and ":" not in name and "," not in name[:8]
    ]
