"""Every address and method × every role × one's own and another province × three phases.

What is allowed stands in `access_table.txt`, to be read. A new address, or one whose answer to anybody
changes, fails here until the table says so. To write it anew, and then read the difference line by line:

    WRITE_ACCESS_TABLE=1 .venv/bin/pytest -q -n0 tests/laws/test_access_table.py
"""

from __future__ import annotations

import os
from copy import copy
from http.cookies import SimpleCookie
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from opendti.assessment.workflow import RoundState
from opendti.catalog import exports as catalog_exports
from opendti.people.log_in.backends import PeopleOfToday
from tests.addresses import Address, addresses, filled_in
from tests.kept import kept
from tests.provinces import PHASES, ROLES, Province, World, build, session_of

pytestmark = pytest.mark.once

TABLE = Path(__file__).with_name("access_table.txt")
METHODS = ("GET", "POST")
APPS = ("account", "assessment", "catalog", "people", "portal", "results", "home", "audit")
ALONE = ("nobody", "former")
OVER_ALL = ("all-manager", "all-operator")
PEOPLE = (*ALONE, *ROLES, *OVER_ALL)
NOT_TRIED = "   "
HEAD = """\
# Who gets in where: one line per address and method, one column per person.
#
# A cell is three letters, for the round while units fill in, during appraisal, and published:
#   +  opens            L  sent to the log-in
#   !  the gate opens, and the empty request is refused behind it (400, 409, 422)
#   3  403, a colleague without the role      4  404, as if it did not exist      .  405
# Left of the bar the objects of one's own province, right of it those of another. Addresses that name
# no object have no right half.
#
# The objects are those of Sở Y tế and of its province: its sheet, the round, the draft, the decision that
# was uploaded; the account, role and browser of its clerk. People (tests/provinces.py):
#   nobody       not logged in                    secretary  of the round's owner, as are
#   former       account without a membership     council, manager, leader, auditor, operator
#   clerk, head  of Sở Y tế                       all-manager, all-operator  of the ministry above
#   beside       clerk of another unit                       both provinces
#   appraiser    of the component 1.1             supplier   of a department
#   assessor     of the component 1.2 only
"""


def letter(response) -> str:
    """The answer as the table writes it."""
    status = response.status_code
    if status == 302 and "/account/login/" in response["Location"]:
        return "L"
    return {403: "3", 404: "4", 405: "."}.get(status, "+" if status < 400 else "!")


def asked(client: Client, method: str, path: str) -> str:
    """The answer to an empty request; whatever it did is undone."""
    with transaction.atomic():
        cookies = SimpleCookie(client.cookies)
        response = client.generic(method, path)
        client.cookies = cookies
        transaction.set_rollback(True)
    assert response.status_code < 500, f"{method} {path}: {response.status_code}"
    return letter(response)


class Askers:
    """One browser per person of a province, logged in once."""

    def __init__(self, world: World, province: Province) -> None:
        own = {name: getattr(province, name) for name in ROLES}
        over = {"all-manager": world.top_manager, "all-operator": world.top_operator}
        people = {"nobody": None, "former": world.nobody_any_more, **own, **over}
        self.clients = {name: session_of(people[name]) for name in PEOPLE}

    def words(self, method: str, own: str, other: str | None) -> list[str]:
        """A letter for one's own and one for the other's, person by person; a space where none is tried."""
        found = []
        for name, client in self.clients.items():
            found.append(asked(client, method, own))
            alone = name in (*ALONE, *OVER_ALL)
            found.append(" " if other is None or alone else asked(client, method, other))
        return found


def lines_of(world: World, app: str) -> dict[str, str]:
    """By address and method, the letters of one phase. During appraisal both directions are tried."""
    askers, mirrored = Askers(world, world.bac), Askers(world, world.nam)
    is_tried_back = world.bac.round.state == RoundState.APPRAISAL
    lines = {}
    for address, method in product(of(app), METHODS):
        own, other = filled_in(address, world.bac), filled_in(address, world.nam)
        if asked(askers.clients["all-manager"], method, own) == ".":
            continue
        words = askers.words(method, own, other if address.is_about_something else None)
        lines[f"{method:<5}{address.name} /{address.route}"] = "".join(words)
        if address.is_about_something and is_tried_back:
            back = [asked(client, method, own) for name, client in mirrored.clients.items() if name in ROLES]
            there = words[2 * len(ALONE) + 1 : 2 * len((*ALONE, *ROLES)) : 2]
            assert back == there, f"{method} {address.name}: Nam in Bắc is not as Bắc in Nam"
    return lines


def of(app: str) -> list[Address]:
    return [each for each in addresses() if each.name.startswith(f"{app}:")]


# -- The table ------------------------------------------------------------------------------------


def read_table() -> dict[str, list[str]]:
    """By address and method, the letters of each phase."""
    found: dict[str, list[str]] = {}
    text = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    for line in text.splitlines():
        if line and not line.startswith(("#", " ")):
            name, _, cells = line.partition(" | ")
            halves = [cell[start : start + 3] for cell in cells.split(" | ") for start in (0, 4)]
            name = name.rstrip()
            found[name] = ["".join(f"{half:<3}"[phase] for half in halves) for phase in range(len(PHASES))]
    return found


def written(found: dict[str, list[str]]) -> str:
    """The table as a text; people stand above their columns again at every app."""
    width = max(map(len, found))
    lines, app = [HEAD.rstrip()], ""
    for name in sorted(found, key=lambda name: (name[5:].partition(" ")[0], name)):
        of_app = name[5:].partition(":")[0]
        if of_app != app:
            app, heads = of_app, " | ".join(f"{person[:7]:<7}" for person in PEOPLE)
            lines += ["", f"{'':<{width}} | {heads}".rstrip()]
        letters = ["".join(each) for each in zip(*found[name], strict=True)]
        cells = [f"{own} {other}" for own, other in zip(letters[::2], letters[1::2], strict=True)]
        lines.append(f"{name:<{width}} | {' | '.join(cells)}".rstrip())
    return "\n".join(lines) + "\n"


def write(app: str, phase: str, lines: dict[str, str]) -> None:
    """Puts the letters of one phase of one app into the table."""
    at, known = PHASES.index(phase), read_table()
    staying = {
        name: letters
        for name, letters in known.items()
        if not name[5:].startswith(f"{app}:") or name in lines
    }
    for name, letters in lines.items():
        staying.setdefault(name, ["?" * 2 * len(PEOPLE)] * len(PHASES))[at] = letters
    TABLE.write_text(written(staying), encoding="utf-8")


@pytest.fixture
def without_pages(monkeypatch):
    """Only the status is asked here, a hundred thousand times; what pages show is for tests/access."""
    monkeypatch.setattr(Template, "render", lambda *_args, **_kwargs: "")
    monkeypatch.setattr(catalog_exports, "method_pdf", lambda _method: b"")
    read, known = PeopleOfToday.get_user, {}

    def remembered(backend, user_id):
        if user_id not in known:
            known[user_id] = read(backend, user_id)
        return copy(known[user_id])

    monkeypatch.setattr(PeopleOfToday, "get_user", remembered)


@pytest.mark.django_db
@pytest.mark.usefixtures("without_pages")
@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("phase", PHASES)
def test_every_address_answers_every_role_as_the_table_says(settings, phase, app):
    if not of(app):
        return
    settings.OPENDTI_DEMO = False
    lines = lines_of(kept(phase, lambda: build(phase)), app)
    if os.environ.get("WRITE_ACCESS_TABLE"):
        write(app, phase, lines)
    at = PHASES.index(phase)
    expected = {name: letters[at] for name, letters in read_table().items() if name[5:].startswith(f"{app}:")}

    missing = sorted(lines.keys() - expected.keys())
    assert not missing, f"decide who may open these, then write the table anew (see above): {missing}"
    gone = sorted(expected.keys() - lines.keys())
    assert not gone, f"no address any more, so take out of the table: {gone}"
    assert differences(lines, expected) == []


def differences(lines: dict[str, str], expected: dict[str, str]) -> list[str]:
    """What is not as the table says, in words."""
    places = [f"{person}, {whose}" for person in PEOPLE for whose in ("own", "other's")]
    return [
        f"{name} for {place}: {is_now}, the table says {should}"
        for name, letters in lines.items()
        for place, is_now, should in zip(places, letters, expected[name], strict=True)
        if is_now != should
    ]


def test_every_app_is_in_the_table():
    apps = {each.name.partition(":")[0] for each in addresses()}

    assert apps <= set(APPS), "add the app to APPS above, and to the table"


def test_no_cell_was_left_open():
    assert "?" not in "".join(letters for each in read_table().values() for letters in each)
