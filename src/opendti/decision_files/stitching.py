"""Tables that the paper broke into pieces, made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from . import wrapping
from .document import Block, Paragraph, Table

Row = tuple[str, ...]

_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*", re.IGNORECASE)
_CODE = re.compile(r"(?:[IVX]+|\d+|[A-ZĐ])(?:\.\d+)*[.)]?")
_DEEPEST_HEADING = 3


def table(rows: Iterable[Sequence[str]]) -> Table | None:
    """The rows as a table, without rows that are empty and as wide as the widest; None if nothing is left."""
    filled = [tuple(row) for row in rows if any(row)]
    if not filled:
        return None
    width = max(map(len, filled))
    return Table(rows=tuple(row + ("",) * (width - len(row)) for row in filled))


def stitch(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, with each table joined to the piece before it that it continues.

    A piece continues a table of the same width when it repeats its heading, or has none and follows
    directly. A page number between the two is dropped.
    """
    done: list[Block] = []
    for block in blocks:
        earlier = _continued(done, block) if isinstance(block, Table) else None
        if earlier is None or not isinstance(block, Table):
            done.append(block)
            continue
        place, rows = earlier
        before = done[place]
        if isinstance(before, Table):
            done[place:] = [Table(rows=_joined(before.rows, rows))]
    return tuple(done)


def _continued(done: list[Block], piece: Table) -> tuple[int, tuple[Row, ...]] | None:
    """Where the table stands that the piece continues, and the rows it adds."""
    place = len(done) - 1
    while place >= 0 and isinstance(block := done[place], Paragraph) and _PAGE_NUMBER.fullmatch(block.text):
        place -= 1
    before = done[place] if place >= 0 else None
    if not isinstance(before, Table) or before.width != piece.width:
        return None
    repeated = _repeated(before.rows, piece.rows)
    if repeated:
        return place, piece.rows[repeated:]
    is_next = place == len(done) - 1
    if is_next and not _is_code(before.rows[0][0]) and _may_follow(piece.rows[0]):
        return place, piece.rows
    return None


def _repeated(before: Sequence[Row], after: Sequence[Row]) -> int:
    """How many rows of heading the second piece repeats of the first."""
    count = 0
    for one, other in zip(before[:_DEEPEST_HEADING], after, strict=False):
        if _bare(one) != _bare(other):
            break
        count += 1
    if count and _is_code(before[0][0]):
        return 0
    return count


def _bare(row: Row) -> list[str]:
    """A row without what differs between two printings of one heading."""
    return ["".join(cell.casefold().split()) for cell in row]


def _is_code(cell: str) -> bool:
    return bool(_CODE.fullmatch(cell.strip()))


def _may_follow(row: Row) -> bool:
    return not row[0] or _is_code(row[0])


def _joined(before: tuple[Row, ...], after: tuple[Row, ...]) -> tuple[Row, ...]:
    if not after:
        return before
    if not _continues_row(after[0]):
        return before + after
    row = tuple(wrapping.joined(one, other) for one, other in zip(before[-1], after[0], strict=True))
    return (*before[:-1], row, *after[1:])


def _continues_row(row: Row) -> bool:
    """Whether a row at the top of a page is the rest of the one above the break.

    Its first cell is empty then. So it is in a row like “Các chỉ số còn lại | Sở …”, which has all its
    other cells and starts them as sentences.
    """
    if row[0]:
        return False
    rest = row[1:]
    return not (all(rest) and all(cell[:1].isupper() for cell in rest))
