"""Ending one of one's own sessions. allauth has the list, and ending all the others."""

from __future__ import annotations

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
    audit.record("account.session_ended", by=user, subject=user)
