import pytest

from opendti.audit import actions as audit
from opendti.audit import queries
from opendti.audit.models import Entry
from opendti.common.append_only import AppendOnlyError


@pytest.fixture
def entry(cast) -> Entry:
    return audit.record(
        "test.done", by=cast.lan, subject=cast.health, after={"x": "1"}, organisation="Sở Y tế"
    )


def test_works(cast, entry):
    newest = queries.trail_of(cast.health)[0]

    assert (newest, newest.actor, newest.event) == (entry, cast.lan, "test.done")
    assert (newest.before, newest.after, newest.organisation) == (None, {"x": "1"}, "Sở Y tế")


def test_the_system_acts_without_a_person(cast):
    assert audit.record("test.done", by=None, subject=cast.health).actor is None


def test_an_entry_is_never_changed_or_removed(entry):
    entry.note = "khác"

    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()
    with pytest.raises(AppendOnlyError):
        Entry.objects.filter(pk=entry.pk).update(note="khác")
    with pytest.raises(AppendOnlyError):
        Entry.objects.filter(pk=entry.pk).delete()
    with pytest.raises(AppendOnlyError):
        Entry.objects.bulk_update([entry], ["note"])
