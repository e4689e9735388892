"""What every template may show about this installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    """Whose site it is, and whether it is a demo, whose figures are all made up."""
    is_demo = settings.OPENDTI_DEMO
    context: dict[str, object] = {"place_name": settings.OPENDTI_PLACE, "demo_mode": is_demo}
    return context | {"is_illustrative": True} if is_demo else context
