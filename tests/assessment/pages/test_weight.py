"""How many queries a page makes, and that it needs nothing the policy forbids."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opendti.assessment import actions
from opendti.assessment.models import Sheet
from opendti.assessment.queries import definition_of
from opendti.catalog.actions import import_file
from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.roles import Role
from opendti.scoring.entries import Entry

INDEX_SET = Path(__file__).parents[3] / "indexsets/hai-duong-2405-2024/huyen.yaml"
PAGES = ["general/", "items/4.7/", "items/1.4/", "tree/", "review/", "why/4.7/", "history/4.7/"]
MOST = 15


@pytest.fixture
def district(cast, client):
    """A real sheet of 61 components, filled in by one person who is also the head."""
    row = import_file(INDEX_SET)
    owner = cast.organisations["so-tttt"]
    round_ = actions.create_round("thuc", year=2025, title="Đợt thật", owner=owner, by=None)
    group = actions.add_group(round_, code="huyen", title="Huyện", index_set=row, by=None)
    unit = add_organisation("nam-sach", name="UBND huyện Nam Sách")
    person = add_person("nam", full_name="Trần Văn Nam")
    add_membership(person, organisation=unit, role=Role.HEAD)
    sheet = actions.add_unit(group, unit, by=None)
    Sheet.objects.filter(pk=sheet.pk).update(state="filling")
    sheet.refresh_from_db()
    client.force_login(person)
    return sheet, person


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as made:
        assert client.get(url).status_code == 200
    return len(made)


def fill(sheet, person, count):
    given = []
    for leaf in [each for each in definition_of(sheet).leaves if each.figures][:count]:
        given += [Entry(leaf.code, figure.id, "7") for figure in leaf.figures if not figure.source]
    actions.save_answers(sheet, given=given, by=person)


@pytest.mark.parametrize("path", PAGES)
def test_queries_do_not_grow_with_what_is_entered(client, district, path):
    sheet, person = district
    fill(sheet, person, 3)
    few = queries_of(client, f"/sheets/{sheet.pk}/{path}")

    fill(sheet, person, 100)
    many = queries_of(client, f"/sheets/{sheet.pk}/{path}")

    assert 0 < few == many <= MOST


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, district, path):
    sheet, _ = district

    html = client.get(f"/sheets/{sheet.pk}/{path}").content.decode()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique(client, district, path):
    sheet, _ = district

    ids = re.findall(r'\sid="([^"]+)"', client.get(f"/sheets/{sheet.pk}/{path}").content.decode())

    assert sorted(ids) == sorted(set(ids))
