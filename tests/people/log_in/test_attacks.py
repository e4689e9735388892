"""What was tried against a running server and once worked: each of these failed before it was mended."""

import re
import threading
from datetime import timedelta
from smtplib import SMTPException

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from opendti.audit.models import Entry
from opendti.people.actions import hand_out, new_links
from opendti.people.log_in import addresses, mails
from opendti.people.models import Invitation
from tests.people.log_in.conftest import (
    LOG_IN,
    PASSWORD,
    code_now,
    give_passkey,
    is_in,
    log_in,
    with_password,
)
from tests.people.log_in.test_second_factor import ASK, CODES, set_up

NEW = "ba-tu-khong-lien-quan"
CHANGE = "/account/password/change/"
RESET = "/account/password/reset/"
BESIDE = mails.beside_the_answer  # as it is, before the fixture of these tests changes it


@pytest.fixture
def mailed(settings, cast):
    """An installation that sends mail, and Lan with an address."""
    settings.OPENDTI_MAIL, settings.ACCOUNT_EMAIL_NOTIFICATIONS = "smtp://localhost", True
    addresses.confirm(with_password(cast.lan, email="lan@example.vn"))


def change(client, old: str = PASSWORD):
    return client.post(CHANGE, {"oldpassword": old, "password1": NEW, "password2": NEW})


@pytest.mark.usefixtures("committed")
class TestSecondFactor:
    def test_a_session_that_only_knew_the_password_ends_with_the_first_one(
        self, client, client_elsewhere, lan
    ):
        """Else whoever had the password would be in without it, and be asked for nothing."""
        log_in(client_elsewhere)
        log_in(client)
        set_up(client)

        assert is_in(client)
        assert not is_in(client_elsewhere)

    def test_another_one_leaves_the_sessions_alone(self, client, client_elsewhere, lan):
        log_in(client_elsewhere)
        log_in(client)
        give_passkey(lan)
        set_up(client)

        assert is_in(client_elsewhere)

    def test_the_code_that_set_it_up_is_used(self, client, client_elsewhere, lan):
        log_in(client)
        code = code_now(set_up(client))
        log_in(client_elsewhere)
        client_elsewhere.post(ASK, {"code": code})

        assert not is_in(client_elsewhere)

    def test_a_code_somebody_saw_is_no_good_half_a_minute_later(self, client, app_of_lan):
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            code = code_now(app_of_lan, ahead=1)
            log_in(client)
            client.post(ASK, {"code": code})
            assert is_in(client)
            client.post("/account/logout/")
        with time_machine.travel(now + timedelta(seconds=31), tick=False):
            log_in(client)
            for typed in (code, f"{code[:3]} {code[3:]}", f"-{code}"):
                client.post(ASK, {"code": typed})
                assert not is_in(client)

    def test_codes_can_be_tried_fifty_times_a_day_and_the_owner_is_told(
        self, client, app_of_lan, mailed, mailoutbox
    ):
        tried = 0
        for hour in range(8):
            with time_machine.travel(timezone.now() + timedelta(hours=hour)):
                log_in(client)
                answers = [client.post(ASK, {"code": "000000"}).content.decode() for _ in range(12)]
                tried += sum("Sai quá nhiều lần" not in answer for answer in answers)

        assert tried == 50
        told = [mail for mail in mailoutbox if "biết mật khẩu" in mail.subject]
        assert len(told) == 8
        locked = Entry.objects.filter(event="account.locked_out")
        assert [entry.after for entry in locked] == [{"way": "code"}] * 8


class TestPassword:
    def test_the_present_one_cannot_be_guessed_in_an_open_session(self, client, client_elsewhere, lan):
        log_in(client)
        answers = [change(client, f"sai-{number}").status_code for number in range(5)]

        assert answers == [200] * 4 + [429]
        assert log_in(client_elsewhere).status_code == 429

    def test_a_letter_is_no_good_after_its_owner_has_chosen_one(self, client, lan, cast):
        [link] = new_links([lan])
        hand_out([link], by=cast.quang, way=Invitation.Way.LETTER)
        log_in(client)
        change(client)

        assert client.get(link.url("")).status_code == 404


@pytest.mark.usefixtures("mailed")
class TestMail:
    @pytest.fixture
    def broken(self, monkeypatch):
        def refuse(*_: object) -> None:
            raise SMTPException

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    @pytest.mark.usefixtures("broken")
    def test_a_server_that_is_down_does_not_tell_who_has_an_account(self, client, caplog):
        known = client.post(RESET, {"email": "lan@example.vn"})
        unknown = client.post(RESET, {"email": "ai@example.vn"})

        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert "A mail of log-in was not taken: SMTPException" in caplog.text

    @pytest.mark.usefixtures("broken")
    def test_a_server_that_is_down_is_no_error_after_the_password_has_changed(self, client):
        log_in(client)

        assert change(client).status_code == 302

    def test_the_answer_does_not_wait_for_the_mail(self):
        """Else how long it takes would tell who has an account."""
        held = threading.Event()
        release = threading.Event()
        BESIDE(lambda: held.set() if release.wait(10) else None)
        assert not held.is_set()
        release.set()
        assert held.wait(10)

    @pytest.mark.parametrize("port", ["", ":8443"])
    def test_a_link_leads_to_an_address_the_operator_has_named(self, client, mailoutbox, settings, port):
        settings.CSRF_TRUSTED_ORIGINS = ["https://*.tinh.gov.vn", "https://dti.tinh.gov.vn"]
        settings.ALLOWED_HOSTS = ["dti.tinh.gov.vn", "10.0.0.8"]
        for host in ("dti.tinh.gov.vn", "10.0.0.8"):
            client.post(RESET, {"email": "lan@example.vn"}, HTTP_HOST=f"{host}{port}")

        found = [re.findall(r"https?://[^/]+", mail.body) for mail in mailoutbox]
        assert found == [["https://dti.tinh.gov.vn"]] * 2


@pytest.mark.parametrize("path", [CODES, f"{CODES}download/"])
def test_recovery_codes_lead_to_where_they_come_from(client, lan, path):
    log_in(client)
    page = client.get(path, follow=True)

    assert page.redirect_chain == [("/account/security/", 302)]
    assert "Mã dự phòng đi kèm bước xác thực thứ hai" in page.content.decode()
    give_passkey(lan)
    assert client.get(path)["Location"] == f"{CODES}generate/"


@pytest.mark.parametrize(
    "to", ["http://testserver/", "https://10.0.0.8/", "//10.0.0.8/", "https://10.0.0.8#@testserver/"]
)
def test_log_in_leads_to_no_other_name_of_the_server(client, lan, settings, to):
    settings.ALLOWED_HOSTS = ["testserver", "10.0.0.8"]
    answer = client.post(LOG_IN, {"login": "lan", "password": PASSWORD, "next": to}, secure=True)

    assert answer["Location"] == "/work/"
