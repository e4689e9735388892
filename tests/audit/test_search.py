"""What a person searches the trail for is found, newest first, in the same number of queries."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opendti.audit import queries
from opendti.audit.actions import record
from opendti.audit.models import Entry

HANOI = timezone.get_default_timezone()


@pytest.fixture
def some(cast):
    """Three entries: Lan's of the first at night, Mai's of the second, the system's of the third."""
    for day, by, subject, note, after in (
        (1, cast.lan, cast.health, "Kế hoạch 45", {"item": "1.2", "value": "Đã đủ"}),
        (2, cast.mai, cast.justice, "", {"item": "2.1"}),
        (3, None, cast.round, "", None),
    ):
        with time_machine.travel(datetime(2027, 3, day, 23, 30, tzinfo=HANOI), tick=False):
            event = "answer.saved" if by else "round.opened"
            record(event, by=by, subject=subject, note=note, after=after)
    return cast


def found(**asked) -> list[str | None]:
    chosen = {"since": date(2027, 3, 1), "until": date(2027, 3, 3)} | asked
    return [each.actor.get_username() if each.actor else None for each in queries.search(**chosen)]


def test_all_newest_first(some):
    assert found() == [None, "mai", "lan"]


def test_by_person_event_and_subject(some):
    assert found(actor=some.lan.pk) == ["lan"]
    assert found(event="answer.saved") == ["mai", "lan"]
    assert found(kind="assessment.sheet", subject=some.justice.pk) == ["mai"]
    assert found(kind="assessment.round") == [None]


def test_by_organisation_of_the_hat(some):
    health, justice = (some.organisations[code].pk for code in ("so-y-te", "so-tu-phap"))

    assert found(organisation=health) == ["lan"]
    assert found(within=[health, justice]) == ["mai", "lan"]
    assert found(within=[justice], organisation=health) == []
    assert found(within=[]) == []


def test_days_are_local_and_both_included(some):
    assert found(since=date(2027, 3, 1), until=date(2027, 3, 1)) == ["lan"]
    assert found(since=date(2027, 3, 2), until=date(2027, 3, 3)) == [None, "mai"]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Kế hoạch", ["lan"]),
        ("45 kế", ["lan"]),
        ("Đã đủ", ["lan"]),
        ("2.1", ["mai"]),
        ("nguyen", ["lan"]),
        ("Nguyễn", ["lan"]),
        ("mo dot", [None]),
        ("Sở Tư", ["mai"]),
        ("không có gì", []),
    ],
)
def test_by_words(some, words, who):
    assert found(words=words) == who


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(cast, count):
    for _ in range(count):
        record("test.done", by=cast.lan, subject=cast.health)

    with CaptureQueriesContext(connection) as asked:
        rows = [str(each.actor) for each in queries.search(event="test.done", words="lan")]

    assert (len(rows), len(asked)) == (count, 1)


def test_the_chain_has_a_length(cast):
    assert queries.length() == Entry.objects.count() > 0
