"""Asking who is there once more before something dangerous: publishing, giving roles, deleting.

`@reauthentication.demanded` above a view: whoever has neither logged in nor confirmed it within
ACCOUNT_REAUTHENTICATION_TIMEOUT gives their password, code or passkey again. What was typed is kept
meanwhile and goes through afterwards, except for files.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def demanded(view: View) -> View:
    """The view's GET stays as it is; everything else wants somebody who has proved who they are lately.

    People who have neither password nor second factor here, because they come by single sign-on or are
    the demo's, cannot be asked and are let through.
    """
    guarded: View = reauthentication_required(view, allow_get=True, app="opendti.people")
    return guarded


def demanded_first(view: View) -> View:
    """The same, and already before the page is shown: for long forms, so that they are typed afterwards."""
    guarded: View = reauthentication_required(view, app="opendti.people")
    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person logged in or proved who they are within the time allowed, in this session."""
    records = get_authentication_records(request, request.user)
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in records)
