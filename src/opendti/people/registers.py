"""All organisations with all their dated states, in memory: what held on any day, and what would hold.

Nothing here reads or writes the database (queries.register fills it), so a plan can be tried on it
before anything is done. A day that nobody wrote down is `SINCE_EVER` or `STILL`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

SINCE_EVER = date.min
STILL = date.max
DAY = timedelta(days=1)


class Spell(NamedTuple):
    """What an organisation is called, its level and its parent's key, from `begin` until its next spell."""

    begin: date
    name: str
    short_name: str = ""
    level: str = ""
    parent: int | None = None

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    def says(self) -> tuple[str, str, str, int | None]:
        """All but the day."""
        return self[1:]


class Span(NamedTuple):
    """A spell with its last day."""

    spell: Spell
    last: date


@dataclass(slots=True)
class Life:
    """One organisation: `key` is its primary key, negative while it is only planned; `end` its last day."""

    key: int
    code: str
    order: int = 0
    begin: date = SINCE_EVER
    end: date = STILL
    spells: list[Spell] = field(default_factory=list)

    def at(self, day: date) -> Spell | None:
        """The spell in force on a day; None before it begins and after it ends."""
        return self.shown(day) if self.begin <= day <= self.end else None

    def shown(self, day: date) -> Spell:
        """The same, and beyond its life the nearest spell."""
        found = self.spells[0]
        for spell in self.spells[1:]:
            if spell.begin <= day:
                found = spell
        return found

    @property
    def last(self) -> Spell:
        return self.spells[-1]

    @property
    def name(self) -> str:
        """The last name, for messages."""
        return self.last.name

    def spans(self) -> Iterator[Span]:
        """Its spells in order, each with its last day."""
        for spell, following in zip(self.spells, self.spells[1:], strict=False):
            yield Span(spell, following.begin - DAY)
        yield Span(self.last, self.end)

    def restate(self, spell: Spell) -> None:
        """A further spell; in the place of the last one if that began on the same day."""
        if self.last.begin == spell.begin:
            self.spells[-1] = spell
        else:
            self.spells.append(spell)


class Register:
    """The lives by key and by code."""

    def __init__(self, lives: Iterator[Life] | list[Life] = ()) -> None:  # type: ignore[assignment]
        self.lives: dict[int, Life] = {}
        self.keys: dict[str, int] = {}
        for life in lives:
            self.add(life)

    def __getitem__(self, key: int) -> Life:
        return self.lives[key]

    def __iter__(self) -> Iterator[Life]:
        return iter(self.lives.values())

    def __len__(self) -> int:
        return len(self.lives)

    def add(self, life: Life) -> None:
        self.lives[life.key] = life
        self.keys[life.code.lower()] = life.key

    def called(self, code: str) -> Life | None:
        """The organisation with a code, however its case is written."""
        key = self.keys.get(code.lower())
        return None if key is None else self.lives[key]

    def on(self, day: date) -> dict[int, Spell]:
        """What is in force on a day, of those that exist then."""
        states = ((life.key, life.at(day)) for life in self)
        return {key: spell for key, spell in states if spell is not None}

    def children(self, key: int, day: date) -> list[Life]:
        """The organisations directly under one on a day."""
        under = [life for life in self if (spell := life.at(day)) and spell.parent == key]
        return sorted(under, key=lambda life: (life.order, life.code))

    def above(self, key: int, day: date) -> list[int]:
        """The keys above one on a day, the nearest first; one that would come a second time ends it."""
        found: list[int] = []
        life = self.lives.get(key)
        while life is not None:
            parent = life.shown(day).parent
            if parent is None or parent in found or parent == key:
                break
            found.append(parent)
            life = self.lives.get(parent)
        return found

    def is_in_a_ring(self, key: int, day: date) -> bool:
        """Whether walking up from one on a day comes back to it."""
        seen: set[int] = set()
        here: int | None = key
        while here is not None and here not in seen:
            seen.add(here)
            life = self.lives.get(here)
            spell = life.at(day) if life else None
            here = spell.parent if spell else None
        return here == key
