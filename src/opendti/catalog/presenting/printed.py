"""The document's own row beside what was read from it: the rule first, then cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opendti.catalog.models import PrintedRow
from opendti.catalog.typed_numbers import shown
from opendti.decision_files import headings
from opendti.scoring.trees import Tree

_MOST = 4, 5
"""A sentence longer than this share of its cell is not pointed out: it is the cell."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the printed rule; `is_said` marks the sentence the rule was read from."""

    text: str
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell and what stands for it in the draft; `read` is None for a column that is not kept."""

    heading: str
    printed: str
    read: str | None
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The printed row. `rule` is empty where no rule is printed.

    `said` is the sentence of the rule where it does not stand word for word in the cell.
    """

    heading: str
    rule: tuple[Piece, ...]
    said: str
    cells: tuple[Cell, ...]

    @property
    def differing(self) -> int:
        return sum(not cell.is_same for cell in self.cells)


def beside(row: PrintedRow | None, value: Tree) -> Beside:
    """What is printed for the component, from the document's row or from the text the draft holds."""
    text, said = str(value.get("text", "")), str(value.get("said", ""))
    pairs = [(str(heading), str(cell)) for heading, cell in row.cells] if row else []
    roles = headings.roles([heading for heading, _ in pairs])
    rule = next((pair for pair, role in zip(pairs, roles, strict=True) if role == "rule"), ("", text))
    cells = [_cell(pair, role, value) for pair, role in zip(pairs, roles, strict=True) if role != "rule"]
    pieces = tuple(_pieces(rule[1], said))
    is_found = any(piece.is_said for piece in pieces) or _is_most(rule[1], said)
    return Beside(heading=rule[0], rule=pieces, said="" if is_found else said, cells=tuple(cells))


def _cell(pair: tuple[str, str], role: headings.Role, value: Tree) -> Cell:
    heading, printed = pair
    read = _read(role, value)
    if role == "max" and read is not None:
        return Cell(heading, printed, read, shown(printed.strip()) == read)
    return Cell(heading, printed, read, read is not None and _plain(printed) == _plain(read))


def _read(role: headings.Role, value: Tree) -> str | None:
    match role:
        case "code" | "title" | "evidence":
            return str(value.get(role, ""))
        case "max":
            return shown(str(value.get("max", "")))
        case "appraiser" | "agency":
            names, suppliers = _listed(value, "appraisers"), _listed(value, "suppliers")
            return f"{names} (phối hợp: {suppliers})" if suppliers else names
        case _:
            return None


def _listed(value: Tree, key: str) -> str:
    found = value.get(key)
    return ", ".join(str(each) for each in found) if isinstance(found, list) else ""


def _pieces(cell: str, said: str) -> Iterator[Piece]:
    at = cell.find(said) if said else -1
    if said and at < 0:
        lines = cell.splitlines(keepends=True)
        yield from (Piece(line, is_said=_is_within(line, said)) for line in lines)
        return
    if at < 0 or _is_most(cell, said):
        yield from [Piece(cell)] if cell.strip() else []
        return
    around = (Piece(cell[:at]), Piece(said, is_said=True), Piece(cell[at + len(said) :]))
    yield from (piece for piece in around if piece.text)


def _is_within(line: str, said: str) -> bool:
    """Whether the line, without its bullet, is a part of a sentence put together of several."""
    words = line.strip().lstrip("-+–• ")
    return bool(words) and words in said


def _is_most(cell: str, said: str) -> bool:
    most, of = _MOST
    return not said or (said in cell and len(said) * of > len(cell) * most)


def _plain(text: str) -> str:
    return " ".join(text.split())
