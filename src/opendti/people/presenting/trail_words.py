"""How the trail tells codes of organisations, user names and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone

from opendti.audit import telling
from opendti.audit.telling import Place
from opendti.people.models import OrganisationVersion, User
from opendti.people.roles import Role

ORGANISATIONS = ("organisation", "parent", "not_submitted", "to")
"""The fields of entries in which codes of organisations stand."""


def tell() -> None:
    """Makes it known to the trail; called once, when the app is ready."""
    telling.name_values(ORGANISATIONS, _organisations)
    telling.name_values(["user"], _people)
    telling.name_values(["role"], _roles)


def _organisations(places: Collection[Place]) -> Mapping[Place, str]:
    """By their names of that time; the code stays, since it is what never changes."""
    versions: dict[str, list[OrganisationVersion]] = defaultdict(list)
    codes = {code for code, _ in places}
    for row in OrganisationVersion.objects.filter(organisation__code__in=codes).select_related(
        "organisation"
    ):
        versions[row.organisation.code].append(row)
    return {
        (code, at): f"{_in_force(versions[code], at).name} ({code})"
        for code, at in places
        if code in versions
    }


def _in_force(versions: list[OrganisationVersion], at: datetime) -> OrganisationVersion:
    """The last that had begun; of one that began later its first, since it was spoken of beforehand."""
    begun = [each for each in versions if _had_begun(each, at)]
    return begun[-1] if begun else versions[0]


def _had_begun(version: OrganisationVersion, at: datetime) -> bool:
    """On the day of a change itself, once it was written down."""
    day = timezone.localtime(at).date()
    if version.valid_from == day and version.change is not None:
        return version.change.at <= at
    return version.valid_from is None or version.valid_from <= day


def _people(places: Collection[Place]) -> Mapping[Place, str]:
    rows = User.objects.filter(username__in={username for username, _ in places})
    names = dict(rows.values_list("username", "full_name"))
    return {place: f"{names[place[0]]} ({place[0]})" for place in places if place[0] in names}


def _roles(places: Collection[Place]) -> Mapping[Place, str]:
    return {place: str(Role(place[0]).label) for place in places if place[0] in Role.values}
