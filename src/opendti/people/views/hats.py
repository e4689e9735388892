"""Changing hats."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from opendti.people import access, actions


@require_POST
def wear(request: HttpRequest, membership_pk: int) -> HttpResponse:
    """Wears one of the person's own hats and goes back to where they were, or to their work."""
    user = access.person(request.user)
    worn = actions.wear_hat(user, membership_pk)
    messages.success(request, f"Đang làm việc với vai trò {worn.words}.")
    back = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_here else "home:work")
