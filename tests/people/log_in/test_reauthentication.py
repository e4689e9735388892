from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from opendti.assessment import actions as assessment
from opendti.results import actions as results
from opendti.results.models import Publication
from tests.people.log_in.conftest import PASSWORD, code_now, give_app, log_in

BY_PASSWORD = "/account/reauthenticate/"
BY_CODE = "/account/second-factor/reauthenticate/"
DECISION = {"decision_number": "12/QĐ-UBND", "decided_on": "02/03/2026"}


@pytest.fixture
def computed(cast):
    """A round whose results wait for publication."""
    cast.appraise()
    results.compute(cast.round, by=cast.quang)
    return cast.fresh()


@pytest.fixture
def publish(computed) -> str:
    return reverse("results:publish", args=[computed.round.slug])


def is_published(cast) -> bool:
    cast.fresh()
    return bool(cast.round.state == "published")


def test_whoever_has_just_logged_in_is_not_asked(client, quang, computed, publish):
    log_in(client, "quang")
    client.post(publish, DECISION)

    assert is_published(computed)


class TestLater:
    """Twenty minutes after the log-in, when nobody is sure any more who sits there."""

    @pytest.fixture(autouse=True)
    def logged_in(self, client, quang, publish):
        log_in(client, "quang")
        with time_machine.travel(timezone.now() + timedelta(minutes=20)):
            yield

    def test_asks_before_it_publishes(self, client, computed, publish):
        answer = client.post(publish, DECISION)

        assert answer["Location"].startswith(f"{BY_PASSWORD}?next=")
        assert not is_published(computed)
        assert "Xác nhận là bạn" in client.get(answer["Location"]).content.decode()

    def test_what_was_typed_goes_through_afterwards(self, client, computed, publish):
        client.post(publish, DECISION)
        answer = client.post(BY_PASSWORD, {"password": PASSWORD, "next": publish})

        assert answer.status_code == 302
        assert is_published(computed)
        publication = Publication.objects.get()
        assert publication.decision_number == DECISION["decision_number"]
        assert publication.decided_on == date(2026, 3, 2)

    def test_the_wrong_password_does_not(self, client, computed, publish):
        client.post(publish, DECISION)
        answer = client.post(BY_PASSWORD, {"password": "sai", "next": publish})

        assert "Mật khẩu không đúng" in answer.content.decode()
        assert not is_published(computed)

    def test_five_wrong_passwords_lock_here_too(self, client, computed, publish):
        client.post(publish, DECISION)
        answers = [client.post(BY_PASSWORD, {"password": "sai", "next": publish}) for _ in range(5)]

        assert answers[-1].status_code == 429
        assert client.post(BY_PASSWORD, {"password": PASSWORD, "next": publish}).status_code == 429
        assert not is_published(computed)

    def test_looking_is_not_dangerous(self, client, publish):
        assert client.get(publish).status_code == 200

    def test_once_is_enough_for_a_quarter_of_an_hour(self, client, computed, publish):
        client.post(publish, {"decision_number": ""})
        answer = client.post(BY_PASSWORD, {"password": PASSWORD, "next": publish})
        assert answer.status_code == 400
        client.post(publish, DECISION)

        assert is_published(computed)

    def test_a_code_of_the_phone_will_do(self, client, quang, computed, publish):
        secret = give_app(quang)
        client.post(publish, DECISION)
        client.post(BY_CODE, {"code": code_now(secret), "next": publish})

        assert is_published(computed)

    def test_elsewhere_it_does_not_lead(self, client):
        answer = client.post(BY_PASSWORD, {"password": PASSWORD, "next": "https://evil.example/"})

        assert answer["Location"] == "/work/"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("results:publish", ["2025"]),
        ("results:reopen", ["2025"]),
        ("catalog:publish-draft", [1]),
        ("catalog:retire", [1]),
        ("catalog:discard", [1]),
        ("assessment:erase-contact", [1]),
    ],
)
def test_these_ask(client, quang, cast, name, arguments):
    log_in(client, "quang")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        answer = client.post(reverse(name, args=arguments))

    assert answer["Location"].startswith(BY_PASSWORD)


def test_who_has_nothing_to_confirm_with_is_let_through(client, computed, publish):
    """The demo's people, and those of the single sign-on."""
    client.force_login(computed.quang)
    client.post(publish, DECISION)

    assert is_published(computed)


@pytest.mark.parametrize("path", [BY_PASSWORD, BY_CODE, "/account/passkeys/reauthenticate/"])
def test_who_has_nothing_to_confirm_with_is_not_asked(client, cast, path):
    client.force_login(cast.quang)

    assert client.get(path)["Location"] == "/account/security/"
    client.logout()
    assert client.get(path)["Location"].startswith("/account/login/")


def test_opening_a_round_stays_as_it_was(client, quang, cast):
    log_in(client, "quang")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        client.post(reverse("assessment:open-round", args=[cast.round.slug]))

    cast.fresh()
    assert cast.round.state == assessment.open_round.__name__.removesuffix("_round")
