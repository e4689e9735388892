"""Lists of people from a workbook: kept until confirmed, then carried out as a whole or not at all."""

from __future__ import annotations

from django.db import transaction

from opendti.audit import actions as audit
from opendti.common.refusals import StepNotOpen
from opendti.people.account_files import planning, reading
from opendti.people.account_files.planning import SAME, Plan
from opendti.people.models import PendingImport, User

from .adding import add_person
from .memberships import add_membership
from .pending import keep_import, use_import
from .taking_effect import hold_organisations


class PlanChanged(StepNotOpen):
    """Confirming would do something else than what was looked at, so nothing was done."""


def keep_people_file(content: bytes, *, name: str, by: User) -> PendingImport:
    """Keeps a file to be looked at; raises Invalid if it cannot be read."""
    reading.lines_of(content, name=name)
    return keep_import(PendingImport.Kind.PEOPLE, content, name=name, by=by)


@transaction.atomic
def import_people(pending: PendingImport, *, seen: str, by: User) -> Plan:
    """Carries a kept file out, all rows or none. `seen` is the digest of the plan that was looked at.

    Raises StepNotOpen when it was carried out already or is too old, PlanChanged when it would now do
    something else.
    """
    lines = reading.lines_of(use_import(pending), name=pending.name)
    plan = planning.plan(lines, by)
    if not plan.is_sound or plan.digest != seen:
        raise PlanChanged("Danh sách đã khác với lúc bạn xem, nên chưa nhập dòng nào. Xem lại rồi xác nhận.")
    hold_organisations({row.organisation.pk for row in plan.rows if row.organisation})
    made: dict[str, User] = {}
    with audit.gathered():
        for row in plan.rows:
            if row.kind == SAME or row.organisation is None or row.role is None:
                continue
            user = row.user or made.get(row.username)
            if user is None:
                user = made[row.username] = add_person(
                    row.username, full_name=row.line.name, email=row.line.email, by=by
                )
            add_membership(
                user,
                organisation=row.organisation,
                role=row.role,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                by=by,
            )
        roles = sum(row.kind != SAME for row in plan.rows)
        after = {"name": pending.name, "added": len(made), "roles": roles}
        audit.record("people.imported", by=by, subject=pending, after=after)
    return plan
