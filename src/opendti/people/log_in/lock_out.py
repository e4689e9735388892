"""Who is locked out, for how long, and what they are told.

Counted by name and address together: neither can a colleague behind the same address lock an office
out, nor a stranger somewhere else a person. The name is the one typed, whether there is such an account
or not, so that being locked out gives nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opendti.common import request_facts
from opendti.people.models import User

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - what stands where an address is wanted and none is known

Credentials = Mapping[str, str]


def address_of(request: HttpRequest) -> str:
    """The visitor's address; what a proxy says only if there is one (OPENDTI_BEHIND_PROXY)."""
    return request_facts.address_of(request) or UNKNOWN_ADDRESS


def name_typed(request: HttpRequest, credentials: Credentials | None) -> str:
    """The name as accounts have it, however it was typed."""
    typed = credentials.get("username") if credentials else request.POST.get("login")
    return User.normalize_username(typed or "")[:80]


def locked(
    request: HttpRequest,
    response: HttpResponse | None,  # noqa: ARG001 - what axes replaces
    credentials: Credentials | None,
) -> HttpResponse:
    """The page that says until when; 429, the same for names that exist and names that do not."""
    until = locked_until(name_typed(request, credentials), address_of(request))
    return render(request, "account/locked.html", {"until": until}, status=429)


def locked_until(name: str, address: str) -> datetime:
    """When the last wrong password that was counted is forgotten."""
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address)
    last: datetime | None = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    cool_off: timedelta = get_cool_off()
    return (last or timezone.now()) + cool_off
