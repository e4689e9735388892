"""Rows of a file held against each other and against the organisations there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from opendti.common.folding import folded
from opendti.people.queries import Founding, OperatorScope
from opendti.people.registers import SINCE_EVER, STILL, Life, Register, Spell
from opendti.people.soundness import faults

from . import columns
from .columns import Listed

NEW, SAME, DIFFERS, ERROR = "new", "same", "differs", "error"
KIND_WORDS = {NEW: "Mới", SAME: "Không đổi", DIFFERS: "Khác hiện có", ERROR: "Lỗi"}
MARKS = {NEW: "ok", SAME: "none", DIFFERS: "adjusted", ERROR: "err"}

_CORRECTABLE = frozenset({columns.NAME, columns.SHORT_NAME, columns.LEVEL, columns.ORDER})


@dataclass(frozen=True, slots=True)
class Difference:
    """A column in which the file says something else than what is there."""

    head: str
    here: str
    there: str


@dataclass(slots=True)
class Row:
    """What a row of the file would do. `key` is an existing organisation's, or negative for a planned one."""

    listed: Listed
    kind: str = NEW
    key: int | None = None
    differences: list[Difference] = field(default_factory=list)
    is_in_scope: bool = True

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]

    @property
    def mark(self) -> str:
        return MARKS[self.kind]

    @property
    def can_be_corrected(self) -> bool:
        """Whether what differs could be a slip of the pen; anything else takes a dated operation."""
        heads = {each.head for each in self.differences}
        return self.kind == DIFFERS and self.is_in_scope and heads <= _CORRECTABLE

    def says(self) -> tuple[object, ...]:
        differences = [(each.head, each.here, each.there) for each in self.differences]
        return (self.listed.number, self.kind, differences, self.listed.problems, self.listed.doubts)


@dataclass(slots=True)
class Preview:
    """All rows, and the register as it would be."""

    rows: list[Row]
    book: Register

    def of_kind(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(self.of_kind(kind)) for kind in KIND_WORDS}

    @property
    def doubtful(self) -> int:
        return sum(bool(row.listed.doubts) for row in self.rows)

    def digest(self) -> str:
        """Tells whether what is confirmed is what was shown."""
        return hashlib.sha256(repr([row.says() for row in self.rows]).encode()).hexdigest()


def check(listed: list[Listed], book: Register, founding: Founding, scope: OperatorScope) -> Preview:
    """What each row would do; the new organisations are put into the register."""
    rows = [Row(each) for each in listed]
    _mark_twice(rows)
    fresh = [row for row in rows if book.called(row.listed.code) is None]
    for row in rows:
        if life := book.called(row.listed.code):
            _compare(row, life, book, founding, scope)
    planned = _plan(fresh, book, scope)
    for fault in faults(book, planned, since=SINCE_EVER):
        planned[fault.key].listed.problems.append(fault.words.rstrip("."))
    for row in planned.values():
        _check_predecessors(row.listed, book, scope)
    _mark_near(planned, book)
    for row in rows:
        if row.listed.problems:
            row.kind = ERROR
    return Preview(rows, book)


def _mark_twice(rows: list[Row]) -> None:
    numbers: dict[str, list[int]] = {}
    for row in rows:
        if row.listed.code:
            numbers.setdefault(row.listed.code, []).append(row.listed.number)
    for row in rows:
        others = [str(number) for number in numbers.get(row.listed.code, ()) if number != row.listed.number]
        if others:
            row.listed.problems.append(
                f"{columns.CODE}: {row.listed.code} có cả ở dòng {', '.join(others[:5])}"
            )


def _plan(rows: list[Row], book: Register, scope: OperatorScope) -> dict[int, Row]:
    """Puts new organisations into the register; those with problems, or under such, stay out."""
    keys = {row.listed.code: -number for number, row in enumerate(rows, start=1) if not row.listed.problems}
    wrong = {row.listed.code: row.listed.number for row in rows if row.listed.problems}
    planned: dict[int, Row] = {}
    for row in rows:
        listed = row.listed
        if not listed.problems and _place(listed, book, keys, wrong, scope):
            row.key = keys[listed.code]
            planned[row.key] = row
    _drop_under_missing(planned, keys)
    for key, row in planned.items():
        begin, end = row.listed.begin or SINCE_EVER, row.listed.end or STILL
        parent = keys.get(row.listed.parent_code) or book.keys.get(row.listed.parent_code)
        spell = Spell(begin, row.listed.name, row.listed.short_name, row.listed.level, parent)
        book.add(Life(key, row.listed.code, row.listed.order, begin, end, [spell]))
    return planned


def _place(
    listed: Listed, book: Register, keys: Mapping[str, int], wrong: Mapping[str, int], scope: OperatorScope
) -> bool:
    """Whether it can stand where the row says; if not, the row says why."""
    above, problem = listed.parent_code, ""
    if not above:
        if not scope.is_over_all:
            problem = "bỏ trống. Bạn chỉ nhập được cơ quan bên dưới phạm vi của mình"
    elif above == listed.code:
        problem = "là chính cơ quan này. Nhập mã cơ quan cấp trên"
    elif above in wrong:
        problem = f"{above} (dòng {wrong[above]}) đang có lỗi. Sửa dòng đó trước"
    elif above not in keys and (parent := book.called(above)) is None:
        problem = f"không có mã {above} trong tệp và trong hệ thống. Sửa mã, hoặc thêm dòng cho cơ quan đó"
    elif above not in keys and parent and parent.key not in scope.keys:
        problem = f"{above} ngoài phạm vi của bạn. Nhờ người vận hành của cơ quan đó"
    if problem:
        listed.problems.append(f"{columns.PARENT}: {problem}")
    if listed.begin and listed.end and listed.begin > listed.end:
        listed.problems.append(f"{columns.END}: trước {columns.BEGIN}. Kiểm tra lại hai ngày")
    return not listed.problems


def _drop_under_missing(planned: dict[int, Row], keys: Mapping[str, int]) -> None:
    """Takes out, again and again, what hangs under a row that was refused."""
    while True:
        lost = [
            key
            for key, row in planned.items()
            if row.listed.parent_code in keys and keys[row.listed.parent_code] not in planned
        ]
        if not lost:
            return
        for key in lost:
            listed = planned.pop(key).listed
            listed.problems.append(f"{columns.PARENT}: {listed.parent_code} đang có lỗi. Sửa dòng đó trước")


def _check_predecessors(listed: Listed, book: Register, scope: OperatorScope) -> None:
    """Predecessors outside the scope are as unknown: an heir may look into their sheets."""
    if (listed.predecessors or listed.decision) and not listed.begin:
        told = f"Có {columns.PREDECESSORS} hay {columns.DECISION} thì ghi ngày"
        listed.problems.append(f"{columns.BEGIN}: bỏ trống. {told}")
        return
    for code in listed.predecessors:
        life = book.called(code)
        if life is None or (life.key > 0 and life.key not in scope.keys):
            listed.problems.append(
                f"{columns.PREDECESSORS}: không có mã {code}. Sửa mã, hoặc thêm dòng cho nó"
            )
        elif code == listed.code or (listed.begin and life.begin >= listed.begin):
            problem = f"{code} không có trước {listed.code}. Kiểm tra lại ngày"
            listed.problems.append(f"{columns.PREDECESSORS}: {problem}")
        elif life.end == STILL:
            listed.doubts.append(
                f"{columns.PREDECESSORS}: {code} vẫn đang hoạt động. Đúng nếu đây là tách ra"
            )


def _mark_near(planned: Mapping[int, Row], book: Register) -> None:
    """A name that differs from a sibling's only in case or diacritics is to be looked at."""
    alike: dict[tuple[int | None, str], list[Life]] = {}
    for life in book:
        alike.setdefault((life.last.parent, folded(life.name)), []).append(life)
    for key, row in planned.items():
        life = book[key]
        for other in alike[life.last.parent, folded(life.name)]:
            is_later = other.begin > life.end or life.begin > other.end
            if other.key != key and other.name.casefold() != life.name.casefold() and not is_later:
                doubt = f"gần giống “{other.name}” (mã {other.code}). Xem có trùng không"
                row.listed.doubts.append(f"{columns.NAME}: {doubt}")
                break


def _compare(row: Row, life: Life, book: Register, founding: Founding, scope: OperatorScope) -> None:
    listed = row.listed
    row.key, row.is_in_scope = life.key, life.key in scope.keys
    now = life.shown(timezone.localdate())
    parent = book[now.parent].code if now.parent is not None else ""
    pairs = (
        (columns.NAME, listed.name, now.name),
        (columns.SHORT_NAME, listed.short_name, now.short_name),
        (columns.LEVEL, listed.level, now.level),
        (columns.PARENT, listed.parent_code, parent),
        (columns.ORDER, str(listed.order), str(life.order)),
        (columns.BEGIN, _words(listed.begin), _words(life.begin)),
        (columns.END, _words(listed.end), _words(life.end)),
        (columns.PREDECESSORS, _codes(listed.predecessors), _codes(founding.predecessors.get(life.key, ()))),
        (columns.DECISION, listed.decision, founding.decisions.get(life.key, "")),
    )
    row.differences = [
        Difference(head, here, there) for head, here, there in pairs if head in listed.given and here != there
    ]
    row.kind = DIFFERS if row.differences else SAME


def _words(day: date | None) -> str:
    return "" if day in (None, SINCE_EVER, STILL) else f"{day:%d/%m/%Y}"


def _codes(codes: Iterable[str]) -> str:
    return "; ".join(sorted(codes))
