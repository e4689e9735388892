"""Lines that belong together: what a line break tore apart, put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from . import cutting
from .expressions import names
from .statement import Statement

Read = Callable[[cutting.Piece], Statement]


def joined(cell: str, found: list[Statement], read: Read) -> Iterator[Statement]:
    """The statements with what a line break tore apart put together again; `read` reads a piece anew."""
    last: Statement | None = None
    for each in found:
        if last is not None:
            whole = _formula(cell, last, each, read)
            if whole is not None or _continues(cell, last, each):
                last = whole or _extended(cell, last, each, read)
                continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _formula(cell: str, last: Statement, each: Statement, read: Read) -> Statement | None:
    """“Điểm = a/c * Điểm tối đa” and, on the next line, “+ b/c * 1/2 * Điểm tối đa”, as one formula."""
    between = cell[last.end : each.start]
    if "\n" not in between or last.kind not in ("points", "ratio", "other"):
        return None
    line = between.rpartition("\n")[2] + each.text
    is_sign = re.match(r"(?:[/÷×*+]|x\s)", line.strip()) is not None
    if not is_sign or (each.bullet and each.bullet == last.bullet) or last.text.endswith((".", ";")):
        return None
    whole = read(cutting.Piece(last.start, each.end, last.bullet))
    if whole.kind not in ("points", "ratio") or whole.expr is None or not names(whole.expr):
        return None
    if each.bullet in ("+", "*") and each.kind == "points":
        doubt = f"Dòng “{line.strip()}” được hiểu là viết tiếp công thức ở dòng trên."
        return replace(whole, doubts=(*whole.doubts, doubt))
    return whole


def _continues(cell: str, last: Statement, each: Statement) -> bool:
    if "\n" not in cell[last.end : each.start]:
        return False
    if last.kind == "figure" and re.search(r"(?::|\bgồm)\s*$", last.text.split("\n")[0]):
        return each.kind in ("other", "aside", "lead") and each.bullet != ""
    if last.kind == "aside" and each.bullet == "" and each.kind == "other" and each.text[:1].islower():
        return True
    if each.bullet or last.text.endswith((";", ".", ":")) or not each.text[:1].islower():
        return False
    if last.kind == "figure":
        return each.kind == "other"
    return last.kind == "other" and each.kind in ("other", "branch")


def _extended(cell: str, last: Statement, each: Statement, read: Read) -> Statement:
    piece = cutting.Piece(last.start, each.end, last.bullet)
    if last.kind == "figure":
        text = cell[piece.start : piece.end]
        parted = "\n" if each.bullet else " "
        line = f"{each.bullet} {each.text}" if each.bullet else each.text
        label = f"{last.label}{parted}{line}".rstrip(" ;,")
        return replace(last, text=text, end=each.end, label=label)
    return (
        read(piece)
        if last.kind == "other"
        else replace(last, end=each.end, text=cell[piece.start : piece.end])
    )
