"""Every event that the source records has Vietnamese words, and every kind of thing it is about."""

import ast
import re

from django.apps import apps

from opendti.audit import words
from opendti.people.models import OrganisationChange
from tests.laws.source import modules, place, tree

_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
_RECORDERS = re.compile(r"record|trace|tell|trail")


def name_of(called: ast.expr) -> str:
    match called:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def events_in_source() -> dict[str, str]:
    """Every text that is given to a recording function as an event, with where it stands.

    Of an f-string only the part before the first value is known.
    """
    found = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _RECORDERS.search(name_of(node.func)):
                for argument in (*node.args, *(each.value for each in node.keywords if each.arg == "event")):
                    for text in texts(argument):
                        found[text] = place(path, node)
    return found


def texts(argument: ast.expr) -> list[str]:
    match argument:
        case ast.Constant(value=str() as text) if _EVENT.fullmatch(text):
            return [text]
        case ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]) if "." in start:
            return [start]
        case ast.IfExp(body=body, orelse=other):
            return texts(body) + texts(other)
    return []


def test_every_event_has_words():
    found = events_in_source()
    known = tuple(words.EVENTS)
    bare = {
        text: where
        for text, where in found.items()
        if not (text in known or (text.endswith(".") and any(each.startswith(text) for each in known)))
    }

    assert len(found) > 25
    assert bare == {}


def test_no_words_are_left_of_what_nobody_records():
    """The list to choose from shows them all, so one that never happens sends people searching."""
    source = "".join(path.read_text(encoding="utf-8") for path in modules() if path.name != "words.py")
    made = {f"organisation.{kind}" for kind in OrganisationChange.Kind.values}
    made |= {f"account.{what}_{done}" for what in FACTORS for done in ("added", "removed")}
    made |= {f"finding.{outcome}" for outcome in ("accepted", "adjusted")}

    assert [event for event in words.EVENTS if event not in made and f'"{event}"' not in source] == []


FACTORS = ("passkey", "recovery_codes", "second_factor")


def test_every_change_of_an_organisation_has_words():
    kinds = [f"organisation.{kind}" for kind in OrganisationChange.Kind.values]

    assert [kind for kind in kinds if kind not in words.EVENTS] == []


def test_every_kind_is_a_table():
    tables = {each._meta.label_lower for each in apps.get_models()}

    assert set(words.KINDS) - tables == set()


def test_words_are_found_without_diacritics():
    assert words.events_like("gui phieu") == ["sheet.submitted"]
    assert words.event("what.ever") == "what.ever"
