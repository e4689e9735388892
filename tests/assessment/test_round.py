import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from opendti.assessment import access, actions, queries, workflow
from opendti.assessment.actions import Invalid, Refused, StepNotOpen
from opendti.assessment.models import Assignment, Exclusion, Sheet
from opendti.audit.models import Entry
from opendti.catalog.actions import import_text
from opendti.people.roles import Role
from tests import small_set


def assigned(cast) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in Assignment.objects.filter(group=cast.group).select_related("organisation"):
        found.setdefault(each.item, set()).add(each.organisation.code)
    return found


class TestOpen:
    def test_works(self, cast):
        cast.open()

        assert (cast.round.state, cast.health.state) == ("open", "filling")
        assert Entry.objects.get(event="round.opened").after == {"state": "open", "sheets": 2}

    def test_assigns_by_the_decision_and_the_rest_to_the_owner(self, cast):
        cast.open()

        assert assigned(cast) == {
            "I.1": {"so-noi-vu"},
            "1.1": {"so-noi-vu"},
            "1.2": {"so-tai-chinh"},
            "2.1": {"so-tttt"},
            "2.2.1": {"so-noi-vu", "so-tai-chinh"},
            "2.2.2": {"so-noi-vu"},
        }

    def test_leaves_what_was_assigned_by_hand(self, cast):
        actions.assign(cast.group, item="1.1", organisations=[cast.organisations["so-y-te"]], by=cast.quang)
        actions.assign(cast.group, item="1.1", organisations=[cast.organisations["so-tttt"]], by=cast.quang)
        cast.open()

        assert assigned(cast)["1.1"] == {"so-tttt"}

    def test_an_agency_nobody_knows_is_named(self, cast):
        text = small_set.TEXT.replace("name: Sở Nội vụ", "name: Ban Tổ chức")
        index_set = import_text(text, name="x")
        actions.add_group(cast.round, code="khac", title="Khối khác", index_set=index_set, by=cast.quang)

        with pytest.raises(Refused, match="“Ban Tổ chức”"):
            cast.open()
        assert cast.round.__class__.objects.get().state == "draft"

    def test_is_refused_twice_and_so_is_set_up_after_it(self, cast):
        cast.open()

        for change in (
            lambda: actions.open_round(cast.round, by=cast.quang),
            lambda: actions.add_unit(cast.group, cast.organisations["so-noi-vu"], by=cast.quang),
            lambda: actions.assign(cast.group, item="1.1", organisations=[], by=cast.quang),
        ):
            with pytest.raises(StepNotOpen):
                change()

    def test_a_round_without_units_is_refused(self, cast):
        empty = actions.create_round(
            "2026", year=2026, title="Đợt 2026", owner=cast.organisations["so-tttt"], by=cast.quang
        )

        with pytest.raises(Refused, match="chưa có đơn vị"):
            actions.open_round(empty, by=cast.quang)


class TestClose:
    def test_takes_every_sheet_along_and_names_the_late(self, cast):
        cast.appraise()

        assert {sheet.state for sheet in Sheet.objects.all()} == {"appraisal"}
        closed = Entry.objects.get(event="round.self_assessment_closed")
        assert closed.after == {"state": "appraisal", "not_submitted": ["so-tu-phap"]}

    def test_is_refused_twice(self, cast):
        cast.appraise()

        with pytest.raises(StepNotOpen):
            actions.close_self_assessment(cast.round, by=cast.quang)

    def test_locks_what_was_never_submitted(self, cast):
        cast.appraise()

        with pytest.raises(StepNotOpen):
            actions.save_answer(
                cast.justice, item="1.1", field="level", value="head", expected_version=0, by=cast.mai
            )


class TestExclude:
    @pytest.mark.parametrize(("item", "maximum"), [("1.1", 30), ("2.2", 30), ("2.2.2", 36)])
    def test_takes_points_and_maximum_out(self, cast, item, maximum):
        cast.fill()
        actions.exclude(cast.health, item=item, reason="Không có nhiệm vụ", by=cast.quang)

        score = queries.scores_of(cast.group)[cast.health.pk]
        assert score.max == maximum
        assert score.find(item).state == "excluded"

    def test_not_applicable_is_another_state(self, cast):
        cast.fill()
        kind = Exclusion.Kind.NOT_APPLICABLE
        actions.exclude(cast.health, item="1.1", reason="Ngoài bộ", kind=kind, by=cast.quang)

        assert queries.scores_of(cast.group)[cast.health.pk].find("1.1").state == "not_applicable"

    def test_is_refused_twice_and_can_be_lifted_once(self, cast):
        cast.fill()
        actions.exclude(cast.health, item="1.1", reason="Lý do", by=cast.quang)

        with pytest.raises(Refused):
            actions.exclude(cast.health, item="1.1", reason="Lý do", by=cast.quang)
        actions.lift_exclusion(cast.health, item="1.1", by=cast.quang)
        with pytest.raises(Refused):
            actions.lift_exclusion(cast.health, item="1.1", by=cast.quang)
        assert queries.scores_of(cast.group)[cast.health.pk].max == 40

    @pytest.mark.parametrize(("item", "reason"), [("1.1", " "), ("9.9", "Lý do"), ("I.1", "Lý do")])
    def test_needs_a_reason_and_a_component(self, cast, item, reason):
        with pytest.raises(Invalid):
            actions.exclude(cast.open().health, item=item, reason=reason, by=cast.quang)

    def test_leaves_a_trace(self, cast):
        actions.exclude(cast.open().health, item="1.1", reason="Lý do", by=cast.quang)

        entry = Entry.objects.get(event="component.excluded")
        assert entry.after == {"item": "1.1", "kind": "excluded", "reason": "Lý do"}

    @pytest.mark.parametrize("name", ["lan", "hung", "dung"])
    def test_only_the_manager_may(self, cast, name):
        with pytest.raises(PermissionDenied):
            access.get_for(getattr(cast.open(), name), cast.health.pk, to="exclude")


class TestGate:
    def test_manager_and_leader_see_the_round(self, cast):
        assert access.round_for(cast.quang, "2025") == access.round_for(cast.dung, "2025") == cast.round

    def test_the_leader_does_not_move_it(self, cast):
        assert access.round_for(cast.quang, "2025", to="open") == cast.round
        with pytest.raises(PermissionDenied):
            access.round_for(cast.dung, "2025", to="open")

    def test_a_colleague_without_the_role_gets_403(self, cast):
        with pytest.raises(PermissionDenied):
            access.round_for(cast.oanh, "2025")

    @pytest.mark.parametrize("name", ["lan", "hung", "nga", "khach"])
    def test_for_a_stranger_it_does_not_exist(self, cast, name):
        with pytest.raises(Http404):
            access.round_for(getattr(cast, name), "2025")


class TestWorkflow:
    def test_steps_by_role_and_state(self):
        def names(table, state, *roles):
            return [step.name for step in workflow.steps_open_to(table, roles, state)]

        assert names(workflow.SHEET, "filling", Role.CLERK) == ["fill"]
        assert names(workflow.SHEET, "filling", Role.HEAD) == ["fill", "submit", "erase_contact"]
        assert names(workflow.SHEET, "submitted", Role.HEAD) == ["erase_contact"]
        assert names(workflow.SHEET, "appraisal", Role.APPRAISER, Role.SECRETARY) == ["appraise"]
        assert names(workflow.ROUND, "computed", Role.MANAGER) == ["reopen_appraisal", "publish"]
        assert names(workflow.ROUND, "computed", Role.LEADER) == []

    @pytest.mark.parametrize(
        ("table", "states"),
        [(workflow.ROUND, list(workflow.RoundState)), (workflow.SHEET, list(workflow.SheetState))],
    )
    def test_every_state_has_words_and_a_way_in(self, table, states):
        reached = {step.target for step in table if step.target} | {states[0]}

        assert reached == set(states)
        assert set(states) <= set(workflow.STATE_WORDS)
