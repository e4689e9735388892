"""What the pages of log-in may offer here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def ways(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    """Whether mail is sent."""
    return {"mail_is_sent": bool(settings.OPENDTI_MAIL)}
