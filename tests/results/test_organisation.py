"""An organisation through the years, across a merger: every year under the name of that time."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from opendti.people import actions as people
from opendti.people.models import Organisation
from opendti.people.plans import Terms, Unit
from opendti.results import actions, through_years
from tests.access.reading import words_in

MERGER = Terms(timezone.localdate(), "7/NQ-HĐND")


def published(cast):
    cast.appraise()
    publication = actions.compute(cast.round, by=cast.quang)
    return actions.publish(publication, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=cast.quang)


def merged(cast) -> Organisation:
    sources = [cast.organisations["so-y-te"], cast.organisations["so-tu-phap"]]
    people.merge(sources, MERGER, into=Unit("so-chung", "Sở Chung"), by=None)
    return Organisation.objects.get(code="so-chung")


def page(client, organisation) -> str:
    answer = client.get(reverse("results:organisation", args=[organisation.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode().partition("<main")[2])


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.OPENDTI_SECOND_FACTOR = ()


def test_the_successor_shows_both_under_their_own_names(cast, client):
    published(cast)
    successor = merged(cast)
    client.force_login(cast.nga)
    shown = page(client, successor)

    assert "Sở Y tế" in shown
    assert "Sở Tư pháp" in shown
    assert shown.count("cơ quan trước</small>") == 2
    assert "60,00" in shown  # Percent; of points nothing is said.


def test_each_keeps_its_own(cast, client):
    published(cast)
    merged(cast)
    client.force_login(cast.nga)
    shown = page(client, cast.organisations["so-y-te"])

    assert "Sở Tư pháp" not in shown
    assert "cơ quan trước</small>" not in shown


def test_a_new_name_leaves_the_old_year_its_name(cast, client):
    published(cast)
    people.rename(cast.organisations["so-y-te"], MERGER, name="Sở Sức khoẻ", by=None)
    client.force_login(cast.nga)
    assert '<th scope="row">Sở Y tế' in page(client, cast.organisations["so-y-te"])


def test_what_is_not_published_is_for_those_who_follow_the_round(cast):
    cast.appraise()
    actions.compute(cast.round, by=cast.quang)
    health = cast.organisations["so-y-te"]

    assert through_years.years_of(health, cast.hung) == []
    assert [year.is_published for year in through_years.years_of(health, cast.quang)] == [False]


def test_nothing_yet_and_nobody(cast, client):
    client.force_login(cast.nga)
    assert "Chưa có kết quả nào" in page(client, cast.organisations["so-noi-vu"])
    assert client.get(reverse("results:organisation", args=[999_999])).status_code == 404


def test_two_results_make_no_more_queries_than_one(cast, client, django_assert_max_num_queries):
    published(cast)
    successor = merged(cast)
    client.force_login(cast.nga)
    page(client, successor)

    def queries(organisation):
        with django_assert_max_num_queries(40) as counted:
            page(client, organisation)
        return len(counted)

    assert queries(successor) == queries(cast.organisations["so-y-te"])


def workbook(client, organisation) -> str:
    answer = client.get(reverse("results:organisation-workbook", args=[organisation.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="ket-qua-{organisation.code}.xlsx"'
    return words_in(answer)


def test_the_workbook_holds_what_the_page_shows_and_no_more(cast, client):
    cast.appraise()
    publication = actions.compute(cast.round, by=cast.quang)
    health = cast.organisations["so-y-te"]
    client.force_login(cast.nga)
    assert "Sở Y tế" not in workbook(client, health)  # Computed, and only for who follows the round.
    client.force_login(cast.quang)
    assert "Chưa công bố" in workbook(client, health)

    actions.publish(publication, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=cast.quang)
    successor = merged(cast)
    client.force_login(cast.nga)
    words = workbook(client, successor)
    assert "Sở Y tế" in words
    assert "Sở Tư pháp" in words
    assert "Đã công bố" in words
    assert client.get(reverse("results:organisation-workbook", args=[999_999])).status_code == 404


def test_the_sheet_behind_a_year_is_linked_for_who_may_open_it(cast, client):
    published(cast)
    health, link = cast.organisations["so-y-te"], f'href="/sheets/{cast.health.pk}/"'

    for who, is_linked in ((cast.lan, True), (cast.quang, True), (cast.mai, False), (cast.nga, False)):
        client.force_login(who)
        assert (link in page(client, health)) is is_linked

    people.merge([health], MERGER, into=cast.organisations["so-tu-phap"], carries_people=False, by=None)
    client.force_login(cast.mai)
    shown = page(client, cast.organisations["so-tu-phap"])
    assert link in shown
    assert client.get(f"/sheets/{cast.health.pk}/receipt/").status_code == 200
