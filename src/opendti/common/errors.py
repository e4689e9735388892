"""Error pages. Each says what happened, that nothing is lost, what to do, and a code to read out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from opendti.scoring.entries import EntryError

from . import request_facts
from .refusals import Invalid, Refused

METHOD_NOT_ALLOWED = 405


class RefusalMiddleware:
    """Turns what was refused into a page, where the view has no better answer of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _not_allowed(request, response) if response.status_code == METHOD_NOT_ALLOWED else response

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
    return _page(request, 409, what=what, why=str(exception), back_url=_back(request), **conflict)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403. What the gate said, if it said anything, tells who can do it."""
    return _page(request, 403, who_can=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403. Whoever is not logged in any more is led to the log-in, and from there back to the page."""
    context: dict[str, object] = {"reference": request_facts.current().request_id}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        here, login = request.get_full_path(), resolve_url(settings.LOGIN_URL)
        context["login_url"] = here if request.path == login else f"{login}?{urlencode({'next': here})}"
    return render(request, "403_csrf.html", context, status=403)


def too_many(request: HttpRequest, *, seconds: int = 60) -> HttpResponse:
    """429. Also where allauth's own limits are reached, most of which last a minute."""
    response = _page(request, 429, seconds=seconds)
    response["Retry-After"] = str(seconds)
    return response


def too_large(request: HttpRequest, *, most: int) -> HttpResponse:
    """413, with the most that may be sent, in bytes."""
    return _page(request, 413, most=most // 1024**2)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def _back(request: HttpRequest) -> str:
    """The page it was asked from, where that is ours: what refused may be an address that only takes data."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else request.path


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    page = _page(request, METHOD_NOT_ALLOWED)
    page["Allow"] = response.get("Allow", "")
    return page


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    context["reference"] = request_facts.current().request_id
    return render(request, f"{status}.html", context, status=status)
