"""The page of demo accounts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from opendti.common.gate import public
from opendti.people import access, actions, queries, trying
from opendti.people.log_in import entering
from opendti.people.models import User


@public
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """GET lists the accounts by role; POST logs in as one of them, without a password."""
    access.demo_only()
    if request.method == "POST":
        user = get_object_or_404(User, username=request.POST.get("username", ""), is_active=True)
        entering.without_password(request, user)
        if request.POST.get("hat", "").isdecimal():
            actions.wear_hat(user, int(request.POST["hat"]))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/demo.html", {"sections": trying.sections(queries.demo_accounts())})
