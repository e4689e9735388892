"""How much one request may bring, before a byte of it is read.

Django limits what it holds in memory, and writes files of any length to the disk while it looks for the
token of the form: without an account a disk could be filled.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import errors


class SizeMiddleware:
    """Answers 413 to what is announced as too long. What is not announced (chunked) Django does not read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        most: int = settings.OPENDTI_LARGEST_REQUEST
        if announced.isdecimal() and int(announced) > most:
            return errors.too_large(request, most=most)
        return self.get_response(request)
