"""Rows of organisations follow their versions: a change dated ahead shows from its day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.folding import folded
from opendti.people.models import Organisation, OrganisationVersion

_COPIED = ("name", "short_name", "level", "parent_id")
_NONE = 0  # No primary key.


def hold_organisations(keys: Iterable[int] | None = None) -> None:
    """Until the transaction ends nobody else changes these organisations (all), nor who is what there.

    The locks of this app are taken in one order, so that nobody waits in a ring: organisations, then
    memberships, then accounts, then links, and the chain of the trail last.
    """
    rows = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    rows = rows if keys is None else rows.filter(pk__in=list(keys))
    list(rows.values_list("pk", flat=True))


def take_effect(today: date | None = None) -> int:
    """What has come into force by today is copied onto the rows; how many rows that changed.

    Doing it again changes nothing. Costs one query while there is nothing to do.
    """
    day = today or timezone.localdate()
    if not _behind(day):
        return 0
    with transaction.atomic():
        hold_organisations()
        changed = copy_versions(day)
        audit.record_all(
            "organisation.version_in_force",
            by=None,
            changes=[
                audit.Change(
                    subject=version.organisation, before=_told(version.organisation), after=_told(version)
                )
                for version in changed
            ],
        )
    return len(changed)


def copy_versions(day: date) -> list[OrganisationVersion]:
    """The same without lock and trace, for an action that has both; the versions that were copied."""
    versions = _behind(day)
    for version in versions:
        Organisation.objects.filter(pk=version.organisation_id).update(
            name=version.name,
            short_name=version.short_name,
            level=version.level,
            parent_id=version.parent_id,
            search_text=folded(version.name, version.short_name, version.organisation.code),
        )
    if any(version.parent_id != version.organisation.parent_id for version in versions):
        _mend_paths()
    return versions


def _behind(day: date) -> list[OrganisationVersion]:
    """The versions in force whose organisations still show an older one."""
    differs = ~Q(here=F("there"))
    for name in ("name", "short_name", "level"):
        differs |= ~Q(**{name: F(f"organisation__{name}")})
    candidates = OrganisationVersion.objects.annotate(
        here=Coalesce("parent_id", Value(_NONE)), there=Coalesce("organisation__parent_id", Value(_NONE))
    ).filter(differs, valid_from__lte=day)
    keys = set(candidates.order_by().values_list("organisation_id", flat=True))
    return (
        [each for each in _in_force(keys, day) if _copied(each) != _copied(each.organisation)] if keys else []
    )


def _in_force(keys: Iterable[int], day: date) -> Iterable[OrganisationVersion]:
    rows = OrganisationVersion.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), organisation__in=list(keys)
    )
    return {
        row.organisation_id: row for row in rows.select_related("parent", "organisation__parent")
    }.values()


def _copied(row: Organisation | OrganisationVersion) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _COPIED)


def _told(row: Organisation | OrganisationVersion) -> dict[str, object]:
    parent = row.parent.code if row.parent else ""
    return {"name": row.name, "short_name": row.short_name, "level": row.level, "parent": parent}


def _mend_paths() -> None:
    """Every path again from the parents, written where it differs."""
    rows = {row.pk: row for row in Organisation.objects.only("pk", "code", "parent_id", "path")}
    changed = []
    for row in rows.values():
        codes: list[str] = []
        above: Organisation | None = row
        while above is not None:
            codes.append(above.code)
            above = rows[above.parent_id] if above.parent_id else None
        path = "/" + "".join(f"{code}/" for code in reversed(codes))
        if path != row.path:
            row.path = path
            changed.append(row)
    Organisation.objects.bulk_update(changed, ["path"], batch_size=500)
