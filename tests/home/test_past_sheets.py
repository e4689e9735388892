"""The sheets of a unit through the years, and those of the units it took over from."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opendti.assessment import actions
from opendti.assessment.models import Sheet
from opendti.people import actions as people
from opendti.people.models import Organisation
from opendti.people.plans import Terms, Unit
from opendti.people.roles import Role
from opendti.results import actions as results
from tests.access.reading import words_in
from tests.plain import plain

TODAY = timezone.localdate
PLACES = ("/work/", "/sheets/", "/sheets/list.xlsx")


def terms(day=None):
    return Terms(day or TODAY(), "12/NQ-HĐND")


def published(cast):
    cast.appraise()
    publication = results.compute(cast.round, by=cast.quang)
    results.publish(publication, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=cast.quang)


def merge_into_justice(cast, day=None):
    """Sở Y tế goes into Sở Tư pháp, whose clerk is Mai."""
    sources = [cast.organisations["so-y-te"]]
    people.merge(sources, terms(day), into=cast.organisations["so-tu-phap"], carries_people=False, by=None)


def seen(client, who, place) -> str:
    client.force_login(who)
    answer = client.get(place)
    assert answer.status_code == 200
    return words_in(answer)


class TestWhoFollowed:
    def test_sees_the_sheet_under_its_name_with_its_score_and_opens_it(self, cast, client):
        published(cast)
        merge_into_justice(cast)

        work = seen(client, cast.mai, "/work/")
        assert "Phiếu của cơ quan tiền thân" in work
        assert "Sở Y tế" in work
        page = seen(client, cast.mai, "/sheets/")
        for words in ("Sở Y tế", "Sở Tư pháp", "Đợt 2025", "Đã đóng", "60,00"):
            assert words in page
        assert page.count("cơ quan tiền thân, đến") == 1
        assert client.get(f"/sheets/{cast.health.pk}/items/1.1/").status_code == 200
        assert "Sở Y tế" in seen(client, cast.mai, "/sheets/list.xlsx")

    def test_before_publication_there_is_what_the_unit_gave_itself(self, cast, client):
        cast.appraise()
        results.compute(cast.round, by=cast.quang)
        merge_into_justice(cast)

        page = seen(client, cast.mai, "/sheets/")
        assert "60,00" in page  # 24 of 40, by its own answers.
        client.force_login(cast.mai)
        rows = plain(client.get("/sheets/")).context["rows"]
        assert [row.percent for row in rows] == [None, None]

    def test_of_a_merger_to_come_sees_nothing_yet(self, cast, client):
        published(cast)
        merge_into_justice(cast, TODAY() + timedelta(days=30))

        assert "Sở Y tế" not in seen(client, cast.mai, "/sheets/")
        assert "Phiếu của cơ quan tiền thân" not in seen(client, cast.mai, "/work/")


class TestNobodyElse:
    def split_off(self, cast, *, ends):
        """Phòng Mới splits off from Sở Y tế; Mai is its clerk too, and wears that hat."""
        parts = (Unit("phong-moi", "Phòng Mới"), *((Unit("phong-hai", "Phòng Hai"),) if ends else ()))
        day = TODAY() - timedelta(days=10)
        people.split(cast.organisations["so-y-te"], terms(day), parts=parts, ends=ends, by=None)
        made = Organisation.objects.get(code="phong-moi")
        membership = people.add_membership(cast.mai, organisation=made, role=Role.CLERK)
        cast.mai.hat = membership
        cast.mai.save(update_fields=["hat"])

    def test_who_split_off_from_a_unit_that_goes_on_sees_nothing_of_it(self, cast, client):
        published(cast)
        self.split_off(cast, ends=False)

        for place in PLACES:
            assert "Sở Y tế" not in seen(client, cast.mai, place)
        assert client.get(f"/sheets/{cast.health.pk}/receipt/").status_code == 404

    def test_not_even_when_that_unit_ends_later(self, cast, client):
        published(cast)
        self.split_off(cast, ends=False)
        old, justice = cast.organisations["so-y-te"], cast.organisations["so-tu-phap"]
        people.merge([old], terms(), into=justice, carries_people=False, by=None)

        for place in PLACES:
            assert "Sở Y tế" not in seen(client, cast.mai, place)
        assert client.get(f"/sheets/{cast.health.pk}/receipt/").status_code == 404
        assert "Sở Y tế" in seen(client, cast.tuan, "/sheets/")

    def test_each_heir_of_a_unit_that_ended_sees_it(self, cast, client):
        published(cast)
        self.split_off(cast, ends=True)

        assert "Sở Y tế" in seen(client, cast.mai, "/sheets/")
        assert client.get(f"/sheets/{cast.health.pk}/receipt/").status_code == 200

    def test_others_are_told_who_can(self, cast, client):
        for who in (cast.quang, cast.nga):
            client.force_login(who)
            for place in ("/sheets/", "/sheets/list.xlsx"):
                assert client.get(place).status_code == 403

    def test_the_hat_that_is_worn_counts(self, cast, client):
        published(cast)
        merge_into_justice(cast)
        leader = people.add_membership(
            cast.mai, organisation=cast.organisations["so-noi-vu"], role=Role.LEADER
        )
        cast.mai.hat = leader
        cast.mai.save(update_fields=["hat"])

        assert "Sở Y tế" not in seen(client, cast.mai, "/work/")
        assert client.get("/sheets/").status_code == 403


def test_nothing_yet(cast, client):
    assert "chưa có phiếu nào được mở" in seen(client, cast.mai, "/sheets/")
    assert "Phiếu qua các năm" in seen(client, cast.mai, "/work/")


@pytest.mark.parametrize("place", PLACES)
def test_many_sheets_make_no_more_queries(cast, client, place):
    published(cast)
    merge_into_justice(cast)

    def queries() -> int:
        seen(client, cast.mai, place)
        with CaptureQueriesContext(connection) as counted:
            seen(client, cast.mai, place)
        return len(counted)

    def add_rounds(years) -> None:
        for year in years:
            round_ = actions.create_round(
                f"nam-{year}", year=year, title="Cũ", owner=cast.organisations["so-tttt"], by=cast.quang
            )
            index_set = cast.group.index_set
            group = actions.add_group(round_, code="so", title="Khối", index_set=index_set, by=cast.quang)
            for code in ("so-y-te", "so-tu-phap"):
                unit = cast.organisations[code]
                Sheet.objects.create(group=group, organisation=unit, unit_name=code, state="closed")

    add_rounds([2000])
    few = queries()
    add_rounds(range(2001, 2012))

    assert queries() == few
