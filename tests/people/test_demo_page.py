import re

import pytest

from opendti.people.actions import add_membership
from opendti.people.roles import Role


@pytest.fixture(autouse=True)
def demo(settings):
    settings.OPENDTI_DEMO = True


def sections(page: str) -> dict[str, list[str]]:
    """The names under each heading."""
    parts = re.split(r"<h2[^>]*>", page)[1:]
    return {part.split("<")[0]: re.findall(r"<h3>([^<]+)</h3>", part) for part in parts}


def test_stands_by_role_and_unit_by_unit(client, cast):
    found = sections(client.get("/demo/").content.decode())

    assert list(found) == ["Quản lý đợt", "Đơn vị được đánh giá", "Đơn vị thẩm định", "Lãnh đạo"]
    assert found["Quản lý đợt"] == ["Đặng Minh Quang"]
    assert found["Đơn vị được đánh giá"] == [
        "Nguyễn Thị Lan",
        "Trần Văn Hải",
        "Lê Mạnh Hùng",
        "Phạm Thị Mai",
        "Vũ Anh Tuấn",
    ]


def test_someone_with_a_role_twice_stands_there_once(client, cast):
    add_membership(cast.quang, organisation=cast.organisations["so-y-te"], role=Role.MANAGER)
    page = client.get("/demo/").content.decode()

    assert page.count("<h3>Đặng Minh Quang</h3>") == 1
    assert "Sở Thông tin và Truyền thông, Sở Y tế" in page


def test_every_account_has_a_form_of_its_own(client, cast):
    page = client.get("/demo/").content.decode()

    assert page.count('<form method="post" action="/demo/">') == page.count("csrfmiddlewaretoken") == 10
    assert 'aria-label="Đăng nhập với tên Nguyễn Thị Lan, Nhập liệu"' in page


def test_without_accounts_it_says_what_to_do(client, db):
    assert "Chạy opendti demo" in client.get("/demo/").content.decode()
