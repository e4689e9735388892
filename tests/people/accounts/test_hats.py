import pytest

from opendti.audit.models import Entry
from opendti.people.actions import add_membership, wear_hat
from opendti.people.roles import Role


@pytest.fixture
def two_hats(client, provinces):
    """Lan also manages; she is logged in and wears the clerk's hat."""
    managing = add_membership(provinces.lan, organisation=provinces.tinh, role=Role.MANAGER)
    wear_hat(provinces.lan, provinces.lan.memberships.get(role="clerk").pk)
    client.force_login(provinces.lan)
    return managing


def test_the_header_shows_the_hat_worn(client, two_hats):
    page = client.get("/account/").content.decode()

    assert "<small>Nhập liệu · Sở Y tế</small>" in page
    assert 'href="/account/">' in page


def test_an_error_page_offers_the_other_hat_and_leads_back(client, two_hats):
    page = client.get("/people/?q=lan")
    answer = client.post(f"/hats/{two_hats.pk}/wear/", {"next": "/people/?q=lan"})

    assert page.status_code == 403
    assert f'action="/hats/{two_hats.pk}/wear/"' in page.content.decode()
    assert 'name="next" value="/people/?q=lan"' in page.content.decode()
    assert answer["Location"] == "/people/?q=lan"
    assert client.get("/people/?q=lan").status_code == 200
    assert Entry.objects.filter(event="hat.worn").count() == 2


def test_so_does_a_page_that_is_not_there_in_the_same_words(client, provinces, two_hats):
    wear_hat(provinces.lan, two_hats.pk)
    there = client.get(f"/people/{provinces.thu.pk}/").content.decode()
    nowhere = client.get("/people/999999/").content.decode()

    for page in (there, nowhere):
        assert "Nếu trang này thuộc vai trò khác của bạn" in page


def test_who_has_one_hat_is_offered_none(client, provinces):
    client.force_login(provinces.minh)

    assert "Nếu trang này thuộc" not in client.get("/people/999999/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_changing_hats_does_not_lead_elsewhere(client, two_hats, elsewhere):
    assert client.post(f"/hats/{two_hats.pk}/wear/", {"next": elsewhere})["Location"] == "/work/"


def test_nobody_wears_the_hat_of_another(client, provinces, two_hats):
    theirs = provinces.van.memberships.get()

    assert client.post(f"/hats/{theirs.pk}/wear/").status_code == 409
    provinces.lan.refresh_from_db()
    assert provinces.lan.hat_id == provinces.lan.memberships.get(role="clerk").pk


def test_rights_are_those_of_the_hat(client, provinces, two_hats):
    assert client.get("/people/").status_code == 403
    client.post(f"/hats/{two_hats.pk}/wear/")
    assert client.get("/people/").status_code == 200
