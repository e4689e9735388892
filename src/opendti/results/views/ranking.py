"""Results inside the office: the ranking of a round, a unit, and why a number is what it is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opendti.common.downloads import workbook_named
from opendti.people import access as people
from opendti.people.presenting import trail
from opendti.results import access, exports, pages
from opendti.results.models import Publication


@require_safe
def ranking(request: HttpRequest, slug: str, group: str | None = None) -> HttpResponse:
    """The ranking of a group with heat map and chosen unit (`?unit=`); `?as=table` shows plain numbers."""
    publication = access.results_of(request.user, slug)
    if publication is None:
        return render(request, "results/nothing_yet.html", {"slug": slug})
    context = pages.results(publication, group, unit=request.GET.get("unit"))
    context["as_table"] = request.GET.get("as") == "table"
    context |= trail.beside(publication, people.person(request.user))
    return render(request, "results/ranking.html", context | _address(publication))


@require_safe
def workbook(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    """The same ranking as an Excel file."""
    publication = access.results_of(request.user, slug)
    content = exports.group_workbook(_demand(publication), group)
    return workbook_named(f"ket-qua-{slug}-{group}.xlsx", content)


@require_safe
def unit(request: HttpRequest, slug: str, group: str, unit: str) -> HttpResponse:
    """One unit with its strong and weak points and every component, self and appraised points."""
    publication = access.results_of(request.user, slug)
    context = pages.unit(_demand(publication), group, unit)
    return render(request, "results/unit.html", context | _address(context["publication"]))


@require_safe
def why(request: HttpRequest, slug: str, group: str, unit: str, code: str) -> HttpResponse:
    """The ledger of one number."""
    publication = access.results_of(request.user, slug)
    context = pages.why(_demand(publication), group, unit, code)
    return render(request, "results/why.html", context | _address(context["publication"]))


def _demand(publication: Publication | None) -> Publication:
    if publication is None:
        raise Http404("Đợt này chưa tính kết quả")
    return publication


def _address(publication: Publication) -> dict[str, str]:
    return {"base": reverse("results:ranking", args=[publication.round_slug])}
