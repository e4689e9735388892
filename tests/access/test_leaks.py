"""Canaries: words that stand in one thing only, and must not be seen by anybody who may not see it.

Every address is opened as every person, with one's own objects and with the other province's, and so
are the links, filters and searches of lists. A word of the other province, or of one's own that is not
for this person, is a leak.
"""

from __future__ import annotations

import html

import pytest
from django.db import transaction

from tests.access.reading import words_in
from tests.addresses import addresses, filled_in
from tests.provinces import ROLES, World, session_of

pytestmark = pytest.mark.once

EXTRA = "q=zq&who=zq&person=zq&object=zq&show=todo&unit=so-y-te-nam&as=table&on=2026-01-01"
"""Questions put to every list besides; `zq` is in every canary."""

OPEN_TO_HOLDERS = ("people:activate",)
"""Whoever holds the link may read the name that it is for."""

READERS = {"clerk", "head", "secretary", "manager", "leader", "auditor"}
APPRAISERS = {"appraiser", "assessor", "council"}
GIVERS = {"operator", "manager"}
MAY_SEE = {
    "contact": {"clerk", "head", "manager", "secretary"},
    "remark": READERS | APPRAISERS,
    "evidence": READERS | APPRAISERS,
    "link": READERS | APPRAISERS,
    "finding": READERS | APPRAISERS,
    "exclusion": READERS | APPRAISERS,
    "draft": {"manager", "leader"},
    "edit": {"manager", "leader"},
    "document": {"manager", "leader"},
    "content": {"manager", "leader"},
    "pending": {"operator"},
    "user": set(ROLES),
    "mail": set(ROLES),
    "token": set(),
}
"""By kind, who of the own province may see it at some time; nobody of the other ever."""

FROM_APPRAISAL_ON = {"appraiser", "assessor", "council"}
TRAIL = {"auditor", "operator"}
"""They read the trail of the people of their organisations, with what stands before and after."""

TRAILED = {"remark", "evidence", "link", "finding", "exclusion", "edit", "draft", "document", "pending"}
OWN_NAMES = {"user", "mail"}


def seen_by(world: World, name: str) -> dict[tuple[str, str], set[str]]:
    """By canary, the addresses on which the person saw it."""
    person = getattr(world.bac, name)
    found: dict[tuple[str, str], set[str]] = {}
    client = session_of(person)
    canaries = {(each.key, kind): word for each in world.both for kind, word in each.canaries.items()}
    for path, label in paths(world):
        with transaction.atomic():
            response = client.get(path)
            transaction.set_rollback(True)
        if response.status_code in (403, 404):
            continue
        words = words_in(response).replace(path, "").replace(html.escape(path), "")
        for place, word in canaries.items():
            if word in words:
                found.setdefault(place, set()).add(label)
    return found


def paths(world: World):
    for address in addresses():
        if address.name in OPEN_TO_HOLDERS:
            continue
        own = filled_in(address, world.bac)
        yield own, address.name
        if address.is_about_something:
            yield filled_in(address, world.nam), f"{address.name} of the other"
        if "<" not in address.route and not own.endswith((".pdf", ".csv")):
            yield f"{own}?{EXTRA}", f"{address.name}?"


def allowed(name: str, kind: str, *, is_filling: bool) -> bool:
    if name in TRAIL and kind in TRAILED:
        return True
    if is_filling and name in FROM_APPRAISAL_ON and kind not in OWN_NAMES:
        # The council sees the reasons of exclusions on the round's own page.
        return name == "council" and kind == "exclusion"
    return name in MAY_SEE[kind]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("phase", ["filling", "published"])
def test_nobody_sees_what_is_not_for_them(phase, name, request, settings):
    world = request.getfixturevalue(phase)
    client_of_search = seen_by(world, name)
    is_filling = phase == "filling"
    leaks = {
        place: sorted(where)
        for place, where in client_of_search.items()
        if place[0] == "nam" or not allowed(name, place[1], is_filling=is_filling)
    }

    assert leaks == {}


def test_those_who_may_do_see_the_words(published):
    """Else the test above would look at pages that show nothing."""
    seen = {
        name: {kind for key, kind in seen_by(published, name) if key == "bac"}
        for name in ("manager", "appraiser")
    }

    assert {"contact", "remark", "evidence", "link", "finding", "exclusion", "draft", "document"} <= seen[
        "manager"
    ]
    assert {"remark", "evidence", "finding"} <= seen["appraiser"]


def test_the_public_sees_none(published):
    client = session_of(None)
    found: dict[str, str] = {}
    words = {word for each in published.both for word in each.canaries.values()}
    for address in addresses():
        if address.name in OPEN_TO_HOLDERS:
            continue
        path = filled_in(address, published.bac)
        text = words_in(client.get(path)).replace(path, "")
        found |= {word: address.name for word in words if word in text}

    assert found == {}
