"""The front page after log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from opendti.assessment import access as gate
from opendti.common.downloads import workbook_named
from opendti.people import access

from . import days, past_sheets
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


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets of the person's units through the years, and of those they took over from."""
    person = gate.unit_person(request.user)
    return render(request, "home/sheets.html", {"rows": past_sheets.sheets_of(person)})


@require_safe
def sheets_workbook(request: HttpRequest) -> HttpResponse:
    """The same table as an Excel file."""
    person = gate.unit_person(request.user)
    content = past_sheets.sheets_workbook(past_sheets.sheets_of(person))
    return workbook_named("phieu-qua-cac-nam.xlsx", content)
