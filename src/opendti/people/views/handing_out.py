"""Handing out one-time links: letters, mails, and the list of who has not opened an account yet."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from opendti.common.downloads import workbook_named
from opendti.people import access, actions, letters, reauthentication
from opendti.people.account_files import people_workbook
from opendti.people.account_forms import filter_of
from opendti.people.models import Invitation
from opendti.people.presenting import handing_out, people
from opendti.people.queries.people import NEW


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Who would get a link, before anybody does."""
    giver, scope = access.account_giver(request.user)
    page = handing_out.page(giver, scope, filter_of(request.GET, scope))
    return render(request, "people/accounts/links.html", {"page": page})


@require_POST
@reauthentication.demanded
def print_letters(request: HttpRequest) -> HttpResponse:
    """A PDF with a letter a person; from now on their older links open nothing."""
    giver, scope = access.account_giver(request.user)
    chosen = handing_out.confirmed(
        giver, scope, filter_of(request.POST, scope), count=request.POST.get("count", "")
    )
    made = actions.new_links(chosen)
    base = request.build_absolute_uri("/")
    pdf = letters.letters_pdf(made, base=base, by=giver, held=handing_out.held_by(chosen))
    actions.hand_out(made, by=giver, way=Invitation.Way.LETTER)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="thu-kich-hoat.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
@reauthentication.demanded
def send_mails(request: HttpRequest) -> HttpResponse:
    """A mail to each who has an address."""
    giver, scope = access.account_giver(request.user)
    if not settings.OPENDTI_MAIL:
        raise Http404("Hệ thống không gửi thư")
    chosen = handing_out.confirmed(
        giver, scope, filter_of(request.POST, scope), count=request.POST.get("count", ""), by_mail=True
    )
    made = actions.new_links(chosen)
    actions.hand_out(made, by=giver, way=Invitation.Way.MAIL)
    failed = letters.send_mails(made, base=request.build_absolute_uri("/"), by=giver)
    if failed:
        names = ", ".join(map(str, failed[:10]))
        messages.error(
            request,
            f"Chưa gửi được thư cho {len(failed)} người: {names}. "
            "Kiểm tra địa chỉ và máy chủ thư, rồi gửi lại.",
        )
    if len(made) > len(failed):
        messages.success(request, f"Đã gửi liên kết cho {len(made) - len(failed)} người.")
    return redirect("people:accounts")


@require_safe
def not_activated(request: HttpRequest) -> HttpResponse:
    """Who has not opened their account yet, as a workbook without links."""
    giver, scope = access.account_giver(request.user)
    rows = list(people.listed(scope, replace(filter_of(request.GET, scope), state=NEW)))
    actions.tell_of_export(len(rows), by=giver)
    return workbook_named("chua-kich-hoat.xlsx", people_workbook.accounts(rows, "Chưa kích hoạt"))
