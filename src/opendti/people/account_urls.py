"""One's own account. The views and their names are allauth's; only those somebody needs are here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as single_sign_on
from allauth.usersessions import views as usersessions
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_POST

from opendti.common.gate import public

from . import reauthentication
from .log_in import views as own

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]


class Base36Converter(StringConverter):
    """How allauth writes an account's number in the link of a mail."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36Converter, "base36")


def by_mail(view: View) -> View:
    """Where no mail is sent, there is no such page."""

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if not settings.OPENDTI_MAIL:
            raise Http404("Hệ thống không gửi thư")
        return view(request, **kwargs)

    return shown


def by_single_sign_on(view: View) -> View:
    """Where no provider is named, there is no such page; where it does not answer, one that says so."""

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
            raise Http404("Không có đăng nhập một lần")
        try:
            return view(request, **kwargs)
        except OSError:  # What `requests` raises is one, whether the line or the answer is broken.
            logger.exception("The provider of the single sign-on does not answer.")
            return render(request, "socialaccount/authentication_error.html", status=503)

    return shown


def with_something_to_give(view: View) -> View:
    """Who has neither password nor second factor here is not asked for one."""

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if request.user.is_authenticated and not get_adapter().get_reauthentication_methods(request.user):
            return redirect("mfa_index")
        return view(request, **kwargs)

    return shown


def with_codes(view: View) -> View:
    """Who has no recovery codes is led to where they are made, or to the second factor they come with."""

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        kinds = Authenticator.Type
        if not request.user.is_authenticated or is_mfa_enabled(request.user, [kinds.RECOVERY_CODES]):
            return view(request, **kwargs)
        if is_mfa_enabled(request.user, [kinds.TOTP, kinds.WEBAUTHN]):
            return redirect("mfa_generate_recovery_codes")
        words = "Mã dự phòng đi kèm bước xác thực thứ hai. Cài một cách dưới đây, mã được tạo cùng lúc."
        messages.info(request, words)
        return redirect("mfa_index")

    return shown


reset_key = "password/reset/key/<base36:uidb36>-<str:key>/"
province = "single-sign-on/<slug:provider_id>/login/"

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", require_POST(account.logout), name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", with_something_to_give(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    # Whoever finds a browser open must not give the account a password of their own.
    path("password/set/", reauthentication.demanded(account.password_set), name="account_set_password"),
    path("password/reset/", by_mail(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", by_mail(account.password_reset_done), name="account_reset_password_done"),
    path(reset_key, by_mail(account.password_reset_from_key), name="account_reset_password_from_key"),
    path(
        "password/reset/done/",
        by_mail(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("security/", mfa.index, name="mfa_index"),
    path("second-factor/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path(
        "second-factor/reauthenticate/",
        with_something_to_give(mfa.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path("second-factor/app/activate/", app.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/deactivate/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", with_codes(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "recovery-codes/download/",
        with_codes(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "passkeys/reauthenticate/",
        with_something_to_give(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", own.end_session, name="usersessions_end"),
    path(province, by_single_sign_on(single_sign_on.login), name="openid_connect_login"),
    path(f"{province}callback/", by_single_sign_on(single_sign_on.callback), name="openid_connect_callback"),
    path(
        "single-sign-on/cancelled/",
        by_single_sign_on(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path(
        "single-sign-on/error/",
        public(by_single_sign_on(social.login_error)),
        name="socialaccount_login_error",
    ),
]
