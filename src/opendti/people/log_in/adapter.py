"""allauth's questions about accounts, with our answers."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from opendti.people import reauthentication
from opendti.people.models import User

from . import backends, lock_out, mails


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; who is nothing today does not get in; axes counts the wrong passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Nothing: allauth would count by name alone, and a stranger could lock a person out."""

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:  # noqa: ANN401
        """Only the right password gets this far, so only its owner learns that the account is closed."""
        if user.is_active and not backends.is_somebody_today(user):
            clear_login(request)
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002, ANN401
        """Whoever has just logged in is not asked again."""
        return not reauthentication.is_fresh(self.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return lock_out.address_of(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("mfa_index")

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """To the address the operator entered, confirmed or not: it is the account's owner who must know."""
        super().send_notification_mail(
            template_prefix, user, {"user": user} | (context or {}), email or user.email
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if settings.OPENDTI_MAIL:
            given = {"place_name": settings.OPENDTI_PLACE} | context
            mails.beside_the_answer(partial(super().send_mail, template_prefix, email, given))

    def is_safe_url(self, url: str) -> bool:
        """Whether log-in may lead there: only to this very address, and never from https to http.

        allauth would lead to every name in ALLOWED_HOSTS as well.
        """
        request = self.request
        here = {request.get_host()}
        return url_has_allowed_host_and_scheme(url, here, require_https=request.is_secure())

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under an address the operator has named, whatever name and port the request came to."""
        url: str = super().get_reset_password_from_key_url(key)
        split = urlsplit(url)
        named = [origin.rstrip("/") for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin]
        if not named or f"{split.scheme}://{split.netloc}" in named:
            return url
        return f"{named[0]}{split.path}"
