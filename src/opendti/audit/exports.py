"""The trail as a file: CSV and Excel to read, in words; JSON lines to compute the chain again elsewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.utils import timezone

from opendti.common import workbooks
from opendti.common.workbooks import Column, Worksheet

from . import chain, naming, telling, words
from .models import Entry

BOM = "\ufeff"
MOST_IN_WORKBOOK = 20_000
"""A workbook is made in memory; what is longer goes out as CSV or JSON lines."""

_COLUMNS = (
    Column("Dòng", 9), Column("Lúc", 17), Column("Tên đăng nhập", 18), Column("Người", 24),
    Column("Vai trò", 30), Column("Thay mặt", 30), Column("Việc", 32), Column("Loại đối tượng", 20),
    Column("Đối tượng", 36), Column("Ghi chú", 40), Column("Thay đổi", 60), Column("Địa chỉ mạng", 18),
    Column("Mã yêu cầu", 14), Column("Mã việc", 24), Column("Mã đối tượng", 24), Column("Mã dòng trước", 20),
    Column("Mã dòng", 20),
)  # fmt: skip
_AT_ONCE = 500
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | datetime | None


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Comma-separated, with a mark that makes Excel read it as UTF-8, and no cell taken for a formula."""
    yield BOM + _csv_line([column.head for column in _COLUMNS])
    for row in _rows(entries):
        yield _csv_line(row)


def json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Each entry in the canonical form of the chain, with its digest as one more name at the end."""
    for entry in entries:
        digest = json.dumps({"digest": entry.digest})
        yield f"{chain.canonical(entry.columns())[:-1]},{digest[1:]}\n"


def workbook(entries: Iterable[Entry], made_at: datetime | None = None) -> bytes:
    """One worksheet with a line for each entry; the caller sees to it that they are not too many."""
    return workbooks.workbook([Worksheet("Nhật ký", _COLUMNS, list(_rows(entries)), frozen=2)], made_at)


LINES: dict[str, Callable[[Iterable[Entry]], Iterator[str]]] = {"csv": csv_lines, "jsonl": json_lines}
"""The forms that are written line by line, by the ending of the file's name."""


def _rows(entries: Iterable[Entry]) -> Iterator[list[Cell]]:
    """A row for each; names and words are asked for once for many."""
    waiting = iter(entries)
    while several := list(islice(waiting, _AT_ONCE)):
        teller = telling.teller_of(several)
        names = naming.names_of({(each.subject_kind, each.subject_id) for each in several})
        for entry in several:
            named = names.get((entry.subject_kind, entry.subject_id))
            yield _row(entry, named.name if named else "", telling.line_of(teller.changes_of(entry)))


def _row(entry: Entry, subject: str, changes: str) -> list[Cell]:
    actor = entry.actor
    return [
        entry.number,
        entry.at,
        actor.get_username() if actor else "",
        str(actor) if actor else words.nobody(entry.event),
        entry.hat,
        entry.organisation,
        words.event(entry.event),
        words.kind(entry.subject_kind),
        subject,
        entry.note,
        f"Trước đó: {changes}" if changes and entry.after is None else changes,
        entry.address,
        entry.request_id,
        entry.event,
        f"{entry.subject_kind}:{entry.subject_id}",
        entry.previous,
        entry.digest,
    ]


def _csv_line(cells: Iterable[Cell]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([_plain(cell) for cell in cells])
    return text.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%d/%m/%Y %H:%M:%S}"
    text = str(cell)
    return f"'{text}" if text.startswith(_LIKE_A_FORMULA) else text
