"""Who is logged in and which hat they wear, for the page header."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from . import queries
from .models import Membership, User


def person(request: HttpRequest) -> dict[str, object]:
    """`person` with name, initials, organisation and hats; nothing when nobody is logged in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    own = cache(lambda: list(queries.memberships_of(user)))
    return {
        "profile_url": reverse("people:own-account"),
        "person": {
            "name": str(user),
            "initials": user.initials,
            "organisation": SimpleLazyObject(lambda: _shown(user, own())),
            "hats": SimpleLazyObject(own),
            "hat": user.hat_id,
        },
    }


def _shown(user: User, own: list[Membership]) -> str:
    """The hat, where there is a choice; else just the organisation."""
    worn = [each for each in own if each.pk == user.hat_id]
    if worn and len(own) > 1:
        return worn[0].words
    return own[0].organisation.name if own else ""
