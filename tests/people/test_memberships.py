from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from opendti.people import queries
from opendti.people.actions import add_membership
from opendti.people.roles import Role


def test_roles_are_those_of_today(cast):
    today = timezone.localdate()
    where = {"organisation": cast.organisations["so-y-te"]}
    add_membership(
        cast.khach,
        role=Role.CLERK,
        valid_until=today - timedelta(1),
        valid_from=today - timedelta(9),
        **where,
    )
    add_membership(cast.khach, role=Role.HEAD, valid_until=today, **where)
    add_membership(cast.khach, role=Role.MANAGER, valid_from=today + timedelta(1), **where)

    assert queries.roles_in(cast.khach, cast.organisations["so-y-te"].pk) == {Role.HEAD}
    assert queries.organisation_name_of(cast.khach) == "Sở Y tế"


def test_a_stranger_has_no_roles(cast):
    assert queries.roles_in(cast.khach, cast.organisations["so-y-te"].pk) == frozenset()
    assert queries.organisation_name_of(cast.khach) == ""
    assert list(queries.organisations_where(cast.khach)) == []


def test_a_membership_ends_after_it_begins(cast):
    today = timezone.localdate()

    with pytest.raises(IntegrityError):
        add_membership(
            cast.khach,
            organisation=cast.organisations["so-y-te"],
            role=Role.CLERK,
            valid_from=today,
            valid_until=today - timedelta(1),
        )


def test_initials(cast):
    assert cast.lan.initials == "TL"
