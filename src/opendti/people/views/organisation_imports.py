"""Lists of organisations from Excel: uploaded, looked at row by row, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from opendti.common.downloads import workbook_named
from opendti.common.refusals import Invalid, Refused
from opendti.people import access, actions, organisation_files, queries
from opendti.people.forms.uploads import uploaded
from opendti.people.models import PendingImport
from opendti.people.presenting.organisation_import import import_page

INVALID, CONFLICT = 400, 409


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Takes a workbook and goes on to what it would do; nothing is written but the upload itself."""
    user, _ = access.operator(request.user)
    refusal = ""
    if request.method == "POST":
        try:
            content, name = uploaded(request.FILES.get("file"))
            actions.look_at(content, name, user)
        except Invalid as wrong:
            refusal = str(wrong)
        else:
            kept = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name=name, by=user)
            return redirect("people:organisations-import-preview", kept.pk)
    context = {"refusal": refusal}
    return render(request, "people/organisations/upload.html", context, status=INVALID if refusal else 200)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook to fill in."""
    access.operator(request.user)
    return workbook_named("mau-co-quan.xlsx", organisation_files.template())


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, import_pk: int) -> HttpResponse:
    """What the list would do, row by row; POST does it."""
    user, _ = access.operator(request.user)
    pending = queries.pending_import(import_pk, PendingImport.Kind.ORGANISATIONS, by=user)
    refusal: Invalid | Refused | None = None
    if request.method == "POST":
        chosen, seen = request.POST.getlist("correct"), request.POST.get("seen", "")
        reason = request.POST.get("reason", "")
        try:
            done = actions.import_organisations(pending, seen=seen, corrected=chosen, reason=reason, by=user)
        except (Invalid, Refused) as wrong:
            refusal = wrong
        else:
            messages.success(request, f"Đã thêm {done.added} cơ quan, sửa {done.corrected} cơ quan.")
            return redirect("people:organisations")
    looked_at = actions.look_at(actions.content_of(pending), pending.name, user)
    page = import_page(pending, looked_at, refusal=refusal, given=request.POST)
    status = 200 if refusal is None else CONFLICT if isinstance(refusal, Refused) else INVALID
    return render(request, "people/organisations/preview.html", {"page": page}, status=status)
