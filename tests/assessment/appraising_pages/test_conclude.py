"""Accepting and adjusting on the page: what is stored, what is refused, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from opendti.assessment import actions, queries
from opendti.assessment.models import Finding, FindingValue


def points(cast, code, sheet=None):
    return queries.scores_of(cast.group, appraised=True)[(sheet or cast.health).pk].find(code).points


class TestAccept:
    def test_goes_on_to_the_next_unit_without_a_conclusion(self, cast, nga):
        response = nga.conclude("1.1", cast.health, "accepted")

        assert response.url == f"{nga.address('finding', '1.1', cast.justice)}?saved={cast.health.pk}"
        assert "Đã lưu Sở Y tế" in nga.client.get(response.url).content.decode()
        assert Finding.objects.get().outcome == "accepted"

    def test_goes_back_to_the_list_after_the_last(self, cast, nga):
        nga.conclude("1.1", cast.health, "accepted")

        response = nga.conclude("1.1", cast.justice, "accepted")

        assert response.url.split("?")[0] == reverse("assessment:appraise", args=[cast.group.pk, "1.1"])

    def test_keeps_the_filter(self, cast, nga):
        address = f"{nga.address('finding', '1.1', cast.health)}?show=open"

        response = nga.client.post(address, {"verdict": "accepted", "version": "0"})

        assert response.url.endswith("&show=open")

    def test_forgets_a_reason_that_was_hidden(self, cast, nga):
        nga.conclude("1.1", cast.health, "accepted", reason="Viết dở")

        assert Finding.objects.get().reason == ""


class TestAdjust:
    def test_a_level_changes_the_points_exactly(self, cast, nga):
        response = nga.adjust("1.1", cast.health, level="deputy")

        assert response.status_code == 302
        assert points(cast, "1.1") == 5
        assert Finding.objects.get().reason == "Không có quyết định"

    def test_a_figure_may_be_typed_as_people_write(self, cast, desk_of, appraising):
        desk_of(cast.binh).adjust("1.2", cast.health, a="13")

        assert points(cast, "1.2") == 10 * 13 / 40

    def test_a_figure_from_general_information_is_not_taken_here(self, cast, desk_of, appraising):
        desk_of(cast.binh).adjust("1.2", cast.health, a="13", b="1")

        assert points(cast, "1.2") == 10 * 13 / 40

    def test_conditions(self, cast, desk_of, appraising):
        desk_of(cast.oanh).adjust("2.1", cast.health, check=["news", "page"])

        assert points(cast, "2.1") == 10

    def test_no_condition_ticked_is_zero_and_not_missing(self, cast, desk_of, appraising):
        desk_of(cast.oanh).adjust("2.1", cast.health)

        assert queries.scores_of(cast.group, appraised=True)[cast.health.pk].find("2.1").state == "scored"
        assert points(cast, "2.1") == 0

    def test_general_information(self, cast, nga):
        nga.adjust("I.1", cast.health, value="80")

        assert points(cast, "1.2") == 10 * 20 / 80

    def test_expert_points(self, cast, nga):
        nga.adjust("2.2.2", cast.health, points="3,5")

        assert str(points(cast, "2.2.2")) == "7/2"


class TestRefused:
    def test_without_reason_the_input_is_kept(self, cast, nga):
        response = nga.adjust("1.1", cast.health, reason=" ", level="deputy")

        assert response.status_code == 400
        assert not Finding.objects.exists()
        panel = response.context["page"].panel
        assert [option.id for option in panel.options if option.is_chosen] == ["deputy"]
        assert "Chưa ghi lý do" in panel.errors["reason"]
        assert panel.points == "5,00"

    def test_without_a_conclusion(self, cast, nga):
        response = nga.conclude("1.1", cast.health, "")

        assert response.status_code == 400
        assert "verdict" in response.context["page"].panel.errors

    def test_a_number_that_is_none_is_told_at_its_field(self, cast, desk_of, appraising):
        response = desk_of(cast.binh).adjust("1.2", cast.health, a="hai mươi")

        (a, b) = response.context["page"].panel.numbers
        assert response.status_code == 400
        assert (a.typed, b.is_fixed) == ("hai mươi", True)
        assert "không phải số" in a.error

    def test_an_ambiguous_number_is_told_with_both_readings(self, cast, nga):
        response = nga.adjust("2.2.2", cast.health, points="1.234")

        told = "“1.234” có hai cách đọc: 1234 (số nghìn) hoặc 1,234 (số thập phân). Viết 1234, hoặc 1,2340."
        assert response.context["page"].panel.errors["points"] == told

    def test_a_count_is_never_ambiguous(self, cast, nga):
        assert nga.adjust("I.1", cast.health, value="1.234").status_code == 302
        assert FindingValue.objects.get().value == "1234"

        refused = nga.adjust("I.1", cast.justice, value="12,5").context["page"].panel.errors
        assert "“12,5” là số thập phân" in refused["value"]

    @pytest.mark.parametrize(("item", "same"), [("1.1", {"level": "head"}), ("I.1", {"value": "40"})])
    def test_an_adjustment_that_changes_nothing(self, cast, nga, item, same):
        response = nga.adjust(item, cast.health, **same)

        assert response.status_code == 400
        assert "Chưa đổi số nào. Chọn Công nhận, hoặc sửa số." in response.content.decode()
        assert not Finding.objects.exists()

    @pytest.mark.parametrize(("given", "said"), [("", "Chưa cho điểm"), ("4,5", "lớn hơn điểm tối đa 4")])
    def test_expert_points_out_of_bounds(self, cast, nga, given, said):
        response = nga.adjust("2.2.2", cast.health, points=given)

        assert response.status_code == 400
        assert said in response.context["page"].panel.errors["points"]

    def test_a_reason_too_long(self, cast, nga):
        response = nga.adjust("1.1", cast.health, level="none", reason="x" * 2_001)

        assert "tối đa 2000" in response.context["page"].panel.errors["reason"]

    def test_a_level_that_does_not_exist(self, cast, nga):
        assert nga.adjust("1.1", cast.health, level="chief").status_code == 400

    @pytest.mark.parametrize("version", ["", "x", "²", "9" * 40])
    def test_a_version_that_is_no_number_is_as_good_as_none(self, cast, nga, version):
        assert nga.conclude("1.1", cast.health, "accepted", version=version).status_code == 302


class TestTwoAtOnce:
    def test_a_stale_version_shows_both_and_keeps_the_input(self, cast, nga):
        actions.adjust(cast.health, item="2.2.1", values=[("n", "1")], reason="Đếm lại", by=cast.binh)

        response = nga.adjust("2.2.1", cast.health, n="3", reason="Có ba dịch vụ")

        page = response.content.decode()
        panel = response.context["page"].panel
        assert response.status_code == 409
        assert "Hoàng Văn Bình vừa kết luận trước bạn" in page
        assert (panel.found, panel.mine) == ("n = 1", "Điều chỉnh: n = 3")
        assert (panel.reason, panel.numbers[0].typed) == ("Có ba dịch vụ", "3")
        assert points(cast, "2.2.1") == 2

    def test_saving_again_replaces_it_knowingly(self, cast, nga):
        first = actions.adjust(cast.health, item="2.2.1", values=[("n", "1")], reason="Đếm lại", by=cast.binh)
        stale = nga.adjust("2.2.1", cast.health, n="3")

        version = stale.context["page"].panel.version
        response = nga.adjust("2.2.1", cast.health, n="3", version=version)

        assert version == first.version
        assert response.status_code == 302
        assert points(cast, "2.2.1") == 6

    def test_a_step_that_is_over_says_so(self, cast, nga):
        actions.mark_computed(cast.round, by=cast.quang)

        response = nga.conclude("1.1", cast.health, "accepted")

        assert response.status_code == 409
        assert "Đã đóng" in response.content.decode()
        assert response.context["page"].panel.can_conclude is False
        assert not Finding.objects.exists()


class TestPreview:
    def test_says_the_points_and_writes_nothing(self, cast, nga):
        response = nga.preview("1.1", cast.health, level="deputy")

        page = response.content.decode()
        assert "5,00" in page
        assert "Giảm 5,00 điểm so với tự đánh giá" in page
        assert "<html" not in page
        assert not Finding.objects.exists()

    def test_says_what_cannot_be_read(self, cast, desk_of, appraising):
        page = desk_of(cast.binh).preview("1.2", cast.health, a="x").content.decode()

        assert "không phải số" in page
        assert ">–<" in page

    def test_says_what_is_wrong_with_the_result(self, cast, desk_of, appraising):
        desk = desk_of(cast.binh)
        assert "Nếu lưu: " in desk.preview("1.2", cast.health, a="41").content.decode()
        assert "Nếu lưu: " not in desk.preview("1.2", cast.health, a="39").content.decode()

        desk.adjust("1.2", cast.health, a="41")

        page = desk.panel("1.2", cast.health)
        line = page.context["page"].table.lines[0]
        assert [mark.word for mark in line.warnings] == ["Thẩm định: a lớn hơn b"]
        assert "Số đã điều chỉnh: " in page.content.decode()

    def test_is_there_only_where_points_follow_from_values(self, cast, nga):
        for code, has_preview in [("1.1", True), ("I.1", False), ("2.2.2", False)]:
            page = nga.panel(code, cast.health).content.decode()
            assert ("hx-post" in page, 'id="finding-points"' in page) == (has_preview, has_preview)

    def test_without_scripts_it_is_the_page_with_the_input(self, cast, nga):
        response = nga.preview("1.1", cast.health, htmx=False, level="none", reason="Thử")

        panel = response.context["page"].panel
        assert (panel.points, panel.reason) == ("0,00", "Thử")
        assert "<html" in response.content.decode()

    def test_accepting_brings_the_units_own_points(self, cast, nga):
        page = nga.preview("1.1", cast.health, verdict="accepted", level="none").content.decode()

        assert "Bằng điểm tự đánh giá" in page


class TestAcceptAll:
    def test_touches_only_what_is_not_concluded(self, cast, nga):
        nga.adjust("1.1", cast.health, level="none")

        response = nga.accept_all("1.1")

        outcomes = dict(Finding.objects.values_list("sheet__organisation__code", "outcome"))
        assert response.status_code == 302
        assert outcomes == {"so-y-te": "adjusted", "so-tu-phap": "accepted"}

    def test_says_on_how_many_before_and_after(self, cast, nga):
        assert "Công nhận 1.1 của 2 đơn vị?" in nga.item("1.1").content.decode()

        after = nga.client.post(reverse("assessment:accept-all", args=[cast.group.pk, "1.1"]), follow=True)

        assert "Đã công nhận 1.1 của 2 đơn vị" in after.content.decode()
        assert "cong-nhan-hang-loat" not in after.content.decode()

    def test_says_what_is_doubtful(self, cast, desk_of, appraising):
        told = "Trong đó: 1 đơn vị không có số liệu, 1 đơn vị không gửi phiếu."

        assert told in desk_of(cast.binh).item("1.2").content.decode()

    def test_is_not_offered_where_points_are_given(self, cast, nga):
        assert "cong-nhan-hang-loat" not in nga.item("2.2.2").content.decode()
