import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from opendti.audit import queries as trail
from tests.people.log_in.conftest import PASSWORD, give_passkey, is_in, log_in, with_password

SESSIONS = "/account/sessions/"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


@pytest.fixture
def other(lan) -> Client:
    """Lan at another machine."""
    client = Client()
    log_in(client, HTTP_USER_AGENT=CHROME, REMOTE_ADDR="203.0.113.9")
    return client


def session_of(address: str) -> UserSession:
    return UserSession.objects.get(ip=address)


def test_lists_where_the_account_is_open(client, other):
    log_in(client)
    page = client.get(SESSIONS).content.decode()

    assert "203.0.113.9" in page
    assert "Chrome, máy Windows" in page
    assert page.count("Máy này") == 1


def test_ending_one_sends_that_machine_out(client, lan, other):
    log_in(client)
    assert is_in(other)
    client.post(f"{SESSIONS}{session_of('203.0.113.9').pk}/end/")

    assert not is_in(other)
    assert is_in(client)
    assert "account.session_ended" in [entry.event for entry in trail.trail_of(lan)]


def test_ending_all_others_keeps_this_one(client, other):
    log_in(client)
    client.post(SESSIONS)

    assert is_in(client)
    assert not is_in(other)


def test_somebody_elses_session_is_not_found(client, cast, other):
    with_password(cast.mai)
    log_in(client, "mai")

    assert client.post(f"{SESSIONS}{session_of('203.0.113.9').pk}/end/").status_code == 404
    assert is_in(other)


def test_ending_is_no_link(client, other):
    log_in(client)

    assert client.get(f"{SESSIONS}{session_of('203.0.113.9').pk}/end/").status_code == 405


class TestPassword:
    CHANGE = "/account/password/change/"
    NEW = "ba-tu-khong-lien-quan"

    def change(self, client, old: str = PASSWORD, new: str = NEW):
        return client.post(self.CHANGE, {"oldpassword": old, "password1": new, "password2": new})

    def test_a_new_one_sends_the_other_machines_out(self, client, lan, other):
        log_in(client)

        assert self.change(client)["Location"] == "/account/security/"
        assert is_in(client)
        assert not is_in(other)
        assert "account.password_changed" in [entry.event for entry in trail.trail_of(lan)]

    def test_the_new_one_counts(self, client, lan):
        log_in(client)
        self.change(client)
        client.post("/account/logout/")

        assert log_in(client).status_code == 200
        assert log_in(client, password=self.NEW).status_code == 302

    def test_the_old_one_must_be_right(self, client, lan):
        log_in(client)

        assert "Mật khẩu đang dùng không đúng" in self.change(client, old="sai").content.decode()

    @pytest.mark.parametrize(
        ("new", "why"),
        [
            ("ngan", "Mật khẩu quá ngắn. Cần ít nhất 10 ký tự."),
            ("9081726354", "Mật khẩu chỉ gồm chữ số"),
            ("password123", "nhiều người dùng"),
        ],
    )
    def test_a_weak_one_is_refused_in_words(self, client, lan, new, why):
        log_in(client)

        assert why in self.change(client, new=new).content.decode()

    def test_with_a_passkey_one_is_set_only_after_asking(self, client, cast):
        give_passkey(cast.lan)
        client.force_login(cast.lan)
        sent = {"password1": self.NEW, "password2": self.NEW}
        answer = client.post("/account/password/set/", sent)

        assert answer["Location"].startswith("/account/passkeys/reauthenticate/")
        cast.lan.refresh_from_db()
        assert not cast.lan.has_usable_password()

    def test_who_has_none_may_set_one(self, client, cast):
        client.force_login(cast.lan)
        assert client.get(self.CHANGE)["Location"] == "/account/password/set/"
        sent = {"password1": self.NEW, "password2": self.NEW}
        client.post("/account/password/set/", sent)
        client.post("/account/logout/")

        assert log_in(client, password=self.NEW).status_code == 302
