"""Ways round a gate that go through another feature: lists, successions, old links, days to come."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from opendti.people import access, actions
from opendti.people.models import Invitation, Organisation, OrganisationChange, Succession
from opendti.people.roles import Role
from tests.people.organisations.sheets import workbook
from tests.provinces import session_of


def follows(new, old):
    change = OrganisationChange.objects.create(kind="split", effective_on=timezone.localdate())
    Succession.objects.create(predecessor=old, successor=new, change=change)


def test_a_list_cannot_make_an_heir_of_a_unit_elsewhere(filling):
    own, foreign = filling.bac.owner, filling.nam.units["so-y-te"]
    row = ("moi", "Đơn vị mới", "", "", own.code, "", "01/01/2026", "", foreign.code)
    content = workbook(row, heads=HEADS)
    preview = actions.look_at(content, "ds.xlsx", filling.bac.operator)

    assert [each.kind for each in preview.rows] == ["error"]
    assert f"không có mã {foreign.code}" in " ".join(preview.rows[0].listed.problems)


HEADS = (
    "Mã", "Tên chính thức", "Tên ngắn", "Cấp", "Mã cơ quan cấp trên", "Thứ tự", "Từ ngày", "Đến ngày",
    "Kế tục của",
)  # fmt: skip


def test_an_heir_looks_back_only_at_what_has_ended(published):
    old, new = published.bac.units["so-y-te"], published.bac.units["so-tu-phap"]
    heir = actions.add_person("nguoi-ke", full_name="Người kế")
    actions.add_membership(heir, organisation=new, role=Role.CLERK)
    follows(new, old)
    address = f"/sheets/{published.bac.health.pk}/"
    assert session_of(heir).get(address).status_code == 404

    ended = timezone.localdate() - timedelta(days=1)
    Organisation.objects.filter(pk=old.pk).update(valid_until=ended)
    assert session_of(heir).get(address, follow=True).status_code == 200


def test_a_greater_role_ends_links_that_are_still_open(filling):
    person = actions.add_person("len-chuc", full_name="Lên chức")
    unit = filling.bac.units["so-y-te"]
    actions.add_membership(person, organisation=unit, role=Role.CLERK)
    actions.hand_out(actions.new_links([person]), by=filling.bac.manager, way=Invitation.Way.LETTER)
    actions.add_membership(person, organisation=unit, role=Role.SUPPLIER)
    assert Invitation.objects.filter(user=person, revoked_at=None).exists()

    actions.add_membership(person, organisation=filling.bac.owner, role=Role.OPERATOR)
    assert not Invitation.objects.filter(user=person, revoked_at=None).exists()


def test_who_will_be_elsewhere_is_not_changed_from_here(filling):
    person = actions.add_person("sap-di", full_name="Sắp đi")
    actions.add_membership(person, organisation=filling.bac.units["so-y-te"], role=Role.CLERK)
    tomorrow = timezone.localdate() + timedelta(days=1)
    there = filling.nam.units["so-y-te"]
    actions.add_membership(person, organisation=there, role=Role.CLERK, valid_from=tomorrow)

    with pytest.raises(PermissionDenied):
        access.person_for(filling.bac.operator, person.pk, to="change")


def test_the_trail_names_no_subject_of_which_one_sees_nothing(filling):
    own, foreign = filling.bac, filling.nam
    as_auditor = session_of(own.auditor)
    name = f"clerk {'Nam'}"
    for kind, subject in (
        ("people.user", foreign.clerk.pk),
        ("assessment.sheet", foreign.health.pk),
        ("catalog.draft", foreign.draft.pk),
        ("people.user", 987654),
    ):
        page = as_auditor.get("/trail/", {"subject": f"{kind}:{subject}"})
        assert page.context["page"].subject is None
        assert name not in page.content.decode()

    page = as_auditor.get("/trail/", {"subject": f"assessment.sheet:{own.health.pk}"})
    assert "Sở Y tế" in page.context["page"].subject.name
    page = session_of(filling.top_operator).get("/trail/", {"subject": f"people.user:{foreign.clerk.pk}"})
    assert page.context["page"].subject.name == name


def test_history_beside_accounts_and_units_is_what_the_trail_shows_the_reader(filling):
    bac, nam = filling.bac, filling.nam
    actions.add_membership(bac.clerk, organisation=nam.owner, role=Role.COUNCIL, by=filling.top_operator)
    actions.wear_hat(bac.clerk, bac.clerk.memberships.get(organisation=nam.owner).pk)

    def told(reader, path):
        context = session_of(reader).get(path).context
        return {row.entry.event for row in context.get("history", ())}, context.get("trail_query", "")

    account, unit = f"/people/{bac.clerk.pk}/", f"/organisations/{bac.units['so-y-te'].pk}/"
    everything, way = told(filling.top_operator, account)
    assert {"hat.worn", "membership.added"} <= everything
    assert way == f"subject=people.user%3A{bac.clerk.pk}"
    assert "hat.worn" not in told(bac.operator, account)[0]  # done in another province
    assert "hat.worn" in told(nam.operator, account)[0]
    assert told(bac.manager, account) == (set(), "")  # who may not open the trail
    assert told(filling.top_operator, unit)[0] == {"organisation.added"}
    assert told(bac.clerk, unit) == told(nam.operator, unit) == (set(), "")
