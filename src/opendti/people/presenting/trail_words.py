"""How the trail tells codes of organisations, user names and roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from opendti.audit import telling
from opendti.people.models import Organisation, User
from opendti.people.roles import Role

ORGANISATIONS = ("organisation", "parent", "not_submitted", "to")
"""The fields of entries in which codes of organisations stand."""


def tell() -> None:
    """Makes it known to the trail; called once, when the app is ready."""
    telling.name_values(ORGANISATIONS, _organisations)
    telling.name_values(["user"], _people)
    telling.name_values(["role"], _roles)


def _organisations(codes: Collection[str]) -> Mapping[str, str]:
    """By their names of today; the code stays, since it is what never changes."""
    rows = Organisation.objects.filter(code__in=codes).values_list("code", "name")
    return {code: f"{name} ({code})" for code, name in rows}


def _people(usernames: Collection[str]) -> Mapping[str, str]:
    rows = User.objects.filter(username__in=usernames).values_list("username", "full_name")
    return {username: f"{name} ({username})" for username, name in rows}


def _roles(values: Collection[str]) -> Mapping[str, str]:
    return {value: str(Role(value).label) for value in values if value in Role.values}
