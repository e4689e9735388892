"""Filling in a sheet: general information, components, remarks, evidence.

Every write works in two ways. A browser with scripts posts one field and gets the parts of the page
that changed; one without posts the whole form and is sent on to a page.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import trigger_client_event

from opendti.assessment import access, actions, forms
from opendti.assessment.models import Sheet
from opendti.assessment.presenting.component_page import component_page
from opendti.assessment.presenting.general import facts_of
from opendti.assessment.presenting.places import places_in
from opendti.assessment.presenting.problems import Problem
from opendti.assessment.presenting.sheet_page import sheet_page
from opendti.assessment.queries import definition_of
from opendti.people import access as people

Problems = dict[str, Problem]


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the first thing to do, or to the first component where nothing is left."""
    found = access.get_for(request.user, pk)
    page = sheet_page(found, people.person(request.user))
    if page.can_fill and page.facts.todo:
        return redirect("assessment:general", pk)
    todo = [row for row in page.tree.rows if row.mark.is_todo]
    return redirect("assessment:item", pk, (todo or page.tree.rows)[0].code)


@require_http_methods(["GET", "HEAD", "POST"])
def general(request: HttpRequest, pk: int) -> HttpResponse:
    """The general information; a POST stores what was changed in the whole form."""
    found = access.get_for(request.user, pk, to=_step(request))
    if request.method == "POST":
        problems = forms.save_general(found, data=request.POST, by=people.person(request.user))
        if problems or request.POST.get("next") != "items":
            return _general(request, found, problems) if problems else redirect("assessment:general", pk)
        return redirect("assessment:item", pk, next(iter(places_in(definition_of(found)))))
    return _general(request, found, {})


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One component; a POST stores what was changed in the whole form and may go on to the next."""
    found = access.get_for(request.user, pk, to=_step(request))
    code = _leaf(found, code)
    if request.method == "POST":
        leaf = places_in(definition_of(found))[code].leaf
        problems = forms.save_component(found, leaf=leaf, data=request.POST, by=people.person(request.user))
        if problems:
            return _item(request, found, code, problems)
        return _go_on(request, found, code)
    return _item(request, found, code, {})


@require_http_methods(["GET", "HEAD", "POST"])
def save_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Stores one field and answers with what it changed on the page."""
    found = access.get_for(request.user, pk, to=_step(request))
    if request.method != "POST":
        return _back(request, found)
    return _save_field(request, found, request.POST.get("item", ""), request.POST.get("field", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def save_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Stores the unit's words on one item."""
    found = access.get_for(request.user, pk, to=_step(request))
    if request.method != "POST":
        return _back(request, found)
    return _save_field(request, found, request.POST.get("item", ""), "remark")


@require_http_methods(["GET", "HEAD", "POST"])
def add_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a link to evidence and goes back to the component."""
    found = access.get_for(request.user, pk, to=_step(request))
    if request.method != "POST":
        return _back(request, found)
    code, url = _leaf(found, request.POST.get("item", "")), request.POST.get("url", "")
    if too_long := forms.link_too_long(url):
        return _item(request, found, code, {"link": too_long})
    person = people.person(request.user)
    try:
        actions.add_evidence_link(found, item=code, url=url, title=request.POST.get("title", ""), by=person)
    except actions.Invalid as refusal:
        return _item(request, found, code, {"link": forms.problem_of(refusal, url)})
    return redirect("assessment:item", pk, code)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Removes a link and goes back to the component."""
    found = access.get_for(request.user, pk, to=_step(request))
    if request.method != "POST":
        return _back(request, found)
    code = _leaf(found, request.POST.get("item", ""))
    actions.remove_evidence_link(found, pk=link, by=people.person(request.user))
    messages.success(request, "Đã bỏ tài liệu kiểm chứng.")
    return redirect("assessment:item", pk, code)


# -- What the views above share -------------------------------------------------------------------


def _step(request: HttpRequest) -> str:
    return "fill" if request.method == "POST" else "view"


def _back(request: HttpRequest, found: Sheet) -> HttpResponse:
    """Where somebody goes who opens an address that only takes what is sent: to the item, or the sheet.

    A form that was refused leaves such an address in the browser, to be reloaded or opened again.
    """
    code = request.GET.get("item", "")
    if not code:
        return redirect("assessment:sheet", found.pk)
    return redirect("assessment:item", found.pk, _leaf(found, code))


def _leaf(found: Sheet, code: str) -> str:
    """The code, or that of the first part of a component which has parts; 404 for an unknown one."""
    for place in places_in(definition_of(found)).values():
        if code in (place.code, place.parent.code):
            return place.code
    raise Http404("Không có mục này trong bộ chỉ số")


def _go_on(request: HttpRequest, found: Sheet, code: str) -> HttpResponse:
    """To where the button that was pressed leads: the next component, the review, or the same page."""
    following = request.POST.get("next", "")
    if following == "review":
        return redirect("assessment:review", found.pk)
    to = _leaf(found, following) if following else code
    show = request.GET.get("show", "")
    response = redirect("assessment:item", found.pk, to)
    response["Location"] += f"?show={show}" if show in ("todo", "warned") else ""
    return response


def _save_field(request: HttpRequest, found: Sheet, code: str, field: str) -> HttpResponse:
    person = people.person(request.user)
    try:
        problem = forms.save_field(found, item=code, field=field, data=request.POST, by=person)
    except actions.StepNotOpen as closed:
        if not getattr(request, "htmx", False):
            raise
        response = render(request, "assessment/closed.html", {"why": str(closed)}, status=409)
        return trigger_client_event(response, "sheet:closed")
    problems = {forms.name_of(code, field): problem} if problem else {}
    if not getattr(request, "htmx", False):
        return _whole_page(request, found, code, problems)
    return _changed_parts(request, found, code, field, problems)


def _whole_page(request: HttpRequest, found: Sheet, code: str, problems: Problems) -> HttpResponse:
    is_general = any(each.code == code for each in definition_of(found).general_items)
    if problems:
        return (
            _general(request, found, problems)
            if is_general
            else _item(request, found, _leaf(found, code), problems)
        )
    if is_general:
        return redirect("assessment:general", found.pk)
    return redirect("assessment:item", found.pk, _leaf(found, code))


def _changed_parts(
    request: HttpRequest, found: Sheet, code: str, field: str, problems: Problems
) -> HttpResponse:
    show = request.GET.get("show", "")
    page = sheet_page(found, people.person(request.user), show=show, current=code, problems=problems)
    context: dict[str, object] = {"page": page, "oob": True, "field_name": field}
    fact = next((each for each in page.facts.facts if each.item.code == code), None)
    if fact:
        context["fact"] = fact
    else:
        context["component"] = component_page(page, _leaf(found, code))
    template = "assessment/saved_fact.html" if fact else "assessment/saved_component.html"
    response = render(request, template, context, status=_status(problems))
    at = timezone.localtime().strftime("%H:%M:%S")
    return response if problems else trigger_client_event(response, "sheet:saved", {"at": at})


def _item(request: HttpRequest, found: Sheet, code: str, problems: Problems) -> HttpResponse:
    show = request.GET.get("show", "")
    page = sheet_page(found, people.person(request.user), show=show, current=code, problems=problems)
    context = {"page": page, "component": component_page(page, code), "link_problem": problems.get("link")}
    return render(request, "assessment/component.html", context, status=_status(problems))


def _general(request: HttpRequest, found: Sheet, problems: Problems) -> HttpResponse:
    page = sheet_page(found, people.person(request.user), problems=problems)
    show = "todo" if request.GET.get("show") == "todo" and not problems else "all"
    facts = facts_of(page.contents, show=show, sees_personal=page.sees_personal, problems=problems)
    context = {"page": page, "facts": facts}
    return render(request, "assessment/general.html", context, status=_status(problems))


def _status(problems: Problems) -> int:
    """200; 409 when someone else wrote in between, 422 when something could not be taken."""
    if any(problem.kind == "conflict" for problem in problems.values()):
        return 409
    return 422 if problems else 200
