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
