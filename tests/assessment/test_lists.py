"""What each person finds on the lists, and that long lists ask the database no more than short ones."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opendti.assessment import actions, queries
from opendti.assessment.presenting.trees import tree_of
from opendti.assessment.queries.pages import contents_of
from opendti.assessment.queries.rounds_pages import boards_of
from tests.cast import add_units


def count(call) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call()
    return len(captured)


class TestWork:
    def test_a_clerk_finds_the_sheet(self, cast):
        cast.fill()

        work = queries.work_for(cast.lan)

        assert [each.sheet for each in work.sheets] == [cast.health]
        assert [step.name for step in work.sheets[0].steps] == ["fill"]
        assert (work.components, work.rounds) == ([], [])

    def test_a_head_finds_the_next_step(self, cast):
        steps = queries.work_for(cast.open().hung).sheets[0].steps

        assert [step.name for step in steps] == ["fill", "submit", "erase_contact"]

    def test_an_appraiser_finds_components_in_the_order_of_the_decision(self, cast):
        cast.appraise()
        actions.accept(cast.health, item="1.1", by=cast.nga)
        actions.exclude(cast.justice, item="2.2.1", reason="Không có", by=cast.quang)

        found = queries.work_for(cast.nga).components

        assert [(each.code, each.concluded, each.total) for each in found] == [
            ("1.1", 1, 2),
            ("2.2.1", 1, 2),
            ("2.2.2", 0, 2),
            ("I.1", 0, 2),
        ]

    def test_parts_need_no_conclusion_when_their_parent_is_excluded(self, cast):
        cast.appraise()
        actions.exclude(cast.justice, item="2.2", reason="Không có", by=cast.quang)

        found = queries.work_for(cast.nga).components

        assert {each.code: each.concluded for each in found} == {"1.1": 0, "2.2.1": 1, "2.2.2": 1, "I.1": 0}

    def test_an_appraiser_has_nothing_to_do_before_appraisal(self, cast):
        assert queries.work_for(cast.fill().nga).components == []

    def test_a_manager_finds_the_round(self, cast):
        cast.fill()

        (work,) = queries.work_for(cast.quang).rounds

        assert (work.round, work.sheets) == (cast.round, {"filling": 2})
        assert [step.name for step in work.steps] == ["close_self_assessment"]

    def test_a_leader_finds_it_without_steps(self, cast):
        (work,) = queries.work_for(cast.dung).rounds

        assert work.steps == []

    def test_someone_without_membership_has_no_work(self, cast):
        assert queries.work_for(cast.fill().khach) == queries.Work([], [], [])


class TestAcrossUnits:
    def test_shows_every_unit_on_one_component(self, cast):
        cast.appraise()
        actions.adjust(cast.health, item="1.1", values=[("level", "deputy")], reason="Lý do", by=cast.nga)

        view = queries.component_across_units(cast.group, "1.1")
        health, justice = view.rows

        assert (health.values, health.found_values) == ({"level": "head"}, {"level": "deputy"})
        assert health.self_score
        assert health.appraised_score
        assert [health.self_score.points, health.appraised_score.points] == [Fraction(10), Fraction(5)]
        assert (justice.values, justice.finding) == ({"level": "deputy"}, None)

    def test_a_general_item_has_values_and_no_points(self, cast):
        view = queries.component_across_units(cast.appraise().group, "I.1")

        assert [row.values for row in view.rows] == [{"value": "40"}, {}]
        assert view.rows[0].self_score is None

    def test_a_part_goes_out_with_its_parent(self, cast):
        cast.appraise()
        actions.exclude(cast.justice, item="2.2", reason="Không có", by=cast.quang)

        health, justice = queries.component_across_units(cast.group, "2.2.1").rows

        assert health.exclusion is None
        assert (justice.exclusion and justice.exclusion.item) == "2.2"

    def test_its_own_exclusion_goes_before_that_of_its_parent(self, cast):
        cast.appraise()
        actions.exclude(cast.justice, item="2.2.1", reason="Riêng", by=cast.quang)
        actions.exclude(cast.justice, item="2.2", reason="Chung", by=cast.quang)

        reasons = [
            row.exclusion.reason
            for code in ("2.2.1", "2.2.2")
            for row in queries.component_across_units(cast.group, code).rows
            if row.exclusion
        ]

        assert reasons == ["Riêng", "Chung"]

    def test_an_unknown_code_is_a_key_error(self, cast):
        with pytest.raises(KeyError):
            queries.component_across_units(cast.group, "9.9")


def test_the_codes_an_exclusion_may_stand_under(cast):
    index_set = queries.definition_of(cast.health)

    assert queries.with_parents(index_set, "2.2.1") == ["2.2.1", "2.2"]
    assert queries.with_parents(index_set, "2.2") == ["2.2"]
    assert queries.with_parents(index_set, "I.1") == ["I.1"]


class TestProgress:
    """One with parts counts once, and an expert's points are not the unit's to enter."""

    def entered(self, cast):
        (board,) = boards_of(cast.round)
        for line in board.units:
            totals = tree_of(contents_of(line.sheet)).totals
            assert (totals.entered, totals.total) == line.progress
        return [line.progress for line in board.units]

    def test_the_tree_and_the_board_say_the_same(self, cast):
        assert self.entered(cast.fill()) == [(4, 4), (1, 4)]

    def test_a_part_still_missing_keeps_its_component_open(self, cast):
        cast.fill()
        version = queries.answer_rows(cast.health)["2.2.1", "n"].version
        actions.clear_answer(cast.health, item="2.2.1", key="n", expected_version=version, by=cast.lan)

        assert self.entered(cast)[0] == (3, 4)

    def test_what_is_excluded_does_not_count(self, cast):
        cast.fill()
        actions.exclude(cast.justice, item="2.2", reason="Không có", by=cast.quang)
        actions.exclude(cast.health, item="2.2.1", reason="Không có", by=cast.quang)

        assert self.entered(cast) == [(4, 4), (1, 3)]


class TestQueryCounts:
    @pytest.fixture(params=[3, 30])
    def units(self, cast, request):
        add_units(cast, request.param - 2)
        cast.appraise()
        queries.definition_of(cast.health)
        actions.accept_all(cast.group, item="1.1", by=cast.nga)
        return request.param

    def test_component_across_units(self, cast, units):
        assert count(lambda: queries.component_across_units(cast.group, "1.1")) == 15

    def test_work(self, cast, units):
        assert count(lambda: queries.work_for(cast.nga)) == 6
        assert count(lambda: queries.work_for(cast.quang)) == 3

    def test_board(self, cast, units):
        (board,) = boards_of(cast.round)

        assert len(board.units) == units
        assert count(lambda: boards_of(cast.round)) == 11
