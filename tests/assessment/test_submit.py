import hashlib
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from opendti.assessment import access, actions, queries
from opendti.assessment.actions import Refused, StepNotOpen
from opendti.assessment.models import Sheet
from opendti.audit.models import Entry


def everything(cast):
    """Each thing a unit does on its sheet, as a call."""
    sheet, by = cast.health, cast.lan
    return [
        lambda: actions.save_answer(sheet, item="1.2", field="a", value="9", expected_version=0, by=by),
        lambda: actions.save_answers(sheet, given=[], by=by),
        lambda: actions.clear_answer(sheet, item="1.2", key="a", expected_version=0, by=by),
        lambda: actions.save_remark(sheet, item="1.1", text="x", expected_version=0, by=by),
        lambda: actions.add_evidence_link(sheet, item="1.1", url="https://a.example", title="x", by=by),
        lambda: actions.remove_evidence_link(sheet, pk=1, by=by),
    ]


def test_works(cast):
    cast.fill()

    actions.submit(cast.health, by=cast.hung)

    sheet = Sheet.objects.get(pk=cast.health.pk)
    assert (sheet.state, sheet.submitted_by) == ("submitted", cast.hung)
    assert sheet.submitted_at is not None
    assert sheet.receipt == hashlib.sha256(queries.canonical_answers(sheet).encode()).hexdigest()


def test_is_refused_twice(cast):
    cast.fill()
    actions.submit(cast.health, by=cast.hung)

    with pytest.raises(StepNotOpen, match="Đã gửi"):
        actions.submit(cast.health, by=cast.hung)


def test_nothing_changes_after(cast):
    cast.fill()
    actions.submit(cast.health, by=cast.hung)
    before = queries.canonical_answers(cast.health)

    for change in everything(cast):
        with pytest.raises(StepNotOpen):
            change()

    assert queries.canonical_answers(cast.health) == before


def test_what_was_changed_since_the_review_is_not_submitted(cast):
    cast.fill()
    cast.health.refresh_from_db()
    reviewed = cast.health.version
    actions.save_answer(
        cast.health, item="2.2.1", field="n", value="3", expected_version=reviewed, by=cast.lan
    )

    with pytest.raises(Refused, match="vừa được sửa"):
        actions.submit(cast.health, by=cast.hung, expected_version=reviewed)
    actions.submit(cast.health, by=cast.hung, expected_version=cast.health.version)


def test_another_organisation_gets_404(cast):
    with pytest.raises(Http404):
        access.get_for(cast.open().tuan, cast.health.pk, to="submit")


@pytest.mark.parametrize("name", ["lan", "quang", "dung"])
def test_the_wrong_role_gets_403(cast, name):
    cast.open()

    with pytest.raises(PermissionDenied, match="Lãnh đạo đơn vị"):
        access.get_for(getattr(cast, name), cast.health.pk, to="submit")


def test_leaves_a_trace(cast):
    cast.fill()
    actions.submit(cast.health, by=cast.hung)

    entry = Entry.objects.get(event="sheet.submitted")
    assert (entry.actor, entry.subject_id, entry.organisation) == (cast.hung, cast.health.pk, "Sở Y tế")
    assert entry.before == {"state": "filling"}
    assert entry.after == {
        "state": "submitted",
        "version": cast.health.version,
        "receipt": cast.health.receipt,
    }


def test_two_at_once_yield_one(cast, transactional_db):
    cast.fill()
    gate = threading.Barrier(2)
    outcomes = []

    def submit():
        sheet = Sheet.objects.get(pk=cast.health.pk)
        gate.wait()
        try:
            actions.submit(sheet, by=cast.hung)
            outcomes.append("submitted")
        except StepNotOpen:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=submit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "submitted"]
    assert Entry.objects.filter(event="sheet.submitted").count() == 1


def test_saving_and_submitting_at_once_never_changes_what_was_submitted(cast, transactional_db):
    cast.fill()
    gate = threading.Barrier(5)

    def save(number):
        sheet = Sheet.objects.get(pk=cast.health.pk)
        gate.wait()
        try:
            actions.save_remark(sheet, item="1.1", text=str(number), expected_version=0, by=cast.lan)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    gate.wait()
    sheet = actions.submit(Sheet.objects.get(pk=cast.health.pk), by=cast.hung)
    for thread in threads:
        thread.join()

    assert sheet.receipt == hashlib.sha256(queries.canonical_answers(sheet).encode()).hexdigest()
