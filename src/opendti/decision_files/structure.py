"""The structure table of an index set: how many components and points the document itself states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import printed_values
from .rows import FieldTable

Declared = dict[str, object]
"""`main_indexes`, `components` and `points` as in a file, as far as stated."""


@dataclass(slots=True, kw_only=True)
class Heading:
    """A group or main index of the structure table. `group` is the code of the group it stands under."""

    code: str
    title: str
    declared: Declared
    group: str = ""


@dataclass(slots=True, kw_only=True)
class Structure:
    """What the structure table states."""

    groups: list[Heading] = field(default_factory=list)
    mains: list[Heading] = field(default_factory=list)
    total: Declared = field(default_factory=dict)


def read(table: FieldTable) -> Structure:
    """The structure a table states; its headings count too: “Chỉ số thành phần (45 Chỉ số thành phần)”."""
    found = Structure(total=_of_headings(table))
    has_groups = any(_is_group(row.cell("code"), row.cell("title")) for row in table.rows)
    for row in table.rows:
        code = printed_values.code(row.cell("code")) or ""
        title = row.cell("title")
        declared = _declared(row.cell("count"), row.cell("points") or row.cell("max"))
        if printed_values.is_total(title) or (not code and printed_values.is_total(row.cell("code"))):
            found.total |= declared
        elif has_groups and _is_group(code, title):
            found.groups.append(Heading(code=code, title=title, declared=declared))
        elif code and title:
            number = str(printed_values.roman_value(code)) if printed_values.is_roman(code) else code
            group = found.groups[-1].code if found.groups else ""
            found.mains.append(Heading(code=number, title=title, declared=declared, group=group))
    return found


def _is_group(code: str, title: str) -> bool:
    code = printed_values.code(code) or ""
    return (
        bool(code)
        and not re.fullmatch(r"\d.*", code)
        and title.casefold().startswith(("nhóm", "khối", "phần"))
    )


def _declared(count: str, points: str) -> Declared:
    values = {"components": printed_values.count(count), "points": printed_values.points(points)}
    return {key: value for key, value in values.items() if value is not None}


def _of_headings(table: FieldTable) -> Declared:
    names = {"title": "main_indexes", "count": "components", "points": "points", "max": "points"}
    found: Declared = {}
    for role, heading in zip(table.columns, table.headings, strict=True):
        number = printed_values.number_in(heading)
        if role in names and number is not None:
            found[names[role]] = number
    return found
