"""Opening an account by a one-time link, and changing from there into one's work."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opendti.common.gate import public
from opendti.common.refusals import Invalid, StepNotOpen
from opendti.people import actions, queries
from opendti.people.account_forms import NewPasswordForm
from opendti.people.models import User
from opendti.people.presenting.people import activation_page

GONE = 404


@public
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """GET says for whom the link is and asks for a password; only a POST uses the link up.

    Whatever is wrong with a link, the answer is the same.
    """
    invitation = queries.open_invitations(token).select_related("user").first()
    if invitation is None:
        return _gone(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=invitation.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, actions.activate(token, form.cleaned_data["password1"]))
        except StepNotOpen:
            return _gone(request)
        except Invalid as weak:
            form.add_error("password1", str(weak))
    context = {"page": activation_page(invitation), "form": form}
    return _unseen(render(request, "people/activate.html", context, status=400 if form.errors else 200))


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    """Logs in by allauth, which asks for a second factor where there is one.

    Whoever was logged in here before is out: else a second step would be forgotten, and they stay.
    """
    if request.user.is_authenticated:
        logout(request)
    if not queries.memberships_of(user).exists():
        messages.success(request, "Mật khẩu đã đặt. Tài khoản dùng được từ ngày vai trò của bạn bắt đầu.")
        return _unseen(redirect("account_login"))
    messages.success(request, "Mật khẩu đã đặt. Từ lần sau đăng nhập bằng tên đăng nhập và mật khẩu này.")
    record_authentication(request, user, method="password", username=user.username)
    following = "mfa_index" if queries.owes_second_factor(user) else "home:work"
    return _unseen(perform_login(request, user, redirect_url=reverse(following)))


def _gone(request: HttpRequest) -> HttpResponse:
    response = _unseen(render(request, "people/activate_gone.html", status=GONE))
    # The line Django logs for a 404 would hold the link.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _unseen(response: HttpResponse) -> HttpResponse:
    """Neither kept nor named to anybody.

    `no-referrer` would make browsers send the form with `Origin: null`, which the check against forged
    forms refuses; `strict-origin` names no path either.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
