"""An index set's tree into a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from opendti.common import workbooks
from opendti.common.refusals import Refused
from opendti.common.workbooks import Column, Worksheet
from opendti.scoring import trees
from opendti.scoring.trees import Tree

from . import layout
from .layout import Place

_LONGEST_CELL = 32_767
Line = list[str | None]


def set_workbook(tree: Tree, *, made_at: datetime | None = None) -> bytes:
    """The whole set as .xlsx; raises Refused when a text is longer than an Excel cell can hold."""
    sheets = [
        _set_sheet(tree),
        _sheet(layout.GENERAL, ("Phần",), layout.GENERAL_PLACES, list(_general(tree))),
        _sheet(layout.ITEMS, (layout.KIND,), layout.ITEM_PLACES, list(_items(tree)), frozen=3),
        _sheet(layout.AGENCIES, (), layout.AGENCY_PLACES, _listed(tree, "agencies", layout.AGENCY_PLACES)),
        _sheet(layout.CLASSES, (), layout.CLASS_PLACES, _listed(tree, "classes", layout.CLASS_PLACES)),
        _sheet(layout.NOTES, (), layout.NOTE_PLACES, list(_notes(tree))),
    ]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=2):
            if any(isinstance(cell, str) and len(cell) > _LONGEST_CELL for cell in row):
                raise Refused(
                    f"Trang “{sheet.name}”, dòng {number} có ô dài quá {_LONGEST_CELL} chữ, Excel không chứa "
                    "được. Tải tệp YAML thay cho Excel."
                )
    return workbooks.workbook(sheets, made_at)


def _sheet(
    name: str, first: tuple[str, ...], places: tuple[Place, ...], rows: list[Line], *, frozen: int = 1
) -> Worksheet:
    columns = [Column(head, 14) for head in first]
    columns += [Column(place.head, place.width) for place in (*places, layout.OTHER)]
    return Worksheet(name, columns, rows, frozen)


def _set_sheet(tree: Tree) -> Worksheet:
    """Identity: a row a key, a list one row for each of its items."""
    left = {key: value for key, value in tree.items() if key not in _apart(tree)}
    found = layout.cells(left, layout.SET_PLACES)
    rows: list[Line] = [
        [place.key, place.head, text]
        for place, text in zip(layout.SET_PLACES, found, strict=False)
        if text is not None
    ]
    if found[-1]:
        rows.append([layout.OTHER.key or "*", layout.OTHER.head, found[-1]])
    columns = [Column(layout.KEY, 24), Column(layout.MEANING, 40), Column(layout.VALUE, 100)]
    return Worksheet(layout.SET, columns, rows, 2)


def _apart(tree: Tree) -> set[str]:
    """The keys that stand on worksheets of their own; one of an odd shape stays with the identity."""
    lists = ("groups", "general", "shared", "agencies", "classes")
    apart = {key for key in lists if key in tree and len(trees.items(tree, key)) == _length(tree[key]) > 0}
    notes = tree.get("notes")
    if isinstance(notes, dict) and notes and all(isinstance(each, str) and each for each in notes.values()):
        apart.add("notes")
    return apart


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _listed(tree: Tree, key: str, places: tuple[Place, ...]) -> list[Line]:
    return [layout.cells(each, places) for each in trees.items(tree, key)] if key in _apart(tree) else []


def _notes(tree: Tree) -> Iterator[Line]:
    notes = tree.get("notes")
    if "notes" in _apart(tree) and isinstance(notes, dict):
        yield from ([code, text, None] for code, text in notes.items())


def _general(tree: Tree) -> Iterator[Line]:
    for key, name in (("general", layout.PRINTED), ("shared", layout.OURS)):
        yield from ([name, *line] for line in _listed(tree, key, layout.GENERAL_PLACES))


def _items(tree: Tree) -> Iterator[Line]:
    if "groups" not in _apart(tree):
        return
    for group in trees.items(tree, "groups"):
        yield _row(layout.GROUP, group)
        for main in trees.items(group, "main_indexes"):
            yield _row(layout.MAIN, main)
            for component in trees.items(main, "components"):
                yield from _component(component, 0)


def _component(component: Tree, depth: int) -> Iterator[Line]:
    """Yield the component, its figures, then its parts: `Mục con`, below them `Mục con 2` and so on."""
    names = (layout.COMPONENT, layout.PART)
    yield _row(names[depth] if depth < len(names) else f"{layout.PART} {depth}", component)
    for figure in trees.items(component, "figures"):
        yield _row(layout.FIGURE, figure)
    for part in trees.items(component, "parts"):
        yield from _component(part, depth + 1)


def _row(kind: str, node: Tree) -> Line:
    return [kind, *layout.cells(node, layout.places_of(kind), apart=layout.NESTED)]
