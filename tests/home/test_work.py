from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opendti.assessment import actions
from opendti.assessment.models import Round
from opendti.home import days
from opendti.people.actions import add_membership, add_person, hand_out, new_links
from opendti.people.models import Invitation
from opendti.people.roles import Role
from opendti.results import actions as results
from tests.cast import add_units


def supplier(cast):
    """Somebody in an organisation for whom there is nothing to do yet."""
    person = add_person("an", full_name="Trịnh Thị An")
    add_membership(person, organisation=cast.organisations["so-noi-vu"], role=Role.SUPPLIER)
    return person


def work(client, who):
    client.force_login(who)
    response = client.get("/work/")
    assert response.status_code == 200
    return response.content.decode()


class TestMyWork:
    def test_the_clerk_sees_what_is_not_entered_and_who_submits(self, client, cast):
        cast.fill()

        page = work(client, cast.mai)

        assert "chưa nhập, tối đa" in page
        assert "Đang chờ người khác" in page
        assert "Chờ lãnh đạo đơn vị xem lại và gửi" in page
        assert "5,00 <small>/ 40 điểm</small>" in page

    def test_the_head_submits(self, client, cast):
        cast.fill()

        assert "Xem lại và gửi phiếu" in work(client, cast.tuan)

    def test_after_submitting_it_waits_for_the_appraisers(self, client, cast):
        cast.appraise()

        assert "Phiếu đang được thẩm định" in work(client, cast.lan)

    def test_the_appraiser_sees_the_queue(self, client, cast):
        cast.appraise()

        page = work(client, cast.nga)

        assert "chưa kết luận" in page

    def test_the_manager_sees_the_next_step(self, client, cast):
        cast.open()

        assert "Đóng tự đánh giá: Đợt 2025" in work(client, cast.quang)

    def test_nothing_to_do_is_said(self, client, cast):
        assert "Hiện không có việc nào chờ bạn" in work(client, cast.mai)

    def test_the_operator_sees_who_cannot_get_in_yet(self, client, cast):
        operator = add_person("ban", full_name="Ban", password="mat-khau-dai-1")
        add_membership(operator, organisation=cast.organisations["so-y-te"], role=Role.OPERATOR)

        page = work(client, operator)
        assert "Cấp liên kết cho 3 người" in page  # Lan, Hải and Hùng

        hand_out(new_links([cast.lan, cast.hai, cast.hung]), by=operator, way=Invitation.Way.LETTER)
        page = work(client, operator)
        assert "3 người chưa kích hoạt tài khoản" in page
        assert "Đang chờ người khác" in page

    def test_what_is_late_stands_first(self, client, cast):
        cast.fill()
        Round.objects.update(self_assessment_due_on=date(2020, 1, 2))

        page = work(client, cast.mai)

        assert "Quá hạn" in page
        assert "quá " in page

    def test_without_an_account_there_is_no_work(self, client, db):
        assert client.get("/work/").status_code in (302, 403)

    def test_only_reading(self, client, cast):
        client.force_login(cast.lan)

        assert client.post("/work/").status_code == 405

    @pytest.mark.parametrize("who", ["lan", "hung", "nga", "quang"])
    def test_queries_do_not_grow(self, client, cast, who):
        add_units(cast, 3)
        cast.fill()
        person = getattr(cast, who)
        work(client, person)
        with CaptureQueriesContext(connection) as few:
            work(client, person)

        actions.save_remark(cast.health, item="1.1", text="Theo quyết định", expected_version=0, by=cast.lan)
        with CaptureQueriesContext(connection) as many:
            work(client, person)

        assert 0 < len(few) == len(many)


class TestSections:
    def labels(self, client, who):
        client.force_login(who)
        return [each["label"] for each in client.get("/work/").context["nav"]]

    def test_are_those_of_the_role(self, client, cast):
        cast.open()

        of_clerk = ["Việc của tôi", "Phiếu tự đánh giá", "Thông tin chung", "Bộ chỉ số"]
        assert self.labels(client, cast.lan) == of_clerk
        assert self.labels(client, cast.nga)[0] == "Việc của tôi"

    def test_operators_and_auditors_find_their_pages(self, client, cast):
        for name, role, sections in (
            ("ban", Role.OPERATOR, ["Cơ quan", "Tài khoản", "Nhật ký"]),
            ("cuc", Role.AUDITOR, ["Nhật ký"]),
        ):
            person = add_person(name, full_name=name)
            add_membership(person, organisation=cast.organisations["so-tttt"], role=role)
            nav = [
                each for each in self.labels(client, person) if each in {"Cơ quan", "Tài khoản", "Nhật ký"}
            ]

            assert nav == sections
            for each in client.get("/work/").context["nav"]:
                assert client.get(each["url"]).status_code == 200

    def test_one_is_the_current_one(self, client, cast):
        cast.open()
        client.force_login(cast.lan)

        context = client.get(f"/sheets/{cast.health.pk}/general/").context
        assert [each["label"] for each in context["nav"] if each["current"]] == ["Thông tin chung"]

    def test_only_the_nearest_one_is(self, client, cast):
        cast.appraise()
        client.force_login(cast.quang)
        results.compute(cast.round, by=cast.quang)

        nav = client.get("/rounds/2025/ranking/so/", follow=True).context["nav"]
        assert [each["label"] for each in nav if each["current"]] == ["Kết quả"]


FRIDAY = date(2025, 1, 24)


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2025, 1, 23), "Quá hạn"),
        (FRIDAY, "Hôm nay và ngày mai"),
        (date(2025, 1, 25), "Hôm nay và ngày mai"),
        (date(2025, 1, 26), "Tuần này"),
        (date(2025, 1, 27), "Tuần sau"),
        (date(2025, 2, 2), "Tuần sau"),
        (date(2025, 2, 3), "Sắp tới"),
        (None, "Chưa đặt hạn"),
    ],
)
def test_a_day_falls_into_its_group(day, group):
    assert days.group_of(day, FRIDAY) == group


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2025, 1, 22), "quá 2 ngày"), (FRIDAY, "hôm nay"), (date(2025, 2, 1), "còn 8 ngày")],
)
def test_a_day_is_so_far_away(day, words):
    assert days.distance(day, FRIDAY) == words


def test_a_deadline_on_a_weekend_names_the_last_weekday():
    assert days.weekend_note(date(2025, 1, 26)) == ("Chủ nhật", FRIDAY)
    assert days.weekend_note(FRIDAY) is None
