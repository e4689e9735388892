"""What a field suggests while one types into it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opendti.people import access
from opendti.people.presenting import people


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The first organisations one hands out accounts for that hold the words `q`."""
    _, scope = access.account_giver(request.user)
    found = people.suggestions(scope, request.GET.get("q", ""))
    return render(request, "people/accounts/suggestions.html", {"suggestions": found})
