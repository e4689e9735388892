"""Who is what, where, today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Membership, Organisation, User
from .roles import Role


def memberships_of(user: User, *, on: date | None = None) -> QuerySet[Membership]:
    """The memberships valid on a day (today), with their organisations."""
    return _valid(on).filter(user=user).select_related("organisation").order_by("pk")


def organisations_where(user: User, *roles: Role) -> QuerySet[Organisation]:
    """The organisations in which the person holds one of the roles today; all roles if none is named."""
    memberships = _valid().filter(user=user)
    if roles:
        memberships = memberships.filter(role__in=roles)
    return Organisation.objects.filter(pk__in=memberships.values("organisation_id"))


def roles_in(user: User, organisation_id: int) -> frozenset[Role]:
    """The person's roles in one organisation today."""
    found = _valid().filter(user=user, organisation_id=organisation_id).values_list("role", flat=True)
    return frozenset(Role(role) for role in found)


def organisation_name_of(user: User) -> str:
    """The name of the organisation the person acts for, for the trace; empty if there is none.

    Someone in several organisations is named by the membership made first.
    """
    first = memberships_of(user).values_list("organisation__name", flat=True).first()
    return first or ""


def organisations_called(names: Iterable[str]) -> dict[str, Organisation]:
    """The organisations by official name; a name nobody has is left out."""
    return {each.name: each for each in Organisation.objects.filter(name__in=set(names))}


def demo_accounts() -> list[Membership]:
    """Every account with its role, by role and organisation. Only for the page of demo accounts."""
    rows = _valid().filter(user__is_active=True).select_related("user", "organisation")
    order = {role.value: number for number, role in enumerate(Role)}
    return sorted(rows, key=lambda row: (order[row.role], row.organisation.order, row.organisation.code))


def _valid(on: date | None = None) -> QuerySet[Membership]:
    day = on or timezone.localdate()
    still = Q(valid_until=None) | Q(valid_until__gte=day)
    return Membership.objects.filter(still, valid_from__lte=day)
