import re

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured

from opendti import environment
from opendti.people.log_in import addresses
from tests.people.log_in.conftest import PASSWORD, is_in, log_in, with_password
from tests.people.log_in.test_second_factor import set_up

RESET = "/account/password/reset/"
NEW = "ba-tu-khong-lien-quan"


@pytest.fixture
def mailed(settings):
    """An installation that sends mail."""
    settings.OPENDTI_MAIL = "smtp://localhost"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


@pytest.fixture
def lan(cast):
    person = with_password(cast.lan, email="lan@example.vn")
    addresses.confirm(person)
    return person


def change(client) -> None:
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})


def test_a_new_password_is_told_by_mail(client, lan, mailed, mailoutbox):
    log_in(client, REMOTE_ADDR="203.0.113.9")
    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
        REMOTE_ADDR="203.0.113.9",
    )
    [mail] = mailoutbox

    assert mail.to == ["lan@example.vn"]
    assert mail.subject == "[OpenDTI] Mật khẩu đã đổi"
    assert "203.0.113.9" in mail.body
    assert "Nếu không phải bạn" in mail.body
    assert NEW not in mail.body


@pytest.mark.usefixtures("committed")
def test_a_second_factor_is_told_by_mail_when_it_comes_and_goes(client, lan, mailed, mailoutbox):
    log_in(client)
    set_up(client)
    client.post("/account/second-factor/app/deactivate/")

    subjects = [mail.subject.removeprefix("[OpenDTI] ") for mail in mailoutbox]
    assert subjects == ["Đã bật mã xác thực trên điện thoại", "Đã gỡ mã xác thực trên điện thoại"]


def test_who_has_no_address_gets_none(client, cast, mailed, mailoutbox):
    with_password(cast.lan)
    log_in(client)
    change(client)

    assert mailoutbox == []


def test_without_a_mail_server_nothing_is_sent_and_nothing_offered(client, lan, mailoutbox):
    assert RESET not in client.get("/account/login/").content.decode()
    assert client.get(RESET).status_code == 404
    assert client.post(RESET, {"email": "lan@example.vn"}).status_code == 404
    log_in(client)
    change(client)

    assert mailoutbox == []


class TestReset:
    @pytest.fixture(autouse=True)
    def on(self, mailed):
        """There is a mail server."""

    def link_in(self, mail) -> str:
        found = re.search(r"http://testserver(/\S+)", mail.body)
        assert found is not None
        return found.group(1)

    def test_answers_the_same_whether_there_is_such_an_account(self, client, lan, mailoutbox):
        answers = [client.post(RESET, {"email": email}) for email in ("lan@example.vn", "ai@example.vn")]

        assert [answer["Location"] for answer in answers] == [f"{RESET}sent/"] * 2
        assert [mail.to for mail in mailoutbox] == [["lan@example.vn"]]
        assert "Nếu có tài khoản" in client.get(f"{RESET}sent/").content.decode()

    def test_the_link_sets_a_new_password_once(self, client, lan, mailoutbox):
        client.post(RESET, {"email": "lan@example.vn"})
        link = self.link_in(mailoutbox[0])
        page = client.get(client.get(link)["Location"])
        assert "Đặt mật khẩu mới" in page.content.decode()
        action = re.search(r'action="(/account/password/reset/key/[^"]+)"', page.content.decode())
        assert action is not None
        client.post(action.group(1), {"password1": NEW, "password2": NEW})

        assert log_in(client).status_code == 200
        assert log_in(client, password=NEW).status_code == 302
        client.post("/account/logout/")
        assert "không còn dùng được" in client.get(link).content.decode()

    def test_it_puts_out_whoever_is_in(self, client, lan, mailoutbox, client_elsewhere):
        log_in(client_elsewhere)
        client.post(RESET, {"email": "lan@example.vn"})
        page = client.get(client.get(self.link_in(mailoutbox[0]))["Location"])
        client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

        assert not is_in(client_elsewhere)

    def test_a_made_up_link_says_what_to_do(self, client, lan):
        page = client.get(f"{RESET}key/1-abc-def/").content.decode()

        assert "Xin liên kết mới" in page

    def test_closed_accounts_get_none(self, client, lan, mailoutbox):
        lan.is_active = False
        lan.save(update_fields=["is_active"])
        client.post(RESET, {"email": "lan@example.vn"})

        assert mailoutbox == []


def test_an_address_that_was_replaced_is_forgotten(lan):
    lan.email = "moi@example.vn"
    lan.save(update_fields=["email"])
    addresses.confirm(lan)

    found = EmailAddress.objects.get(user=lan)
    assert (found.email, found.verified, found.primary) == ("moi@example.vn", True, True)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "smtp://an:m%40t@thu.vn:587?tls=1",
            {"EMAIL_HOST": "thu.vn", "EMAIL_PORT": 587, "EMAIL_HOST_PASSWORD": "m@t", "EMAIL_USE_TLS": True},
        ),
        ("smtps://thu.vn", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("smtp://thu.vn", {"EMAIL_PORT": 25, "EMAIL_USE_SSL": False, "EMAIL_USE_TLS": False}),
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}),
    ],
)
def test_the_server_is_said_in_the_environment(url, expected):
    assert environment.mail(url).items() >= expected.items()


@pytest.mark.parametrize("url", ["thu.vn", "http://thu.vn", "smtp://"])
def test_a_server_that_makes_no_sense_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="OPENDTI_MAIL"):
        environment.mail(url)
