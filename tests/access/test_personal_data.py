"""The contact block of a sheet (Luật 91/2025/QH15): who reads it, where it never stands, how it is erased."""

import json

import pytest

from opendti.assessment import actions, queries
from opendti.assessment.actions import Invalid, Refused
from opendti.assessment.models import Answer, Sheet
from opendti.audit.models import Entry
from opendti.results.models import NodeResult, Publication, UnitResult
from opendti.scoring.entries import Entry as Given
from tests.access.reading import words_in
from tests.provinces import session_of

READERS = ("clerk", "head", "manager", "secretary")


def erase(world, who="manager", reason="Đơn ngày 05/01/2026"):
    province = world.bac
    path = f"/sheets/{province.health.pk}/contact/erase/"
    return session_of(getattr(province, who)).post(path, {"reason": reason}, follow=True)


def contacts(sheet):
    return Answer.objects.filter(sheet=sheet, item="I.2")


class TestReading:
    @pytest.mark.parametrize("who", ["clerk", "head", "manager", "secretary", "leader", "auditor", "council"])
    def test_only_the_unit_and_who_must_reach_it_see_it(self, published, who):
        client, pk = session_of(getattr(published.bac, who)), published.bac.health.pk
        for page in ("general/", "sheet.xlsx"):
            sees = published.bac.canary("contact") in words_in(client.get(f"/sheets/{pk}/{page}"))
            assert sees == (who in READERS)

    def test_the_history_is_closed_to_the_others_and_never_tells_the_value(self, published):
        path = f"/sheets/{published.bac.health.pk}/history/I.2/"
        for who in ("leader", "auditor", "council"):
            assert session_of(getattr(published.bac, who)).get(path).status_code == 403
        assert published.bac.canary("contact") not in words_in(session_of(published.bac.clerk).get(path))


class TestTraces:
    def test_no_entry_of_the_trail_holds_it(self, filling):
        sheet, by = filling.bac.health, filling.bac.clerk
        row = contacts(sheet).get()
        word = filling.bac.canary("contact")
        actions.save_answer(
            sheet, item="I.2", field="value", value=f"{word} 2", expected_version=row.version, by=by
        )
        version = contacts(sheet).get().version
        actions.clear_answer(sheet, item="I.2", key="value", expected_version=version, by=by)
        actions.save_answers(sheet, given=[Given("I.2", "value", f"{word} 3")], by=by)

        told = json.dumps(list(Entry.objects.values_list("before", "after", "note")), ensure_ascii=False)
        assert word not in told
        assert told.count("có sửa") >= 3

    def test_nothing_frozen_holds_it(self, published):
        word = published.bac.canary("contact")
        frozen = [list(model.objects.values()) for model in (Publication, UnitResult, NodeResult)]

        assert word not in str(frozen)

    def test_nothing_else_can_be_written_under_it(self, filling):
        sheet, by = filling.bac.health, filling.bac.clerk
        with pytest.raises(Invalid):
            actions.save_remark(sheet, item="I.2", text="Gọi 0900", expected_version=0, by=by)
        with pytest.raises(Invalid):
            actions.add_evidence_link(sheet, item="I.2", url="https://a.vn", title="Số của Lan", by=by)


class TestReceipt:
    def test_does_not_rest_on_it(self, appraising):
        sheet = Sheet.objects.get(pk=appraising.bac.health.pk)
        assert appraising.bac.canary("contact") not in queries.canonical_answers(sheet)
        assert queries.fits_receipt(sheet)

        erase(appraising)

        assert queries.fits_receipt(Sheet.objects.get(pk=sheet.pk))

    def test_of_before_still_fits(self, appraising):
        sheet = Sheet.objects.get(pk=appraising.bac.health.pk)
        sheet.receipt = queries.receipt_of(queries.canonical_answers(sheet, with_contact=True))

        assert queries.fits_receipt(sheet)

    def test_does_not_fit_what_was_changed(self, appraising):
        sheet = Sheet.objects.get(pk=appraising.bac.health.pk)
        Answer.objects.filter(sheet=sheet, item="1.2").update(value="21")

        assert not queries.fits_receipt(sheet)


class TestErasing:
    @pytest.mark.parametrize("phase", ["filling", "appraising", "published"])
    @pytest.mark.parametrize("who", ["manager", "head"])
    @pytest.mark.django_db
    def test_works_in_every_state(self, phase, who, request):
        world = request.getfixturevalue(phase)
        answer = erase(world, who)

        assert "Đã xoá thông tin liên hệ ở mục I.2" in answer.content.decode()
        assert not contacts(world.bac.health).exists()
        assert contacts(world.nam.health).exists()

    def test_says_so_where_it_stood(self, published):
        person = published.bac.manager
        page = erase(published).content.decode()

        assert "Đã xoá theo yêu cầu ngày" in page
        assert f"bởi {person}" in page

    def test_leaves_a_trace_without_the_value(self, published):
        erase(published)
        entry = Entry.objects.filter(event="contact.erased").get()

        assert (entry.actor, entry.subject_id, entry.note) == (
            published.bac.manager,
            published.bac.health.pk,
            "Đơn ngày 05/01/2026",
        )
        assert published.bac.canary("contact") not in str([entry.before, entry.after])

    def test_wants_a_reason(self, published):
        answer = erase(published, reason=" ")

        assert answer.status_code == 400
        assert "Chưa ghi căn cứ xoá" in answer.content.decode()
        assert contacts(published.bac.health).exists()

    def test_is_refused_twice(self, published):
        erase(published)

        assert erase(published).status_code == 409
        with pytest.raises(Refused):
            actions.erase_contact(published.bac.health, by=published.bac.manager, reason="Đơn")

    @pytest.mark.parametrize(
        ("who", "status"), [("clerk", 403), ("secretary", 403), ("leader", 403), ("beside", 404)]
    )
    def test_nobody_else_does(self, published, who, status):
        assert erase(published, who).status_code == status
        assert contacts(published.bac.health).exists()

    def test_the_button_is_there_for_who_may(self, published):
        path = f"/sheets/{published.bac.health.pk}/general/"
        for who, shown in (("manager", True), ("head", True), ("secretary", False), ("clerk", False)):
            page = session_of(getattr(published.bac, who)).get(path).content.decode()
            assert ("contact/erase/" in page) == shown

    def test_the_unit_may_name_another_person_while_it_fills_in(self, filling):
        erase(filling)
        actions.save_answers(
            filling.bac.health, given=[Given("I.2", "value", "Người mới")], by=filling.bac.clerk
        )
        page = session_of(filling.bac.clerk).get(f"/sheets/{filling.bac.health.pk}/general/").content.decode()

        assert "Người mới" in page
        assert "Đã xoá theo yêu cầu" not in page
