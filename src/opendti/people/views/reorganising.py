"""The pages of the operations: typed, shown what would happen, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opendti.common.refusals import Invalid, Refused
from opendti.people import access, actions, queries, reauthentication
from opendti.people.forms.correcting import CorrectionForm
from opendti.people.forms.operations import OperationForm
from opendti.people.models import Organisation, User
from opendti.people.presenting.operations import preview_of


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication.demanded_first
def found(request: HttpRequest) -> HttpResponse:
    """A new organisation; `?under=` names its parent."""
    user, _ = access.operator(request.user)
    form = _form("found", None, request, user)
    return _answer(request, form, user)


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication.demanded_first
def operate(request: HttpRequest, organisation_pk: int, operation: str) -> HttpResponse:
    """One of the operations on an organisation."""
    organisation = access.organisation_for(request.user, organisation_pk, to="change")
    user = access.person(request.user)
    form = _form(operation, organisation, request, user)
    return _answer(request, form, user)


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication.demanded_first
def correct(request: HttpRequest, organisation_pk: int) -> HttpResponse:
    """Mends a slip in the version in force."""
    organisation = access.organisation_for(request.user, organisation_pk, to="change")
    form = CorrectionForm(organisation, request.POST.dict() if request.method == "POST" else None)
    if request.method == "POST" and form.save(by=access.person(request.user)):
        messages.success(request, "Đã sửa chỗ ghi nhầm.")
        return redirect("people:organisation", organisation_pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/organisations/operation.html", context, status=form.wrong or 200)


def _form(
    operation: str, organisation: Organisation | None, request: HttpRequest, user: User
) -> OperationForm:
    scope = queries.operator_scope(user)
    given = request.POST.dict() if request.method == "POST" else None
    return OperationForm(operation, organisation, scope, given=given, start=request.GET.dict())


def _answer(request: HttpRequest, form: OperationForm, user: User) -> HttpResponse:
    """The form, with what would happen once it can; or the organisation, once it was confirmed."""
    if form.plan and form.is_confirmed:
        try:
            change = actions.reorganise(form.make, by=user, seen=form.seen)
        except (Invalid, Refused) as why:
            form.refuse(why)
        else:
            done = change.get_kind_display().lower()
            messages.success(request, f"Đã ghi: {done}, từ {change.effective_on:%d/%m/%Y}.")
            return redirect("people:organisation", actions.shown_after(change))
    preview = preview_of(form.plan, form.after) if form.plan and form.after else None
    context = {"form": form, "organisation": form.organisation, "preview": preview}
    return render(request, "people/organisations/operation.html", context, status=form.wrong or 200)
