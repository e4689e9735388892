"""A round for its manager, and to look at for its leadership: how it stands and the one next step."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from opendti.assessment import access, actions, queries, table_exports
from opendti.assessment.models import Exclusion, Round
from opendti.assessment.presenting.round_page import ExclusionForm, round_page
from opendti.assessment.queries import rounds_pages as pages
from opendti.common.downloads import workbook_named
from opendti.people import access as people
from opendti.people.presenting import trail


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rounds the person follows for their owner."""
    found = queries.work_for(people.person(request.user)).rounds
    return render(request, "assessment/round/list.html", {"rounds": found})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The round with its phases, the next step, the boards and what is left out."""
    round_ = access.round_for(request.user, slug)
    return _render(request, round_)


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Units can fill in their sheets from now on."""
    round_ = access.round_for(request.user, slug, to=_step(request, "open"))
    if request.method != "POST":
        return redirect("assessment:round", slug)
    try:
        actions.open_round(round_, by=people.person(request.user))
    except actions.Refused as refused:
        messages.error(request, str(refused))
        return _render(request, _again(request, slug), status=409)
    messages.success(request, "Đã mở tự đánh giá. Các đơn vị nhập phiếu được ngay.")
    return redirect("assessment:round", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def close_self_assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """Sheets go to the appraisers as they are."""
    round_ = access.round_for(request.user, slug, to=_step(request, "close_self_assessment"))
    if request.method != "POST":
        return redirect("assessment:round", slug)
    try:
        actions.close_self_assessment(round_, by=people.person(request.user))
    except actions.StepNotOpen as closed:
        messages.error(request, str(closed))
        return _render(request, _again(request, slug), status=409)
    messages.success(request, "Đã đóng tự đánh giá. Các đơn vị thẩm định bắt đầu làm việc.")
    return redirect("assessment:round", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a component out of one unit's total, with a reason."""
    round_ = access.round_for(request.user, slug, to=_step(request, "exclude"))
    if request.method != "POST":
        return redirect("assessment:round", slug)
    form = ExclusionForm(request.POST)
    sheet = pages.sheet_of(round_, form.sheet_pk)
    if sheet is None:
        form.errors["sheet"] = "Chưa chọn đơn vị. Chọn một đơn vị của nhóm này."
        return _render(request, round_, form=form, status=400)
    sheet = access.get_for(request.user, sheet.pk, to="exclude")
    try:
        actions.exclude(
            sheet, item=form.item, reason=form.reason, kind=form.kind, by=people.person(request.user)
        )
    except actions.Invalid as wrong:
        form.errors[wrong.field] = str(wrong)
        return _render(request, round_, form=form, status=400)
    except actions.Refused as refused:
        messages.error(request, str(refused))
        return _render(request, round_, form=form, status=409)
    messages.success(request, f"Đã loại trừ {form.item} của {sheet.unit_name}.")
    return _to_board(slug, sheet.group.code)


@require_http_methods(["GET", "HEAD", "POST"])
def lift_exclusion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The component counts again."""
    round_ = access.round_for(request.user, slug, to=_step(request, "exclude"))
    if request.method != "POST":
        return redirect("assessment:round", slug)
    row = _exclusion(round_, pk)
    sheet = access.get_for(request.user, row.sheet_id, to="exclude")
    try:
        actions.lift_exclusion(sheet, item=row.item, by=people.person(request.user))
    except actions.Refused as refused:
        messages.error(request, str(refused))
        return _render(request, round_, status=409)
    messages.success(request, f"{row.item} của {sheet.unit_name} được tính lại.")
    return _to_board(slug, sheet.group.code)


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The boards as an Excel workbook."""
    round_ = access.round_for(request.user, slug)
    content = table_exports.round_workbook(pages.boards_of(round_))
    return workbook_named(f"tien-do-{round_.slug}.xlsx", content)


def _render(
    request: HttpRequest, round_: Round, *, form: ExclusionForm | None = None, status: int = 200
) -> HttpResponse:
    steps = pages.steps_for(people.person(request.user), round_)
    can_exclude = pages.can_exclude(people.person(request.user), round_)
    page = round_page(
        round_,
        pages.boards_of(round_),
        steps,
        pages.step_times(round_),
        request.POST if form else request.GET,
        can_exclude=can_exclude,
        opens_sheets=pages.opens_sheets(people.person(request.user), round_),
        form=form,
    )
    context = {"page": page, **trail.beside(round_, people.person(request.user))}
    return render(request, "assessment/round/round.html", context, status=status)


def _step(request: HttpRequest, name: str) -> str:
    return name if request.method == "POST" else "view"


def _again(request: HttpRequest, slug: str) -> Round:
    """The round as it stands in the database now."""
    return access.round_for(request.user, slug)


def _exclusion(round_: Round, pk: int) -> Exclusion:
    row = pages.exclusion_in(round_, pk)
    if row is None:
        raise Http404("Không có mục loại trừ này")
    return row


def _to_board(slug: str, group: str) -> HttpResponse:
    return redirect(f"{reverse('assessment:round', args=[slug])}?group={group}#loai-tru")
