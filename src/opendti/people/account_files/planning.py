"""What an uploaded list of people would do, row by row; nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from opendti.common.folding import folded
from opendti.people import periods
from opendti.people.models import Membership, Organisation, User
from opendti.people.roles import Role

from .judging import Judged, judged
from .reading import Line
from .surroundings import Surroundings

NEW, ROLE, SAME, WRONG = "new", "role", "same", "wrong"
KINDS = {
    NEW: "Mới",
    ROLE: "Thêm vai trò cho tài khoản có sẵn",
    SAME: "Không đổi",
    WRONG: "Lỗi",
}


@dataclass(slots=True)
class Planned:
    """One row and what it would do. `username` is the one given or the one proposed."""

    line: Line
    kind: str = NEW
    username: str = ""
    user: User | None = None
    organisation: Organisation | None = None
    role: Role | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def begins(self) -> date:
        return self.valid_from or timezone.localdate()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows, in the order of the file."""

    rows: tuple[Planned, ...]

    @property
    def is_sound(self) -> bool:
        return all(row.kind != WRONG for row in self.rows)

    def count(self, kind: str) -> int:
        return sum(1 for row in self.rows if row.kind == kind)

    @property
    def people(self) -> int:
        """How many accounts would be made."""
        return len({row.username for row in self.rows if row.user is None and row.kind != WRONG})

    @property
    def digest(self) -> str:
        """The same for the same plan, so that what is confirmed is what was looked at."""
        told = [
            (
                row.kind,
                row.username,
                row.organisation and row.organisation.pk,
                row.role,
                row.valid_from,
                row.valid_until,
            )
            for row in self.rows
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan(lines: Sequence[Line], giver: User) -> Plan:
    """What the rows would do if the giver confirmed them now."""
    around = Surroundings.of(giver, lines)
    planner = _Planner(around)
    return Plan(tuple(planner.row(line) for line in lines))


class _Planner:
    """Goes through the rows and remembers those above."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.above: dict[str, Planned] = {}
        self.namesakes: dict[tuple[str, int], str] = {}
        self.given: dict[tuple[str, int, Role], list[Planned]] = {}

    def row(self, line: Line) -> Planned:
        made = self._filled(line, judged(line, self.around))
        if not made.problems and made.organisation and made.role:
            self._name(made)
        if not made.problems and made.organisation and made.role:
            self._hold_against_others(made)
        if made.problems:
            made.kind = WRONG
        return made

    def _filled(self, line: Line, told: Judged) -> Planned:
        return Planned(
            line,
            username=told.username,
            organisation=told.organisation,
            role=told.role,
            valid_from=told.valid_from,
            valid_until=told.valid_until,
            problems=told.problems,
            notes=[*line.doubts],
        )

    def _name(self, made: Planned) -> None:
        """Whose account it is: of the file, an existing one, or a new one under a proposed name."""
        assert made.organisation is not None  # noqa: S101 - asked by the caller
        namesake = (folded(made.line.name), made.organisation.pk)
        if not made.username:
            made.user = self.around.namesakes.get(namesake)
            if made.user is not None:
                made.username = made.user.username
                made.notes.append(
                    f"Có tài khoản {made.username} cùng tên ở cơ quan này. "
                    "Nếu là người khác, ghi tên đăng nhập riêng."
                )
            else:
                made.username = self.namesakes.get(namesake) or self.around.propose(made.line.name)
        else:
            made.user = self.around.known.get(made.username)
            if made.user is None and made.username in self.around.unusable:
                made.problems.append("Tên đăng nhập này không dùng được, chọn tên khác.")
                return
        self.namesakes.setdefault(namesake, made.username)
        self._hold_against_account(made)

    def _hold_against_account(self, made: Planned) -> None:
        first = self.above.setdefault(made.username, made)
        if first is not made and folded(first.line.name) != folded(made.line.name):
            made.problems.append(
                f"Dòng {first.line.number} cùng tên đăng nhập {made.username} "
                f"nhưng là {first.line.name}. Sửa một dòng."
            )
        if first is not made and made.line.email and made.line.email != first.line.email:
            made.problems.append(
                f"Dòng {first.line.number} cùng người nhưng thư điện tử khác. Sửa cho giống nhau."
            )
        if made.user is None:
            return
        made.kind = ROLE
        if folded(made.user.full_name) != folded(made.line.name):
            made.problems.append(
                f"Tên đăng nhập {made.username} là của {made.user}. Sửa họ tên, hoặc chọn tên đăng nhập khác."
            )
        elif not made.user.is_active:
            made.problems.append(f"Tài khoản {made.username} đã đóng. Nhờ người vận hành mở lại trước.")
        elif made.line.email and made.line.email != made.user.email:
            made.notes.append("Thư điện tử của tài khoản có sẵn không đổi qua tệp này.")

    def _hold_against_others(self, made: Planned) -> None:
        """No role twice on one day: neither of this file nor of what is there."""
        assert made.organisation is not None and made.role is not None  # noqa: S101, PT018 - asked by the caller
        same = self.given.setdefault((made.username, made.organisation.pk, made.role), [])
        for other in same:
            if _meet(other, made):
                made.problems.append(f"Trùng với dòng {other.line.number}. Xoá một dòng, hoặc sửa ngày.")
        same.append(made)
        if made.user is None:
            return
        for there in self.around.held.get((made.user.pk, made.organisation.pk, made.role), []):
            if not periods.overlap(there, made.begins, made.valid_until):
                continue
            if _says_the_same(made, there):
                made.kind = SAME
            else:
                made.problems.append(_has_role(made, there))


def _meet(one: Planned, other: Planned) -> bool:
    return (one.valid_until is None or one.valid_until >= other.begins) and (
        other.valid_until is None or one.begins <= other.valid_until
    )


def _says_the_same(made: Planned, there: Membership) -> bool:
    return made.valid_from in (None, there.valid_from) and made.valid_until == there.valid_until


def _has_role(made: Planned, there: Membership) -> str:
    until = f" đến {there.valid_until:%d/%m/%Y}" if there.valid_until else ""
    return (
        f"Đã có vai trò này từ {there.valid_from:%d/%m/%Y}{until}. "
        f"Sửa ngày cho khỏi trùng, hoặc kết thúc vai trò cũ của {made.username} trước."
    )
