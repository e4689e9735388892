"""Every page of one's own account speaks Vietnamese, says nothing in vain, and has nothing inline."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from opendti.people import account_urls
from tests.people.log_in.conftest import give_app, give_passkey, log_in

# Words of English sentences that no Vietnamese text holds; names of products are taken out first.
ENGLISH = re.compile(
    r"\b(the|your|you|this|please|with|password|account|sign|log|enter|click|are|was|must|code|codes|key|"
    r"keys|security|authentication|continue|cancel|error|invalid|email|and|or|not|is|of)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"Google Authenticator|Microsoft Authenticator|App Store|CH Play|JavaScript|OpenDTI")

OPEN = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
OWN = [
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "usersessions_list",
]
# Those that only redirect, answer a script, want a ceremony first, or are looked at in other tests.
ELSEWHERE = {
    "account_logout",
    "account_reset_password_from_key",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "usersessions_end",
}


@pytest.fixture(autouse=True)
def everything_on(settings):
    settings.OPENDTI_MAIL = "smtp://localhost"
    app: dict[str, object] = {"provider_id": "province", "name": "tài khoản công vụ", "client_id": "x"}
    app |= {"secret": "y", "settings": {"server_url": "http://127.0.0.1:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def with_everything(client, lan):
    """Lan logged in, with an app, a passkey and codes."""
    log_in(client)
    give_app(lan)
    give_passkey(lan)
    codes = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.create(user=lan, type=codes, data={"seed": "00", "used_mask": 1})
    return client


def visible(page: str) -> str:
    body = page[page.index("<body") :]
    body = re.sub(r"<script.*?</script>|<svg.*?</svg>", " ", body, flags=re.DOTALL)
    attributes = " ".join(re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', body))
    return NAMES.sub(" ", re.sub(r"<[^>]+>", " ", body) + attributes)


def check(response) -> None:
    page = response.content.decode()
    assert ENGLISH.findall(visible(page)) == []
    assert not re.search(r'\sstyle="|<style|\son\w+="|javascript:|src="data:', page)
    for script in re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page):
        assert 'type="application/json"' in script
    assert "Vui lòng" not in page
    assert "!</" not in page


@pytest.mark.parametrize("name", OPEN)
def test_pages_for_everybody(client, db, name):
    response = client.get(reverse(name))

    assert response.status_code in (200, 401)
    check(response)


@pytest.mark.parametrize("name", OWN)
def test_pages_of_ones_own(with_everything, name):
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    arguments = [key] if name in ("mfa_edit_webauthn", "mfa_remove_webauthn") else []
    response = with_everything.get(reverse(name, args=arguments))

    assert response.status_code == 200
    check(response)


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "usersessions_list"])
def test_pages_of_who_has_nothing_yet(client, lan, name):
    log_in(client)
    response = client.get(reverse(name))

    assert response.status_code == 200
    check(response)


def test_the_second_step(client, app_of_lan):
    response = client.get(log_in(client)["Location"])

    assert "Bước xác thực thứ hai" in response.content.decode()
    check(response)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_login", {"login": "", "password": ""}),
        ("account_login", {"login": "lan", "password": "sai"}),
        ("account_reset_password", {"email": "khong-phai-thu"}),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(client, lan, name, sent):
    response = client.post(reverse(name), sent)

    assert 'class="error-text"' in response.content.decode() or "note-err" in response.content.decode()
    check(response)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_change_password", {"oldpassword": "sai", "password1": "123", "password2": "124"}),
        ("account_change_password", {}),
        ("account_reauthenticate", {"password": "sai"}),
        ("mfa_reauthenticate", {"code": "1"}),
        ("mfa_add_webauthn", {"name": "x", "credential": "{}"}),
        ("mfa_add_webauthn", {}),
        ("mfa_edit_webauthn", {"name": ""}),
    ],
)
def test_what_is_wrong_with_ones_own_is_said_in_vietnamese(with_everything, name, sent):
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    arguments = [key] if name == "mfa_edit_webauthn" else []
    response = with_everything.post(reverse(name, args=arguments), sent)

    assert response.status_code == 200
    check(response)


def test_the_lists_above_know_every_page():
    assert {each.name for each in account_urls.urlpatterns} == {*OPEN, *OWN, *ELSEWHERE}
