"""The steps of a round: who sees them when, what each asks, and what it does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from opendti.assessment import actions
from opendti.results import actions as results
from opendti.results.models import NodeResult, Publication

PUBLISH = {"decision_number": "512/QĐ-UBND", "decided_on": "25/03/2025"}
STEPS = {
    "assessment:open-round": "draft",
    "assessment:close-self-assessment": "open",
    "results:compute": "appraisal",
    "results:publish": "computed",
    "results:reopen": "computed",
}


def brought_to(cast, state):
    """The round as far as `state`."""
    if state in ("open", "appraisal", "computed", "published"):
        cast.fill()
    if state in ("appraisal", "computed", "published"):
        actions.submit(cast.health, by=cast.hung)
        actions.close_self_assessment(cast.round, by=cast.quang)
    if state in ("computed", "published"):
        results.compute(cast.round, by=cast.quang)
    if state == "published":
        results.publish(
            Publication.objects.get(), decision_number="1", decided_on=timezone.localdate(), by=cast.quang
        )
    return cast.fresh()


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("draft", ["open"]),
        ("open", ["close_self_assessment"]),
        ("appraisal", ["compute"]),
        ("computed", ["reopen_appraisal", "publish"]),
        ("published", []),
    ],
)
class TestWhatIsOffered:
    def test_to_the_manager(self, cast, quang, state, steps):
        brought_to(cast, state)

        response = quang.show()

        assert [dialog.name for dialog in response.context["page"].dialogs] == steps
        assert response.status_code == 200

    def test_nothing_to_the_leadership(self, cast, office_of, state, steps):
        brought_to(cast, state)

        response = office_of(cast.dung).show()

        assert response.context["page"].dialogs == []
        assert "<dialog" not in response.content.decode()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(("who", "status"), [("dung", 403), ("oanh", 403), ("nga", 404), ("lan", 404)])
def test_only_the_manager_takes_a_step(cast, office_of, name, who, status):
    brought_to(cast, STEPS[name])

    assert office_of(getattr(cast, who)).step(name, **PUBLISH, reason="Thử").status_code == status
    cast.round.refresh_from_db()
    assert cast.round.state == STEPS[name]


@pytest.mark.parametrize(
    ("name", "rest"),
    [("open-round", []), ("close-self-assessment", []), ("exclude", []), ("lift-exclusion", [1])],
)
def test_what_only_posts_leads_back_to_the_round(cast, quang, name, rest):
    response = quang.client.get(reverse(f"assessment:{name}", args=[cast.round.slug, *rest]))

    assert response.url == reverse("assessment:round", args=[cast.round.slug])


@pytest.mark.parametrize("slug", ["2025", "1999"])
def test_a_round_of_others_is_not_found(cast, office_of, slug):
    address = reverse("assessment:round", args=[slug])

    assert office_of(cast.lan).client.get(address).status_code == 404


class TestOpen:
    def test_opens_the_sheets(self, cast, quang):
        quang.step("assessment:open-round")

        assert cast.fresh().health.state == "filling"

    def test_twice_is_refused_with_a_word(self, cast, quang):
        cast.open()

        response = quang.step("assessment:open-round")

        assert response.status_code == 409
        assert "Đang tự đánh giá" in response.content.decode()

    def test_a_missing_appraiser_is_told_and_nothing_opens(self, cast, quang):
        cast.organisations["so-noi-vu"].name = "Sở Khác"
        cast.organisations["so-noi-vu"].save(update_fields=["name"])

        response = quang.step("assessment:open-round")

        assert response.status_code == 409
        assert "“Sở Nội vụ”" in response.content.decode()
        assert response.context["page"].round.state == "draft"


class TestCloseSelfAssessment:
    def test_says_who_has_not_submitted(self, cast, quang):
        cast.fill()
        actions.submit(cast.health, by=cast.hung)

        (dialog,) = quang.show().context["page"].dialogs

        assert dialog.title == "Đóng tự đánh giá khi 1 phiếu chưa gửi?"
        assert dialog.named == ["Sở Tư pháp"]

    def test_opens_by_itself_without_scripts(self, cast, quang):
        cast.open()

        assert (
            'aria-labelledby="bt-close_self_assessment" open>'
            in quang.show(ask="close_self_assessment").content.decode()
        )

    def test_hands_the_sheets_to_the_appraisers(self, cast, quang):
        cast.fill()

        response = quang.step("assessment:close-self-assessment")

        assert response.status_code == 302
        assert cast.fresh().justice.state == "appraisal"


class TestCompute:
    def test_says_what_is_not_concluded(self, cast, quang):
        cast.appraise()
        actions.accept_all(cast.group, item="1.1", by=cast.nga)

        page = quang.show().context["page"]
        (dialog,) = page.dialogs

        assert (page.concluded, page.places) == (2, 12)
        assert dialog.title == "Đóng thẩm định khi 10 lượt chưa kết luận?"
        assert dialog.named == ["Sở Nội vụ: 6", "Sở Tài chính: 4", "Sở Thông tin và Truyền thông: 2"]

    def test_counts_the_units_own_figures_and_marks_them(self, cast, quang):
        cast.appraise()

        response = quang.step("results:compute")

        node = NodeResult.objects.get(unit__organisation_code="so-y-te", code="1.1", kind="component")
        assert response.url == reverse("assessment:round", args=["2025"])
        assert (node.points, node.flags) == ("10", [["not_concluded", ""]])
        assert cast.fresh().health.state == "closed"

    def test_twice_leads_back_with_a_word(self, cast, quang):
        brought_to(cast, "computed")

        response = quang.client.post(reverse("results:compute", args=["2025"]), follow=True)

        assert "Đã tính kết quả" in response.content.decode()
        assert Publication.objects.count() == 1


class TestPublish:
    @pytest.fixture(autouse=True)
    def computed(self, cast):
        brought_to(cast, "computed")

    def test_publishes_under_the_decision(self, cast, quang):
        response = quang.step("results:publish", **PUBLISH)

        publication = Publication.objects.get()
        assert response.status_code == 302
        assert (publication.state, publication.decision_number) == ("published", "512/QĐ-UBND")
        assert str(publication.decided_on) == "2025-03-25"
        assert cast.fresh().round.state == "published"

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"decision_number": " "}, "Chưa ghi số quyết định"),
            ({"decided_on": ""}, "Chưa ghi ngày ký"),
            ({"decided_on": "31/02/2025"}, "không đọc được"),
            ({"decided_on": "01/01/2999"}, "chưa tới"),
        ],
    )
    def test_needs_number_and_day_and_keeps_the_rest(self, cast, quang, changed, said):
        response = quang.step("results:publish", **(PUBLISH | changed))

        page = response.content.decode()
        assert response.status_code == 400
        assert said in page
        assert "512/QĐ-UBND" in page
        assert cast.fresh().round.state == "computed"

    def test_asks_on_a_page_of_its_own_too(self, quang):
        response = quang.client.get(reverse("results:publish", args=["2025"]))

        assert response.status_code == 200
        assert "Số quyết định công bố" in response.content.decode()

    def test_twice_leads_back_with_a_word(self, cast, quang):
        quang.step("results:publish", **PUBLISH)

        response = quang.client.post(reverse("results:publish", args=["2025"]), PUBLISH, follow=True)

        assert "Đã công bố" in response.content.decode()
        assert Publication.objects.get().decision_number == "512/QĐ-UBND"


class TestReopen:
    @pytest.fixture(autouse=True)
    def computed(self, cast):
        brought_to(cast, "computed")

    def test_sets_the_results_aside(self, cast, quang):
        quang.step("results:reopen", reason="Sót một đơn vị")

        assert Publication.objects.get().state == "discarded"
        assert cast.fresh().health.state == "appraisal"

    def test_needs_a_reason(self, cast, quang):
        response = quang.step("results:reopen", reason=" ")

        assert response.status_code == 400
        assert "Chưa ghi lý do" in response.content.decode()
        assert cast.fresh().round.state == "computed"
