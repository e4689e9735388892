"""What becomes of the memberships of organisations that end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.people.models import Membership, Organisation, User
from opendti.people.registers import DAY


def end_memberships(
    organisations: Iterable[int], *, effective_on: date, heirs: Mapping[int, int], by: User | None
) -> int:
    """Memberships of organisations that end stop the day before; with an heir the people go on there.

    Those that began since, because the end was written down late, stop yesterday; those that were to
    begin later are taken back. Returns how many people's roles were carried over. Locks the rows; call
    it before anything is recorded.
    """
    today = timezone.localdate()
    found = Membership.objects.select_for_update(no_key=True).filter(
        Q(valid_until=None) | Q(valid_until__gte=effective_on), organisation__in=list(organisations)
    )
    rows = list(found.order_by("pk"))
    carried = _carried(rows, effective_on, heirs)
    taken_back = [row for row in rows if row.valid_from >= max(effective_on, today)]
    stopped = [row for row in rows if row not in taken_back]
    names = _names([*rows, *carried])
    why = "Cơ quan không còn khi vai trò bắt đầu"
    gone = [audit.Change(subject=row, before=_told(row, names), note=why) for row in taken_back]
    before = {id(row): _told(row, names) for row in stopped}
    for row in stopped:
        row.valid_until = max(effective_on - DAY, row.valid_from, _yesterday(row, effective_on, today))
    Membership.objects.bulk_update(stopped, ["valid_until"], batch_size=500)
    Membership.objects.filter(pk__in=[row.pk for row in taken_back]).delete()
    Membership.objects.bulk_create(carried)
    audit.record_all("membership.removed", by=by, changes=gone)
    ended = [audit.Change(subject=row, before=before[id(row)], after=_told(row, names)) for row in stopped]
    audit.record_all("membership.ended", by=by, changes=ended)
    made = [audit.Change(subject=row, after=_told(row, names)) for row in carried]
    audit.record_all("membership.added", by=by, changes=made)
    return len(carried)


def _carried(rows: list[Membership], effective_on: date, heirs: Mapping[int, int]) -> list[Membership]:
    """The same roles in the heirs, for those who do not hold them there already."""
    held = {
        (row.user_id, row.organisation_id, row.role)
        for row in Membership.objects.filter(organisation__in=set(heirs.values())).filter(
            Q(valid_until=None) | Q(valid_until__gte=effective_on)
        )
    }
    made = []
    for row in rows:
        place = (row.user_id, heirs.get(row.organisation_id), row.role)
        if place[1] is not None and place not in held:
            held.add(place)  # type: ignore[arg-type]
            begin = max(effective_on, row.valid_from)
            made.append(
                Membership(
                    user_id=row.user_id,
                    organisation_id=place[1],
                    role=row.role,
                    valid_from=begin,
                    valid_until=row.valid_until,
                )
            )
    return made


def _yesterday(row: Membership, effective_on: date, today: date) -> date:
    return today - DAY if row.valid_from >= effective_on else date.min


def _names(rows: list[Membership]) -> dict[int, tuple[str, str]]:
    """User name and organisation's code by the row's place in memory, read before rows go."""
    users = User.objects.in_bulk({row.user_id for row in rows})
    organisations = Organisation.objects.in_bulk({row.organisation_id for row in rows})
    return {id(row): (users[row.user_id].username, organisations[row.organisation_id].code) for row in rows}


def _told(row: Membership, names: Mapping[int, tuple[str, str]]) -> audit.State:
    user, organisation = names[id(row)]
    return {
        "user": user,
        "organisation": organisation,
        "role": row.role,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else "",
    }
