"""What every answer carries, and what stops a program that hammers."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.plain import plain

PUBLIC = "public, max-age=300"


@pytest.mark.django_db
def test_pages_of_the_office_are_kept_by_nobody(client, cast):
    client.force_login(cast.lan)
    page = client.get("/work/")

    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/work/", "/nowhere/", "/account/login/"])
def test_every_answer_says_what_it_may_do(client, address):
    page = client.get(address)

    assert "camera=()" in page["Permissions-Policy"]
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] in {"same-origin", "no-referrer"}
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.django_db
def test_public_pages_stay_cacheable(client):
    assert client.get("/")["Cache-Control"] == PUBLIC


@pytest.fixture
def narrow(settings):
    """Small limits, and a clock that does not turn the minute in between."""
    settings.OPENDTI_RATE_PER_SESSION, settings.OPENDTI_RATE_PER_ADDRESS = 5, 12
    with time_machine.travel(timezone.now().replace(second=10), tick=False):
        yield


def _client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.django_db
def test_one_browser_waits_and_its_office_does_not(client, narrow, cast):
    client.force_login(cast.lan)
    seen = [client.get("/work/", REMOTE_ADDR="10.0.0.1").status_code for _ in range(20)]
    colleague = _client_of(cast.hai).get("/work/", REMOTE_ADDR="10.0.0.1")

    assert seen == [200] * 5 + [429] * 15
    assert colleague.status_code == 200


@pytest.mark.django_db
def test_one_address_waits_whatever_cookies_it_invents(client, narrow):
    seen = []
    for number in range(14):
        client.cookies["sessionid"] = f"invented-{number}"
        seen.append(client.get("/", REMOTE_ADDR="10.0.0.2").status_code)

    assert seen == [200] * 12 + [429] * 2


@pytest.mark.django_db
def test_who_has_to_wait_is_told_how_long(client, narrow):
    pages = [client.get("/", REMOTE_ADDR="10.0.0.3") for _ in range(13)]

    assert 1 <= int(pages[-1]["Retry-After"]) <= 60
    assert f"Đợi {pages[-1]['Retry-After']} giây" in pages[-1].content.decode()


@pytest.mark.django_db
def test_who_has_to_wait_at_a_limit_of_log_in_is_told_the_same(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    pages = [client.post("/account/login/", {"login": "a", "password": "b"}) for _ in range(2)]

    assert pages[-1].status_code == 429
    assert pages[-1]["Retry-After"] == "60"
    assert f"429-{pages[-1]['X-Request-ID']}" in pages[-1].content.decode()


@pytest.mark.django_db
def test_files_carry_the_policies_of_pages(client):
    """They are answered before the pages' own middleware."""
    answer = client.get("/static/icons.svg")
    answer.close()

    assert answer.status_code == 200
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "max-age=60, public"


@pytest.mark.django_db
def test_a_header_puts_nothing_before_the_links(client):
    page = client.get("/account/login/", SCRIPT_NAME="/elsewhere")

    assert page.status_code == 200
    assert "/elsewhere" not in page.content.decode()


class Unread:
    """A body that must not be touched."""

    def read(self, *_: object) -> bytes:
        raise AssertionError

    readline = read


@pytest.mark.django_db
def test_what_is_too_long_is_refused_before_it_is_read():
    """Files are written to the disk while the form's token is looked for, and nobody need log in for that."""
    client = Client(enforce_csrf_checks=True)
    client.get("/account/login/")
    announced = {"CONTENT_LENGTH": str(25 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    answer = client.post("/account/login/", **plain({**announced, "wsgi.input": Unread()}))

    assert answer.status_code == 413
    assert "Mỗi lần nhận nhiều nhất 24 MB" in answer.content.decode()
    assert answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
