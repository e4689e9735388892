"""What the queue, the table and the workbook show."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from opendti.assessment import actions, queries
from opendti.assessment.models import Answer, Remark, Sheet
from opendti.assessment.presenting.cautions import short_words
from opendti.people.actions import add_organisation
from opendti.scoring.outcomes import Flag, FlagCode
from tests.cast import add_units, give


class TestQueue:
    def test_lists_the_agencys_items_by_main_index(self, cast, nga):
        nga.conclude("1.1", cast.health, "accepted")

        page = nga.queue().context["page"]

        assert [
            (section.title, [(row.item.code, row.item.concluded, row.mark.word) for row in rows])
            for section, rows in page.sections
        ] == [
            ("Thông tin chung", [("I.1", 0, "Chưa kết luận")]),
            ("Nhận thức số", [("1.1", 1, "Còn 1 đơn vị")]),
            ("Hoạt động số", [("2.2.1", 0, "Chưa kết luận"), ("2.2.2", 0, "Chưa kết luận")]),
        ]
        assert (page.current.concluded, page.current.total) == (1, 8)
        assert page.next_item.code == "I.1"

    def test_filters(self, cast, nga):
        nga.accept_all("1.1")

        page = nga.queue(show="open").context["page"]

        assert "1.1" not in [row.item.code for _, rows in page.sections for row in rows]
        assert [each.number for each in page.filters] == ["4", "3", "0"]

    def test_counts_warnings(self, cast, desk_of):
        cast.open()
        give(cast.health, cast.lan, [("I.1", "value", "10"), ("1.2", "a", "20")])
        actions.close_self_assessment(cast.round, by=cast.quang)

        page = desk_of(cast.binh).queue(show="warned").context["page"]

        assert [(row.item.code, row.item.warned) for _, rows in page.sections for row in rows] == [("1.2", 1)]

    def test_an_exclusion_of_the_parent_needs_no_conclusion_on_its_parts(self, cast, nga):
        actions.exclude(cast.justice, item="2.2", reason="Không có", by=cast.quang)

        current = nga.queue().context["page"].current

        assert [item.concluded for item in current.items if item.code.startswith("2.2")] == [1, 1]

    def test_somebody_without_items_is_told(self, appraising, desk_of):
        assert "Chưa có đợt nào" in desk_of(appraising.mai).queue().content.decode()


class TestTable:
    def test_shows_figures_ratio_points_and_links(self, cast, desk_of):
        cast.fill()
        actions.add_evidence_link(
            cast.health, item="1.2", url="https://yte.example.vn/1", title="Danh sách", by=cast.lan
        )
        actions.save_remark(cast.health, item="1.2", text="Đã mở ba lớp", expected_version=0, by=cast.lan)
        actions.submit(cast.health, by=cast.hung)
        actions.close_self_assessment(cast.round, by=cast.quang)

        response = desk_of(cast.binh).panel("1.2", cast.health)

        page = response.context["page"]
        health, justice = page.table.lines
        assert [cell.text for cell in health.cells] == ["20", "40", "50,00"]
        assert (health.self_points, health.links, health.has_remark) == ("5,00", 1, True)
        assert (health.warnings, health.points, health.conclusion.word) == ([], "–", "Chưa kết luận")
        missing, late = justice.warnings
        assert missing.word.startswith("Không có số liệu a")
        assert late.word == "Phiếu chưa gửi"
        assert page.panel.summary == "20 ÷ 40 = 50,00\u00a0% · tự đánh giá 5,00 điểm"
        assert "Đã mở ba lớp" in response.content.decode()
        assert (
            'href="https://yte.example.vn/1" target="_blank" rel="noopener noreferrer"'
            in response.content.decode()
        )

    def test_a_ratio_above_one_says_which_figure(self, cast, desk_of):
        cast.open()
        give(cast.health, cast.lan, [("I.1", "value", "10"), ("1.2", "a", "20")])
        actions.close_self_assessment(cast.round, by=cast.quang)

        (line, _) = desk_of(cast.binh).item("1.2").context["page"].table.lines

        assert line.warnings[0] == ("err", "a lớn hơn b")
        assert line.cells[2].is_wrong

    def test_what_is_excluded_with_its_parent_is_off(self, cast, nga):
        actions.exclude(cast.health, item="2.2", reason="Không có", by=cast.quang)

        page = nga.panel("2.2.1", cast.health).context["page"]

        assert (page.table.lines[0].is_off, page.table.left) == (True, 1)
        assert page.panel.can_conclude is False

    def test_the_filter_keeps_the_open_unit(self, cast, nga):
        nga.conclude("1.1", cast.health, "accepted")

        only_open = nga.item("1.1", show="open").context["page"]
        with_panel = nga.panel("1.1", cast.health, show="open").context["page"]

        assert [line.sheet for line in only_open.lines] == [cast.justice]
        assert [line.sheet for line in with_panel.lines] == [cast.health, cast.justice]

    def test_leads_to_the_item_before_and_after(self, cast, nga):
        page = nga.item("1.1").context["page"]

        assert (page.before, page.after, page.position) == ("I.1", "2.2.1", 2)

    def test_has_no_inline_style_or_script(self, cast, nga):
        page = nga.panel("1.1", cast.health).content.decode()

        assert "style=" not in page
        assert all("src=" in tag for tag in page.split("<script")[1:])
        assert " on" + "click=" not in page


@pytest.mark.parametrize("code", FlagCode)
def test_every_flag_has_words_short_enough_for_the_table(cast, code):
    index_set = queries.definition_of(cast.health)
    leaf = next(leaf for leaf in index_set.leaves if leaf.code == "1.2")

    assert 3 < len(short_words(leaf, Flag(code, "a"))) < 32


class TestWorkbook:
    def test_holds_what_the_table_holds(self, cast, nga):
        nga.adjust("1.1", cast.health, level="deputy", reason="=CMD()")

        response = nga.client.get(reverse("assessment:appraisal-table", args=[cast.group.pk, "1.1"]))

        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        head, health, justice = book.get_sheet_by_name("1.1").to_python()
        row = dict(zip(head, health, strict=True))
        assert row["Đơn vị"] == "Sở Y tế"
        assert (row["Tự khai"], row["Điểm tự đánh giá"]) == ("Cấp trưởng", 10)
        assert (row["Kết luận"], row["Thẩm định"], row["Điểm thẩm định"]) == ("Điều chỉnh", "Cấp phó", 5)
        assert (row["Lý do"], row["Đơn vị thẩm định"]) == ("=CMD()", "Sở Nội vụ")
        assert dict(zip(head, justice, strict=True))["Kết luận"] == "Chưa kết luận"
        assert 'filename="tham-dinh-so-1.1.xlsx"' in response["Content-Disposition"]


class TestQueryCounts:
    """The same number of queries for 3 units and for 30; the header's own are in it too."""

    def count(self, call):
        with CaptureQueriesContext(connection) as captured:
            assert call().status_code == 200
        return len(captured)

    def counts(self, desk):
        sheet = desk.cast.health
        return {
            "queue": self.count(desk.queue),
            "item": self.count(lambda: desk.item("1.1")),
            "panel": self.count(lambda: desk.panel("1.1", sheet)),
        }

    def test_pages(self, cast, desk_of):
        add_units(cast, 1)
        cast.appraise()
        desk = desk_of(cast.nga)
        desk.accept_all("1.1")
        desk.queue()
        few = self.counts(desk)
        join(cast, 27)
        desk.accept_all("1.1")

        assert self.counts(desk) == few
        assert max(few.values()) <= 35


def join(cast, count):
    """More units that came in by another way than this test is about, each with an answer."""
    for number in range(count):
        unit = add_organisation(f"them-{number}", name=f"Đơn vị thêm {number}")
        sheet = Sheet.objects.create(group=cast.group, organisation=unit, state="appraisal")
        now = timezone.now()
        written = {"version": 1, "updated_by": cast.lan, "updated_at": now}
        Answer.objects.create(sheet=sheet, item="1.1", key="level", value="head", **written)
        Remark.objects.create(sheet=sheet, item="1.1", text="Đã làm", **written)
