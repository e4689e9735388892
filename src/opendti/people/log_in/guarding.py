"""What a change of one way in means for the others, heard from allauth's signals."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from opendti.audit import actions as audit
from opendti.people.actions.people import revoke_links
from opendti.people.models import User

QUIET = 5 * 60
"""Seconds in which codes that are refused are told of once."""


def listen() -> None:
    """Connects what follows; called once, when the app is ready."""
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password_chosen)
    mfa.authenticator_added.connect(_second_factor_added)


def _password_chosen(user: User, **_: Any) -> None:  # noqa: ANN401
    """Who has just chosen a password needs no letter any more, and whoever found one must not use it."""
    revoke_links(user)


def _second_factor_added(
    request: HttpRequest,
    user: User,
    authenticator: Authenticator,
    **_: Any,  # noqa: ANN401
) -> None:
    """With the first second factor all other sessions end: those have shown no more than a password."""
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if list(factors.values_list("pk", flat=True)[:2]) == [authenticator.pk]:
        for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
            session.end()


@transaction.atomic
def codes_refused(user: User) -> None:
    """Somebody who has the password tries codes: the trail tells, and the owner is told, once in a while."""
    if cache.add(f"log_in.codes_refused:{user.pk}", "told", timeout=QUIET):
        audit.record("account.locked_out", by=None, subject=user, after={"way": "code"})
        get_adapter().send_notification_mail("account/email/codes_refused", user)
