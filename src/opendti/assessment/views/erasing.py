"""Erasing a sheet's contact block, after asking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opendti.assessment import access, actions
from opendti.assessment.presenting.sheet_page import sheet_page
from opendti.people import access as people
from opendti.people import reauthentication


@reauthentication.demanded
@require_http_methods(["GET", "HEAD", "POST"])
def erase_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, and empties the contact block; the trail keeps that it was done."""
    sheet = access.get_for(request.user, pk, to="erase_contact")
    person = people.person(request.user)
    reason = request.POST.get("reason", "").replace("\x00", "")
    context: dict[str, object] = {"reason": reason}
    status = 200
    if request.method == "POST":
        try:
            erased = actions.erase_contact(sheet, by=person, reason=reason)
        except actions.Invalid as refusal:
            context["problem"], status = str(refusal), 400
        else:
            messages.success(request, f"Đã xoá thông tin liên hệ ở mục {', '.join(erased)}.")
            return redirect("assessment:general", pk)
    context["page"] = sheet_page(sheet, person)
    return render(request, "assessment/erase_contact.html", context, status=status)
