"""The one page of accounts that allauth does not have."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from opendti.people import access

from . import sessions


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of the person's sessions and shows the rest."""
    user = access.person(request.user)
    sessions.end(user, pk)
    messages.success(request, "Đã kết thúc phiên. Máy đó phải đăng nhập lại.")
    return redirect("usersessions_list")
