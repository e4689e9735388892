"""Ending one of one's own sessions, or all the others, which allauth asks for through its adapter."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import Http404

from opendti.audit import actions as audit
from opendti.people.models import User


@transaction.atomic
def end(user: User, pk: int) -> None:
    """Whoever sits there is out at the next request. Http404 unless the session is the person's own."""
    session = UserSession.objects.select_for_update(no_key=True).filter(user=user, pk=pk).first()
    if session is None:
        raise Http404("Không có phiên này")
    session.end()
    audit.record("account.session_ended", by=user, subject=user, after={"address": session.ip or ""})


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ends all the other sessions of a person, with one entry in the trail."""

    @transaction.atomic
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            user = ended[0].user
            audit.record("account.session_ended", by=user, subject=user, after={"sessions": len(ended)})
