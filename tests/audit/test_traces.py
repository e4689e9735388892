"""What is easily forgotten leaves its entry: coming and going, failing to, and taking people's data along."""

import pytest
from django.test import Client

from opendti.audit import telling
from opendti.audit.models import Entry
from opendti.people.models import User
from tests.people.log_in.conftest import code_now, give_app, log_in, with_password
from tests.provinces import build, session_of


def new_entries(since: int) -> list[tuple[str, User | None, str]]:
    """Event, person and what was told, of the entries above a number."""
    found = list(Entry.objects.filter(number__gt=since).order_by("number"))
    teller = telling.teller_of(found)
    return [(each.event, each.actor, telling.line_of(teller.changes_of(each))) for each in found]


def last() -> int:
    return Entry.objects.latest("number").number


@pytest.fixture
def lan(cast):
    return with_password(cast.lan)


def test_a_wrong_password_is_told_of_accounts_alone_and_until_the_lock(client, lan):
    before = last()
    log_in(client, "nobody-has-this", "x")
    assert new_entries(before) == []

    for _ in range(8):
        log_in(client, "lan", "x")

    failed = ("account.log_in_failed", None, "Cách: Mật khẩu")
    assert new_entries(before) == [failed] * 4 + [("account.locked_out", None, "Số lần thử sai: 5")]
    entry = Entry.objects.latest("number")
    assert (entry.subject_id, entry.address, bool(entry.request_id)) == (lan.pk, "127.0.0.1", True)


def test_a_wrong_code_and_a_wrong_password_once_inside_are_told(client, lan):
    secret = give_app(lan)
    before = last()
    log_in(client)
    client.post("/account/second-factor/authenticate/", {"code": "000000"})
    client.post("/account/second-factor/authenticate/", {"code": code_now(secret)})
    client.post("/account/reauthenticate/", {"password": "x"})

    assert new_entries(before) == [
        ("account.log_in_failed", None, "Cách: Mã xác thực"),
        ("account.logged_in", lan, "Cách: Mật khẩu"),
        ("account.log_in_failed", None, "Cách: Xác nhận lại mật khẩu"),
    ]


def test_leaving_and_sending_other_browsers_out_are_told(client, lan):
    log_in(Client(), REMOTE_ADDR="203.0.113.9")
    log_in(client)
    before = last()
    client.post("/account/sessions/")
    client.post("/account/logout/")

    assert new_entries(before) == [
        ("account.session_ended", lan, "Số phiên: 1"),
        ("account.logged_out", lan, ""),
    ]
    assert Entry.objects.latest("number").hat == "Nhập liệu · Sở Y tế"


@pytest.mark.usefixtures("db")
def test_taking_peoples_data_along_is_told_without_the_data():
    bac = build().bac
    before = last()
    session_of(bac.operator).get("/people/export/")
    session_of(bac.operator).get("/people/links/export/")
    session_of(bac.clerk).get(f"/sheets/{bac.health.pk}/sheet.xlsx")
    session_of(bac.head).get(f"/sheets/{bac.justice.pk}/sheet.xlsx")
    session_of(bac.operator).get("/organisations/list.xlsx")

    people, links, sheet = new_entries(before)
    assert people == ("people.exported", bac.operator, "Dạng tệp: Excel; Số dòng: 12")
    assert links[0] == "people.exported"
    assert sheet == ("sheet.exported", bac.clerk, "Dạng tệp: Excel")
