"""Against the real process of an OpenID Connect provider, over loopback."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ImproperlyConfigured

from opendti import environment
from opendti.audit import queries as trail
from opendti.people.models import Membership, User
from tests.people.log_in.conftest import is_in, with_password

START = "/account/single-sign-on/province/login/"
WAIT = 20  # seconds until the provider must answer


@pytest.fixture(scope="session")
def address():
    """The province's provider, as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(WAIT)


def wait_for(url: str) -> None:
    until = time.monotonic() + WAIT
    while True:
        try:
            urllib.request.urlopen(f"{url}/.well-known/openid-configuration", timeout=2).close()  # noqa: S310
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def provider(address, settings) -> str:
    app = {
        "provider_id": "province",
        "name": "tài khoản công vụ",
        "client_id": "opendti",
        "secret": "bi-mat",
        "settings": {"server_url": address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return str(address)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def send(url: str, data: bytes, method: str, kind: str):
    request = urllib.request.Request(url, data, {"Content-Type": kind}, method=method)  # noqa: S310
    try:
        return urllib.request.build_opener(NoRedirect).open(request, timeout=WAIT)
    except urllib.error.HTTPError as answer:
        return answer


def introduce(provider: str, sub: str, **claims: object) -> None:
    """Tells the provider of a person."""
    with send(f"{provider}/users/{sub}", json.dumps(claims).encode(), "PUT", "application/json") as answer:
        assert answer.status < 300


def come(client, provider: str, sub: str, then: str = ""):
    """Presses the button, logs in over there, and comes back; the last answer."""
    there = client.post(START + (f"?next={then}" if then else ""))["Location"]
    assert there.startswith(provider)
    form = urllib.parse.urlencode({"sub": sub}).encode()
    with send(there, form, "POST", "application/x-www-form-urlencoded") as answer:
        back = answer.headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def test_the_button_stands_on_the_page_only_where_there_is_a_provider(client, db, provider, settings):
    assert "Dùng tài khoản công vụ" in client.get("/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert "công vụ" not in client.get("/account/login/").content.decode()
    assert client.post(START).status_code == 404


def test_the_name_opens_the_account_and_makes_a_link(client, provider, cast):
    introduce(provider, "cb-1", preferred_username="LAN", name="Nguyễn Thị Lan")
    answer = come(client, provider, "cb-1", then="/rounds/")

    assert answer["Location"] == "/rounds/"
    assert is_in(client)
    assert SocialAccount.objects.get(uid="cb-1").user == cast.lan
    assert UserSession.objects.filter(user=cast.lan).exists()
    told = [(entry.event, entry.after) for entry in trail.trail_of(cast.lan)]
    assert ("account.single_sign_on_linked", None) in told
    assert ("account.logged_in", {"way": "single_sign_on"}) in told


def test_the_link_holds_when_the_name_changes(client, provider, cast):
    introduce(provider, "cb-2", preferred_username="lan")
    come(client, provider, "cb-2")
    client.post("/account/logout/")
    introduce(provider, "cb-2", preferred_username="lan.nguyen")
    come(client, provider, "cb-2")

    assert is_in(client)
    assert SocialAccount.objects.count() == 1


def test_a_verified_address_that_one_account_has_opens_it(client, provider, cast):
    with_password(cast.lan, email="lan@example.vn")
    introduce(provider, "cb-3", email="Lan@example.vn", email_verified=True)
    come(client, provider, "cb-3")

    assert is_in(client)
    cast.lan.refresh_from_db()
    assert cast.lan.has_usable_password()


def refused(client, provider: str, sub: str) -> str:
    users = User.objects.count()
    answer = come(client, provider, sub)
    assert answer.status_code == 403
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.filter(uid=sub).exists()) == (users, False)
    return str(answer.content.decode())


def test_an_unknown_person_is_told_whom_to_ask_and_gets_no_account(client, provider, cast):
    introduce(provider, "cb-4", preferred_username="nguoi-la", email="la@example.vn", email_verified=True)
    page = refused(client, provider, "cb-4")

    assert "Chưa có tài khoản cho bạn" in page
    assert "Nhờ người quản trị đợt đánh giá cấp" in page


def test_an_address_nobody_verified_opens_nothing(client, provider, cast):
    with_password(cast.lan, email="lan@example.vn")
    introduce(provider, "cb-5", email="lan@example.vn", email_verified=False)

    assert "Chưa có tài khoản cho bạn" in refused(client, provider, "cb-5")


def test_an_address_that_two_accounts_have_opens_neither(client, provider, cast):
    for person in (cast.lan, cast.mai):
        with_password(person, email="chung@example.vn")
    introduce(provider, "cb-6", email="chung@example.vn", email_verified=True)

    assert "Chưa có tài khoản cho bạn" in refused(client, provider, "cb-6")


def test_a_closed_account_stays_closed(client, provider, cast):
    cast.lan.is_active = False
    cast.lan.save(update_fields=["is_active"])
    introduce(provider, "cb-7", preferred_username="lan")

    assert "đã đóng" in refused(client, provider, "cb-7")


def test_a_linked_account_that_was_closed_stays_closed(client, provider, cast):
    introduce(provider, "cb-8", preferred_username="lan")
    come(client, provider, "cb-8")
    client.post("/account/logout/")
    Membership.objects.filter(user=cast.lan).delete()
    answer = come(client, provider, "cb-8")

    assert answer["Location"] == "/account/closed/"
    assert not is_in(client)


def test_somebody_else_with_the_same_name_does_not_take_the_account_over(client, provider, cast):
    introduce(provider, "cb-9", preferred_username="lan")
    come(client, provider, "cb-9")
    client.post("/account/logout/")
    introduce(provider, "cb-10", preferred_username="lan")

    assert "đã gắn với một người khác" in refused(client, provider, "cb-10")


def test_it_counts_as_a_second_factor(client, provider, cast, settings):
    settings.OPENDTI_SECOND_FACTOR = ("manager",)
    introduce(provider, "cb-11", preferred_username="quang")
    come(client, provider, "cb-11")

    assert is_in(client)


def test_an_answer_nobody_asked_for_is_refused(client, provider, cast):
    answer = client.get(f"{START}callback/?code=x&state=y")

    assert answer.status_code == 401
    assert "Chưa đăng nhập được bằng tài khoản công vụ" in answer.content.decode()
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_told_of(client, cast, settings, provider):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = client.post(START)

    assert answer.status_code == 503
    assert "Thử lại sau vài phút" in answer.content.decode()


class TestEnvironment:
    @pytest.fixture(autouse=True)
    def told(self, monkeypatch, tmp_path):
        (tmp_path / "secret").write_text("bi-mat\n")
        monkeypatch.setenv("OPENDTI_OIDC_URL", "https://sso.tinh.vn/realms/can-bo/")
        monkeypatch.setenv("OPENDTI_OIDC_CLIENT", "opendti")
        monkeypatch.setenv("OPENDTI_OIDC_SECRET_FILE", str(tmp_path / "secret"))

    def test_says_where_the_provider_is(self):
        [app] = environment.single_sign_on()

        assert (app["client_id"], app["secret"]) == ("opendti", "bi-mat")
        assert app["settings"] == {"server_url": "https://sso.tinh.vn/realms/can-bo"}
        assert app["name"] == "tài khoản công vụ"

    def test_half_of_it_is_refused(self, monkeypatch):
        monkeypatch.delenv("OPENDTI_OIDC_CLIENT")

        with pytest.raises(ImproperlyConfigured, match="OPENDTI_OIDC_CLIENT"):
            environment.single_sign_on()

    def test_without_an_address_there_is_none(self, monkeypatch):
        monkeypatch.delenv("OPENDTI_OIDC_URL")

        assert environment.single_sign_on() == []

    def test_the_policy_lets_the_form_go_there(self):
        assert environment.origin_of("https://sso.tinh.vn/realms/can-bo/") == ["https://sso.tinh.vn"]
        assert environment.origin_of("") == []
