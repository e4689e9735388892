import json

import pytest

from opendti.assessment import actions
from opendti.assessment.models import Answer
from opendti.assessment.queries.pages import contents_of

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def filling(cast, client):
    cast.fill()
    client.force_login(cast.lan)
    return cast


def address(cast, path=""):
    return f"/sheets/{cast.health.pk}/{path}"


def version(cast, item, key):
    row = Answer.objects.filter(sheet=cast.health, item=item, key=key).first()
    return row.version if row else 0


def value(cast, item, key):
    row = Answer.objects.filter(sheet=cast.health, item=item, key=key).first()
    return row.value if row else None


@pytest.fixture
def amounts(monkeypatch):
    """Every number is an amount, of which there may be a part."""
    monkeypatch.setattr("opendti.assessment.forms.entries.figure_kind", lambda *_: "amount")


def post(client, cast, item, field, typed, **more):
    name = item if field == "value" else field
    data = {"item": item, "field": field, name: typed}
    data |= {f"version:{name}": version(cast, item, field)} | more
    return client.post(address(cast, "answers/"), data, headers=HTMX)


class TestSavingOneField:
    def test_answers_with_the_new_points_everywhere(self, client, cast):
        response = post(client, cast, "1.2", "a", "30")

        html = response.content.decode()
        assert response.status_code == 200
        assert value(cast, "1.2", "a") == "30"
        assert "7,50 <small>/ 10</small>" in html
        assert "26,50 <small>/ 40 điểm</small>" in html
        for part in ("points-box", "sheet-total", "row-1-2", "sum-1", "count-todo", "slot-o-1-2-a"):
            assert f'id="{part}"' in html

    def test_tells_when_it_was_saved(self, client, cast):
        response = post(client, cast, "1.2", "a", "30")

        assert set(json.loads(response["HX-Trigger"])["sheet:saved"]) == {"at"}

    def test_emptying_a_field_removes_the_value(self, client, cast):
        post(client, cast, "1.2", "a", "")

        assert value(cast, "1.2", "a") is None

    def test_a_bad_number_keeps_what_was_typed(self, client, cast):
        response = post(client, cast, "1.2", "a", "12x")

        html = response.content.decode()
        assert response.status_code == 422
        assert "“12x” không phải số" in html
        assert value(cast, "1.2", "a") == "20"

    def test_in_a_count_a_dot_can_only_part_thousands(self, client, cast):
        assert post(client, cast, "1.2", "a", "1.234").status_code == 200
        assert value(cast, "1.2", "a") == "1234"
        assert post(client, cast, "I.1", "value", "2.345").status_code == 200
        assert value(cast, "I.1", "value") == "2345"

    @pytest.mark.parametrize("typed", ["12,5", "12.5", "1,234"])
    def test_a_count_with_a_fraction_is_refused_in_words(self, client, cast, typed):
        html = post(client, cast, "1.2", "a", typed).content.decode()

        assert f"1.2 a: “{typed}” là số thập phân, mà đây là số đếm; nhập số nguyên." in html
        assert value(cast, "1.2", "a") == "20"

    def test_an_ambiguous_number_offers_both_readings(self, client, cast, amounts):
        html = post(client, cast, "1.2", "a", "1.234").content.decode()

        assert 'name="use:a" value="1234"' in html
        assert 'name="use:a" value="1,2340"' in html  # shown as 1,234, posted in a form with one reading

    def test_the_reading_chosen_is_stored(self, client, cast):
        response = post(client, cast, "1.2", "a", "1.234", **{"use:a": "1234"})

        assert response.status_code == 200
        assert value(cast, "1.2", "a") == "1234"

    def test_more_than_all_is_flagged_with_both_numbers(self, client, cast):
        html = post(client, cast, "1.2", "a", "41").content.decode()

        assert "Ô a của 1.2 lớn hơn ô b (41 &gt; 40)" in html
        assert "giữ và nêu lý do" in html

    def test_a_level_a_condition_and_a_remark(self, client, cast):
        post(client, cast, "1.1", "level", "deputy")
        post(client, cast, "2.1", "check:page", "page")
        data = {"item": "2.1", "remark": "Đã có từ tháng 3", "version:remark": "0"}
        client.post(address(cast, "remarks/"), data, headers=HTMX)

        assert value(cast, "1.1", "level") == "deputy"
        assert value(cast, "2.1", "check:page") == "page"
        assert contents_of(cast.health).remarks["2.1"].text == "Đã có từ tháng 3"

    def test_none_of_it_clears_the_conditions_and_a_condition_clears_it(self, client, cast):
        news = version(cast, "2.1", "check:news")
        post(client, cast, "2.1", "level", "none", **{"version:check:news": news})
        assert (value(cast, "2.1", "check:news"), value(cast, "2.1", "level")) == (None, "none")

        none = version(cast, "2.1", "level")
        post(client, cast, "2.1", "check:page", "page", **{"version:level": none})
        assert (value(cast, "2.1", "check:page"), value(cast, "2.1", "level")) == ("page", None)

    @pytest.mark.parametrize(
        ("item", "field", "typed"),
        [("2.2.2", "points", "4"), ("1.2", "b", "3"), ("9.9", "a", "3"), ("1.1", "excluded", "yes")],
    )
    def test_what_is_not_the_units_to_give_is_refused(self, client, cast, item, field, typed):
        before = list(Answer.objects.order_by("pk").values())

        response = post(client, cast, item, field, typed)

        assert response.status_code in (404, 422)
        assert list(Answer.objects.order_by("pk").values()) == before

    def test_what_a_database_cannot_hold_is_left_out(self, client, cast):
        post(client, cast, "I.2", "value", "Lan\x00")

        assert value(cast, "I.2", "value") == "Lan"


class TestTwoAtOnce:
    def test_a_conflict_shows_both_values_who_and_two_ways_on(self, client, cast):
        seen = version(cast, "1.2", "a")
        actions.save_answer(
            cast.health, item="1.2", field="a", value="31", expected_version=seen, by=cast.hai
        )

        response = post(client, cast, "1.2", "a", "32", **{"version:a": seen})

        html = response.content.decode()
        assert response.status_code == 409
        assert "Trần Văn Hải" in html
        assert "ghi <b>31</b>" in html
        assert "bạn nhập <b>32</b>" in html
        assert "Lấy của Trần Văn Hải" in html
        assert value(cast, "1.2", "a") == "31"

        decided = {"version:a": seen, "keep:a": version(cast, "1.2", "a")}
        response = post(client, cast, "1.2", "a", "32", **decided)
        assert response.status_code == 200
        assert value(cast, "1.2", "a") == "32"

    def test_without_scripts_it_is_a_page_that_overwrites_nothing_by_itself(self, client, cast):
        seen = version(cast, "1.2", "a")
        actions.save_answer(
            cast.health, item="1.2", field="a", value="31", expected_version=seen, by=cast.hai
        )
        form = {"a": "32", "was:a": "20", "version:a": seen}

        response = client.post(address(cast, "items/1.2/"), form)

        html = response.content.decode()
        assert response.status_code == 409
        assert 'name="keep:a"' in html
        assert f'name="version:a" value="{seen}"' in html
        assert 'value="32"' in html

    def test_a_field_nobody_here_touched_is_no_conflict(self, client, cast):
        seen = version(cast, "1.2", "a")
        actions.save_answer(
            cast.health, item="1.2", field="a", value="31", expected_version=seen, by=cast.hai
        )
        form = {"a": "20", "was:a": "20", "version:a": seen, "remark": "Lý do", "was:remark": ""}

        response = client.post(address(cast, "items/1.2/"), form)

        assert response.status_code == 302
        assert value(cast, "1.2", "a") == "31"


class TestWithoutScripts:
    def test_the_whole_form_is_saved_and_leads_on(self, client, cast):
        form = {"a": "30", "was:a": "20", "version:a": version(cast, "1.2", "a"), "next": "2.1"}

        response = client.post(address(cast, "items/1.2/"), form)

        assert response["Location"] == address(cast, "items/2.1/")
        assert value(cast, "1.2", "a") == "30"

    def test_conditions_are_set_and_unset(self, client, cast):
        form = {"was:check:news": "news", "version:check:news": version(cast, "2.1", "check:news")}
        form |= {"check:page": "page", "was:check:page": "", "was:level": ""}

        client.post(address(cast, "items/2.1/"), form)

        assert (value(cast, "2.1", "check:news"), value(cast, "2.1", "check:page")) == (None, "page")

    def test_a_mistake_comes_back_with_what_was_typed(self, client, cast):
        response = client.post(address(cast, "items/1.2/"), {"a": "hai mươi", "was:a": "20"})

        html = response.content.decode()
        assert response.status_code == 422
        assert 'value="hai mươi"' in html
        assert "không phải số" in html

    def test_general_information(self, client, cast, amounts):
        form = {"I.1": "1.234", "was:I.1": "40", "version:I.1": version(cast, "I.1", "value")}
        asked = client.post(address(cast, "general/"), form)
        assert asked.status_code == 422
        assert 'name="use:I.1" value="1234"' in asked.content.decode()

        client.post(address(cast, "general/"), form | {"use:I.1": "1234"})
        assert value(cast, "I.1", "value") == "1234"

    def test_what_is_shown_grouped_and_left_alone_stays(self, client, cast):
        seen = version(cast, "I.1", "value")
        actions.save_answer(
            cast.health, item="I.1", field="value", value="1234", expected_version=seen, by=cast.lan
        )
        form = {"I.1": "1.234", "was:I.1": "1.234", "version:I.1": version(cast, "I.1", "value")}

        assert client.post(address(cast, "general/"), form).status_code == 302


class TestEvidence:
    def test_links_come_and_go(self, client, cast):
        form = {"item": "1.1", "url": "https://vi.du/a.pdf", "title": "Quyết định"}
        client.post(address(cast, "links/"), form)
        (link,) = contents_of(cast.health).links["1.1"]
        assert "Quyết định" in client.get(address(cast, "items/1.1/")).content.decode()

        client.post(address(cast, f"links/{link.pk}/remove/"), {"item": "1.1"})
        assert contents_of(cast.health).links == {}

    def test_a_link_too_long_is_told_without_repeating_it(self, client, cast):
        url = "https://vi.du/" + "x" * 1_000

        response = client.post(address(cast, "links/"), {"item": "1.1", "url": url})

        html = response.content.decode()
        assert response.status_code == 422
        assert "dài quá 1.000 ký tự" in html
        assert "x" * 80 not in html
        assert contents_of(cast.health).links == {}

    def test_what_is_no_address_comes_back(self, client, cast):
        response = client.post(address(cast, "links/"), {"item": "1.1", "url": "javascript:alert(1)"})

        assert response.status_code == 422
        assert "không phải địa chỉ web" in response.content.decode()


class TestAfterSubmitting:
    @pytest.fixture(autouse=True)
    def submitted(self, cast):
        actions.submit(cast.health, by=cast.hung)

    def test_nothing_changes_and_the_page_says_why(self, client, cast):
        before = contents_of(cast.health).score

        response = post(client, cast, "1.2", "a", "30")

        assert response.status_code == 409
        assert "Ô vừa nhập chưa lưu được" in response.content.decode()
        assert json.loads(response["HX-Trigger"]) == {"sheet:closed": {}}
        assert contents_of(cast.health).score == before

    def test_without_scripts_too(self, client, cast):
        form = {"a": "30", "was:a": "20", "version:a": version(cast, "1.2", "a")}

        assert client.post(address(cast, "items/1.2/"), form).status_code == 409
        assert value(cast, "1.2", "a") == "20"

    def test_pages_have_nothing_to_fill_in(self, client, cast):
        for path in ("items/1.2/", "items/1.1/", "general/"):
            html = client.get(address(cast, path)).content.decode()
            assert "data-autosave" not in html or "<fieldset" in html
            assert "Phiếu đã gửi, không sửa được nữa" in html
            assert 'form="phieu"' not in html
