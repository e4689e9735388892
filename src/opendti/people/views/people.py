"""Accounts: the list, a new one, one with all that can be done to it, one's own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opendti.common.downloads import workbook_named
from opendti.common.refusals import Invalid, Refused
from opendti.people import access, actions, queries, reauthentication
from opendti.people.account_files import people_workbook
from opendti.people.account_forms import (
    EndForm,
    MembershipForm,
    NewPersonForm,
    PersonForm,
    filter_of,
    roles_for,
)
from opendti.people.models import User
from opendti.people.presenting import own_account, people, trail

INVALID = 400

STEPS = {
    "close": (
        actions.close_account,
        "Đã đóng tài khoản của {}. Phiên đang mở và liên kết chưa dùng đã hết.",
    ),
    "reopen": (actions.reopen_account, "Đã mở lại tài khoản của {}."),
    "second-factor/reset": (
        actions.reset_second_factor,
        "Đã bỏ bước xác thực thứ hai của {}. Người đó cài lại khi đăng nhập.",
    ),
    "erase": (actions.erase_person, "Đã xoá dữ liệu cá nhân. Nhật ký việc đã làm vẫn còn."),
}
"""By the end of its address: what is done, and what is said of it."""


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts of one's organisations, fifty a page."""
    _, scope = access.account_giver(request.user)
    page = people.list_page(scope, filter_of(request.GET, scope), request.GET)
    return render(request, "people/accounts/list.html", {"page": page})


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same accounts, all of them, as a workbook; that they were taken along is recorded."""
    giver, scope = access.account_giver(request.user)
    rows = list(people.listed(scope, filter_of(request.GET, scope)))
    actions.tell_of_export(len(rows), by=giver)
    return workbook_named("tai-khoan.xlsx", people_workbook.accounts(rows))


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication.demanded
def new(request: HttpRequest) -> HttpResponse:
    """A person with their first role."""
    giver, scope = access.account_giver(request.user)
    data = request.POST if request.method == "POST" else None
    form = NewPersonForm(data, scope=queries.living(scope), roles=roles_for(giver))
    form.initial["organisation"] = request.GET.get("organisation", "")[:300]
    if form.is_valid():
        try:
            made = actions.add_person_with_role(
                form.cleaned_data["username"],
                full_name=form.cleaned_data["full_name"],
                email=form.cleaned_data["email"],
                by=giver,
                **form.given(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = f"Đã thêm {made}, tên đăng nhập {made.username}. Bước tiếp theo: cấp liên kết."
            messages.success(request, told)
            return redirect("people:account", made.pk)
    return render(request, "people/accounts/new.html", {"form": form}, status=_status(form.errors))


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account with its roles, state, links and sessions."""
    person = access.person_for(request.user, pk)
    return _account(request, person)


@require_POST
@reauthentication.demanded
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets name and e-mail."""
    person = access.person_for(request.user, pk, to="change")
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _account(request, person, person_form=form)
    changed = actions.change_person(person, **form.cleaned_data, by=access.person(request.user))
    messages.success(request, "Đã lưu." if changed else "Không có gì thay đổi.")
    return redirect("people:account", pk)


@require_POST
@reauthentication.demanded
def add_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives one more role."""
    person = access.person_for(request.user, pk)
    giver, scope = access.account_giver(request.user)
    form = MembershipForm(request.POST, scope=queries.living(scope), roles=roles_for(giver))
    if form.is_valid():
        try:
            made = actions.give_membership(person, by=giver, **form.given())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{person} có vai trò {made.words} từ {made.valid_from:%d/%m/%Y}.")
            return redirect("people:account", pk)
    return _account(request, person, role_form=form)


@require_POST
@reauthentication.demanded
def end_role(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Ends a role, or takes it back before it begins."""
    membership = access.membership_for(request.user, pk, membership_pk)
    person = membership.user
    form = EndForm(request.POST)
    if not form.is_valid():
        return _account(request, person, refusal="Không đọc được ngày hết vai trò. Viết dạng 31/12/2026.")
    try:
        actions.end_membership(membership, on=form.day(), by=access.person(request.user))
    except Invalid as wrong:
        return _account(request, person, refusal=str(wrong))
    messages.success(request, f"Đã ghi ngày hết vai trò {membership.words} của {person}.")
    return redirect("people:account", pk)


@require_POST
@reauthentication.demanded
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of STEPS with the account itself."""
    person = access.person_for(request.user, pk, to="change")
    take, told = STEPS[step]
    take(person, by=access.person(request.user))
    messages.success(request, told.format(person))
    return redirect("people:account", pk)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Who I am, what I am where, and where to change how I log in."""
    person = access.person(request.user)
    return render(request, "people/accounts/own.html", {"page": own_account.own_page(person)})


def _account(
    request: HttpRequest,
    person: User,
    *,
    person_form: PersonForm | None = None,
    role_form: MembershipForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    giver, scope = access.account_giver(request.user)
    page = people.account_page(person, giver, scope, can_change=_can_change(request, person))
    context = {
        "page": page,
        "person_form": person_form or PersonForm({"full_name": person.full_name, "email": person.email}),
        "role_form": role_form or MembershipForm(None, scope=queries.living(scope), roles=roles_for(giver)),
        "refusal": refusal,
        **trail.latest(person, giver),
    }
    failed = bool(refusal) or any(form is not None and form.errors for form in (person_form, role_form))
    return render(request, "people/accounts/account.html", context, status=_status(failed))


def _can_change(request: HttpRequest, person: User) -> bool:
    try:
        access.person_for(request.user, person.pk, to="change")
    except PermissionDenied:
        return False
    return True


def _status(failed: object) -> int:
    return INVALID if failed else 200
