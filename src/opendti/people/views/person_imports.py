"""Lists of people from Excel: upload, look at every row, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opendti.common.downloads import workbook_named
from opendti.common.refusals import Invalid
from opendti.people import access, actions, reauthentication
from opendti.people.account_files import planning, reading, template_workbook
from opendti.people.account_forms import roles_for
from opendti.people.models import PendingImport
from opendti.people.presenting import people, person_import

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Takes a list and leads to its rows; a file that cannot be read leaves nothing."""
    giver, _ = access.account_giver(request.user)
    if request.method != "POST":
        return render(request, "people/accounts/import.html")
    try:
        content, name = person_import.uploaded(request.FILES.get("file"))
        pending = actions.keep_people_file(content, name=name, by=giver)
    except Invalid as refusal:
        return render(request, "people/accounts/import.html", {"refusal": str(refusal)}, status=REFUSED)
    return redirect("people:person-import-rows", pending.pk)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in, with the giver's organisations and roles."""
    giver, scope = access.account_giver(request.user)
    content = template_workbook.template(people.living(scope), roles_for(giver))
    return workbook_named("mau-tai-khoan.xlsx", content)


@require_safe
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row with what it would do; writes nothing."""
    pending = access.people_import_for(request.user, pk)
    return _rows(request, pending)


@require_POST
@reauthentication.demanded
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Carries the list out, all of it or nothing."""
    pending = access.people_import_for(request.user, pk)
    try:
        plan = actions.import_people(
            pending, seen=request.POST.get("seen", ""), by=access.person(request.user)
        )
    except actions.PlanChanged as changed:
        messages.warning(request, str(changed))
        return _rows(request, access.people_import_for(request.user, pk), status=409)
    messages.success(
        request,
        f"Đã thêm {plan.people} tài khoản và {person_import.roles_given(plan)} vai trò. Cấp liên kết ở dưới.",
    )
    return redirect(f"{reverse('people:links')}?link=no")


def _rows(request: HttpRequest, pending: PendingImport, status: int = 200) -> HttpResponse:
    lines = reading.lines_of(actions.content_of(pending), name=pending.name)
    page = person_import.rows_page(pending, planning.plan(lines, access.person(request.user)))
    return render(request, "people/accounts/import_rows.html", {"page": page}, status=status)
