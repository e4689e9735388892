"""Any organisation may own index sets and rounds: an office its rooms', a district its communes'."""

from pathlib import Path

import pytest
from django.urls import reverse

from opendti.assessment import actions
from opendti.assessment.models import Assignment, Round, Sheet
from opendti.catalog import access as catalog
from opendti.catalog.actions import import_text
from opendti.people.actions import add_membership, add_organisation, add_person, wear_hat
from opendti.people.models import Organisation, User
from opendti.people.roles import Role
from tests import small_set
from tests.cast import HEALTH, give

NINH_THUAN = Path(__file__).parents[2] / "indexsets" / "ninh-thuan-vpub-2023" / "tinh.yaml"
CENTRE, ADMIN = "Trung tâm Phục vụ hành chính công tỉnh", "Phòng Hành chính – Quản trị"
ECONOMY = "Phòng Kinh tế - Tổng hợp"


def person(name: str, organisation: Organisation, *roles: Role) -> User:
    found = add_person(name, full_name=name.title())
    for role in roles:
        add_membership(found, organisation=organisation, role=role)
    return found


def opened(
    owner: Organisation, units: list[Organisation], text: str, manager: User
) -> tuple[Round, list[Sheet]]:
    round_ = actions.create_round("dot", year=2025, title="Đợt", owner=owner, by=manager)
    index_set = import_text(text, name="bo.yaml")
    group = actions.add_group(round_, code="khoi", title="Khối", index_set=index_set, by=manager)
    sheets = [actions.add_unit(group, unit, by=manager) for unit in units]
    actions.open_round(round_, by=manager)
    return round_, sheets


@pytest.mark.django_db
def test_an_office_and_its_rooms(client, settings):
    settings.OPENDTI_SECOND_FACTOR = ()
    province = add_organisation("ninh-thuan", name="Tỉnh Ninh Thuận", level="Tỉnh")
    office = add_organisation("vp-ubnd", name="Văn phòng UBND tỉnh", level="Văn phòng", parent=province)
    rooms = [
        add_organisation(code, name=name, level="Phòng", parent=office)
        for code, name in (("tt-hcc", CENTRE), ("p-hcqt", ADMIN), ("p-kt", ECONOMY))
    ]
    manager = person("manager", office, Role.MANAGER)
    clerk, head = person("clerk", rooms[2], Role.CLERK), person("head", rooms[2], Role.HEAD)
    assert catalog.editor_of(manager) == (manager, office)

    round_, sheets = opened(office, rooms, NINH_THUAN.read_text(encoding="utf-8"), manager)

    assert set(Assignment.objects.values_list("organisation__name", flat=True)) <= {
        CENTRE,
        ADMIN,
        office.name,
    }
    assert give(sheets[2], clerk, [("1.1", "level", "yes")]) == 1
    actions.submit(sheets[2], by=head)
    client.force_login(manager)
    page = client.get(reverse("assessment:round", args=[round_.slug])).content.decode()
    assert ECONOMY in page
    client.force_login(person("other", province, Role.CLERK))
    assert client.get(reverse("assessment:sheet", args=[sheets[2].pk])).status_code == 404


@pytest.mark.django_db
def test_a_district_and_its_communes(client, settings):
    settings.OPENDTI_SECOND_FACTOR = ()
    province = add_organisation("tinh", name="Tỉnh", level="Tỉnh")
    add_organisation("so-noi-vu", name="Phòng Nội vụ", parent=province)  # The same name elsewhere.
    district = add_organisation("huyen", name="Huyện An", level="Huyện", parent=province)
    add_organisation("p-nv", name="Phòng Nội vụ", level="Phòng", parent=district)
    add_organisation("p-tc", name="Phòng Tài chính", level="Phòng", parent=district)
    communes = [add_organisation(f"xa-{n}", name=f"Xã {n}", level="Xã", parent=district) for n in range(3)]
    manager = person("manager", district, Role.MANAGER)
    clerk, head = person("clerk", communes[0], Role.CLERK), person("head", communes[0], Role.HEAD)
    text = small_set.TEXT.replace("Sở Nội vụ", "Phòng Nội vụ").replace("Sở Tài chính", "Phòng Tài chính")

    round_, sheets = opened(district, communes, text, manager)

    assert Assignment.objects.get(item="1.1").organisation.parent == district
    assert give(sheets[0], clerk, HEALTH) == len(HEALTH)
    actions.submit(sheets[0], by=head)
    client.force_login(clerk)
    assert client.get(reverse("assessment:sheet", args=[sheets[1].pk])).status_code == 404
    client.force_login(manager)
    assert client.get(reverse("assessment:round", args=[round_.slug])).status_code == 200


@pytest.mark.django_db
def test_who_makes_sets_for_two_organisations_makes_them_for_the_hat_that_is_worn():
    province = add_organisation("tinh", name="Tỉnh")
    office = add_organisation("vp", name="Văn phòng", parent=province)
    both = person("both", province, Role.MANAGER)
    in_office = add_membership(both, organisation=office, role=Role.MANAGER)

    wear_hat(both, in_office.pk)

    assert catalog.editor_of(both) == (both, office)
