"""The pages over HTTP: list, one organisation, and a form for each operation."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from opendti.people import actions
from opendti.people.models import Organisation, OrganisationChange, PendingImport
from opendti.people.presenting import organisations
from tests.people.organisations.places import MERGER, coded, fresh, terms, unit
from tests.people.organisations.sheets import province as big_province

pytestmark = pytest.mark.usefixtures("province")

LIST = reverse("people:organisations")


def page_of(organisation, name="organisation"):
    return reverse(f"people:{name}", args=[organisation.pk])


def text(response) -> str:
    """The page without its header."""
    return str(response.content.decode().partition("<main")[2])


def test_who_is_nothing_anywhere_gets_nothing(at, province):
    client = at("khach")
    for address in (LIST, page_of(province.an), reverse("people:organisations-workbook")):
        answer = client.get(address)
        assert (answer.status_code, "/login/" in answer["Location"]) == (302, True)


def test_every_member_may_look_and_only_operators_are_offered_more(at, province):
    client = at("xuan")
    assert "Thành lập" not in text(client.get(LIST))
    assert "Ghi thay đổi" not in text(client.get(page_of(province.an)))
    client = at("van")
    assert "Thành lập" in text(client.get(LIST))
    assert "Ghi thay đổi" in text(client.get(page_of(province.an)))


def test_the_tree_opens_step_by_step(at, province):
    client = at("xuan")
    first = text(client.get(LIST))
    assert "Huyện An" in first
    assert "Xã Bắc" not in first
    assert "Xã Bắc" in text(client.get(LIST, {"under": province.an.pk}))


@pytest.mark.parametrize("words", ["xa dong", "Xã Đông", "XÃ ĐÔNG", "dong", "xa-dong"])
def test_search_with_and_without_diacritics(at, province, words):
    answer = text(at("xuan").get(LIST, {"q": words}))

    assert "Xã Đông" in answer
    assert "Xã Bắc" not in answer


def test_search_finds_a_former_name_and_says_so(at, province):
    actions.rename(province.media, terms(), name="Sở Khoa học và Công nghệ", level="Sở", by=province.van)

    assert "Trước là Sở Thông tin và Truyền thông" in text(at("xuan").get(LIST, {"q": "thong tin"}))


def test_filters(at, province):
    actions.dissolve(province.media, terms(), by=province.van)
    client = at("xuan")
    districts = text(client.get(LIST, {"level": "Huyện"}))
    assert "Huyện Bình" in districts
    assert "Sở Văn hoá" not in districts
    ended = text(client.get(LIST, {"state": "ended"}))
    assert "Sở Thông tin và Truyền thông" in ended
    assert "Sở Văn hoá" not in ended
    assert "Sở Thông tin và Truyền thông" in text(client.get(LIST, {"on": "30/06/2025"}))
    assert "Sở Thông tin và Truyền thông" not in text(client.get(LIST, {"on": "1/7/2025"}))


def test_a_day_that_is_none_is_said(at):
    answer = text(at("xuan").get(LIST, {"on": "31/02/2025"}))

    assert "Không có ngày 31/02/2025" in answer
    assert "Huyện An" in answer


def test_nothing_found_says_what_to_do(at):
    assert "Không có cơ quan nào khớp" in text(at("xuan").get(LIST, {"q": "khôngcó"}))


@pytest.mark.parametrize("address", [LIST, LIST + "?q=xa", LIST + "?state=all"])
def test_the_list_makes_as_many_queries_for_three_as_for_thirty(
    at, province, address, django_assert_max_num_queries
):
    client = at("van")
    client.get(address)

    def queries_for():
        with django_assert_max_num_queries(40) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    few = queries_for()
    for number in range(30):
        actions.add_organisation(f"xa-{number}", name=f"Xã số {number}", parent=province.top)
    assert queries_for() == few


def test_three_thousand_five_hundred_make_no_more_queries(at, province, django_assert_max_num_queries):
    def queries_for(address, client):
        client.get(address)
        with django_assert_max_num_queries(40) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    addresses = [LIST, f"{LIST}?q=xa+so+33", page_of(province.top), f"{LIST}?on=01/01/2020&q=so"]
    few = [queries_for(address, at("van")) for address in addresses]
    content = big_province(17, 3_480)
    kept = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name="ds.xlsx", by=province.van)
    seen = actions.look_at(content, "ds.xlsx", province.van).digest()
    actions.import_organisations(kept, seen=seen, by=province.van)

    assert [queries_for(address, at("van")) for address in addresses] == few
    assert "Xã số 3333" in text(at("van").get(LIST, {"q": "3333"}))
    assert "Trang 1/" in text(at("van").get(LIST, {"q": "xa"}))


def test_the_page_as_of_a_day(at, province):
    actions.rename(province.media, terms(), name="Sở Khoa học và Công nghệ", level="Sở", by=province.van)
    client = at("xuan")

    assert "<h1>Sở Khoa học và Công nghệ</h1>" in text(client.get(page_of(province.media)))
    before = text(client.get(page_of(province.media), {"on": "30/06/2025"}))
    assert "<h1>Sở Thông tin và Truyền thông</h1>" in before
    assert "Như ngày 30/06/2025" in before
    assert "1/NQ-HĐND" in before


def test_the_page_makes_a_fixed_number_of_queries(at, province, django_assert_max_num_queries):
    client = at("van")

    def queries_for():
        client.get(page_of(province.an))
        with django_assert_max_num_queries(40) as counted:
            client.get(page_of(province.an))
        return len(counted)

    new = unit("xa-mot", "Xã Một", province.an)
    actions.merge([province.north, province.south], terms(), into=new, by=province.van)
    few = queries_for()
    for number in range(30):
        actions.found(unit(f"xa-{number}", f"Xã số {number}", province.an), terms(), by=province.van)
    assert queries_for() == few


def test_the_family_stands_on_the_page_of_both(at, province):
    new = unit("xa-bac-nam", "Xã Bắc Nam", province.an)
    actions.merge([province.north, province.south], terms(), into=new, by=province.van)
    client = at("van")

    after = text(client.get(page_of(coded("xa-bac-nam"))))
    assert "Có nguồn gốc từ" in after
    assert "Xã Nam" in after
    before = text(client.get(page_of(province.north)))
    assert "kế tục" in before
    assert "Xã Bắc Nam" in before
    assert "đã kết thúc nên không còn thay đổi" in before


FORMS = {
    "rename": {"name": "Huyện An Phú", "level": "Huyện"},
    "move": {"parent": "Huyện Bình (huyen-binh)"},
    "merge": {
        "other_1": "huyen-binh",
        "way": "new",
        "name": "Huyện An Bình",
        "code": "huyen-an-binh",
        "parent": "tinh",
        "carries_people": "yes",
    },
    "split": {
        "name_1": "Huyện An Trên",
        "code_1": "an-tren",
        "name_2": "Huyện An Dưới",
        "code_2": "an-duoi",
        "parent": "Tỉnh Minh Hoạ (tinh)",
        "ends": "yes",
        "heir": "2",
    },
    "dissolve": {"heir": "", "children_to": "Tỉnh Minh Hoạ (tinh)"},
}


@pytest.mark.parametrize("operation", sorted(FORMS))
def test_an_operation_is_shown_and_then_confirmed(at, province, operation):
    client = at("van")
    address = page_of(province.an, f"organisation-{operation}")
    given = FORMS[operation] | {"effective_on": "1/7/2025", "decision": "1/NQ"}

    assert client.get(address).status_code == 200
    shown = client.post(address, given)
    assert shown.status_code == 200, text(shown)
    assert "Từ 01/07/2025" in text(shown)
    assert not OrganisationChange.objects.exists()

    seen = shown.context["preview"].digest
    done = client.post(address, given | {"confirm": "yes", "seen": seen})
    assert done.status_code == 302
    change = OrganisationChange.objects.get()
    assert (change.effective_on, change.decision, change.by) == (MERGER, "1/NQ", province.van)

    again = client.post(address, given | {"confirm": "yes", "seen": seen})
    assert again.status_code in (400, 409)
    assert OrganisationChange.objects.count() == 1


def test_founding_over_http(at, province):
    client = at("van")
    given = {"name": "Xã Tây", "code": "xa-tay", "parent": "huyen-an", "effective_on": "01/07/2025"}
    address = reverse("people:organisation-found")

    assert "Huyện An (huyen-an)" in text(client.get(address, {"under": "huyen-an"}))
    seen = client.post(address, given).context["preview"].digest
    assert client.post(address, given | {"confirm": "yes", "seen": seen}).status_code == 302
    assert coded("xa-tay").parent == province.an


def test_what_was_typed_stays_when_something_is_wrong(at, province):
    address = page_of(province.an, "organisation-rename")
    answer = at("van").post(address, {"name": "Huyện Bình", "effective_on": "tháng 7", "note": "Ghi chú này"})

    assert answer.status_code == 400
    assert "chưa phải ngày đầy đủ" in text(answer)
    assert 'value="Huyện Bình"' in text(answer)
    assert "Ghi chú này" in text(answer)


def test_what_changed_since_the_preview_is_not_done(at, province):
    client = at("van")
    address = page_of(province.an, "organisation-dissolve")
    given = {"children_to": "tinh", "effective_on": "01/07/2025"}
    seen = client.post(address, given).context["preview"].digest
    actions.found(unit("xa-tay", "Xã Tây", province.an), terms(date(2025, 1, 1)), by=province.van)

    answer = client.post(address, given | {"confirm": "yes", "seen": seen})

    assert answer.status_code == 409
    assert "vừa thay đổi" in text(answer)
    assert "Xã Tây" in text(answer).partition("org-steps")[2]
    assert fresh(province.an).valid_until is None
    seen = answer.context["preview"].digest
    assert client.post(address, given | {"confirm": "yes", "seen": seen}).status_code == 302


@pytest.mark.parametrize("operation", [*sorted(FORMS), "correct"])
@pytest.mark.parametrize(("who", "status"), [("xuan", 403), ("ha", 403), ("khach", 302)])
def test_only_operators_above_it_operate(at, province, operation, who, status):
    client = at(who)
    address = page_of(province.binh, f"organisation-{operation}")

    assert client.get(address).status_code == status
    answer = client.post(address, FORMS.get(operation, {}) | {"effective_on": "01/07/2025", "confirm": "yes"})
    assert answer.status_code == status
    assert not OrganisationChange.objects.exists()


def test_an_operator_of_a_district_reaches_no_further_by_typing_codes(at, province):
    client = at("ha")
    base = {"effective_on": "01/07/2025", "confirm": "yes"}
    for operation, given in (
        ("move", {"parent": "huyen-binh"}),
        ("move", {"parent": ""}),
        ("merge", {"other_1": "xa-dong", "way": "existing", "into": "xa-bac"}),
        ("merge", {"other_1": "xa-nam", "way": "existing", "into": "xa-dong"}),
        ("dissolve", {"heir": "xa-dong"}),
    ):
        answer = client.post(page_of(province.north, f"organisation-{operation}"), base | given)
        assert answer.status_code == 400, operation
    given = base | {"name": "Xã Lạ", "code": "xa-la", "parent": "huyen-binh"}
    assert client.post(reverse("people:organisation-found"), given).status_code == 400
    assert not OrganisationChange.objects.exists()
    assert not Organisation.objects.filter(code="xa-la").exists()


def test_an_operator_of_a_district_works_inside_it(at, province):
    client = at("ha")
    given = {"other_1": "xa-nam", "way": "existing", "into": "xa-bac", "effective_on": "01/07/2025"}

    answer = client.post(page_of(province.north, "organisation-merge"), given | {"confirm": "yes"})

    assert answer.status_code == 302
    assert fresh(province.south).valid_until == date(2025, 6, 30)


def test_correcting_over_http(at, province):
    client = at("van")
    address = page_of(province.culture, "organisation-correct")
    given = {"name": "Sở Văn hoá và Thể thao", "level": "Sở"}

    assert "Chưa nêu lý do" in text(client.post(address, given))
    assert client.post(address, given | {"reason": "thiếu chữ"}).status_code == 302
    assert fresh(province.culture).name == "Sở Văn hoá và Thể thao"


@pytest.mark.parametrize("name", ["organisation", "organisation-rename", "organisation-correct"])
def test_one_that_does_not_exist(at, name):
    assert at("van").get(reverse(f"people:{name}", args=[999_999])).status_code == 404


def test_a_change_ahead_is_told_so(at, province):
    with time_machine.travel("2025-01-01 12:00+07:00"):
        client = at("van")
        given = FORMS["rename"] | {"effective_on": "01/07/2025"}
        answer = client.post(page_of(province.an, "organisation-rename"), given)

    assert "Đến ngày đó, tên và nơi trực thuộc hiện nay vẫn dùng" in text(answer)


def test_the_history_beside_an_organisation_is_its_trail(at, province):
    actions.rename(province.media, terms(), name="Sở Mới", by=province.van)
    client = at("van")
    link = f"/trail/?subject=people.organisation%3A{province.media.pk}"

    assert link in text(client.get(page_of(province.media)))
    assert "Sở Mới" in text(client.get(link))


def test_a_later_page_of_the_tree_begins_with_what_its_rows_are_under(at, province, monkeypatch):
    monkeypatch.setattr(organisations, "PAGE_SIZE", 5)
    for number in range(6):
        actions.add_organisation(f"xa-{number}", name=f"Xã Số {number}", parent=province.an)

    page = text(at("xuan").get(LIST, {"under": province.an.pk, "page": 2}))

    names = re.findall(r'class="row-link"[^>]*>([^<]+)<', page)
    assert names[:2] == ["Tỉnh Minh Hoạ", "Huyện An"]
    assert len(names) == 7
    assert "Sở Văn hoá" not in names  # It stands on the first page.
    assert "Trang 2/3" in page


class TestOnADayWithoutIt:
    """The page of one that is not there yet, or no more, leads to who was there instead."""

    def merged(self, province):
        new = unit("xa-moi", "Xã Mới", province.an)
        actions.merge([province.north, province.south], terms(), into=new, by=province.van)
        return coded("xa-moi")

    def test_before_it_there_were_its_predecessors(self, at, province):
        page = text(at("xuan").get(page_of(self.merged(province)), {"on": "01/01/2024"}))
        assert "Cơ quan này chưa thành lập. Khi đó là" in page
        assert f'href="{page_of(province.north)}?on=01/01/2024">Xã Bắc</a>' in page

    def test_after_it_there_is_its_successor(self, at, province):
        self.merged(province)
        page = text(at("van").get(page_of(province.south), {"on": "01/01/2026"}))
        assert "Cơ quan này đã kết thúc. Khi đó là" in page
        assert ">Xã Mới</a>." in page


def test_who_gives_accounts_is_led_to_them_and_others_are_not(at, province):
    page = text(at("van").get(page_of(province.north)))
    assert f'href="/people/?organisation={province.north.pk}"' in page
    assert "/people/new/?organisation=" in page
    prefilled = text(at("van").get("/people/new/", {"organisation": "Xã Bắc (xa-bac)"}))
    assert 'value="Xã Bắc (xa-bac)"' in prefilled

    assert "/people/" not in text(at("xuan").get(page_of(province.north)))
    assert "/people/new/" not in text(at("ha").get(page_of(province.east)))  # Hà looks after huyện An alone.
