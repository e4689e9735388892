"""Two provinces. Vân operates the first, Minh manages its rounds, Phú operates the second."""

from dataclasses import dataclass

import pytest

from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.models import Organisation, User
from opendti.people.roles import Role

PASSWORD = "ba-con-trau-xanh"


@dataclass
class Provinces:
    """Everybody and everything of both."""

    tinh: Organisation
    so_y_te: Organisation
    xa: Organisation
    other: Organisation
    van: User
    minh: User
    lan: User
    phu: User
    thu: User


@pytest.fixture
def provinces(db) -> Provinces:
    tinh = add_organisation("tinh", name="Uỷ ban nhân dân tỉnh A")
    so_y_te = add_organisation("so-y-te", name="Sở Y tế", parent=tinh, order=1)
    xa = add_organisation("xa-an-binh", name="Xã An Bình", parent=tinh, order=2)
    other = add_organisation("tinh-b", name="Uỷ ban nhân dân tỉnh B")
    here = {
        "van": ("Nguyễn Hồng Vân", tinh, Role.OPERATOR),
        "minh": ("Trần Minh", tinh, Role.MANAGER),
        "lan": ("Nguyễn Thị Lan", so_y_te, Role.CLERK),
        "phu": ("Đỗ Văn Phú", other, Role.OPERATOR),
        "thu": ("Lê Thị Thu", other, Role.CLERK),
    }
    people = {}
    for username, (name, organisation, role) in here.items():
        people[username] = add_person(username, full_name=name, email=f"{username}@example.vn")
        add_membership(people[username], organisation=organisation, role=role)
    return Provinces(tinh, so_y_te, xa, other, **people)


@pytest.fixture
def as_van(client, provinces):
    client.force_login(provinces.van)
    return client


@pytest.fixture
def as_minh(client, provinces):
    client.force_login(provinces.minh)
    return client


@pytest.fixture(autouse=True)
def second_factors(settings):
    """What a second factor is asked of has tests of its own."""
    settings.OPENDTI_SECOND_FACTOR = ()
