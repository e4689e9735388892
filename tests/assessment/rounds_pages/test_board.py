"""The boards, what is left out, the workbook, and that long boards cost no more queries than short ones."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from opendti.assessment import actions
from opendti.assessment.models import Exclusion, Sheet
from opendti.people import actions as people
from opendti.people.actions import add_organisation
from opendti.people.plans import Terms, Unit
from tests.cast import add_units


class TestBoards:
    def test_units_with_their_progress(self, cast, quang):
        cast.appraise()

        health, justice = quang.show().context["page"].units

        assert (health.line.progress, health.mark.word) == ((4, 4), "Đã gửi")
        assert (justice.line.progress, justice.mark.word) == ((1, 4), "Chưa gửi")
        assert health.line.changed_at is not None

    def test_a_sheet_not_yet_begun(self, cast, quang):
        cast.open()

        (health, _) = quang.show().context["page"].units

        assert (health.line.changed_at, health.mark.word) == (None, "Chưa nhập")

    def test_a_unit_that_ended_before_it_submitted_is_named(self, cast, quang):
        cast.open()
        assert "đã kết thúc trước khi gửi phiếu" not in quang.show().content.decode()
        terms = Terms(timezone.localdate(), "12/NQ-HĐND")
        sources = [cast.organisations["so-y-te"], cast.organisations["so-tai-chinh"]]
        people.merge(sources, terms, into=Unit("so-moi", "Sở Mới"), by=None)

        shown = quang.show().content.decode()

        assert "1 đơn vị đã kết thúc trước khi gửi phiếu" in shown
        assert shown.count(f'href="/organisations/{cast.organisations["so-y-te"].pk}/"') == 2

    def test_appraisers_with_what_is_left(self, cast, quang):
        cast.appraise()
        actions.accept_all(cast.group, item="1.1", by=cast.nga)

        rows = quang.show().context["page"].agencies

        assert [(row.line.organisation.code, row.line.concluded, row.line.total) for row in rows] == [
            ("so-tttt", 0, 2),
            ("so-noi-vu", 2, 8),
            ("so-tai-chinh", 0, 4),
        ]

    def test_phases_say_when_each_ended(self, cast, quang):
        cast.appraise()

        phases = quang.show().context["page"].phases

        assert [phase.state for phase in phases] == ["done", "done", "now", "next", "next"]
        assert phases[0].day

    def test_the_list_has_the_round(self, cast, quang):
        assert "Đợt 2025" in quang.client.get(reverse("assessment:rounds")).content.decode()

    def test_the_list_of_somebody_else_is_empty(self, cast, office_of):
        page = office_of(cast.lan).client.get(reverse("assessment:rounds")).content.decode()

        assert "không quản trị hay theo dõi" in page


class TestExclusions:
    @pytest.fixture(autouse=True)
    def open(self, cast):
        cast.fill()

    def sent(self, cast, **changed):
        sent = {
            "group": "so",
            "sheet": cast.justice.pk,
            "item": "2.2",
            "kind": "excluded",
            "reason": "Không có",
        }
        return sent | changed

    def test_takes_a_component_out(self, cast, quang):
        response = quang.exclude(**self.sent(cast, kind="not_applicable"))

        row = Exclusion.objects.get()
        assert response.status_code == 302
        assert (row.sheet, row.item, row.kind, row.by) == (cast.justice, "2.2", "not_applicable", cast.quang)
        assert "Tính lại 2.2 của Sở Tư pháp" in quang.show().content.decode()

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"reason": " "}, "reason"),
            ({"item": ""}, "item"),
            ({"item": "9.9"}, "item"),
            ({"sheet": ""}, "sheet"),
            ({"sheet": "²"}, "sheet"),
            ({"sheet": "999"}, "sheet"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_rest(self, cast, quang, changed, field):
        response = quang.exclude(**self.sent(cast, **changed))

        form = response.context["page"].form
        assert response.status_code == 400
        assert list(form.errors) == [field]
        assert form.reason == ("" if field == "reason" else "Không có")
        assert not Exclusion.objects.exists()

    def test_twice_is_refused(self, cast, quang):
        quang.exclude(**self.sent(cast))

        response = quang.exclude(**self.sent(cast))

        assert response.status_code == 409
        assert "đã được loại trừ rồi" in response.content.decode()

    def test_can_be_lifted_once(self, cast, quang):
        quang.exclude(**self.sent(cast))
        row = Exclusion.objects.get()

        assert quang.lift(row).status_code == 302
        assert quang.lift(row).status_code == 404
        assert not Exclusion.objects.exists()

    @pytest.mark.parametrize(("who", "status"), [("dung", 403), ("oanh", 403), ("nga", 404), ("lan", 404)])
    def test_is_the_managers(self, cast, office_of, who, status):
        row = actions.exclude(cast.health, item="1.1", reason="Không có", by=cast.quang)
        office = office_of(getattr(cast, who))

        assert office.exclude(**self.sent(cast)).status_code == status
        assert office.lift(row).status_code == status
        assert Exclusion.objects.get() == row

    def test_the_form_says_that_the_reason_becomes_public(self, cast, quang):
        words = "Lý do hiện công khai cùng kết quả; không ghi tên người."

        assert f'id="giup-lt-ly-do">{words}<' in quang.show().content.decode()
        assert (
            'aria-describedby="giup-lt-ly-do loi-lt-ly-do"'
            in quang.exclude(**self.sent(cast) | {"reason": ""}).content.decode()
        )

    def test_the_leadership_sees_them_without_a_form(self, cast, office_of):
        actions.exclude(cast.health, item="1.1", reason="Không có", by=cast.quang)

        page = office_of(cast.dung).show().content.decode()

        assert "Không có" in page
        assert "Tính lại" not in page
        assert "exclude-form" not in page

    def test_is_over_with_the_appraisal(self, cast, quang):
        actions.close_self_assessment(cast.round, by=cast.quang)
        actions.mark_computed(cast.round, by=cast.quang)

        response = quang.exclude(**self.sent(cast))

        assert response.status_code == 409
        assert "Đã đóng" in response.content.decode()


def test_the_workbook_has_units_appraisers_and_exclusions(cast, quang):
    cast.appraise()
    actions.exclude(cast.justice, item="2.2", reason="+Không có", by=cast.quang)

    response = quang.client.get(reverse("assessment:board", args=["2025"]))

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    units, agencies, exclusions = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert book.sheet_names == ["Phiếu", "Thẩm định", "Không đánh giá"]
    assert units[1][:5] == ["Khối sở", "Sở Y tế", 4, 4, "Đang thẩm định"]
    assert [row[1] for row in agencies[1:]] == ["Sở Thông tin và Truyền thông", "Sở Nội vụ", "Sở Tài chính"]
    assert exclusions[1][1:5] == ["Sở Tư pháp", "2.2", "Không đánh giá", "+Không có"]


def test_three_units_and_thirty_take_the_same_queries(cast, quang):
    add_units(cast, 1)
    cast.appraise()
    quang.show()
    few = count(quang)
    for number in range(27):
        unit = add_organisation(f"them-{number}", name=f"Đơn vị thêm {number}")
        sheet = Sheet.objects.create(group=cast.group, organisation=unit, state="appraisal")
        actions.exclude(sheet, item="1.1", reason="Không có", by=cast.quang)

    assert count(quang) == few
    assert few <= 30


def count(office):
    with CaptureQueriesContext(connection) as captured:
        assert office.show().status_code == 200
    return len(captured)
