"""Who is logged in, for the page header."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from . import queries
from .models import User


def person(request: HttpRequest) -> dict[str, object]:
    """`person` with name, initials and organisation; nothing when nobody is logged in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    organisation = SimpleLazyObject(lambda: queries.organisation_name_of(user))
    return {"person": {"name": str(user), "initials": user.initials, "organisation": organisation}}
