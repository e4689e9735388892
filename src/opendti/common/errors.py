"""Error pages. Each says what happened, that nothing is lost, what to do, and a code to read out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opendti.scoring.entries import EntryError

from . import request_id
from .refusals import Invalid, Refused


class RefusalMiddleware:
    """Turns what an action refused into a page, where the view has no better answer of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception)
        if isinstance(exception, (Invalid, EntryError)):
            return _page(request, 400, why=str(exception))
        return None


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """409. A conflict brings both values; any other refusal only its message."""
    names = {"mine": "mine", "theirs": "theirs", "by": "who"}
    conflict = {name: getattr(exception, attribute, None) for name, attribute in names.items()}
    what = None if hasattr(exception, "theirs") else "Việc này không còn làm được"
    return _page(request, 409, what=what, why=str(exception), back_url=request.path, **conflict)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403. What the gate said, if it said anything, tells who can do it."""
    return _page(request, 403, who_can=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "403_csrf.html", {"reference": request_id.current()}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    context["reference"] = request_id.current()
    return render(request, f"{status}.html", context, status=status)
