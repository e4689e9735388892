"""The public pages read frozen results and nothing else, whoever is looking."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opendti.results import actions
from tests.cast import add_units
from tests.results.pages import league
from tests.results.pages.browsing import crawl

MOST_QUERIES = 8

_TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?')


@pytest.fixture
def published(cast):
    return league.publish(league.compute(cast), cast)


def tables_of_every_public_page(client) -> set[str]:
    with CaptureQueriesContext(connection) as queries:
        pages = list(crawl(client, "/"))
    assert len(pages) > 70
    return {table for query in queries for table in _TABLE.findall(query["sql"])}


def allowed(tables: set[str]) -> set[str]:
    return {table for table in tables if not table.startswith("results_")}


def test_public_pages_touch_only_results(client, published):
    assert allowed(tables_of_every_public_page(client)) == set()


def test_public_pages_do_not_ask_who_is_looking(client, cast, published):
    client.force_login(cast.quang)

    assert allowed(tables_of_every_public_page(client)) == set()
    assert "Vary" not in client.get("/")


def test_the_empty_front_page_touches_only_results(client, db):
    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    assert allowed({table for query in queries for table in _TABLE.findall(query["sql"])}) == set()


@pytest.fixture(params=[3, 30])
def many(request, cast):
    add_units(cast, request.param)
    cast.appraise()
    return league.publish(actions.compute(cast.round, by=cast.quang), cast)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/results/2025/so/",
        "/results/2025/so/so-y-te/",
        "/results/2025/so/so-y-te/why/total/",
        "/results/2025/so/so-y-te/why/1/",
        "/results/2025/so/so-y-te/why/1.2/",
        "/method/2025/so/",
        "/data/2025/",
        "/data/2025/ranking.csv",
        "/data/2025/scores.json",
        "/data/2025/figures.csv",
        "/data/2025/method.csv",
    ],
)
def test_public_pages_make_few_queries(client, many, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert len(queries) <= MOST_QUERIES
