"""Entries that are whole but stand under another number than they were given.

An entry's digest covers its number. Where the digest does not fit, the entry may still be known by the
one before it, which it names: it was then swapped, or pushed along when something was put in or removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import chain
from .models import Entry

MOST_LOOKED_UP = 50
MOST_RUNS = 200


@dataclass(slots=True)
class Run:
    """The entries `first` to `last`, each `by` places behind the number it was given."""

    first: int
    last: int
    by: int


class Shifts:
    """Collects the entries that stand in a wrong place, run by run."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._looked_up = 0

    def explain(self, entry: Entry) -> bool:
        """Whether the entry, which does not fit its number, fits another; then it is kept as shifted."""
        if len(self._runs) >= MOST_RUNS:
            return False
        by = next((by for by in self._candidates(entry) if by and _fits(entry, entry.number - by)), 0)
        if not by:
            return False
        run = self._runs[-1] if self._runs else None
        if run and run.by == by and run.last == entry.number - 1:
            run.last = entry.number
        else:
            self._runs.append(Run(entry.number, entry.number, by))
        return True

    def told(self) -> Iterator[tuple[int, str]]:
        """What happened, in words: entries changed places, or others were put in or taken out before them."""
        standing = {number for run in self._runs for number in range(run.first, run.last + 1)}
        meant = {number - run.by for run in self._runs for number in range(run.first, run.last + 1)}
        for run in self._runs:
            if standing == meant:
                yield run.first, _moved(run)
            elif run.by > 0:
                yield run.first - run.by, _pushed(run)
            else:
                yield run.first, _drawn(run)

    def _candidates(self, entry: Entry) -> Iterator[int]:
        seen = dict.fromkeys(run.by for run in reversed(self._runs))
        yield from seen
        yield from (each for each in (1, -1) if each not in seen)
        if entry.previous == chain.NOTHING_BEFORE:
            yield entry.number - 1
        elif self._looked_up < MOST_LOOKED_UP:
            self._looked_up += 1
            before = Entry.objects.filter(digest=entry.previous).values_list("number", flat=True).first()
            if before is not None:
                yield entry.number - (before + 1)


def _fits(entry: Entry, number: int) -> bool:
    return chain.fits(entry.columns() | {"number": number}, entry.digest)


def _moved(run: Run) -> str:
    where, meant = _places(run.first, run.last), _places(run.first - run.by, run.last - run.by)
    return f"{where} mang nội dung vốn của {meant.lower()}: đã bị đổi chỗ."


def _pushed(run: Run) -> str:
    put_in = _places(run.first - run.by, run.first - 1)
    return f"{put_in} được chèn vào: {_places(run.first, run.last).lower()} vốn mang số nhỏ hơn {run.by}."


def _drawn(run: Run) -> str:
    gone = "một dòng" if run.by == -1 else f"{-run.by} dòng"
    return (
        f"Ngay trước dòng {run.first} đã có {gone} bị xoá, rồi đánh số lại: "
        f"{_places(run.first, run.last).lower()} vốn mang số lớn hơn {-run.by}."
    )


def _places(first: int, last: int) -> str:
    return f"Dòng {first}" if first == last else f"Các dòng {first}–{last}"
