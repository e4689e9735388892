"""Taking over a list of organisations that was looked at, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.folding import folded
from opendti.common.refusals import Invalid, Refused, StepNotOpen
from opendti.people import organisation_files, queries
from opendti.people.models import (
    Organisation,
    OrganisationChange,
    OrganisationVersion,
    PendingImport,
    Succession,
    User,
)
from opendti.people.organisation_files import columns
from opendti.people.organisation_files.checking import DIFFERS, ERROR, NEW, Preview, Row
from opendti.people.registers import SINCE_EVER, STILL, Life, Register

from . import keeping_operators
from .adding import told_of
from .correcting import correct
from .pending import use_import
from .taking_effect import copy_versions, hold_organisations

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """How many organisations were added, and how many corrected."""

    added: int
    corrected: int


@transaction.atomic
def import_organisations(
    pending: PendingImport, *, seen: str, corrected: Collection[str] = (), reason: str = "", by: User
) -> Imported:
    """Adds the new organisations of an uploaded list and corrects those chosen by code.

    `seen` is the digest of the preview that was confirmed; raises StepNotOpen when the same file would
    do something else by now, and Refused while any of its rows is wrong.
    """
    hold_organisations()
    content = use_import(pending)
    preview = look_at(content, pending.name, by)
    if preview.digest() != seen:
        problem = "Dữ liệu cơ quan vừa thay đổi, nên kết quả nhập không còn như đã xem. Xem lại rồi xác nhận."
        raise StepNotOpen(problem)
    if wrong := preview.of_kind(ERROR):
        raise Refused(f"Còn {len(wrong)} dòng lỗi nên chưa nhập dòng nào. Sửa trong tệp rồi tải lên lại.")
    mended = [
        row for row in preview.of_kind(DIFFERS) if row.listed.code in corrected and row.can_be_corrected
    ]
    if mended and not reason.strip():
        raise Invalid("Chưa nêu lý do sửa ghi nhầm. Ghi ngắn gọn vì sao sửa.", "reason")
    new = preview.of_kind(NEW)
    with audit.gathered():
        _add(new, preview.book, by)
        keeping_operators.take_over_listed(
            [row.listed.code for row in new if not row.listed.parent_code], by=by
        )
        for row in mended:
            _correct(row, reason.strip(), by)
        copy_versions(timezone.localdate())
        counts = {"name": pending.name, "added": len(new), "corrected": len(mended)}
        audit.record("organisations.imported", by=by, subject=pending, after=counts)
    return Imported(len(new), len(mended))


def look_at(content: bytes, name: str, by: User) -> Preview:
    """What importing the list would do; writes nothing. Raises Invalid for a file that is none."""
    listed = organisation_files.read(content, name)
    return organisation_files.check(
        listed, queries.register(), queries.founding(), queries.operator_scope(by)
    )


def _add(rows: list[Row], book: Register, by: User) -> None:
    """The new organisations, those above before those below, with versions, changes and traces."""
    made = _organisations([book[row.key] for row in rows if row.key is not None], book)
    changes = _changes(rows, by)
    OrganisationVersion.objects.bulk_create(
        [
            OrganisationVersion(
                organisation=made[row.listed.code],
                valid_from=row.listed.begin,
                name=row.listed.name,
                short_name=row.listed.short_name,
                level=row.listed.level,
                parent_id=made[row.listed.code].parent_id,
                change=changes.get(row.listed.code),
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )
    _successions(rows, made, changes)
    audit.record_all(
        "organisation.added",
        by=by,
        changes=[audit.Change(subject=each, after=told_of(each)) for each in made.values()],
    )


def _organisations(lives: list[Life], book: Register) -> dict[str, Organisation]:
    made: dict[int, Organisation] = {}
    parents = {life.key: life.last.parent or 0 for life in lives}
    above = Organisation.objects.in_bulk({key for key in parents.values() if key > 0})
    waiting = lives
    while waiting:
        ready = [life for life in waiting if parents[life.key] >= 0 or parents[life.key] in made]
        rows = [
            _organisation(life, made.get(parents[life.key]) or above.get(parents[life.key])) for life in ready
        ]
        Organisation.objects.bulk_create(rows, batch_size=_BATCH)
        made |= {life.key: row for life, row in zip(ready, rows, strict=True)}
        waiting = [life for life in waiting if life.key not in made]
    return {book[key].code: row for key, row in made.items()}


def _organisation(life: Life, above: Organisation | None) -> Organisation:
    spell = life.last
    return Organisation(
        code=life.code,
        name=spell.name,
        short_name=spell.short_name,
        level=spell.level,
        parent=above,
        order=life.order,
        path=f"{above.path if above else '/'}{life.code}/",
        valid_from=None if life.begin == SINCE_EVER else life.begin,
        valid_until=None if life.end == STILL else life.end,
        search_text=folded(spell.name, spell.short_name, life.code),
    )


def _changes(rows: list[Row], by: User) -> dict[str, OrganisationChange]:
    """By code, the founding of those that name a decision or whom they follow."""
    kinds = OrganisationChange.Kind
    changes = {
        row.listed.code: OrganisationChange(
            kind=kinds.MERGED if len(row.listed.predecessors) > 1 else kinds.FOUNDED,
            effective_on=row.listed.begin,
            decision=row.listed.decision,
            by=by,
        )
        for row in rows
        if row.listed.begin and (row.listed.predecessors or row.listed.decision)
    }
    OrganisationChange.objects.bulk_create(changes.values(), batch_size=_BATCH)
    return changes


def _successions(
    rows: list[Row], made: dict[str, Organisation], changes: dict[str, OrganisationChange]
) -> None:
    wanted = {code for row in rows for code in row.listed.predecessors}
    known: dict[str, int] = dict(Organisation.objects.filter(code__in=wanted).values_list("code", "pk"))
    pairs = [(known[code], row.listed.code) for row in rows for code in row.listed.predecessors]
    Succession.objects.bulk_create(
        [Succession(predecessor_id=old, successor=made[new], change=changes[new]) for old, new in pairs],
        batch_size=_BATCH,
    )
    touched = OrganisationChange.organisations.through
    touched.objects.bulk_create(
        [
            touched(organisationchange_id=changes[code].pk, organisation_id=key)
            for code, key in [
                *((code, made[code].pk) for code in changes),
                *((new, old) for old, new in pairs),
            ]
        ],
        batch_size=_BATCH,
    )


def _correct(row: Row, reason: str, by: User) -> None:
    """What differs, as the file has it; the rest stays."""
    organisation = Organisation.objects.get(code=row.listed.code)
    names = {
        columns.NAME: "name",
        columns.SHORT_NAME: "short_name",
        columns.LEVEL: "level",
        columns.ORDER: "order",
    }
    source = {each.head for each in row.differences}
    values = {
        name: getattr(row.listed if head in source else organisation, name) for head, name in names.items()
    }
    correct(organisation, **values, reason=reason, by=by)
