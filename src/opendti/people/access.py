"""The gates of this app's own pages, and the one way to the person behind a request."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from .models import User


def person(user: AbstractBaseUser | AnonymousUser) -> User:
    """The person logged in; PermissionDenied when nobody is."""
    if isinstance(user, User) and user.is_active:
        return user
    raise PermissionDenied("Bạn chưa đăng nhập. Đăng nhập rồi thử lại.")


def demo_only() -> None:
    """Raises Http404 outside the demo, so that a real installation shows no trace of it."""
    if not settings.OPENDTI_DEMO:
        raise Http404
