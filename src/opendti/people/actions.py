"""Adding people and organisations. Only the demo and, later, the operator's screens call these."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit

from .models import Membership, Organisation, User
from .roles import Role


@transaction.atomic
def add_person(
    username: str, *, full_name: str, password: str | None = None, email: str = "", by: User | None = None
) -> User:
    """A new account; without a password it cannot log in by one."""
    user = User.objects.create_user(username, password, full_name=full_name, email=email)
    audit.record("person.added", by=by, subject=user, after={"username": user.username})
    return user


@transaction.atomic
def add_organisation(
    code: str,
    *,
    name: str,
    short_name: str = "",
    level: str = "",
    parent: Organisation | None = None,
    order: int = 0,
    by: User | None = None,
) -> Organisation:
    """A new organisation under its official name, the one decisions print."""
    organisation = Organisation.objects.create(
        code=code, name=name, short_name=short_name, level=level, parent=parent, order=order
    )
    audit.record("organisation.added", by=by, subject=organisation, after={"code": code, "name": name})
    return organisation


@transaction.atomic
def add_membership(
    user: User,
    *,
    organisation: Organisation,
    role: Role,
    valid_from: date | None = None,
    valid_until: date | None = None,
    by: User | None = None,
) -> Membership:
    """The person gets the role from `valid_from` (today) on."""
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from or timezone.localdate(),
        valid_until=valid_until,
    )
    after = {"user": user.username, "organisation": organisation.code, "role": role.value}
    audit.record("membership.added", by=by, subject=membership, after=after)
    return membership
