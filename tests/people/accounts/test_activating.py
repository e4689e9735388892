import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from opendti.audit.models import Entry
from opendti.common.secret_links import SecretLinkFilter
from opendti.people import actions
from opendti.people.models import Invitation, Membership
from tests.people.accounts.conftest import PASSWORD

GOOD = {"password1": PASSWORD, "password2": PASSWORD}


def link_for(person, way=Invitation.Way.LETTER) -> str:
    links = actions.new_links([person])
    actions.hand_out(links, by=None, way=way)
    return f"/activate/{links[0].token}/"


@pytest.fixture
def link(provinces):
    return link_for(provinces.lan)


def without_what_differs(response) -> str:
    """A page without the code to read out and the secret of its forms."""
    page = response.content.decode()
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", page)
    return page.replace(response["X-Request-ID"], "")


def test_says_for_whom_it_is(client, provinces, link):
    response = client.get(link)
    page = response.content.decode()

    assert response.status_code == 200
    assert "Nguyễn Thị Lan" in page
    assert "Nhập liệu · Sở Y tế" in page
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "strict-origin"


def test_looking_at_a_link_does_not_use_it_up(client, link):
    for _ in range(3):
        assert client.head(link).status_code == 200
        assert client.get(link).status_code == 200


def test_sets_the_password_and_logs_in(client, provinces, link):
    response = client.post(link, GOOD)
    provinces.lan.refresh_from_db()

    assert response["Location"] == "/work/"
    assert client.session["_auth_user_id"] == str(provinces.lan.pk)
    assert provinces.lan.check_password(PASSWORD)
    assert provinces.lan.is_activated
    assert client.get("/work/").status_code == 200


def test_leads_to_the_second_factor_whose_role_needs_one(client, provinces, settings):
    settings.OPENDTI_SECOND_FACTOR = ("operator",)

    assert client.post(link_for(provinces.van), GOOD)["Location"] == "/account/security/"


def test_works_once(client, provinces, link):
    client.post(link, GOOD)
    client.logout()

    assert client.get(link).status_code == 404
    assert (
        client.post(link, {"password1": "mot-hai-ba-bon", "password2": "mot-hai-ba-bon"}).status_code == 404
    )
    provinces.lan.refresh_from_db()
    assert provinces.lan.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"password1": "ngan", "password2": "ngan"}, "ngắn"),
        ({"password1": PASSWORD, "password2": "khac-hoan-toan"}, "Hai lần gõ khác nhau"),
        ({"password1": "lan@example.vn", "password2": "lan@example.vn"}, "giống"),
        ({}, "Chưa nhập mật khẩu"),
    ],
)
def test_a_weak_password_leaves_the_link_open(client, provinces, link, sent, says):
    response = client.post(link, sent)

    assert response.status_code == 400
    assert says in response.content.decode()
    assert client.get(link).status_code == 200


class TestOldLinks:
    def used(self, provinces, link):
        actions.activate(link.split("/")[2], PASSWORD)

    def replaced(self, provinces, link):
        link_for(provinces.lan)

    def expired(self, provinces, link):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    def closed(self, provinces, link):
        actions.close_account(provinces.lan)

    def without_role(self, provinces, link):
        Membership.objects.filter(user=provinces.lan).update(
            valid_from=timezone.localdate() - timedelta(9), valid_until=timezone.localdate() - timedelta(1)
        )

    def closed_and_reopened(self, provinces, link):
        actions.close_account(provinces.lan)
        actions.reopen_account(provinces.lan)

    def other_address(self, provinces, link):
        actions.change_person(provinces.lan, full_name="Nguyễn Thị Lan", email="khac@example.vn")

    @pytest.mark.parametrize(
        "what",
        ["used", "replaced", "expired", "closed", "without_role", "closed_and_reopened", "other_address"],
    )
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_all_answer_as_an_unknown_one_does(self, client, provinces, link, what, method):
        getattr(self, what)(provinces, link)
        unknown = client.get("/activate/khong-co-lien-ket-nay-o-dau-ca/")
        answer = getattr(client, method)(link, GOOD)

        assert answer.status_code == unknown.status_code == 404
        assert without_what_differs(answer) == without_what_differs(unknown)
        assert "Liên kết này không còn dùng được" in answer.content.decode()


def test_ends_the_sessions_that_were_open(client, provinces):
    client.post(link_for(provinces.lan), GOOD)
    client.cookies.clear()
    client.post(link_for(provinces.lan), {"password1": "bon-nam-sau-bay", "password2": "bon-nam-sau-bay"})

    assert Session.objects.count() == 1


def test_only_a_digest_is_kept_and_the_trace_holds_no_secret(client, provinces, link, caplog):
    token = link.split("/")[2]
    client.post(link, GOOD)
    client.get(link)
    told = [str(row) for row in Entry.objects.values()] + [str(row) for row in Invitation.objects.values()]

    assert len(token) >= 43
    assert not [line for line in (*told, *caplog.messages) if token in line or PASSWORD in line]
    assert Entry.objects.filter(event="account.activated", actor=provinces.lan).count() == 1


def test_the_log_never_holds_a_link():
    given = ("/account/password/reset/key/1-abc-def/", "/activate/abc_-1/")
    record = logging.LogRecord("x", logging.WARNING, "", 1, "Forbidden (%s): %s", given, None)
    SecretLinkFilter().filter(record)

    assert record.getMessage() == "Forbidden (/account/password/reset/key/…/): /activate/…/"


def test_a_link_in_a_mail_confirms_the_address_and_a_letter_does_not(client, provinces):
    from allauth.account.models import EmailAddress  # noqa: PLC0415

    client.post(link_for(provinces.lan), GOOD)
    assert not EmailAddress.objects.exists()
    client.post(link_for(provinces.lan, Invitation.Way.MAIL), GOOD)
    assert EmailAddress.objects.get().email == "lan@example.vn"


def test_a_second_factor_is_asked_for_even_by_a_link(client, provinces, link):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    TOTP.activate(provinces.lan, generate_totp_secret())
    client.force_login(provinces.van)  # Whoever sat there before is out, and does not stay in.
    response = client.post(link, GOOD)

    assert response["Location"].startswith("/account/second-factor/authenticate/")
    assert "_auth_user_id" not in client.session
