"""The demo province: complete, marked as illustrative, and the same every time."""

from pathlib import Path
from random import Random

import pytest

from opendti.assessment.models import Round, Sheet
from opendti.demo import building, cast, figures
from opendti.results import queries as results
from opendti.results import reading
from opendti.scoring import engine, entries, loading
from opendti.scoring.definition import IndexSet

INDEXSETS = Path(__file__).parents[2] / "indexsets"


@pytest.fixture(scope="module", params=["so", "huyen"])
def index_set(request) -> IndexSet:
    return loading.load(INDEXSETS / building.SETS / f"{request.param}.yaml")


def test_figures_are_the_same_every_time(index_set):
    unit = figures.Unit("Huyện A", "https://a.example.vn", 80)

    assert figures.answers_of(index_set, unit, Random("x")) == figures.answers_of(
        index_set, unit, Random("x")
    )


@pytest.mark.parametrize("strength", [60, 75, 90])
def test_figures_contradict_nothing(index_set, strength):
    unit = figures.Unit("Huyện A", "https://a.example.vn", strength)
    made = figures.answers_of(index_set, unit, Random(f"{strength}"))

    flags = {
        (node.code, flag.code.value)
        for node in engine.score(index_set, entries.assemble(index_set, made)).walk()
        for flag in node.flags
    }
    expert = {code for code, flag in flags if flag == "missing"}

    assert {flag for _, flag in flags} <= {"missing", "zero_denominator"}
    assert expert <= {"7.5"}


def test_the_agencies_are_those_of_the_decision():
    departments = loading.load(INDEXSETS / building.SETS / "so.yaml").applies_to

    assert tuple(place.name for place in cast.DEPARTMENTS) == departments
    assert len(cast.DISTRICTS) == 12


def test_the_province_has_a_published_round_and_a_running_one(db):
    building.build(INDEXSETS)

    assert {(each.slug, each.state) for each in Round.objects.all()} == {
        ("2024", "published"),
        ("2025", "open"),
    }
    assert all(each.is_illustrative for each in Round.objects.all())
    published = results.latest_published()
    assert published
    assert published.is_illustrative
    assert [tab.units for tab in reading.tabs(published)] == [12, 18]
    assert set(Sheet.objects.filter(group__round__slug="2025").values_list("state", flat=True)) == {
        "filling",
        "submitted",
    }
