"""The front page after log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opendti.people import access

from . import days
from .work import desk_of


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What this person has to do, by deadline (việc của tôi)."""
    person = access.person(request.user)
    desk = desk_of(person, timezone.localdate())
    context = {
        "desk": desk,
        "weekday": days.weekday(desk.today),
        "distance": days.distance(desk.deadline, desk.today) if desk.deadline else "",
        "weekend": days.weekend_note(desk.deadline) if desk.deadline else None,
    }
    return render(request, "home/work.html", context)
