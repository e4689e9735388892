"""Adding one person and one organisation. Lists and screens go through these too."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from opendti.audit import actions as audit
from opendti.common.folding import folded
from opendti.common.refusals import Refused
from opendti.people import queries, usernames
from opendti.people.models import Organisation, OrganisationVersion, User
from opendti.people.roles import Role

from .memberships import give_membership

NAME_TAKEN = "Tên đăng nhập {username} không dùng được, chọn tên khác."
"""Says the same whoever has the name, so that nothing is told of accounts elsewhere."""


@transaction.atomic
def add_person(
    username: str, *, full_name: str, password: str | None = None, email: str = "", by: User | None = None
) -> User:
    """A new account; without a password it cannot log in by one. Refused if the user name is taken."""
    if User.objects.filter(username=User.normalize_username(username)).exists():
        raise Refused(NAME_TAKEN.format(username=username))
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, password, full_name=full_name, email=email)
    except IntegrityError:  # Somebody took the name at the same moment.
        raise Refused(NAME_TAKEN.format(username=username)) from None
    audit.record("person.added", by=by, subject=user, after={"username": user.username})
    return user


@transaction.atomic
def add_person_with_role(
    username: str,
    *,
    full_name: str,
    email: str,
    organisation_pk: int,
    role: Role,
    valid_from: date | None,
    valid_until: date | None,
    by: User,
) -> User:
    """A new account with its first role; without a user name it gets one made of the name."""
    name = username or usernames.proposed(full_name, queries.usernames_taken())
    with audit.gathered():
        user = add_person(name, full_name=full_name, email=email, by=by)
        give_membership(
            user,
            organisation_pk=organisation_pk,
            role=role,
            valid_from=valid_from,
            valid_until=valid_until,
            by=by,
        )
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
    valid_from: date | None = None,
    by: User | None = None,
) -> Organisation:
    """A new organisation under its official name, the one decisions print; since ever if no day is given."""
    organisation = Organisation.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        level=level,
        parent=parent,
        order=order,
        path=f"{parent.path if parent else '/'}{code}/",
        valid_from=valid_from,
        search_text=folded(name, short_name, code),
    )
    OrganisationVersion.objects.create(
        organisation=organisation,
        valid_from=valid_from,
        name=name,
        short_name=short_name,
        level=level,
        parent=parent,
    )
    audit.record("organisation.added", by=by, subject=organisation, after=told_of(organisation))
    return organisation


def told_of(organisation: Organisation) -> dict[str, object]:
    """A new organisation as the trail tells it."""
    begin = organisation.valid_from
    return {
        "code": organisation.code,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "level": organisation.level,
        "parent": organisation.parent.code if organisation.parent else "",
        "valid_from": begin.isoformat() if begin else "",
    }
