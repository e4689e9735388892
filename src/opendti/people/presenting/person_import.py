"""An uploaded list of people, row by row, before it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from opendti.common.refusals import Invalid
from opendti.people.account_files.planning import KINDS, NEW, ROLE, SAME, WRONG, Plan, Planned
from opendti.people.account_files.reading import MAX_BYTES
from opendti.people.models import PendingImport

MARKS = {NEW: "ok", ROLE: "adjusted", SAME: "none", WRONG: "err"}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as given, and what would become of it."""

    number: int
    name: str
    username: str
    is_proposed: bool
    email: str
    organisation: str
    role: str
    days: str
    kind: str
    words: str
    mark: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowsPage:
    """The whole list; wrong rows first."""

    pending: PendingImport
    rows: tuple[ShownRow, ...]
    wrong: int
    counts: tuple[tuple[str, int], ...]
    people: int
    more_roles: int
    digest: str

    @property
    def has_work(self) -> bool:
        return any(row.kind in (NEW, ROLE) for row in self.rows)

    @property
    def to_do(self) -> str:
        """What confirming does, on its button: “Nhập 3 người mới, thêm 1 vai trò”."""
        people = f"nhập {self.people} người mới" if self.people else ""
        roles = f"thêm {self.more_roles} vai trò" if self.more_roles else ""
        return ", ".join(filter(None, (people, roles))).capitalize()


def rows_page(pending: PendingImport, plan: Plan) -> RowsPage:
    """What the plan would do, in words."""
    shown = [_shown(row) for row in plan.rows]
    shown.sort(key=lambda row: row.kind != WRONG)
    return RowsPage(
        pending=pending,
        rows=tuple(shown),
        wrong=plan.count(WRONG),
        counts=tuple((words, plan.count(kind)) for kind, words in KINDS.items()),
        people=plan.people,
        more_roles=plan.count(ROLE),
        digest=plan.digest,
    )


def roles_given(plan: Plan) -> int:
    """How many roles a plan gives."""
    return plan.count(NEW) + plan.count(ROLE)


def uploaded(upload: UploadedFile | None) -> tuple[bytes, str]:
    """The bytes and the name of a chosen file; raises Invalid if there is none or it is too large."""
    if upload is None:
        raise Invalid("Chưa chọn tệp. Chọn tệp .xlsx theo mẫu rồi bấm Xem trước.")
    name = upload.name or "tệp"
    if (upload.size or 0) > MAX_BYTES:
        raise Invalid(f"Tệp {name} quá 2 MB. Chỉ để lại danh sách người, bỏ hình và trang tính khác.")
    return upload.read(), name


def _shown(row: Planned) -> ShownRow:
    return ShownRow(
        number=row.line.number,
        name=row.line.name,
        username=row.username or row.line.username,
        is_proposed=bool(row.username) and not row.line.username and row.user is None,
        email=row.line.email,
        organisation=row.organisation.name if row.organisation else row.line.organisation,
        role=row.role.label if row.role else row.line.role,
        days=_days(row.line.valid_from, row.line.valid_until),
        kind=row.kind,
        words=KINDS[row.kind],
        mark=MARKS[row.kind],
        problems=tuple(row.problems),
        notes=tuple(row.notes),
    )


def _days(begins: date | str | None, ends: date | str | None) -> str:
    first, last = (each.strftime("%d/%m/%Y") if isinstance(each, date) else each for each in (begins, ends))
    return f"Từ {first or 'hôm nay'}" + (f" đến hết {last}" if last else "")
