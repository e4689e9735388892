"""Which tables of a document make one set: those of one annex that speak of one level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import annexes, recasing
from .annexes import Annex, Level
from .rows import FieldTable

_ENUMERATOR = re.compile(r"^([A-Z]|[IVX]+|\d+|[a-zđ])[.)]\s+")
_LONGEST_TITLE = 200
_SET = re.compile(r"bộ (chỉ số|tiêu chí)|\bdti\b|chỉ số", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class SetSource:
    """What is known of one set: its annex, its level, its title as printed, its tables."""

    annex: Annex
    level: Level | None
    title: str
    tables: list[FieldTable] = field(default_factory=list)

    @property
    def listing(self) -> list[FieldTable]:
        """The tables that list items: everything but the structure table."""
        return [table for table in self.tables if table.kind in ("general", "scoring", "items")]

    @property
    def structure(self) -> FieldTable | None:
        return next((table for table in self.tables if table.kind == "structure"), None)

    @property
    def is_scored(self) -> bool:
        return any(table.kind == "scoring" for table in self.tables)


def sources(parts: Sequence[Annex]) -> list[SetSource]:
    """The sets of a document. Tables of shares are left out: they assign and list nothing.

    A set that only has its structure in the body and its list in an annex is one set.
    """
    found: list[SetSource] = []
    for annex in parts:
        last: Level | None = annexes.level(annex.title)
        for table in annex.tables:
            if table.kind == "shares":
                continue
            last, title = _told(table, last)
            known = next((each for each in found if each.annex is annex and each.level == last), None)
            if known is None:
                known = SetSource(annex=annex, level=last, title=annex.title or title)
                found.append(known)
            if title and _names_many(annex.title):
                known.title = title
            known.tables.append(table)
    return _united(found)


def _told(table: FieldTable, last: Level | None) -> tuple[Level | None, str]:
    """The level the lines above a table name, the nearest first, and the title among them."""
    near = [line for line in reversed(table.above) if len(line) < _LONGEST_TITLE and not line.startswith("(")]
    named = [(level, line) for line in near if (level := annexes.level(line))]
    if not named:
        return last, ""
    level = named[0][0]
    lines = [line for other, line in named if other == level and _SET.search(line)]
    headings = [line for line in lines if _ENUMERATOR.match(line) and line[-1] not in ".:"]
    title = next(iter([*headings, *lines]), "")
    return level, recasing.sentence(_ENUMERATOR.sub("", title))


def _names_many(title: str) -> bool:
    """Whether an annex title speaks of more than one level: “… cấp sở, cấp huyện”."""
    return len(set(re.findall(r"cấp (sở|huyện|xã|tỉnh)", title.casefold()))) > 1


def _united(found: list[SetSource]) -> list[SetSource]:
    """The sets, a structure that stands in the body given to the listed set of its level."""
    done = [each for each in found if each.listing]
    for each in found:
        if each.listing:
            continue
        listed = next((other for other in done if other.level == each.level and not other.structure), None)
        if listed:
            listed.tables[:0] = each.tables
        else:
            done.append(each)
    return done
