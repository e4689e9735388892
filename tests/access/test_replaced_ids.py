"""Forms and paths with somebody else's keys in them: nothing is written, and nothing is told."""

import pytest
from django.utils import timezone

from opendti.assessment import actions
from opendti.assessment.models import Answer, EvidenceLink, Exclusion, Finding
from opendti.audit.models import Entry
from tests.access.test_methods import counts
from tests.provinces import session_of


def nothing_happens(client, path, data=None, *, statuses=(404, 403)):
    before = counts()
    response = client.post(path, data or {})
    assert response.status_code in statuses, f"{path}: {response.status_code}"
    assert counts() == before
    return response


class TestSheets:
    @pytest.mark.parametrize(
        ("path", "data"),
        [
            ("answers/", {"item": "1.2", "field": "a", "a": "7"}),
            ("remarks/", {"item": "1.1", "remark": "Của người khác"}),
            ("links/", {"item": "1.1", "url": "https://a.vn", "title": "A"}),
            ("items/1.2/", {"a": "7", "was:a": ""}),
            ("general/", {"I.1": "7", "was:I.1": ""}),
            ("submit/", {"version": "1"}),
            ("contact/erase/", {"reason": "Theo đơn"}),
        ],
    )
    def test_another_units_sheet_takes_nothing(self, filling, path, data):
        for person in (filling.bac.clerk, filling.bac.head, filling.bac.supplier, filling.bac.manager):
            nothing_happens(session_of(person), f"/sheets/{filling.nam.health.pk}/{path}", data)
        for person in (filling.bac.clerk, filling.bac.head):
            nothing_happens(session_of(person), f"/sheets/{filling.bac.justice.pk}/{path}", data)

    def test_ones_own_sheet_does_not_lend_its_gate_to_a_foreign_link(self, filling):
        theirs = EvidenceLink.objects.get(sheet=filling.nam.health)
        client = session_of(filling.bac.clerk)
        client.post(f"/sheets/{filling.bac.health.pk}/links/{theirs.pk}/remove/", {"item": "1.1"})

        assert EvidenceLink.objects.filter(pk=theirs.pk).exists()
        assert not Entry.objects.filter(event="evidence_link.removed").exists()

    @pytest.mark.parametrize(
        "data",
        [
            {"item": "9.9", "field": "a", "a": "1"},
            {"item": "2.2.2", "field": "points", "points": "4"},
            {"item": "1.1", "field": "excluded", "excluded": "yes"},
            {"item": "1.2", "field": "b", "b": "1"},
        ],
    )
    def test_what_is_not_the_units_to_give_is_not_taken(self, filling, data):
        client = session_of(filling.bac.clerk)
        path = f"/sheets/{filling.bac.health.pk}/answers/"
        nothing_happens(client, path, data, statuses=(404, 400, 422))

    def test_who_wrote_and_for_which_sheet_comes_from_nowhere_but_the_session(self, filling):
        data = {"item": "1.2", "field": "a", "a": "7", "version:a": "1", "sheet": filling.nam.health.pk}
        data |= {"by": filling.nam.clerk.pk, "updated_by": filling.nam.clerk.pk}
        session_of(filling.bac.clerk).post(f"/sheets/{filling.bac.health.pk}/answers/", data)

        assert Answer.objects.get(sheet=filling.bac.health, item="1.2").updated_by == filling.bac.clerk
        assert Answer.objects.get(sheet=filling.nam.health, item="1.2").value == "20"


class TestAppraisal:
    def test_a_foreign_sheet_in_ones_own_group(self, appraising):
        path = f"/appraisal/{appraising.bac.group.pk}/1.1/{appraising.nam.health.pk}/"
        nothing_happens(session_of(appraising.bac.appraiser), path, {"outcome": "accepted"}, statuses=(404,))
        nothing_happens(
            session_of(appraising.bac.appraiser), f"{path}preview/", {"level": "head"}, statuses=(404,)
        )

    def test_ones_own_sheet_in_a_foreign_group(self, appraising):
        path = f"/appraisal/{appraising.nam.group.pk}/1.1/{appraising.bac.health.pk}/"
        nothing_happens(session_of(appraising.bac.appraiser), path, {"outcome": "accepted"}, statuses=(404,))

    @pytest.mark.parametrize("item", ["1.2", "2.1", "I.2", "9.9", "2.2"])
    def test_an_item_that_was_not_assigned(self, appraising, item):
        path = f"/appraisal/{appraising.bac.group.pk}/{item}/"
        client = session_of(appraising.bac.appraiser)
        nothing_happens(client, f"{path}{appraising.bac.justice.pk}/", {"outcome": "accepted"})
        nothing_happens(client, f"{path}accept-all/")

    def test_nobody_appraises_the_contact_block(self, appraising):
        for name in ("manager", "secretary", "leader", "auditor", "council", "appraiser"):
            client = session_of(getattr(appraising.bac, name))
            answer = client.get(f"/appraisal/{appraising.bac.group.pk}/I.2/")
            assert answer.status_code in (403, 404)
            assert appraising.bac.canary("contact") not in answer.content.decode()


class TestRounds:
    def test_a_foreign_sheet_in_ones_own_round(self, filling):
        data = {"sheet": filling.nam.health.pk, "item": "1.1", "reason": "Không có"}
        path = f"/rounds/{filling.bac.round.slug}/exclusions/"
        nothing_happens(session_of(filling.bac.manager), path, data, statuses=(400, 404))

    def test_a_foreign_exclusion_in_ones_own_round(self, filling):
        theirs = Exclusion.objects.get(sheet=filling.nam.health)
        path = f"/rounds/{filling.bac.round.slug}/exclusions/{theirs.pk}/lift/"
        nothing_happens(session_of(filling.bac.manager), path, statuses=(404,))

    @pytest.mark.parametrize("step", ["open", "close-self-assessment", "compute", "publish", "reopen"])
    def test_a_foreign_round_takes_no_step(self, appraising, step):
        data = {"decision_number": "1/QĐ", "decided_on": "01/03/2026", "reason": "Sai"}
        path = f"/rounds/{appraising.nam.round.slug}/{step}/"
        for name in ("manager", "leader", "operator"):
            nothing_happens(session_of(getattr(appraising.bac, name)), path, data, statuses=(404,))


class TestIndexSets:
    @pytest.mark.parametrize("step", ["shape", "undo", "publish", "discard", "head", "general", "assign"])
    def test_a_foreign_draft_takes_nothing(self, filling, step):
        path = f"/index-sets/drafts/{filling.nam.draft.pk}/{step}/"
        data = {"do": "remove", "row": "r1", "version": "1", "seen": "", "title": "X"}
        nothing_happens(session_of(filling.bac.manager), path, data, statuses=(404,))

    def test_a_row_of_a_foreign_draft_in_ones_own_is_not_there(self, filling):
        path = f"/index-sets/drafts/{filling.bac.draft.pk}/items/r987/"
        nothing_happens(session_of(filling.bac.manager), path, {"title": "X"}, statuses=(404,))

    def test_a_foreign_set_is_neither_retired_nor_matched(self, filling):
        client, theirs = session_of(filling.bac.manager), filling.nam.index_set.pk
        nothing_happens(client, f"/index-sets/{theirs}/retire/", {"reason": "Thay"}, statuses=(403,))
        data = {"with": filling.bac.index_set.pk, "new.1.1": "1.2"}
        nothing_happens(client, f"/index-sets/{theirs}/compare/match/", data, statuses=(403,))


class TestPeople:
    def test_a_role_in_a_foreign_organisation_is_not_given(self, filling):
        data = {"organisation": filling.nam.owner.code, "role": "manager", "valid_from": "01/01/2026"}
        for name in ("operator", "manager"):
            client = session_of(getattr(filling.bac, name))
            path = f"/people/{filling.bac.clerk.pk}/roles/add/"
            nothing_happens(client, path, data, statuses=(404, 403, 400))

    def test_no_manager_makes_managers_or_operators(self, filling):
        client = session_of(filling.bac.manager)
        for role in ("manager", "operator", "auditor", "leader"):
            data = {"organisation": filling.bac.owner.code, "role": role, "valid_from": "01/01/2026"}
            path = f"/people/{filling.bac.manager.pk}/roles/add/"
            nothing_happens(client, path, data, statuses=(404, 403, 400))

    def test_a_foreign_role_under_ones_own_account(self, filling):
        theirs = filling.nam.clerk.memberships.get()
        path = f"/people/{filling.bac.clerk.pk}/roles/{theirs.pk}/end/"
        day = {"valid_until": f"{timezone.localdate():%d/%m/%Y}"}
        nothing_happens(session_of(filling.bac.operator), path, day, statuses=(404,))
        theirs.refresh_from_db()
        assert theirs.valid_until is None

    def test_nobody_wears_another_ones_hat(self, filling):
        hat = filling.bac.manager.memberships.get()
        nothing_happens(session_of(filling.bac.clerk), f"/hats/{hat.pk}/wear/", statuses=(409,))


def test_the_action_itself_is_locked_too(appraising):
    """Whoever gets past the gate by another way in still cannot conclude for others."""
    with pytest.raises(Exception, match="đơn vị khác thẩm định"):
        actions.accept(appraising.bac.justice, item="1.2", by=appraising.bac.appraiser)

    assert not Finding.objects.filter(sheet=appraising.bac.justice).exists()
