"""Many people at once: the chain stays whole and without a gap, and nobody waits for each other in a ring."""

import threading

import pytest
from django.db import connection, transaction

from opendti.assessment import actions as assessment
from opendti.audit import actions as audit
from opendti.audit.models import Entry
from opendti.audit.verifying import verify
from opendti.common.refusals import Refused
from opendti.people import actions as people
from opendti.results import actions as results
from tests import cast as people_of_the_tests
from tests.kept import kept

CHANGES, THREADS = 1_000, 8


@pytest.fixture
def crowd(transactional_db) -> people_of_the_tests.Cast:
    return kept("cast", people_of_the_tests.gather)


def at_once(works) -> list[BaseException]:
    """Runs the works in threads of their own, and returns what they raised."""
    raised: list[BaseException] = []
    ready = threading.Barrier(len(works))

    def run(work):
        try:
            ready.wait()
            work()
        except BaseException as problem:  # noqa: BLE001 - the test tells it
            raised.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@transaction.atomic
def add_twice(username: str) -> None:
    """Fails after the first has left its entry."""
    people.add_person(username, full_name="Một")
    people.add_person(username, full_name="Một nữa")


def numbers() -> list[int]:
    return list(Entry.objects.order_by("number").values_list("number", flat=True))


def test_a_thousand_concurrent_changes_make_one_chain(crowd):
    people_of_the_tests.add_units(crowd, 1)
    crowd.open()
    sheets = list(crowd.group.sheets.select_related("group__index_set", "organisation").order_by("pk"))
    before = len(numbers())

    def work(place):
        """Adds links to sheets that all others add to as well, and people in between."""
        for number in range(CHANGES // THREADS):
            if number % 5 == 0:
                people.add_person(f"nguoi-{place}-{number}", full_name="Người mới", by=crowd.lan)
            else:
                sheet = sheets[(place + number) % len(sheets)]
                url = f"https://example.vn/{place}/{number}"
                assessment.add_evidence_link(sheet, item="1.1", url=url, title="Văn bản", by=crowd.lan)

    raised = at_once([lambda place=place: work(place) for place in range(THREADS)])

    assert raised == []
    report = verify()
    assert (report.complaints, report.count) == ((), before + CHANGES)
    assert numbers() == list(range(1, before + CHANGES + 1))


def test_those_who_change_many_sheets_do_not_wait_in_a_ring(crowd):
    people_of_the_tests.add_units(crowd, 6)
    crowd.appraise()
    sheets = list(crowd.group.sheets.select_related("group__round", "group__index_set", "organisation"))

    def exclude(order):
        for sheet in order:
            assessment.exclude(sheet, item="2.1", reason="Không có", by=crowd.quang)
            assessment.lift_exclusion(sheet, item="2.1", by=crowd.quang)

    works = [
        lambda: exclude(sheets),
        lambda: exclude(sheets[::-1]),
        lambda: assessment.accept_all(crowd.group, item="1.1", by=crowd.nga),
        lambda: assessment.accept_all(crowd.group, item="1.2", by=crowd.binh),
        lambda: assessment.accept_all(crowd.group, item="2.1", by=crowd.oanh),
        lambda: results.compute(crowd.round, by=crowd.quang),
    ]
    raised = at_once(works)

    assert [each for each in raised if not isinstance(each, Refused)] == []
    assert verify().is_whole
    assert Entry.objects.filter(event="publication.computed").count() == 1


def test_a_change_that_is_rolled_back_leaves_no_entry_and_no_gap(crowd):
    before = len(numbers())

    with pytest.raises(Refused):
        add_twice("mot")
    people.add_person("hai-mot", full_name="Hai mốt")

    assert numbers() == list(range(1, before + 2))
    assert verify().is_whole


def test_what_is_gathered_is_written_last_and_not_at_all_when_it_fails(crowd):
    before = len(numbers())

    with transaction.atomic(), audit.gathered():
        people.add_person("ba", full_name="Ba")
        with audit.gathered():
            people.add_person("bon", full_name="Bốn")
        assert len(numbers()) == before
    assert len(numbers()) == before + 2
    with pytest.raises(Refused), audit.gathered():
        add_twice("nam")
    people.add_person("sau", full_name="Sáu")

    assert len(numbers()) == before + 3
    assert verify().is_whole
