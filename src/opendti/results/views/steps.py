"""The last steps of a round: computing it, publishing what came out, or opening the appraisal again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from opendti.assessment import access
from opendti.assessment.models import Round
from opendti.common.refusals import StepNotOpen
from opendti.people import access as people
from opendti.people import reauthentication
from opendti.results import actions, queries
from opendti.results.forms import PublishForm, ReopenForm
from opendti.results.models import Publication


@require_POST
def compute(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends the appraisal; where nobody concluded, the unit's own figures count."""
    round_ = access.round_for(request.user, slug, to="compute")
    try:
        actions.compute(round_, by=people.person(request.user))
    except StepNotOpen as closed:
        return _refused(request, slug, closed)
    messages.success(request, "Đã đóng thẩm định và tính kết quả. Xem lại kết quả trước khi công bố.")
    return redirect("assessment:round", slug)


@reauthentication.demanded
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks for the decision that announces the results, and publishes them under it."""
    round_ = access.round_for(request.user, slug, to="publish")
    form = PublishForm(request.POST if request.method == "POST" else None, year=round_.year)
    try:
        publication = _computed(round_)
        if form.is_valid():
            actions.publish(publication, **form.cleaned_data, by=people.person(request.user))
    except StepNotOpen as closed:
        return _refused(request, slug, closed)
    if not form.is_valid():
        context = {"round": round_, "form": form}
        return render(request, "results/publish.html", context, status=400 if form.is_bound else 200)
    messages.success(request, "Đã công bố. Kết quả hiện trên cổng công khai.")
    return redirect("assessment:round", slug)


@reauthentication.demanded
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Sets the computed results aside, with a reason, so that appraisers can go on."""
    round_ = access.round_for(request.user, slug, to="reopen_appraisal")
    form = ReopenForm(request.POST if request.method == "POST" else None)
    try:
        publication = _computed(round_)
        if form.is_valid():
            actions.discard(publication, **form.cleaned_data, by=people.person(request.user))
    except StepNotOpen as closed:
        return _refused(request, slug, closed)
    if not form.is_valid():
        context = {"round": round_, "form": form}
        return render(request, "results/reopen.html", context, status=400 if form.is_bound else 200)
    messages.success(request, "Đã mở lại thẩm định. Kết quả vừa tính không dùng nữa.")
    return redirect("assessment:round", slug)


def _computed(round_: Round) -> Publication:
    """What waits for publication; StepNotOpen when nothing does."""
    publication = queries.computed_of(round_.slug)
    if publication is None:
        raise StepNotOpen(
            f"“{round_}” đang ở bước “{round_.state_words}”, nên chưa có kết quả nào chờ công bố."
        )
    return publication


def _refused(request: HttpRequest, slug: str, closed: StepNotOpen) -> HttpResponse:
    """Back to the round, which shows where it stands and what can be done now."""
    messages.error(request, str(closed))
    return redirect("assessment:round", slug)
