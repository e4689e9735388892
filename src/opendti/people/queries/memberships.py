"""Who is what, where, today."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from opendti.people.models import Membership, Organisation, User
from opendti.people.roles import Role


def memberships_of(user: User, *, on: date | None = None) -> QuerySet[Membership]:
    """All memberships valid on a day (today), whichever hat is worn, with their organisations."""
    return _valid(on).filter(user=user).select_related("organisation").order_by("pk")


def memberships_worn(user: User) -> QuerySet[Membership]:
    """The memberships whose rights count now, with their organisations."""
    return Membership.objects.worn_by(user).select_related("organisation").order_by("pk")


def organisations_where(user: User, *roles: Role) -> QuerySet[Organisation]:
    """The organisations in which the person holds one of the roles today; all roles if none is named."""
    memberships = Membership.objects.worn_by(user)
    if roles:
        memberships = memberships.filter(role__in=roles)
    return Organisation.objects.filter(pk__in=memberships.values("organisation_id"))


def scope_of(user: User, *roles: Role) -> QuerySet[Organisation]:
    """The organisations in which the person holds one of the roles, and everything below them."""
    scope = Q(pk__in=[])
    for path in organisations_where(user, *roles).values_list("path", flat=True):
        scope |= Q(path__startswith=path)
    return Organisation.objects.filter(scope)


def roles_in(user: User, organisation_id: int) -> frozenset[Role]:
    """The person's roles in one organisation today."""
    worn = Membership.objects.worn_by(user).filter(organisation_id=organisation_id)
    return frozenset(Role(role) for role in worn.values_list("role", flat=True))


def organisation_name_of(user: User) -> str:
    """The name of the organisation the person acts for, for the trace; empty if there is none.

    Someone in several organisations is named by the membership made first.
    """
    first = memberships_worn(user).values_list("organisation__name", flat=True).first()
    return first or ""


def operators_who_get_in(on: date | None = None) -> QuerySet[Membership]:
    """The operators of a day (today) whose accounts are open and have been activated."""
    is_activated = ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(user__last_login__isnull=False)
    return _valid(on).filter(is_activated, role=Role.OPERATOR, user__is_active=True)


def demo_accounts() -> list[Membership]:
    """Every account with its role, by role and organisation. Only for the page of demo accounts."""
    rows = _valid().filter(user__is_active=True).select_related("user", "organisation")
    order = {role.value: number for number, role in enumerate(Role)}
    return sorted(rows, key=lambda row: (order[row.role], row.organisation.order, row.organisation.code))


def _valid(on: date | None = None) -> QuerySet[Membership]:
    return Membership.objects.valid_on(on)
