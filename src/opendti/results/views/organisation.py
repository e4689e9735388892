"""The results of an organisation through the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opendti.common.downloads import workbook_named
from opendti.people import access
from opendti.results import exports, through_years


@require_safe
def organisation(request: HttpRequest, organisation_pk: int) -> HttpResponse:
    """Its own results and those of its predecessors, each year under the name of that time."""
    found = access.organisation_for(request.user, organisation_pk)
    years = through_years.years_of(found, access.person(request.user))
    has_sheets = any(year.sheet for year in years)
    context = {"organisation": found, "years": years, "has_sheets": has_sheets}
    return render(request, "results/organisation.html", context)


@require_safe
def workbook(request: HttpRequest, organisation_pk: int) -> HttpResponse:
    """The same table as an Excel file."""
    found = access.organisation_for(request.user, organisation_pk)
    content = exports.years_workbook(through_years.years_of(found, access.person(request.user)))
    return workbook_named(f"ket-qua-{found.code}.xlsx", content)
