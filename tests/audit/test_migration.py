"""Entries that were made before there was a chain are numbered in their order, and chained."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from opendti.audit.actions import record
from opendti.audit.models import Entry
from opendti.audit.verifying import verify
from opendti.people.actions import add_person


@pytest.fixture
def before_the_chain(transactional_db):
    """The tables as they were with the first migration, and afterwards as they are."""
    migrate("0001_initial")
    yield
    migrate("0003_number_entries")


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("audit", name)])


def add_old_entry(at: str, note: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (at, organisation, event, subject_kind, subject_id, before, after, "
            "request_id, note) VALUES (%s, '', 'test.done', 'people.user', 1, NULL, %s, '', %s)",
            [at, '{"chữ": "ệ", "số": [1, true, null]}', note],
        )


def test_old_entries_are_numbered_and_chained(before_the_chain):
    for at, note in (("03", "hai"), ("01", "một"), ("03", "ba")):
        add_old_entry(f"2026-01-{at} 10:00:00.123456+00:00", note)

    migrate("0003_number_entries")
    record("test.done", by=None, subject=add_person("moi", full_name="Mới"), note="bốn")

    assert verify().is_whole
    entries = list(Entry.objects.filter(event="test.done").order_by("number"))
    assert [each.note for each in entries] == ["một", "hai", "ba", "bốn"]
    assert [each.number for each in entries] == [1, 2, 3, 5]
    assert entries[0].after == {"chữ": "ệ", "số": [1, True, None]}


def test_going_back_keeps_the_entries(before_the_chain):
    add_old_entry("2026-01-01 10:00:00+00:00", "một")
    migrate("0003_number_entries")

    migrate("0001_initial")

    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM audit_entry")
        assert cursor.fetchall() == [("một",)]


def test_an_empty_trail_gets_its_head(before_the_chain):
    migrate("0003_number_entries")

    report = verify()

    assert (report.is_whole, report.count) == (True, 0)
