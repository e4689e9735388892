"""Whatever is done in whatever order: versions do not overlap, the tree has no ring, the past stays."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from opendti.common.refusals import Invalid, Refused
from opendti.people import actions, queries
from opendti.people.models import Organisation, OrganisationChange, OrganisationVersion
from opendti.people.plans import Terms, Unit

START = date(2024, 1, 1)
CODES = [f"cq-{number}" for number in range(7)]

ANY = st.integers(0, 20)
STEP = st.tuples(
    st.sampled_from(["found", "rename", "move", "merge", "merge into", "split", "dissolve"]),
    st.integers(0, 900),
    ANY,
    ANY,
    ANY,
)


def seeded() -> None:
    """Seven organisations in a small tree."""
    made: list[Organisation] = []
    for number, code in enumerate(CODES):
        parent = made[(number - 1) // 2] if number else None
        made.append(actions.add_organisation(code, name=f"Cơ quan {number}", parent=parent))


def do(step, serial: int) -> None:
    """One step with whatever organisations the numbers fall on; raises Invalid or Refused."""
    kind, day, first, second, third = step
    rows = list(Organisation.objects.order_by("pk"))
    one, two, three = (rows[number % len(rows)] for number in (first, second, third))
    terms = Terms(START + timedelta(days=day))

    def new(letter: str) -> Unit:
        return Unit(f"moi-{serial}-{letter}", f"Mới {(serial + third) % 4}{letter}", parent=two.pk)

    if kind == "found":
        actions.found(new("a"), terms, by=None)
    elif kind == "rename":
        actions.rename(one, terms, name=f"Tên {second % 5}", by=None)
    elif kind == "move":
        actions.move(one, terms, parent=two if second % 7 else None, by=None)
    elif kind == "merge":
        actions.merge([one, three], terms, into=new("a"), by=None)
    elif kind == "merge into":
        actions.merge([one, two], terms, into=two, name=f"Chung {third % 3}", by=None)
    elif kind == "split":
        actions.split(one, terms, parts=(new("a"), new("b")), ends=bool(third % 2), by=None)
    else:
        actions.dissolve(one, terms, children_to=two if second % 2 else None, by=None)


def days() -> list[date]:
    return [START + timedelta(days=number) for number in range(-5, 905, 13)]


def pictures() -> dict[date, dict[int, object]]:
    """What the register says of each day."""
    book = queries.register()
    return {day: {key: spell.says() for key, spell in book.on(day).items()} for day in days()}


def is_sound() -> None:
    book = queries.register()
    for life in book:
        begins = [spell.begin for spell in life.spells]
        assert begins == sorted(set(begins)), life.code
        assert life.begin == begins[0]
        assert begins[-1] <= life.end, life.code
    for day in days():
        states = book.on(day)
        names = [(spell.parent, spell.name.casefold()) for spell in states.values()]
        assert len(names) == len(set(names)), day
        for key, spell in states.items():
            assert spell.parent is None or spell.parent in states, (day, key)
            assert not book.is_in_a_ring(key, day), (day, key)


def rows_agree() -> None:
    """Names and paths on the rows are those in force today."""
    book, today = queries.register(), date.today()  # noqa: DTZ011 - far from every day of the test
    for row in Organisation.objects.select_related("parent"):
        spell = book[row.pk].shown(today)
        assert (row.name, row.parent_id) == (spell.name, spell.parent)
        assert row.path == f"{row.parent.path if row.parent else '/'}{row.code}/"


@pytest.mark.django_db
class TestAnyOrder(TestCase):
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEP, min_size=3, max_size=10))
    def test_holds_after_every_step(self, steps):
        seeded()
        for serial, step in enumerate(steps):
            effective_on = START + timedelta(days=step[1])
            before = pictures()
            with suppress(Invalid, Refused), transaction.atomic():
                do(step, serial)
            after = pictures()
            assert {day: before[day] for day in before if day < effective_on} == {
                day: after[day] for day in after if day < effective_on
            }
            is_sound()
        rows_agree()
        assert OrganisationVersion.objects.count() >= len(CODES)


def test_steps_of_every_kind_get_through(db):
    """The property above would hold of steps that are all refused."""
    seeded()
    dice = random.Random(7)
    kinds = ["found", "rename", "move", "merge", "merge into", "split", "dissolve"]
    for serial in range(80):
        step = (dice.choice(kinds), serial * 10, dice.randrange(21), dice.randrange(21), dice.randrange(21))
        with suppress(Invalid, Refused), transaction.atomic():
            do(step, serial)

    done = set(OrganisationChange.objects.values_list("kind", flat=True))
    assert done == {"founded", "renamed", "moved", "merged", "split", "dissolved"}
    is_sound()
    rows_agree()
