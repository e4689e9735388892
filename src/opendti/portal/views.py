"""The public pages: open to everybody, reading only what was published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from opendti.common.gate import public
from opendti.results import exports, pages, queries

from .pages import base_of, cached, page, publication_of


@public
@cached
def front(request: HttpRequest) -> HttpResponse:
    """The latest ranking, or what will stand here once there is one."""
    publication = queries.latest_published()
    if publication is None:
        return page(request, "portal/nothing_yet.html", None, {})
    context = pages.ranking(publication, None) | base_of(publication, None)
    return page(request, "portal/ranking.html", publication, context)


@public
@cached
def ranking(
    request: HttpRequest, year: str, group: str | None = None, *, edition: int | None = None
) -> HttpResponse:
    """The ranking of a group, the first one if none is named."""
    publication = publication_of(year, edition)
    context = pages.ranking(publication, group) | base_of(publication, edition)
    return page(request, "portal/ranking.html", publication, context)


@public
@cached
def unit(
    request: HttpRequest, year: str, group: str, unit: str, *, edition: int | None = None
) -> HttpResponse:
    """One unit with everything it is made of."""
    publication = publication_of(year, edition)
    context = pages.unit(publication, group, unit) | base_of(publication, edition)
    return page(request, "portal/unit.html", publication, context)


@public
@cached
def why(
    request: HttpRequest, year: str, group: str, unit: str, code: str, *, edition: int | None = None
) -> HttpResponse:
    """Why one number is what it is."""
    publication = publication_of(year, edition)
    context = pages.why(publication, group, unit, code) | base_of(publication, edition)
    return page(request, "portal/why.html", publication, context)


@public
@cached
def method(request: HttpRequest, year: str, group: str | None = None) -> HttpResponse:
    """How the index of a group is made."""
    publication = publication_of(year, None)
    return page(request, "portal/method.html", publication, pages.method(publication, group))


@public
@cached
def data(request: HttpRequest, year: str) -> HttpResponse:
    """What can be downloaded, with the meaning of every column."""
    publication = publication_of(year, None)
    return page(request, "portal/data.html", publication, {"datasets": exports.DATASETS.values()})


@public
@cached
def data_file(request: HttpRequest, year: str, dataset: str, form: str) -> HttpResponse:  # noqa: ARG001 - the address says it all
    """One data set as CSV, JSON or Excel."""
    publication = publication_of(year, None)
    if dataset not in exports.DATASETS or form not in exports.FORMS:
        raise Http404("Không có tệp này")
    table = exports.DATASETS[dataset].table(publication)
    name = f"{publication.round_slug}-{dataset}.{form}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(exports.FORMS[form].write(table), exports.FORMS[form].content_type, headers=headers)
