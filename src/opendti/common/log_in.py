"""Log-in for every view that is not marked public."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase


class LoginRequired(LoginRequiredMiddleware):
    """Django's own, but it asks for the mark before it asks who is there.

    Django's reads the session of every visitor first, so that a public page could never be cached.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Any,  # noqa: ANN401 - Django's own signature
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
