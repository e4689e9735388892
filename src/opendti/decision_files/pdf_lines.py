"""Letters on a page into lines, and lines into the text that was broken to fit them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import normalising, wrapping
from .pdf_pages import Letter

_SPACE = 0.16
"""A gap wider than this share of the letters' height is a space."""

_COLUMN_GAP = 2.2


class Line(NamedTuple):
    """A line as printed, with the box around it."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    first_word: float
    """How wide its first word is, with the space before it."""

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines(letters: Iterable[Letter], *, is_parted: bool = False) -> list[Line]:
    """The lines from top to bottom. `is_parted` makes two of one where a wide gap parts columns."""
    found: list[Line] = []
    for row in _rows(letters):
        for part in _parts(row) if is_parted else [row]:
            line = _line(part)
            if line.text:
                found.append(line)
    return found


def _rows(letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters of each line, from left to right."""
    rows: list[list[Letter]] = []
    middle = height = 0.0
    for letter in sorted(letters, key=lambda letter: letter.top + letter.bottom):
        centre = (letter.top + letter.bottom) / 2
        if rows and centre - middle <= max(height, letter.bottom - letter.top) * 0.4:
            rows[-1].append(letter)
            continue
        rows.append([letter])
        middle, height = centre, letter.bottom - letter.top
    # The sort is stable, so letters at one place keep the order they are written in.
    return [sorted(row, key=lambda letter: letter.left) for row in rows]


def _parts(row: Sequence[Letter]) -> list[list[Letter]]:
    parts: list[list[Letter]] = [[row[0]]]
    for before, letter in itertools.pairwise(row):
        if letter.left - before.right > _COLUMN_GAP * (before.bottom - before.top):
            parts.append([])
        parts[-1].append(letter)
    return parts


def _line(row: Sequence[Letter]) -> Line:
    pieces: list[str] = []
    end_of_first = None
    for before, letter in zip([None, *row], row, strict=False):
        if before is not None:
            if letter.left - before.right > _SPACE * (before.bottom - before.top):
                pieces.append(" ")
                end_of_first = end_of_first or before.right
            elif before.text == "-" and len(pieces) > 1 and not letter.text.isdigit():
                end_of_first = end_of_first or before.right
        pieces.append(letter.text)
    left, right = row[0].left, max(letter.right for letter in row)
    height = max(letter.bottom - letter.top for letter in row)
    return Line(
        text=normalising.line("".join(pieces)),
        left=left,
        right=right,
        top=min(letter.top for letter in row),
        bottom=max(letter.bottom for letter in row),
        first_word=(end_of_first or right) - left + height * 0.25,
    )


def text(broken: Sequence[Line], *, left: float, right: float) -> list[str]:
    """The lines as they were before they were broken to fit between `left` and `right`.

    A line goes on in the next if its first word would not have fitted: then the paper broke it.
    """
    done: list[str] = []
    for before, line in zip([None, *broken], broken, strict=False):
        if before is not None and done and _goes_on(before, line, left, right):
            done[-1] = wrapping.glued(done[-1], line.text)
        else:
            done.append(line.text)
    return done


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    if wrapping.starts_line(line.text, before.text) or line.top - before.bottom > 0.9 * before.height:
        return False
    free = _free(before, left, right)
    if wrapping.gives_points(before.text, line.text) or line.first_word > free - 0.5:
        return True
    # A writer hardly ever breaks a line before a small letter, so the paper did, unless half of it is free.
    is_plain = line.text[:1].islower() and before.text[-1:] not in ".;:"
    return is_plain and free < 0.5 * (right - left)


def _free(line: Line, left: float, right: float) -> float:
    """The room behind a line; of a centred one, on both sides."""
    before, behind = line.left - left, right - line.right
    is_centred = before > 6 and abs(before - behind) < 4
    return before + behind if is_centred else behind
