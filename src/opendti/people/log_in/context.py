"""What the pages of log-in may offer here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def ways(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    """Whether mail is sent, and where one's own account is."""
    return {"mail_is_sent": bool(settings.OPENDTI_MAIL), "profile_url": reverse("mfa_index")}
