"""Who must have a second factor, and how it is named in the apps that keep it."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import checks
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from opendti.people.roles import Role

# What somebody without a second factor still reaches: where it is set up, and the way out.
_OPEN = frozenset(
    {
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_list_webauthn",
    }
)


class SecondFactorRequired:
    """Shows people who owe a second factor the page that says so, whatever they ask for.

    It reads no table: log_in.backends has asked already, with the query that reads the person. The
    province's single sign-on counts as a second factor, because the province decides there what it takes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        args: object,  # noqa: ARG002 - Django's own signature
        kwargs: object,  # noqa: ARG002
    ) -> HttpResponse | None:
        is_public = not getattr(view, "login_required", True)
        owes = not is_public and getattr(request.user, "owes_second_factor", False)
        if not owes or _came_by_single_sign_on(request):
            return None
        # Pages come without the sections of the office, none of which would open (home.navigation).
        request.opens_no_section = True  # type: ignore[attr-defined]
        match = request.resolver_match
        if match and match.view_name in _OPEN:
            return None
        return render(request, "account/second_factor_required.html", status=403)


def check_roles(**_: object) -> list[checks.CheckMessage]:
    """A system check: a role that is written wrong would demand a second factor of nobody."""
    unknown = sorted(set(settings.OPENDTI_SECOND_FACTOR) - set(Role.values))
    if not unknown:
        return []
    words = f"OPENDTI_SECOND_FACTOR có vai trò không có thật: {', '.join(unknown)}."
    known = ", ".join(Role.values)
    return [checks.Error(words, hint=f"Chọn trong: {known}.", id="opendti.log_in.E001")]


def _came_by_single_sign_on(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "socialaccount" for record in records)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names accounts by the name people log in with, and draws the code without inline styles."""

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """A drawing on a white ground of its own, so that phones can read it from a dark page too."""
        code = QRCode(image_factory=SvgPathFillImage, border=4)
        code.add_data(url)
        code.make(fit=True)
        drawing: str = code.make_image().to_string(encoding="unicode")
        return mark_safe(drawing)  # noqa: S308 - squares made by the library, no text of anybody
