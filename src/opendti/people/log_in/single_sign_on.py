"""The province's single sign-on: it opens accounts that exist, and never makes one."""

from __future__ import annotations

from typing import NoReturn

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from opendti.people.models import User

from . import backends


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Finds the account by the link made before, else by the name, else by a confirmed address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Links the person to their account at the first visit, or shows whom to ask."""
        if sociallogin.is_existing:
            return
        user = _named(sociallogin) or _addressed(sociallogin)
        if user is None:
            _refuse(request, sociallogin, "unknown")
        if not user.is_active or not backends.is_somebody_today(user):
            _refuse(request, sociallogin, "closed")
        if SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            _refuse(request, sociallogin, "taken")
        sociallogin.connect(request, user)


def _named(sociallogin: SocialLogin) -> User | None:
    """The account with the name the provider prefers."""
    name = User.normalize_username(sociallogin.user.get_username() if sociallogin.user else "")
    return User.objects.filter(username=name).first() if name else None


def _addressed(sociallogin: SocialLogin) -> User | None:
    """The one account with an address that the provider has verified; none if several have it."""
    for address in sociallogin.email_addresses:
        if address.verified:
            users = filter_users_by_email(address.email, for_login=True)
            if len(users) == 1 and isinstance(users[0], User):
                return users[0]
    return None


def _refuse(request: HttpRequest, sociallogin: SocialLogin, why: str) -> NoReturn:
    named = sociallogin.user.get_username() if sociallogin.user else ""
    context = {"why": why, "named": named, "provider": sociallogin.provider.name}
    raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))
