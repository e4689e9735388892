import re

import pytest

from opendti.audit import queries as trail
from opendti.people.actions import add_membership, add_person
from opendti.people.models import Membership
from opendti.people.roles import Role
from tests.people.log_in.conftest import LOG_IN, PASSWORD, is_in, log_in


def events(user) -> list[str]:
    return [entry.event for entry in trail.trail_of(user)]


@pytest.mark.parametrize("typed", ["lan", "LAN", " lan ", "ｌａｎ"])
def test_works_however_the_name_is_typed(client, lan, typed):
    response = log_in(client, typed)

    assert (response.status_code, response["Location"]) == (302, "/work/")
    assert is_in(client)
    assert events(lan)[0] == "account.logged_in"


def test_goes_on_to_the_page_that_was_asked_for(client, lan):
    response = client.get("/rounds/")
    assert response["Location"] == f"{LOG_IN}?next=/rounds/"
    page = client.get(response["Location"]).content.decode()

    assert 'name="next" value="/rounds/"' in page
    sent = {"login": "lan", "password": PASSWORD, "next": "/rounds/"}
    assert client.post(LOG_IN, sent)["Location"] == "/rounds/"


def test_the_old_address_leads_to_the_new_one(client, db):
    assert client.get("/login/?next=/rounds/")["Location"] == f"{LOG_IN}?next=/rounds/"


def test_the_page_does_not_lead_elsewhere(client, lan):
    sent = {"login": "lan", "password": PASSWORD, "next": "https://evil.example/"}

    assert client.post(LOG_IN, sent)["Location"] == "/work/"


def test_whoever_is_in_is_not_asked_again(client, lan):
    log_in(client)

    assert client.get(LOG_IN)["Location"] == "/work/"


def test_log_out_works_by_post_only(client, lan):
    log_in(client)

    assert client.get("/account/logout/").status_code == 405
    assert client.post("/account/logout/").status_code == 302
    assert not is_in(client)


def test_nobody_signs_up(client, db):
    assert client.get("/account/signup/").status_code == 404
    assert "signup" not in client.get(LOG_IN).content.decode()


def test_a_new_session_begins_at_the_door(client, lan):
    """What somebody planted before is worth nothing afterwards."""
    client.get(LOG_IN)
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    log_in(client)

    assert client.session.session_key != before


class TestGivesNothingAway:
    def text_of(self, response) -> str:
        """The page without what differs in every answer: the token and the name typed."""
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
        return re.sub(r'name="login" value="[^"]*"', "", page)

    def test_wrong_password_unknown_name_and_closed_account_look_alike(self, client, lan, cast):
        cast.mai.is_active = False
        cast.mai.save(update_fields=["is_active"])
        add_person("khong", full_name="Không có mật khẩu")
        answers = [log_in(client, name, "sai") for name in ("lan", "ai-do", "mai", "khach", "khong")]

        assert {answer.status_code for answer in answers} == {200}
        assert len({self.text_of(answer) for answer in answers}) == 1
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in answers[0].content.decode()
        assert not is_in(client)

    def test_a_password_is_hashed_for_unknown_names_too(self, client, lan, monkeypatch):
        hashed = []
        for name in ("lan", "ai-do"):
            calls: list[int] = []
            with monkeypatch.context() as patch:
                patch.setattr(
                    "django.contrib.auth.hashers.MD5PasswordHasher.encode",
                    lambda self, password, salt, calls=calls: calls.append(1) or "md5$x$y",
                )
                log_in(client, name, "sai")
            hashed.append(len(calls))

        assert hashed[0] == hashed[1] > 0

    def test_only_the_right_password_learns_that_the_account_is_closed(self, client, lan):
        lan.is_active = False
        lan.save(update_fields=["is_active"])

        assert log_in(client)["Location"] == "/account/closed/"
        page = client.get("/account/closed/").content.decode()
        assert "Tài khoản đã đóng" in page
        assert not is_in(client)


class TestWithoutMembership:
    def test_nobody_gets_in(self, client, lan):
        Membership.objects.filter(user=lan).delete()

        assert log_in(client)["Location"] == "/account/closed/"
        assert "giao lại vai trò" in client.get("/account/closed/").content.decode()
        assert not is_in(client)

    def test_who_loses_the_last_one_is_out_at_the_next_request(self, client, lan):
        log_in(client)
        assert is_in(client)
        Membership.objects.filter(user=lan).delete()

        assert client.get("/work/")["Location"].startswith(LOG_IN)

    def test_who_is_closed_is_out_at_the_next_request(self, client, lan):
        log_in(client)
        lan.is_active = False
        lan.save(update_fields=["is_active"])

        assert not is_in(client)


class TestHat:
    def test_who_has_several_gets_the_first(self, client, lan, cast):
        add_membership(lan, organisation=cast.organisations["so-tu-phap"], role=Role.HEAD)
        log_in(client)
        lan.refresh_from_db()

        assert lan.hat == Membership.objects.filter(user=lan).order_by("pk").first()

    def test_who_has_one_wears_none(self, client, lan):
        log_in(client)
        lan.refresh_from_db()

        assert lan.hat is None


class TestDemo:
    @pytest.fixture
    def demo(self, settings):
        settings.OPENDTI_DEMO = True

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_outside_the_demo_there_is_no_such_page(self, client, cast, method):
        assert getattr(client, method)("/demo/", {"username": "lan"}).status_code == 404

    def test_lists_the_accounts_by_role(self, client, cast, demo):
        page = client.get("/demo/").content.decode()

        assert "Nguyễn Thị Lan" in page
        assert page.index("Nhập liệu") < page.index("Thẩm định")

    def test_logs_in_by_post(self, client, cast, demo):
        assert client.post("/demo/", {"username": "lan"})["Location"] == "/work/"
        assert is_in(client)

    def test_an_unknown_account_is_404(self, client, cast, demo):
        assert client.post("/demo/", {"username": "ai-do"}).status_code == 404
