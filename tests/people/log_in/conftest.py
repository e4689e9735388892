"""People with passwords, and what a second factor needs."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from opendti.people.models import User

PASSWORD = "mat-khau-dai-1"
LOG_IN = "/account/login/"


@pytest.fixture
def lan(cast):
    """Nguyễn Thị Lan, clerk of Sở Y tế, with a password."""
    return with_password(cast.lan)


@pytest.fixture
def quang(cast):
    """Đặng Minh Quang, manager, with a password."""
    return with_password(cast.quang)


def with_password(user: User, email: str = "") -> User:
    user.set_password(PASSWORD)
    user.email = email
    user.save(update_fields=["password", "email"])
    return user


def log_in(client, username: str = "lan", password: str = PASSWORD, **more):
    return client.post(LOG_IN, {"login": username, "password": password}, **more)


def is_in(client) -> bool:
    """Whether a page for people who are logged in opens."""
    return client.get("/work/").status_code == 200


def code_now(secret: str, ahead: int = 0) -> str:
    """What an app with the secret shows now, or `ahead` periods of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def app_of_lan(lan) -> str:
    """The secret in Lan's app."""
    return give_app(lan)


def give_app(user: User) -> str:
    secret = generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return secret
