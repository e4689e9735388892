"""What an entry says in words: its subject's name, and each field that stood before or stands after.

The tables of the house know more about their values than the trail does: what a level is called, which
component a code means, whose organisation a code is. The apps above tell it here when they are ready
(`explain`, `name_values`), and it is asked once for many entries.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.dateparse import parse_date

from . import words
from .models import Entry

NOTHING = "–"
_SHOWN_OF_DIGEST = 12

State = Mapping[str, object]
Explain = Callable[[str, int, State], State]
"""Gets the event, the subject's key and what stood before or after; returns it with words for names."""

_EXPLAINED: dict[str, Callable[[Collection[int]], Explain]] = {}
Place = tuple[str, datetime]
"""A code, and when it was written down: what it means may have another name today."""

LookUp = Callable[[Collection[Place]], Mapping[Place, str]]

_NAMED: dict[str, LookUp] = {}


def explain(kind: str, prepare: Callable[[Collection[int]], Explain]) -> None:
    """Entries about this kind of subject are told by what `prepare` returns for the subjects' keys."""
    _EXPLAINED[kind] = prepare


def name_values(fields: Iterable[str], look_up: LookUp) -> None:
    """In these fields stand codes; `look_up` has the words of that time for those it knows."""
    _NAMED.update(dict.fromkeys(fields, look_up))


@dataclass(frozen=True, slots=True)
class Changed:
    """One field in words: what stands there, or what stood there and what stands there now."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the entries it was made for."""

    _explained: Mapping[str, Explain]
    _named: Mapping[str, Mapping[Place, str]] = field(default_factory=dict)

    def changes_of(self, entry: Entry) -> tuple[Changed, ...]:
        """Each field that stands before or after, in the order of the entry; `15 → 20` where both differ."""
        before, after = (self._table(entry, state) for state in (entry.before, entry.after))
        return tuple(self._compared(before, after, entry.at, is_gone=entry.after is None))

    def _compared(self, before: State, after: State, at: datetime, *, is_gone: bool) -> Iterator[Changed]:
        for name in dict.fromkeys([*before, *after]):
            if name in words.UNTOLD:
                continue
            old, new = (self._words(name, state.get(name), at) for state in (before, after))
            if name not in before or old == new:
                yield Changed(words.field(name), new)
            elif is_gone:
                yield Changed(words.field(name), old)
            else:
                yield Changed(words.field(name), f"{old} → {new}")

    def _table(self, entry: Entry, state: object) -> State:
        if state is None:
            return {}
        if not isinstance(state, dict):
            return {"value": state}
        explained = self._explained.get(entry.subject_kind)
        return explained(entry.event, entry.subject_id, state) if explained else state

    def _words(self, name: str, value: object, at: datetime) -> str:
        if value is None or value in ("", [], {}):
            return NOTHING
        if isinstance(value, bool):
            return "Có" if value else "Không"
        if isinstance(value, str):
            return self._text(name, value, at)
        if isinstance(value, list):
            return "; ".join(self._words(name, each, at) for each in value)
        if isinstance(value, dict):
            parts = (
                f"{words.field(key)}: {self._words(key, each, at)}" for key, each in value.items() if each
            )
            return "; ".join(parts) or NOTHING
        return json.dumps(value)

    def _text(self, name: str, text: str, at: datetime) -> str:
        if name in words.DIGESTS and len(text) > _SHOWN_OF_DIGEST:
            return f"{text[:_SHOWN_OF_DIGEST]}…"
        if named := self._named.get(name, {}).get((text, at)):
            return named
        if len(text) == len("2026-12-05") and (day := _day(text)):
            return day
        return words.value(name, text)


def teller_of(entries: Collection[Entry]) -> Teller:
    """Asks once for all of them."""
    keys: dict[str, set[int]] = defaultdict(set)
    codes: dict[str, set[Place]] = defaultdict(set)
    for entry in entries:
        keys[entry.subject_kind].add(entry.subject_id)
        for state in (entry.before, entry.after):
            for name in _NAMED.keys() & (state if isinstance(state, dict) else {}).keys():
                codes[name].update((text, entry.at) for text in _texts(state[name]))
    explained = {kind: _EXPLAINED[kind](keys[kind]) for kind in keys if kind in _EXPLAINED}
    return Teller(explained, _looked_up(codes))


def line_of(changes: Iterable[Changed]) -> str:
    """The changes in one line."""
    return "; ".join(f"{each.name}: {each.text}" for each in changes)


def _looked_up(codes: Mapping[str, set[Place]]) -> dict[str, Mapping[Place, str]]:
    wanted: dict[LookUp, set[Place]] = defaultdict(set)
    for name, each in codes.items():
        wanted[_NAMED[name]] |= each
    found = {look_up: look_up(each) for look_up, each in wanted.items() if each}
    return {name: found[_NAMED[name]] for name, each in codes.items() if each}


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]


def _day(text: str) -> str:
    try:
        day = parse_date(text)
    except ValueError:
        return ""
    return f"{day:%d/%m/%Y}" if day else ""
