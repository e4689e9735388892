"""Organisations as of a day: the list, its Excel file, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opendti.common.downloads import workbook_named
from opendti.people import access, organisation_files, queries
from opendti.people.forms.operations import ON_ONE
from opendti.people.presenting import organisation_page, organisations, trail
from opendti.people.roles import Role


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The tree, or what `q`, `level` and `state` find; as of `on`."""
    user = access.member(request.user)
    page = organisations.list_page(request.GET.dict())
    context = {"page": page, "can_operate": queries.organisations_where(user, Role.OPERATOR).exists()}
    return render(request, "people/organisations/list.html", context)


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same list, with all its pages, as an Excel file that can be imported again."""
    access.member(request.user)
    return workbook_named("co-quan.xlsx", organisation_files.exported(request.GET.dict()))


@require_safe
def show(request: HttpRequest, organisation_pk: int) -> HttpResponse:
    """One organisation as of `on`."""
    organisation = access.organisation_for(request.user, organisation_pk)
    page = organisation_page.organisation_page(organisation, request.GET.dict())
    user = access.person(request.user)
    can_change = queries.scope_of(user, Role.OPERATOR).filter(pk=organisation.pk).exists()
    context = {
        "page": page,
        "can_change": can_change,
        "gives_accounts": queries.scope_of(user, *access.ACCOUNT_GIVERS).filter(pk=organisation.pk).exists(),
        "operations": ON_ONE,
        **trail.latest(organisation, user),
    }
    return render(request, "people/organisations/show.html", context)
