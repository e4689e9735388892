"""The one character that PostgreSQL cannot hold, NUL, kept out in one place.

Forms of Django refuse it, but searches, filters and texts read without a form would reach the database and
end as an error of ours.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"


class CharactersMiddleware:
    """Answers 400 where an address or a query holds NUL, and leaves it out of fields: it comes by pasting.

    Stands after the check of forged forms, which has read the fields already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Raises BadRequest."""
        if NUL in request.path_info or _holds_nul(request.GET):
            raise BadRequest("NUL in the address")
        if _holds_nul(request.POST):
            clean = QueryDict(mutable=True)
            for name, values in request.POST.lists():
                clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
            clean._mutable = False  # noqa: SLF001 - as Django makes it
            request.POST = clean  # type: ignore[assignment]


def _holds_nul(given: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in given.lists())
