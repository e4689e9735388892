"""What the log, the audit trail and error pages say of the request being answered: its id, and where from.

Below the views nobody sees the request, so both wait in a context variable.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True, slots=True)
class Facts:
    """The id of a request and the IP address it came from; both empty outside of one, as in a command."""

    request_id: str = ""
    address: str = ""


_NONE = Facts()
_CURRENT: ContextVar[Facts] = ContextVar("request_facts", default=_NONE)


def current() -> Facts:
    """The facts of the request being answered."""
    return _CURRENT.get()


class RequestFactsMiddleware:
    """Takes the id a proxy gave, or makes one short enough to be read out on the phone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _ACCEPTABLE.fullmatch(given) else secrets.token_hex(4)
        token = _CURRENT.set(Facts(request_id, address_of(request)))
        try:
            response = self.get_response(request)
        finally:
            _CURRENT.reset(token)
        response["X-Request-ID"] = request_id
        return response


class RequestIdFilter(logging.Filter):
    """Puts the id on every log record; `-` outside of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current().request_id or "-"
        return True


def address_of(request: HttpRequest) -> str:
    """The IP address the request came from, in its one usual form; empty when the server knows none.

    Behind a proxy (OPENDTI_BEHIND_PROXY) it is the last of X-Forwarded-For, the one that the proxy
    itself has added. Whatever stands before it, and the whole header without a proxy, is the sender's.
    """
    if settings.OPENDTI_BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
        if address := _usual_form(forwarded):
            return address
    return _usual_form(request.META.get("REMOTE_ADDR", ""))


def _usual_form(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
