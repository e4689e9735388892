import re
from datetime import datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.utils import timezone

from opendti.audit.models import Entry
from tests.people.log_in.conftest import is_in, log_in, with_password

TIMES = 5


def fail(client, username: str = "lan", times: int = TIMES, **more):
    return [log_in(client, username, "sai", **more) for _ in range(times)][-1]


def test_five_wrong_passwords_close_the_door_to_the_right_one(client, lan):
    assert fail(client, times=4).status_code == 200
    assert fail(client, times=1).status_code == 429
    answer = log_in(client)

    assert answer.status_code == 429
    assert not is_in(client)


def test_it_says_until_when(client, lan):
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=timezone.get_default_timezone()), tick=False):
        page = fail(client).content.decode()

    assert "Thử lại sau" in page
    assert "08:15, 02/03/2026" in page


def test_it_opens_after_fifteen_minutes_even_for_who_kept_trying(client, lan):
    start = timezone.now()
    fail(client)
    with time_machine.travel(start + timedelta(minutes=10)):
        assert log_in(client).status_code == 429
    with time_machine.travel(start + timedelta(minutes=16)):
        assert log_in(client).status_code == 302


def test_a_colleague_behind_the_same_address_is_let_in(client, lan, cast):
    with_password(cast.mai)
    fail(client)

    assert log_in(client, "mai").status_code == 302


def test_the_same_person_at_another_address_is_let_in(client, lan):
    fail(client, REMOTE_ADDR="203.0.113.7")

    assert log_in(client, REMOTE_ADDR="203.0.113.7").status_code == 429
    assert log_in(client, REMOTE_ADDR="198.51.100.4").status_code == 302


@pytest.mark.parametrize(("is_behind_proxy", "status"), [(False, 429), (True, 302)])
def test_a_made_up_forwarded_address_helps_nobody(client, lan, settings, is_behind_proxy, status):
    settings.OPENDTI_BEHIND_PROXY = is_behind_proxy
    fail(client, HTTP_X_FORWARDED_FOR="203.0.113.7")

    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.7, 198.51.100.4").status_code == status


def test_behind_a_proxy_what_the_visitor_forged_before_it_is_not_read(client, lan, settings):
    settings.OPENDTI_BEHIND_PROXY = True
    for number in range(TIMES):
        log_in(client, password="sai", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.7")

    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.7").status_code == 429


@pytest.mark.parametrize("typed", ["LAN", " lan", "ｌａｎ"])
def test_the_case_of_the_name_is_no_way_around(client, lan, typed):
    fail(client, times=2)
    fail(client, typed, times=3)

    assert log_in(client).status_code == 429


def test_another_browser_is_no_way_around(client, lan):
    for number in range(TIMES):
        log_in(client, password="sai", HTTP_USER_AGENT=f"Browser {number}")

    assert log_in(client).status_code == 429


def test_a_name_nobody_has_is_locked_all_the_same(client, lan):
    def said(name):
        return re.sub(
            r"csrfmiddlewaretoken[^>]+>|\d\d:\d\d, \d\d/\d\d/\d{4}", "", fail(client, name).content.decode()
        )

    assert said("ai-do") == said("lan")


def test_a_success_forgets_the_failures(client, lan):
    fail(client, times=4)
    log_in(client)
    client.post("/account/logout/")

    assert fail(client, times=4).status_code == 200


def test_the_trail_tells_once_and_only_of_accounts_that_exist(client, lan):
    fail(client, times=8)
    fail(client, "ai-do", times=8)
    found = Entry.objects.filter(event="account.locked_out")

    assert [(entry.subject_id, entry.actor_id) for entry in found] == [(lan.pk, None)]


def test_no_password_is_kept(client, lan):
    log_in(client, password="mat-khau-go-nham")

    kept = AccessAttempt.objects.get()
    assert "mat-khau-go-nham" not in kept.post_data + kept.get_data + kept.path_info


def test_an_office_may_log_in_all_at_once(client, lan, cast):
    """Sixty people behind one address in a minute, half of whom mistype once."""
    for number in range(60):
        log_in(client, f"nguoi-{number}", "sai")

    assert log_in(client).status_code == 302
