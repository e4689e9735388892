"""Appraisal: the queue, one item across all units, and the conclusion on one of them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from opendti.assessment import access, actions, queries, table_exports
from opendti.assessment.appraisal_forms import FindingForm
from opendti.assessment.models import RankingGroup, Sheet
from opendti.assessment.presenting import appraisal_page as presenting
from opendti.assessment.queries import appraisal_pages as pages
from opendti.common.downloads import workbook_named
from opendti.people import access as people


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The items the person appraises, by ranking group and main index."""
    person = people.person(request.user)
    page = presenting.queue_page(pages.queue_of(person), pages.waiting_rounds(person), request.GET)
    return render(request, "assessment/appraisal/queue.html", {"page": page})


@require_safe
def component(request: HttpRequest, group_pk: int, code: str) -> HttpResponse:
    """One item across all units."""
    group = access.group_for(request.user, group_pk, item=code)
    return _render(request, group, code)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, group_pk: int, code: str, sheet_pk: int) -> HttpResponse:
    """The same with one unit's panel open; a POST concludes and goes on to the next unit."""
    group = access.group_for(request.user, group_pk, to=_step(request), item=code)
    sheet = _sheet(group, sheet_pk)
    if request.method != "POST":
        return _render(request, group, code, sheet=sheet)
    form = _form(request, group, code)
    try:
        if not form.save(sheet, by=people.person(request.user)):
            return _render(request, group, code, sheet=sheet, form=form, status=400)
    except actions.Conflict:
        return _render(request, group, code, sheet=sheet, form=form, status=409)
    except actions.StepNotOpen as closed:
        messages.error(request, str(closed))
        return _render(request, group, code, sheet=sheet, status=409)
    return _go_on(request, group, code, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, group_pk: int, code: str, sheet_pk: int) -> HttpResponse:
    """The points the values would bring; writes nothing. Without scripts, the whole page with them."""
    group = access.group_for(request.user, group_pk, to=_step(request), item=code)
    if request.method != "POST":
        return redirect("assessment:finding", group_pk, code, sheet_pk)
    sheet, form = _sheet(group, sheet_pk), _form(request, group, code)
    if not getattr(request, "htmx", False):
        return _render(request, group, code, sheet=sheet, form=form)
    page = _page(request, group, code, sheet, form)
    _demand_appraisal(page)
    return render(request, "assessment/appraisal/points.html", {"panel": page.panel, "is_swapped": True})


@require_http_methods(["GET", "HEAD", "POST"])
def accept_all(request: HttpRequest, group_pk: int, code: str) -> HttpResponse:
    """Accepts the item wherever nothing was concluded yet."""
    group = access.group_for(request.user, group_pk, to=_step(request), item=code)
    if request.method != "POST":
        return redirect("assessment:appraise", group_pk, code)
    count = actions.accept_all(group, item=code, by=people.person(request.user))
    if count:
        messages.success(request, f"Đã công nhận {code} của {count} đơn vị.")
    else:
        messages.warning(request, f"Không còn đơn vị nào chưa kết luận ở {code}, nên không có gì thay đổi.")
    return redirect("assessment:appraise", group_pk, code)


@require_safe
def table(request: HttpRequest, group_pk: int, code: str) -> HttpResponse:
    """The table of an item as an Excel workbook."""
    group = access.group_for(request.user, group_pk, item=code)
    page = _page(request, group, code)
    _demand_appraisal(page)
    content = table_exports.appraisal_workbook(page.item_page, page.table)
    return workbook_named(f"tham-dinh-{group.code}-{code}.xlsx", content)


def _demand_appraisal(page: presenting.AppraisalPage) -> None:
    """Before appraisal nothing of what units are still writing gets out, not even points."""
    if page.is_too_early:
        raise actions.StepNotOpen("Đợt đang ở bước tự đánh giá; số liệu hiện ra khi đóng bước này.")


def _step(request: HttpRequest) -> str:
    return "appraise" if request.method == "POST" else "view"


def _sheet(group: RankingGroup, pk: int) -> Sheet:
    sheet = pages.sheet_in(group, pk)
    if sheet is None:
        raise Http404("Không có phiếu này trong nhóm")
    return sheet


def _form(request: HttpRequest, group: RankingGroup, code: str) -> FindingForm:
    index_set = pages.definition_in(group)
    try:
        item = queries.item_called(index_set, code)
    except KeyError:
        raise Http404("Không có mục này trong bộ chỉ số") from None
    return FindingForm(index_set, item, request.POST)


def _page(
    request: HttpRequest,
    group: RankingGroup,
    code: str,
    sheet: Sheet | None = None,
    form: FindingForm | None = None,
) -> presenting.AppraisalPage:
    try:
        found = pages.item_page(group, code, people.person(request.user))
    except KeyError:
        raise Http404("Không có mục này trong bộ chỉ số") from None
    return presenting.appraisal_page(found, request.GET, sheet=sheet, form=form)


def _render(
    request: HttpRequest,
    group: RankingGroup,
    code: str,
    *,
    sheet: Sheet | None = None,
    form: FindingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = _page(request, group, code, sheet, form)
    name = "too_early" if page.is_too_early else "component"
    return render(request, f"assessment/appraisal/{name}.html", {"page": page}, status=status)


def _go_on(request: HttpRequest, group: RankingGroup, code: str, sheet: Sheet) -> HttpResponse:
    """To the next unit without a conclusion, or back to the list when there is none."""
    page = _page(request, group, code, sheet)
    query = urlencode({"saved": sheet.pk} | ({"show": page.show} if page.show != "all" else {}))
    following = page.panel.next_open if page.panel else None
    if following is None:
        address = reverse("assessment:appraise", args=[group.pk, code])
    else:
        address = reverse("assessment:finding", args=[group.pk, code, following.sheet.pk])
    return redirect(f"{address}?{query}")
