"""Coming in without a password: by a one-time link, and in the demo."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from opendti.people import actions
from opendti.people.models import User

from . import tracing


def without_password(request: HttpRequest, user: User) -> None:
    """Logs the person in and lists the session among theirs. The caller has made sure who it is.

    What was decided of organisations for a day that has come shows from now on, as after any log-in.
    """
    actions.take_effect()
    login(request, user, backend="opendti.people.log_in.backends.PeopleOfToday")
    UserSession.objects.create_from_request(request)
    tracing.came_in(user, "demo")
