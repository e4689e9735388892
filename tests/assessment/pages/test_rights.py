"""Who gets in, who is told off, and which addresses only take a form."""

import pytest

READ = ["", "general/", "items/1.1/", "tree/", "why/1.1/", "history/1.1/", "review/", "sheet.xlsx"]
WRITE = ["answers/", "remarks/", "links/", "links/1/remove/", "submit/"]


@pytest.fixture(autouse=True)
def filled(cast):
    return cast.fill()


def address(cast, path):
    return f"/sheets/{cast.health.pk}/{path}"


@pytest.mark.parametrize("path", READ)
def test_the_unit_reads(client, cast, path):
    client.force_login(cast.lan)

    assert client.get(address(cast, path)).status_code in (200, 302)


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("who", ["mai", "nga"])
def test_a_stranger_learns_nothing(client, cast, path, who):
    client.force_login(getattr(cast, who))

    assert client.get(address(cast, path)).status_code == 404


@pytest.mark.parametrize("path", READ)
def test_who_is_nothing_today_is_sent_to_the_log_in(client, cast, path):
    client.force_login(cast.khach)

    assert client.get(address(cast, path))["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", WRITE)
def test_a_stranger_changes_nothing(client, cast, path):
    client.force_login(cast.mai)

    assert client.post(address(cast, path)).status_code == 404


@pytest.mark.parametrize("path", [*WRITE, "items/1.1/", "general/"])
def test_the_owner_looks_but_does_not_fill_in(client, cast, path):
    client.force_login(cast.quang)

    assert client.post(address(cast, path)).status_code == 403


@pytest.mark.parametrize("path", WRITE)
def test_what_takes_a_form_leads_back_to_the_page(client, cast, path):
    client.force_login(cast.lan)

    response = client.get(address(cast, path))

    back = "review/" if path == "submit/" else ""
    assert (response.status_code, response["Location"]) == (302, address(cast, back))


@pytest.mark.parametrize("path", ["links/", "links/1/remove/"])
def test_a_link_that_was_refused_leads_back_to_its_item(client, cast, path):
    client.force_login(cast.lan)

    assert client.get(address(cast, f"{path}?item=1.1"))["Location"] == address(cast, "items/1.1/")
    assert client.get(address(cast, f"{path}?item=9.9")).status_code == 404


@pytest.mark.parametrize("path", WRITE)
def test_nobody_else_is_led_anywhere(client, cast, path):
    client.force_login(cast.mai)

    assert client.get(address(cast, path)).status_code == 404


@pytest.mark.parametrize("path", [*READ, "receipt/"])
def test_what_is_a_page_takes_no_delete(client, cast, path):
    client.force_login(cast.lan)

    assert client.delete(address(cast, path)).status_code == 405


@pytest.mark.parametrize("path", ["items/9.9/", "why/9.9/", "history/9.9/", "receipt/"])
def test_what_is_not_there_is_not_found(client, cast, path):
    client.force_login(cast.lan)

    assert client.get(address(cast, path)).status_code == 404


def test_a_component_with_parts_opens_at_the_first(client, cast):
    client.force_login(cast.lan)

    assert "2.2.1" in client.get(address(cast, "items/2.2/")).content.decode()


def test_nobody_logged_in_gets_in(client, cast):
    assert client.get(address(cast, "items/1.1/")).status_code in (302, 403)


def test_personal_data_is_for_the_unit_and_the_manager(client, cast):
    def sees(who):
        client.force_login(who)
        return "0900000000" in client.get(address(cast, "general/")).content.decode()

    assert [sees(who) for who in (cast.lan, cast.hung, cast.quang, cast.dung)] == [True, True, True, False]

    client.force_login(cast.dung)
    assert client.get(address(cast, "history/I.2/")).status_code == 403
