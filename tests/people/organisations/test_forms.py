"""The forms of the operations: what is missing stands at its field, and who is asked who they are, when."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from opendti.people.models import OrganisationChange, User
from tests.people.log_in.conftest import PASSWORD, log_in, with_password
from tests.people.organisations.places import coded, fresh
from tests.people.organisations.test_pages import FORMS, page_of, text

DAY = {"effective_on": "01/07/2025"}
FOUND = reverse("people:organisation-found")


def faults(answer) -> dict[str, str]:
    assert answer.status_code == 400
    return {field.name: field.error for field in answer.context["form"].faulty}


@pytest.mark.parametrize(
    ("operation", "given", "missing"),
    [
        ("merge", {"way": "new"}, ["other_1", "name", "code", "effective_on"]),
        ("merge", {"way": "existing"} | DAY, ["other_1", "into"]),
        ("split", {"ends": "yes"} | DAY, ["name_1", "code_1", "name_2", "code_2"]),
        ("split", {"name_3": "Ba"}, ["name_1", "code_1", "code_3", "effective_on"]),
        ("dissolve", {}, ["effective_on"]),
        ("rename", DAY, ["name"]),
        ("move", {}, ["effective_on"]),
    ],
)
def test_all_that_is_missing_is_marked_at_once(at, province, operation, given, missing):
    answer = at("van").post(page_of(province.an, f"organisation-{operation}"), given)

    found = faults(answer)
    assert list(found) == missing
    for name, words in found.items():
        assert words.startswith(("Chưa nhập ", "Chưa chọn "))
        assert f'id="e-{name}"' in text(answer)
        assert f'href="#f-{name}"' in text(answer)


def test_the_words_of_what_is_missing(at, province):
    client = at("van")
    split = faults(client.post(page_of(province.an, "organisation-split"), {"ends": "yes"}))
    merged = faults(client.post(page_of(province.an, "organisation-merge"), {"way": "new"}))

    assert split["name_2"] == "Chưa nhập tên cơ quan mới 2. Nhập tên như in trong quyết định."
    assert split["code_2"].startswith("Chưa nhập mã cơ quan mới 2. Nhập mã gồm chữ thường không dấu")
    assert split["effective_on"] == "Chưa nhập ngày có hiệu lực. Nhập ngày/tháng/năm, ví dụ 01/07/2025."
    assert merged["other_1"] == "Chưa chọn cơ quan thứ 2. Gõ tên hay mã rồi chọn trong danh sách gợi ý."


def test_what_cannot_be_read_stands_beside_what_is_missing(at, province):
    given = {
        "way": "new",
        "other_1": "Không có",
        "other_9": "xa-la",
        "effective_on": "31/02/2025",
        "name": "A",
    }
    found = faults(at("van").post(page_of(province.an, "organisation-merge"), given))

    assert list(found) == ["other_1", "other_9", "code", "effective_on"]
    assert "Không có cơ quan nào là “Không có”" in found["other_1"]
    assert "Không có ngày 31/02/2025" in found["effective_on"]


def test_a_fault_of_one_part_stands_at_its_field(at, province):
    client, address = at("van"), page_of(province.an, "organisation-split")
    given = FORMS["split"] | DAY
    assert list(faults(client.post(address, given | {"code_2": "Xã Lạ"}))) == ["code_2"]
    assert list(faults(client.post(address, given | {"code_2": "xa-bac"}))) == ["code_2"]
    assert list(faults(client.post(address, given | {"name_2": "Huyện Bình"}))) == ["name_2"]


def test_a_merger_counts_from_the_one_in_hand(at, province):
    page = text(at("van").get(page_of(province.an, "organisation-merge")))

    first = page.index("Cơ quan thứ 1")
    assert "Huyện An (huyen-an)" in page[first : first + 200]
    assert page.index("Cơ quan thứ 2") > first
    assert "Sáp nhập cùng với" not in page
    answer = at("van").post(page_of(province.an, "organisation-merge"), {"other_1": "huyen-an"} | DAY)
    assert "Huyện An (huyen-an)" in text(answer)


def test_only_who_looks_after_everything_may_leave_the_parent_out(at, province):
    User.objects.filter(pk=province.ha.pk).update(last_login=timezone.now())
    given = {"name": "Xã Mới", "code": "xa-moi", "parent": ""} | DAY

    assert list(faults(at("ha").post(FOUND, given))) == ["parent"]
    assert at("van").post(FOUND, given).status_code == 200


def test_the_form_is_folded_beneath_what_would_happen(at, province):
    client, address = at("van"), page_of(province.an, "organisation-merge")
    blank = text(client.get(address))
    shown = text(client.post(address, FORMS["merge"] | DAY))
    wrong = text(client.post(address, FORMS["merge"]))

    assert 'id="sua"' not in blank
    assert 'id="sua"' not in wrong
    assert shown.index('id="xem-truoc"') < shown.index('<details class="card" id="sua">')


class TestLater:
    """Twenty minutes after the log-in, when nobody is sure any more who sits there."""

    @pytest.fixture(autouse=True)
    def logged_in(self, client, province, settings):
        settings.OPENDTI_SECOND_FACTOR = ()
        with_password(province.van)
        log_in(client, "van")
        with time_machine.travel(timezone.now() + timedelta(minutes=20)):
            yield

    @pytest.mark.parametrize("operation", [*sorted(FORMS), "correct"])
    def test_asks_before_the_form_is_typed(self, client, province, operation):
        address = page_of(province.an, f"organisation-{operation}")
        asked = client.get(address)

        assert asked["Location"].startswith("/account/reauthenticate/?next=")
        given = {"password": PASSWORD, "next": address}
        assert client.post("/account/reauthenticate/", given)["Location"] == address
        assert client.get(address).status_code == 200

    def test_nothing_typed_is_lost_when_it_took_long(self, client, province):
        given = {"name": "Tỉnh Hai", "code": "tinh-hai"} | DAY
        assert client.post(FOUND, given)["Location"].startswith("/account/reauthenticate/")
        shown = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": FOUND})

        assert shown.status_code == 200
        assert f'action="{FOUND}"' in text(shown)
        assert 'value="Tỉnh Hai"' in text(shown)
        seen = shown.context["preview"].digest
        assert client.post(FOUND, given | {"confirm": "yes", "seen": seen}).status_code == 302
        assert coded("tinh-hai").name == "Tỉnh Hai"

    def test_what_was_confirmed_goes_through_after_the_password(self, client, province):
        address = page_of(province.media, "organisation-dissolve")
        client.post(address, DAY | {"confirm": "yes"})
        assert not OrganisationChange.objects.exists()
        client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})

        assert fresh(province.media).valid_until is not None
