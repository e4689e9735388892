"""Codes of authenticator apps that were used. A code is good once, and allauth forgets too early.

It keeps a used code for one period, but takes it for three (MFA_TOTP_TOLERANCE): whoever looked over a
shoulder could log in by it half a minute later.
"""

from __future__ import annotations

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from django.core.cache import cache

from opendti.people.models import User


def was_used(user: User, code: str) -> bool:
    """Whether the person has used the code while it can still be taken for a new one."""
    return cache.get(_key(user, code)) is not None


def keep(user: User, code: str) -> None:
    """From now on the code is used, for longer than any phone would show it."""
    seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)
    cache.set(_key(user, code), True, timeout=seconds)  # noqa: FBT003 - any value will do


def _key(user: User, code: str) -> str:
    return f"log_in.used_code:{user.pk}:{normalize_user_code(code)}"
