"""Whether the chain holds, and if not, which entries were changed, removed, put in or swapped.

It streams over the entries, so that memory does not grow with the trail, and needs no lock: what is
added meanwhile has to continue the chain as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone

from . import chain, words
from .models import ChainHead, Entry
from .shifting import Shifts

MOST_COMPLAINTS = 100
_AT_ONCE = 2_000
_ANCHOR = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")

_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, DatabaseError)
"""What reading a row raises that somebody put together by hand."""

Anchor = tuple[int, str]
"""The number and digest of an entry, noted outside of the database."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that does not fit, in Vietnamese, and the number of the entry it is about."""

    number: int
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `more` complaints were not kept, beside those that are told."""

    checked_at: datetime
    count: int
    head: Anchor
    complaints: tuple[Complaint, ...]
    more: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.complaints

    @property
    def anchor(self) -> str:
        """The mark to note outside of the database: `12345:` and the digest."""
        return f"{self.head[0]}:{self.head[1]}"


def anchor_of(text: str) -> Anchor | None:
    """The anchor written as `12345:` and 64 hexadecimal digits; None if it is none."""
    match = _ANCHOR.fullmatch(text.strip().lower())
    return (int(match[1]), match[2]) if match else None


def current_anchor() -> str:
    """The mark of the chain as it stands, to be noted elsewhere, as in the name or head of a backup."""
    return str(ChainHead.objects.filter(pk=ChainHead.KEY).first() or ChainHead())


def verify(anchor: Anchor | None = None) -> Report:
    """Looks at every entry. The chain must still hold the entry of the anchor, if one is given.

    Without an anchor nobody can tell a chain that was computed anew as a whole, head included.
    """
    before = _head()
    walk = _Walk({before[0]: before[1]} | dict([anchor] if anchor else []))
    for entry in _entries():
        if isinstance(entry, Entry):
            walk.meet(entry)
        else:
            walk.meet_unreadable(entry)
    after = _head()
    walk.end(before, after)
    if anchor:
        walk.compare(anchor)
    complaints, more = walk.complaints()
    return Report(timezone.now(), walk.count, (walk.number, walk.digest), complaints, more)


def _entries() -> Iterator[Entry | int]:
    """In order; of a row that cannot be read, its number."""
    rest = Entry.objects.order_by("number")
    while True:
        last: int | None = None
        try:
            for entry in rest.iterator(chunk_size=_AT_ONCE):
                last = entry.number
                yield entry
        except _UNREADABLE:
            ahead = rest if last is None else rest.filter(number__gt=last)
            number = ahead.values_list("number", flat=True)[0]
            yield _read(number)
            rest = Entry.objects.order_by("number").filter(number__gt=number)
        else:
            return


def _read(number: int) -> Entry | int:
    """The entry, or its number: a database reads many at once and may stop before the one at fault."""
    try:
        return Entry.objects.get(number=number)
    except _UNREADABLE:
        return number


class _Walk:
    """Goes from entry to entry and keeps what the next one is held against."""

    def __init__(self, wanted: dict[int, str]) -> None:
        self.count = 0
        self.number = 0
        self.fits = True  # whether the entry before does; if not, it is told already
        self.digest = chain.NOTHING_BEFORE
        self.shifts = Shifts()
        self._wanted = wanted
        self._seen = {0: chain.NOTHING_BEFORE}
        self._told: list[Complaint] = []
        self._more = 0

    def meet(self, entry: Entry) -> None:
        fits = chain.fits(entry.columns(), entry.digest)
        if entry.number != self.number + 1:
            self._tell_gap(entry)
        elif fits and self.fits and entry.previous != self.digest:
            self._tell_break(entry)
        if not fits and not self.shifts.explain(entry):
            self._tell(entry.number, f"{named(entry)} đã bị sửa: nội dung không khớp mã của chính dòng đó.")
        self.count += 1
        self.fits = fits
        self.number, self.digest = entry.number, entry.digest
        if entry.number in self._wanted:
            self._seen[entry.number] = entry.digest

    def meet_unreadable(self, number: int) -> None:
        """A row with what no honest entry can hold, such as a moment that is none."""
        self._tell(number, f"Dòng {number} đã bị sửa: nội dung không đọc được.")
        self.count += 1
        self.fits = False
        self.number, self.digest = number, ""

    def end(self, before: Anchor, after: Anchor) -> None:
        """Holds the last entry against the head, as it stood before the walk and stands after it."""
        if self.number < before[0]:
            self._tell(
                self.number + 1,
                f"Đầu chuỗi ghi đến dòng {before[0]}, nhưng dòng cuối là {self.number}: cuối chuỗi bị cắt, "
                "hoặc có dòng bị xoá rồi đánh số lại.",
            )
        elif self.number > after[0]:
            self._tell(
                after[0] + 1,
                f"Đầu chuỗi chỉ ghi đến dòng {after[0]}, nhưng có dòng đến {self.number}: các dòng sau đó "
                "được chèn vào, hoặc đầu chuỗi đã bị sửa.",
            )
        elif self._seen.get(before[0], "") != before[1]:
            self._tell(
                before[0], f"Mã ở đầu chuỗi không khớp mã của dòng {before[0]}: một trong hai đã bị sửa."
            )

    def compare(self, anchor: Anchor) -> None:
        """Holds the entry of the anchor against it."""
        number, digest = anchor
        if number > self.number:
            self._tell(number, f"Mốc đã ghi là dòng {number}, nhưng chuỗi chỉ còn đến dòng {self.number}.")
        elif self._seen.get(number) != digest:
            self._tell(
                number,
                f"Dòng {number} không còn khớp mốc đã ghi: dòng đó hoặc một dòng trước nó đã bị thay, "
                "rồi chuỗi được tính lại.",
            )

    def complaints(self) -> tuple[tuple[Complaint, ...], int]:
        """All of them by number, and how many were too many to be told."""
        for number, message in self.shifts.told():
            self._tell(number, message)
        return tuple(sorted(self._told, key=lambda each: each.number)), self._more

    def _tell_gap(self, entry: Entry) -> None:
        first, last = self.number + 1, entry.number - 1
        if entry.number < 1:
            self._tell(entry.number, f"{named(entry)} được chèn vào: số dòng bắt đầu từ 1.")
        elif first == last:
            self._tell(first, f"Dòng {first} đã bị xoá.")
        else:
            self._tell(first, f"Các dòng {first}–{last} đã bị xoá ({last - first + 1} dòng).")

    def _tell_break(self, entry: Entry) -> None:
        if entry.number == 1:
            self._tell(1, f"{named(entry)} không phải dòng đầu: nó nối tiếp một dòng không còn ở đây.")
            return
        self._tell(
            entry.number,
            f"{named(entry)} không nối tiếp dòng {self.number}: một trong hai đã bị thay hoặc chèn vào.",
        )

    def _tell(self, number: int, message: str) -> None:
        if len(self._told) < MOST_COMPLAINTS:
            self._told.append(Complaint(number, message))
        else:
            self._more += 1


def named(entry: Entry) -> str:
    """`Dòng 12 (05/12/2026 14:05, Gửi phiếu)`."""
    at = timezone.localtime(entry.at)
    return f"Dòng {entry.number} ({at:%d/%m/%Y %H:%M}, {words.event(entry.event)})"


def _head() -> Anchor:
    head = ChainHead.objects.filter(pk=ChainHead.KEY).first()
    return (head.number, head.digest) if head else (0, chain.NOTHING_BEFORE)


def lines_of(report: Report) -> Iterable[str]:
    """The report line by line, as a command prints it."""
    for each in report.complaints:
        yield each.message
    if report.more:
        yield f"… và {report.more} chỗ khác."
