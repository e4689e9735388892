"""An organisation through the years, across a merger: every year under the name of that time."""

from datetime import date

import pytest
from django.urls import reverse

from opendti.people import actions as people
from opendti.people.models import Organisation
from opendti.people.plans import Terms, Unit
from opendti.results import actions, through_years

MERGER = Terms(date(2026, 7, 1), "7/NQ-HĐND")


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
