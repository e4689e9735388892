"""What the trail keeps of accounts, heard from allauth's and axes' signals.

No address of mail, no name of a passkey, no code: only that it happened, to whom and when.

Wrong passwords and codes are kept for accounts that exist, and no more than axes and allauth let
through: whoever is locked out adds nothing. For a name that nobody has the same work is done and
undone, so that the time it takes does not tell which names exist.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from allauth.socialaccount.models import SocialLogin
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest

from opendti.audit import actions as audit
from opendti.people import actions, queries
from opendti.people.models import User

from . import lock_out

logger = logging.getLogger(__name__)

_WAYS = {"socialaccount": "single_sign_on", "mfa": "passkey", "password": "password"}


def listen() -> None:
    """Connects what follows; called once, when the app is ready."""
    account.user_logged_in.connect(_logged_in)
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password_changed)
    mfa.authenticator_added.connect(_added)
    mfa.authenticator_removed.connect(_removed)
    mfa.authenticator_reset.connect(_codes_made)
    social.social_account_added.connect(_linked)
    mfa.authentication_failed.connect(_code_failed)
    user_locked_out.connect(_locked_out)
    user_login_failed.connect(_failed)
    user_logged_out.connect(_logged_out)


@transaction.atomic
def _record(event: str, user: User, *, by: User | None, **after: str) -> None:
    audit.record(event, by=by, subject=user, after=after or None)


def _logged_in(request: HttpRequest, user: User, **_: Any) -> None:  # noqa: ANN401
    """Also puts a hat on who has several and wears none, or one that is no longer theirs.

    And what was decided of organisations for a day that has come shows from now on.
    """
    actions.take_effect()
    own = list(queries.memberships_of(user))
    if len(own) > 1 and user.hat_id not in {each.pk for each in own}:
        actions.wear_hat(user, own[0].pk)
    records = get_authentication_records(request, user)
    came_in(user, _WAYS.get(records[0]["method"], "") if records else "")


def came_in(user: User, way: str) -> None:
    """Somebody is in; `way` by what, one of the words that the trail knows for it."""
    _record("account.logged_in", user, by=user, way=way)


def _logged_out(user: User | None, **_: Any) -> None:  # noqa: ANN401
    """Nobody is behind a session that is over by itself."""
    if user is not None:
        _record("account.logged_out", user, by=user)


@transaction.atomic
def _failed(request: HttpRequest | None, credentials: dict[str, str], **_: Any) -> None:  # noqa: ANN401
    """A wrong password, until the last that axes counts: that one locks, and is told so."""
    failures = getattr(request, "axes_failures_since_start", None)
    if request is None or failures is None or failures >= settings.AXES_FAILURE_LIMIT:
        return
    user = User.objects.filter(username=lock_out.name_typed(request, credentials)).first()
    is_inside = request.user.is_authenticated
    way = "reauthentication" if is_inside else "password"
    _record("account.log_in_failed", user or User(pk=0), by=None, way=way)
    if user is None:
        transaction.set_rollback(True)


def _code_failed(user: User, **_: Any) -> None:  # noqa: ANN401
    """A wrong code of an app, recovery code or passkey, after the right password."""
    _record("account.log_in_failed", user, by=None, way="code")


def _password_changed(user: User, **_: Any) -> None:  # noqa: ANN401
    _record("account.password_changed", user, by=user)


def _added(user: User, authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401
    _record(_event(authenticator, "added"), user, by=user, kind=authenticator.type)


def _removed(user: User, authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401
    _record(_event(authenticator, "removed"), user, by=user, kind=authenticator.type)


def _codes_made(user: User, **_: Any) -> None:  # noqa: ANN401
    _record("account.recovery_codes_added", user, by=user)


def _event(authenticator: Authenticator, what: str) -> str:
    names = {Authenticator.Type.WEBAUTHN: "passkey", Authenticator.Type.RECOVERY_CODES: "recovery_codes"}
    return f"account.{names.get(Authenticator.Type(authenticator.type), 'second_factor')}_{what}"


def _linked(sociallogin: SocialLogin, **_: Any) -> None:  # noqa: ANN401
    if isinstance(sociallogin.user, User):
        _record("account.single_sign_on_linked", sociallogin.user, by=sociallogin.user)


def _locked_out(request: HttpRequest, username: str, **_: Any) -> None:  # noqa: ANN401
    """Once per lock, and only for accounts that exist, so that nobody can flood the trail.

    axes tells of every further attempt too; only the one that closed the door has counted failures.
    """
    attempts = getattr(request, "axes_failures_since_start", None)
    if attempts is None:
        return
    user = User.objects.filter(username=username).first()
    if user is None:
        logger.warning("Locked out a name that nobody has.")
        return
    _record("account.locked_out", user, by=None, attempts=str(attempts))
