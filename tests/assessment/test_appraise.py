from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from opendti.assessment import access, actions, queries
from opendti.assessment.actions import Conflict, Invalid, StepNotOpen
from opendti.assessment.models import Finding
from opendti.audit.models import Entry
from opendti.scoring import entries
from opendti.scoring.answers import Given


@pytest.fixture(autouse=True)
def appraising(cast):
    return cast.appraise()


def adjust(cast, values, *, item="1.1", by=None, version=0, reason="Không có quyết định"):
    return actions.adjust(
        cast.health, item=item, values=values, reason=reason, by=by or cast.nga, expected_version=version
    )


def score(cast, *, appraised=False):
    return queries.scores_of(cast.group, appraised=appraised)[cast.health.pk]


def answers_of(sheet, *, appraised=False):
    return queries.answers_of([sheet], queries.definition_of(sheet), appraised=appraised)[sheet.pk]


def test_accepting_keeps_the_units_values(cast):
    finding = actions.accept(cast.health, item="1.1", by=cast.nga)

    assert (finding.outcome, finding.organisation.code) == ("accepted", "so-noi-vu")
    assert score(cast, appraised=True) == score(cast)


def test_adjusting_lets_the_engine_say_the_points(cast):
    adjust(cast, [("level", "deputy")])

    assert score(cast, appraised=True).find("1.1").points == 5
    assert score(cast).find("1.1").points == 10


def test_values_that_contradict_each_other_are_refused(cast):
    with pytest.raises(entries.EntryError):
        adjust(cast, [("level", "none"), ("check", "page")], item="2.1", by=cast.oanh)

    assert not Finding.objects.filter(sheet=cast.health).exists()


def test_adjusted_values_stand_in_place_of_all_of_the_units(cast):
    adjust(cast, [("check", "page")], item="2.1", by=cast.oanh)

    appraised = answers_of(cast.health, appraised=True)
    assert appraised.answers["2.1"] == Given(checks=frozenset({"page"}))
    assert answers_of(cast.health).answers["2.1"] == Given(checks=frozenset({"news"}))


def test_a_general_item_changes_every_component_that_takes_it(cast):
    adjust(cast, [("value", "80")], item="I.1")

    assert score(cast, appraised=True).find("1.2").points == Fraction(10 * 20, 80)


def test_expert_points_are_the_appraisers(cast):
    adjust(cast, [("points", "3,5")], item="2.2.2")

    assert str(score(cast, appraised=True).find("2.2.2").points) == "7/2"


def test_adjusting_to_nothing_means_there_are_no_data(cast):
    adjust(cast, [])

    assert score(cast, appraised=True).find("1.1").state == "missing"


def test_the_units_own_answers_never_change(cast):
    before = queries.canonical_answers(cast.health)

    adjust(cast, [("level", "none")])

    assert queries.canonical_answers(cast.health) == before


def test_needs_a_reason(cast):
    with pytest.raises(Invalid, match="lý do"):
        adjust(cast, [("level", "deputy")], reason=" ")


@pytest.mark.parametrize("values", [[("level", "chief")], [("a", "1")], [("excluded", "yes")]])
def test_what_cannot_be_taken_is_refused(cast, values):
    with pytest.raises(entries.EntryError):
        adjust(cast, values)
    assert not Finding.objects.exists()


def test_a_field_given_twice_is_refused(cast):
    with pytest.raises(Invalid, match="hai lần"):
        adjust(cast, [("level", "deputy"), ("level", "none")])


class TestTwoAppraisers:
    def test_the_second_sees_what_the_first_found(self, cast):
        adjust(cast, [("n", "1")], item="2.2.1")

        with pytest.raises(Conflict) as conflict:
            actions.accept(cast.health, item="2.2.1", by=cast.binh)

        assert (conflict.value.mine, conflict.value.theirs) == ("Công nhận", "Điều chỉnh: n = 1")
        assert conflict.value.who == "Đỗ Thị Nga"

    def test_knowing_it_the_second_may_decide_otherwise(self, cast):
        first = adjust(cast, [("n", "1")], item="2.2.1")

        second = actions.accept(cast.health, item="2.2.1", by=cast.binh, expected_version=first.version)

        assert Finding.objects.get() == second
        assert not second.values.exists()
        assert second.organisation.code == "so-tai-chinh"

    def test_the_same_conclusion_twice_is_no_conflict(self, cast):
        first = adjust(cast, [("n", "1")], item="2.2.1")

        assert adjust(cast, [("n", "1")], item="2.2.1").version == first.version


class TestAcceptAll:
    def test_leaves_what_was_concluded_or_excluded(self, cast):
        adjusted = adjust(cast, [("level", "none")])

        assert actions.accept_all(cast.group, item="1.1", by=cast.nga) == 1
        assert actions.accept_all(cast.group, item="1.1", by=cast.nga) == 0
        adjusted.refresh_from_db()
        assert adjusted.outcome == "adjusted"
        actions.exclude(cast.justice, item="2.1", reason="Không có", by=cast.quang)
        assert actions.accept_all(cast.group, item="2.1", by=cast.oanh) == 1

    def test_leaves_what_was_excluded_with_its_parent(self, cast):
        actions.exclude(cast.justice, item="2.2", reason="Không có", by=cast.quang)

        assert actions.accept_all(cast.group, item="2.2.1", by=cast.nga) == 1
        assert Finding.objects.get().sheet == cast.health

    def test_leaves_a_trace_on_each_sheet(self, cast):
        actions.accept_all(cast.group, item="1.1", by=cast.nga)

        traced = Entry.objects.filter(event="finding.accepted").values_list("subject_id", flat=True)
        assert set(traced) == {cast.health.pk, cast.justice.pk}

    def test_another_appraiser_is_refused(self, cast):
        with pytest.raises(PermissionDenied):
            actions.accept_all(cast.group, item="1.1", by=cast.binh)


def test_leaves_a_trace(cast):
    first = actions.accept(cast.health, item="1.1", by=cast.nga)
    adjust(cast, [("level", "deputy")], version=first.version)

    entry = Entry.objects.get(event="finding.adjusted")
    assert (entry.actor, entry.organisation) == (cast.nga, "Sở Nội vụ")
    assert entry.before == {"item": "1.1", "outcome": "accepted", "reason": "", "values": {}}
    assert (entry.after or {})["values"] == {"level": "deputy"}


class TestGate:
    def test_the_components_appraiser_may(self, cast):
        assert access.get_for(cast.nga, cast.health.pk, to="appraise", item="1.1") == cast.health
        assert access.group_for(cast.nga, cast.group.pk, to="appraise", item="1.1") == cast.group

    def test_another_components_appraiser_gets_403(self, cast):
        assert access.get_for(cast.binh, cast.health.pk) == cast.health
        with pytest.raises(PermissionDenied):
            access.get_for(cast.binh, cast.health.pk, to="appraise", item="1.1")
        with pytest.raises(PermissionDenied):
            access.group_for(cast.binh, cast.group.pk, item="1.1")

    def test_the_action_asks_again(self, cast):
        with pytest.raises(PermissionDenied):
            adjust(cast, [("level", "none")], by=cast.binh)

    @pytest.mark.parametrize("name", ["lan", "hung", "quang", "dung"])
    def test_who_only_looks_gets_403(self, cast, name):
        with pytest.raises(PermissionDenied):
            access.get_for(getattr(cast, name), cast.health.pk, to="appraise", item="1.1")

    @pytest.mark.parametrize("name", ["quang", "dung"])
    def test_manager_and_leader_may_look_across(self, cast, name):
        assert access.group_for(getattr(cast, name), cast.group.pk, item="1.1") == cast.group
        with pytest.raises(PermissionDenied):
            access.group_for(getattr(cast, name), cast.group.pk, to="appraise", item="1.1")

    @pytest.mark.parametrize("name", ["mai", "khach"])
    def test_for_a_stranger_it_does_not_exist(self, cast, name):
        with pytest.raises(Http404):
            access.get_for(getattr(cast, name), cast.health.pk, to="appraise", item="1.1")
        with pytest.raises(Http404):
            access.group_for(getattr(cast, name), cast.group.pk)


def test_after_the_end_of_appraisal_it_is_refused(cast):
    actions.mark_computed(cast.round, by=cast.quang)

    with pytest.raises(StepNotOpen, match="Đã đóng"):
        adjust(cast, [("level", "none")])
    actions.reopen_appraisal(cast.round, reason="Sót", by=cast.quang)
    adjust(cast, [("level", "none")])


def test_before_appraisal_it_is_refused(cast):
    cast.health.state = "submitted"
    cast.health.save(update_fields=["state"])

    with pytest.raises(StepNotOpen):
        adjust(cast, [("level", "none")])
