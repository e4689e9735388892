"""Appraisers from an assignment annex onto a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opendti.catalog import access, actions
from opendti.catalog.assign_forms import AssignForm
from opendti.catalog.presenting.draft_page import draft_page
from opendti.catalog.shape_forms import version_in
from opendti.people import access as people

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, draft_pk: int) -> HttpResponse:
    """Reads an annex, shows what it would change, and on a second click changes it."""
    found = access.draft_for(request.user, draft_pk, to="edit")
    person = people.person(request.user)
    form = AssignForm(found, request)
    if form.is_confirmed and form.plan:
        actions.assign(found, form.plan, by=person, seen_version=version_in(request.POST))
        messages.success(request, f"Đã ghi phân công cho {len(form.plan.changes)} chỉ số. Xem và nhận lại.")
        return redirect("catalog:draft", found.pk)
    context = {"page": draft_page(found, person, can_edit=True), "form": form}
    return render(request, "catalog/draft/assign.html", context, status=REFUSED if form.refusal else 200)
