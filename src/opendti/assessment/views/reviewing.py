"""Looking a sheet through, submitting it, and asking why: nothing here changes an answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from opendti.assessment import access, actions, exports
from opendti.assessment.models import Sheet
from opendti.assessment.presenting.histories import history_of
from opendti.assessment.presenting.ledgers import ledger_of
from opendti.assessment.presenting.places import places_in
from opendti.assessment.presenting.reviews import review_of
from opendti.assessment.presenting.sheet_page import SheetPage, sheet_page
from opendti.assessment.queries import pages
from opendti.assessment.queries.personal import is_personal
from opendti.common.downloads import workbook_named
from opendti.common.refusals import Refused
from opendti.people import access as people


@require_safe
def tree(request: HttpRequest, pk: int) -> HttpResponse:
    """The tree as a page of its own, for phones."""
    sheet = access.get_for(request.user, pk)
    page = _page(request, sheet, current=request.GET.get("at", ""))
    return render(request, "assessment/tree.html", {"page": page})


@require_safe
def why(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Why a component has its points: a page, or the inside of the drawer for htmx."""
    sheet = access.get_for(request.user, pk)
    page = _page(request, sheet, current=code)
    try:
        ledger = ledger_of(page.contents, page.tree, code, pages.changes_of(sheet, code))
    except KeyError:
        raise Http404("Không có mục này trong bộ chỉ số") from None
    in_drawer = getattr(request, "htmx", False)
    template = "assessment/parts/ledger.html" if in_drawer else "assessment/why.html"
    return render(request, template, {"page": page, "ledger": ledger, "in_drawer": in_drawer})


@require_safe
def history(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Who changed what in one item, newest first."""
    sheet = access.get_for(request.user, pk)
    page = _page(request, sheet)
    title = _title_for(page, code)
    told = history_of(page.contents, pages.changes_of(sheet, code))
    context = {"page": page, "code": code, "title": title, "told": told}
    return render(request, "assessment/history.html", context)


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as an Excel workbook; that contact data went along is recorded."""
    sheet = access.get_for(request.user, pk)
    page = _page(request, sheet)
    if page.sees_personal:
        actions.tell_of_export(sheet, by=people.person(request.user))
    content = exports.workbook_of(page.contents, page.tree, sees_personal=page.sees_personal)
    name = f"phieu-{sheet.group.round.slug}-{sheet.organisation.code}.xlsx"
    return workbook_named(name, content)


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, warned or without evidence, before the sheet goes out."""
    sheet = access.get_for(request.user, pk)
    return _review(request, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head submits what was reviewed; changed or submitted since, the review is shown again."""
    sheet = access.get_for(request.user, pk, to="submit" if request.method == "POST" else "view")
    if request.method != "POST":
        return redirect("assessment:review", pk)
    given = request.POST.get("version", "")
    version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    try:
        actions.submit(sheet, by=people.person(request.user), expected_version=version)
    except Refused as refused:
        return _review(request, sheet, refused=str(refused))
    return redirect("assessment:receipt", pk)


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was submitted, when and by whom, with the digest that proves it."""
    sheet = access.get_for(request.user, pk)
    if not sheet.submitted_at:
        raise Http404("Phiếu này chưa gửi")
    return render(request, "assessment/receipt.html", {"page": _page(request, sheet)})


# -- What the views above share -------------------------------------------------------------------


def _page(request: HttpRequest, sheet: Sheet, current: str = "") -> SheetPage:
    return sheet_page(sheet, people.person(request.user), show=request.GET.get("show", ""), current=current)


def _review(request: HttpRequest, sheet: Sheet, refused: str = "") -> HttpResponse:
    page = _page(request, sheet)
    context = {
        "page": page,
        "review": review_of(page.contents, page.tree, page.facts),
        "heads": [] if page.can_submit else pages.heads_of(sheet),
        "refused": refused,
    }
    return render(request, "assessment/review.html", context, status=409 if refused else 200)


def _title_for(page: SheetPage, code: str) -> str:
    """The item's title; 404 for an unknown one, 403 where personal data would be told."""
    places = places_in(page.contents.index_set)
    if code in places:
        return places[code].leaf.title
    for item in page.contents.index_set.general_items:
        if item.code == code:
            if is_personal(item) and not page.sees_personal:
                raise PermissionDenied(
                    "Mục này là dữ liệu cá nhân; chỉ đơn vị, quản trị đợt và tổ thư ký xem được."
                )
            return item.title
    raise Http404("Không có mục này trong bộ chỉ số")
