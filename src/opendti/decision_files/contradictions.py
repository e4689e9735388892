"""What in a document speaks against another part of it, beyond what the linter sees in one set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from opendti.scoring import trees

from .assembling import SetReading
from .components import ComponentReading
from .doubt import Doubt

Tree = dict[str, object]

_GROUP_HEADING = re.compile(
    r"^(?:\d+|[a-zđ]|[IVX]+)[.)]\s+(?:nhóm |chỉ số |trụ cột |về )*(?P<name>\S.{3,60})$", re.IGNORECASE
)
_ALIKE = 70
"""How many of a hundred words two titles must share to ask for the same thing."""


def listed_elsewhere(reading: SetReading, body: Sequence[str]) -> Iterator[Doubt]:
    """Yield components that the articles name under another main index than the annex does.

    A heading of the body that reads like a main index opens a list; a component's whole title in that
    list belongs there.
    """
    sections = list(_sections(body))
    mains = [
        main for group in trees.items(reading.tree, "groups") for main in trees.items(group, "main_indexes")
    ]
    for main in mains:
        for item in trees.items(main, "components"):
            title = _plain(str(item.get("title", "")))
            if len(title.split()) < 5:
                continue
            for name, text in sections:
                if title in text and _plain(name) != _plain(str(main.get("title"))):
                    message = (
                        f"Bảng xếp {item['code']} vào “{main['title']}”, còn phần lời của văn bản nói đến "
                        "chỉ số này "
                        f"ở “{name}”; có thể bảng xếp nhầm."
                    )
                    yield Doubt(code="listed-elsewhere", at=str(item["code"]), message=message)
                    break


def _sections(body: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the headings of the body that are short names ending in “số” or “mạng”, each with its lines."""
    name = ""
    lines: list[str] = []
    for line in [*body, "1. hết"]:
        if re.match(r"^(\d+|[a-zđ]|[IVX]+)[.)]\s", line):
            if name:
                yield name, _plain(" ; ".join(lines))
            found = _GROUP_HEADING.match(line)
            name, lines = (
                (found["name"].strip(" :") if found and re.search(r"(số|mạng)$", found["name"]) else ""),
                [],
            )
        else:
            lines.append(line)


def zero_told_once(readings: Sequence[SetReading]) -> Iterator[tuple[int, Doubt]]:
    """Yield components silent about a zero denominator on which their twin in another set is not.

    The number is that of the set in which the silent one is.
    """
    for (_, told_set), (number, silent_set) in permutations(enumerate(readings), 2):
        for component in silent_set.components:
            twin = _twin(component, told_set.components)
            if not twin or not _tells_zero(twin) or not _divides(component) or _tells_zero(component):
                continue
            message = (
                f"{component.code} hỏi cùng điều với {twin.code} của bộ “{told_set.tree.get('level')}”, "
                "nhưng không nói "
                "khi mẫu số bằng 0 thì được bao nhiêu điểm như ở đó."
            )
            yield number, Doubt(code="zero-case-missing", at=component.code, message=message)


def _tells_zero(component: ComponentReading) -> bool:
    text = str(component.item.get("text", ""))
    return re.search(r"\b[a-z]\s*=\s*0\b|mẫu số bằng 0", text) is not None


def _divides(component: ComponentReading) -> bool:
    return re.search(r"\b[a-z]\s*\)?\s*/\s*\(?\s*[a-z]\b", str(component.item.get("text", ""))) is not None


def _twin(one: ComponentReading, others: Sequence[ComponentReading]) -> ComponentReading | None:
    """The component that asks most nearly the same, None where none does."""
    nearest = max(others, key=lambda each: _likeness(one, each), default=None)
    return nearest if nearest and _likeness(one, nearest) >= _ALIKE else None


def _likeness(one: ComponentReading, other: ComponentReading) -> int:
    """How many of a hundred words of two titles are common to both."""
    left, right = _words(one), _words(other)
    return 100 * len(left & right) // max(len(left | right), 1)


def _words(component: ComponentReading) -> set[str]:
    return set(re.findall(r"\w+", str(component.item.get("title", "")).casefold()))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
