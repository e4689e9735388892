import json
from datetime import date

import pytest
from django.http import Http404, QueryDict

from opendti.assessment import actions as assessment
from opendti.audit.models import Entry
from opendti.common.append_only import AppendOnlyError
from opendti.common.refusals import Invalid, StepNotOpen
from opendti.results import access, actions, queries
from opendti.results.forms import PublishForm
from opendti.results.models import NodeResult, Publication, UnitResult
from tests.cast import add_units


def publish(publication, by) -> Publication:
    return actions.publish(publication, decision_number="512/QĐ-UBND", decided_on=date(2026, 3, 20), by=by)


@pytest.fixture
def computed(cast) -> Publication:
    cast.appraise()
    assessment.adjust(cast.health, item="1.1", values=[("level", "deputy")], reason="Lý do", by=cast.nga)
    assessment.accept(cast.health, item="1.2", by=cast.binh)
    return actions.compute(cast.round, by=cast.quang)


@pytest.fixture
def published(cast, computed) -> Publication:
    return publish(computed, cast.quang)


def unit(code="so-y-te") -> UnitResult:
    return UnitResult.objects.get(organisation_code=code)


def node(code, unit_code="so-y-te") -> NodeResult:
    kinds = ["component", "part"]
    return NodeResult.objects.get(unit__organisation_code=unit_code, code=code, kind__in=kinds)


class TestCompute:
    def test_freezes_points_rank_and_class(self, cast, computed):
        health, justice = unit(), unit("so-tu-phap")

        assert (computed.state, computed.round_slug, computed.owner_name) == (
            "computed",
            "2025",
            "Sở Thông tin và Truyền thông",
        )
        assert (health.points, health.max, health.percent, health.self_points) == ("19", "40", "95/2", "24")
        assert (health.rank, health.position, health.class_label) == (1, 1, "Yếu")
        assert (justice.points, justice.rank, justice.was_submitted) == ("5", 2, False)

    def test_freezes_every_node_in_the_order_of_the_decision(self, computed):
        nodes = NodeResult.objects.filter(unit=unit())

        assert [(each.kind, each.code, each.parent_code) for each in nodes] == [
            ("set", "thu-nghiem/nho", ""),
            ("group", "A", "thu-nghiem/nho"),
            ("main_index", "1", "A"),
            ("component", "1.1", "1"),
            ("component", "1.2", "1"),
            ("group", "B", "thu-nghiem/nho"),
            ("main_index", "2", "B"),
            ("component", "2.1", "2"),
            ("component", "2.2", "2"),
            ("part", "2.2.1", "2.2"),
            ("part", "2.2.2", "2.2"),
        ]

    def test_says_what_was_found_and_what_nobody_looked_at(self, computed):
        assert (node("1.1").points, node("1.1").self_points, node("1.1").outcome) == ("5", "10", "adjusted")
        assert (node("1.2").outcome, node("1.2").flags) == ("accepted", [])
        assert node("2.1").flags == [["not_concluded", ""]]
        assert node("2.2").flags == []

    def test_freezes_the_explanation(self, computed):
        explanation = node("1.2").explanation or {}

        assert explanation["points"] == "5,00"
        assert explanation["inputs"][1]["source"] == "Thông tin chung I.1"
        assert NodeResult.objects.filter(kind="main_index", explanation__isnull=True).count() == 4

    def test_says_where_an_adjusted_figure_comes_from(self, cast):
        cast.appraise()
        values = [("a", "10")]
        assessment.adjust(cast.health, item="1.2", values=values, reason="Danh sách", by=cast.binh)
        actions.compute(cast.round, by=cast.quang)

        explanation = node("1.2").explanation or {}
        assert [(each["value"], each["source"]) for each in explanation["inputs"]] == [
            ("10", "Thẩm định điều chỉnh (đơn vị kê khai 20)"),
            ("40", "Thông tin chung I.1"),
        ]
        assert "Danh sách" not in json.dumps(explanation, ensure_ascii=False)

    def test_says_that_an_expert_gave_no_points(self, computed):
        explanation = node("2.2.2").explanation or {}

        assert explanation["answer"] == "Chưa có điểm thẩm định, nên 0 điểm."
        assert explanation["chosen"] == []

    def test_moves_the_round_and_is_refused_twice(self, cast, computed):
        cast.fresh()

        assert (cast.round.state, cast.health.state) == ("computed", "closed")
        with pytest.raises(StepNotOpen):
            actions.compute(cast.round, by=cast.quang)

    def test_leaves_a_trace(self, cast, computed):
        entry = Entry.objects.get(event="publication.computed")

        assert (entry.actor, entry.after) == (cast.quang, {"round": "2025", "units": 2})

    def test_equal_units_share_a_rank_and_an_unranked_one_has_none(self, cast):
        add_units(cast, 2)
        assessment.add_unit(cast.group, cast.organisations["so-noi-vu"], by=cast.quang, is_ranked=False)
        cast.appraise()
        actions.compute(cast.round, by=cast.quang)

        ranks = dict(UnitResult.objects.values_list("organisation_code", "rank"))
        assert ranks == {
            "so-y-te": 1,
            "so-tu-phap": 2,
            "don-vi-0": 3,
            "don-vi-1": 3,
            "so-noi-vu": None,
        }

    def test_a_unit_with_everything_excluded_has_no_value(self, cast):
        cast.open()
        for code in ("1.1", "1.2", "2.1", "2.2"):
            assessment.exclude(cast.justice, item=code, reason="Mới thành lập", by=cast.quang)
        assessment.close_self_assessment(cast.round, by=cast.quang)
        actions.compute(cast.round, by=cast.quang)

        justice = unit("so-tu-phap")
        assert (justice.percent, justice.rank, justice.position) == (None, None, 2)
        assert node("2.2", "so-tu-phap").explanation is not None


class TestPublish:
    def test_works(self, cast, published):
        assert (published.state, published.decision_number) == ("published", "512/QĐ-UBND")
        assert published.published_by == cast.quang
        assert cast.fresh().round.state == "published"
        assert queries.latest_published() == access.public_publication("2025") == published

    def test_is_refused_twice(self, cast, published):
        with pytest.raises(StepNotOpen):
            actions.publish(published, by=cast.quang, decision_number="1", decided_on=date(2026, 4, 1))
        published.refresh_from_db()
        assert published.decision_number == "512/QĐ-UBND"

    def test_needs_a_decision(self, cast, computed):
        with pytest.raises(Invalid):
            actions.publish(computed, by=cast.quang, decision_number=" ", decided_on=date(2026, 4, 1))

    def test_is_refused_under_a_decision_older_than_the_year(self, cast, computed):
        with pytest.raises(Invalid, match=r"31/12/2024 trước năm đánh giá 2025.*từ 01/01/2025"):
            actions.publish(computed, by=cast.quang, decision_number="1", decided_on=date(2024, 12, 31))
        form = PublishForm(QueryDict("decision_number=1&decided_on=31/12/2024"), year=2025)
        assert "Ngày ký 31/12/2024 trước năm đánh giá 2025" in str(form.errors["decided_on"])
        assert PublishForm(QueryDict("decision_number=1&decided_on=01/01/2025"), year=2025).is_valid()

    def test_leaves_a_trace(self, published):
        entry = Entry.objects.get(event="publication.published")

        assert entry.before == {"state": "computed"}
        assert entry.after == {
            "state": "published",
            "decision_number": "512/QĐ-UBND",
            "decided_on": "2026-03-20",
        }

    def test_before_it_the_public_sees_nothing(self, computed):
        assert queries.latest_published() is None
        with pytest.raises(Http404):
            access.public_publication("2025")

    def test_nothing_published_changes(self, cast, published):
        row = unit()
        row.points = "40"

        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            NodeResult.objects.update(points="40")
        with pytest.raises(StepNotOpen):
            actions.discard(published, reason="Sót", by=cast.quang)

    def test_a_new_name_does_not_change_what_was_published(self, cast, published):
        cast.health.organisation.name = "Sở Y tế và Dân số"
        cast.health.organisation.save(update_fields=["name"])

        assert unit().organisation_name == "Sở Y tế"

    def test_no_personal_data_get_here(self, published):
        rows = [list(model.objects.values_list()) for model in (UnitResult, NodeResult, Publication)]

        frozen = json.dumps(rows, default=str, ensure_ascii=False)
        assert "Nguyễn Thị Lan" not in frozen
        assert "0900000000" not in frozen


class TestDiscard:
    def test_opens_the_appraisal_again(self, cast, computed):
        actions.discard(computed, reason="Sót một biên bản", by=cast.quang)
        cast.fresh()

        assert (computed.state, cast.round.state, cast.health.state) == (
            "discarded",
            "appraisal",
            "appraisal",
        )
        again = actions.compute(cast.round, by=cast.quang)
        assert queries.computed_of("2025") == again

    def test_is_refused_twice_and_needs_a_reason(self, cast, computed):
        with pytest.raises(Invalid):
            actions.discard(computed, reason="", by=cast.quang)
        actions.discard(computed, reason="Sót", by=cast.quang)
        with pytest.raises(StepNotOpen):
            actions.discard(computed, reason="Sót", by=cast.quang)


class TestReading:
    def test_the_year_before_is_compared_by_organisation(self, cast, published):
        later = Publication.objects.create(
            round_slug="2026",
            year=2026,
            title="Đợt 2026",
            owner_name=published.owner_name,
            computed_at=published.computed_at,
        )

        assert queries.previous(later)["so-y-te"] == queries.Previous(2025, "95/2", 1)
        assert queries.previous(published) == {}
