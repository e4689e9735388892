"""One organisation as of a day: what it is, what it was called, where it came from and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from opendti.people import queries
from opendti.people.models import Organisation, OrganisationChange
from opendti.people.queries import Relative
from opendti.people.registers import SINCE_EVER, STILL, Life, Register, Spell

from .organisations import MARKS, STATES, Row, Wish, days_of, row_of, state_on

CHILDREN_SHOWN = 200
OTHERS_NAMED = 12  # The template cuts there.


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation to link to."""

    key: int
    name: str


@dataclass(frozen=True, slots=True)
class Era:
    """What it was called, and under whom, from a day to a day; None where nobody wrote one down."""

    spell: Spell
    begin: date | None
    last: date | None
    parent: Named | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A change with the other organisations it touched."""

    change: OrganisationChange
    others: list[Named]

    @property
    def more(self) -> int:
        """How many are not named."""
        return max(len(self.others) - OTHERS_NAMED, 0)


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """All that the page shows."""

    organisation: Organisation
    wish: Wish
    spell: Spell
    state: str
    days: tuple[date | None, date | None]
    chain: list[Named]
    children: list[Row]
    more_children: int
    eras: list[Era]
    events: list[Event]
    past: Relative
    future: Relative
    successors: list[Named]
    instead: list[Named]  # On a day without it: those that were there, before or after.

    @property
    def children_count(self) -> int:
        return len(self.children) + self.more_children

    @property
    def is_over(self) -> bool:
        """Whether it has ended by today, so that nothing can be done with it any more."""
        last = self.organisation.valid_until
        return last is not None and last < timezone.localdate()

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]


def organisation_page(organisation: Organisation, given: Mapping[str, str]) -> OrganisationPage:
    """The page as of the day that the address names; a fixed number of queries."""
    wish = Wish.of(given)
    book = queries.register()
    life, day = book[organisation.pk], wish.day
    past, future = queries.family_of(life.key, book)
    children = book.children(life.key, day)
    return OrganisationPage(
        organisation=organisation,
        wish=wish,
        spell=life.shown(day),
        state=state_on(life, day),
        days=days_of(life),
        chain=[Named(key, book[key].shown(day).name) for key in reversed(book.above(life.key, day))],
        children=[row_of(book, child, day) for child in children[:CHILDREN_SHOWN]],
        more_children=max(len(children) - CHILDREN_SHOWN, 0),
        eras=list(reversed(_eras(book, life, day))),
        events=_events(book, life),
        past=past,
        future=future,
        successors=[Named(each.key, each.name) for each in future.relatives],
        instead=_instead(book, life, day, (past, future)),
    )


def _instead(book: Register, life: Life, day: date, family: tuple[Relative, Relative]) -> list[Named]:
    """The nearest relatives that exist on a day on which it does not itself."""
    if life.at(day) is not None:
        return []
    found: dict[int, Named] = {}
    waiting = list(family[0].relatives if life.begin > day else family[1].relatives)
    while waiting:
        each = waiting.pop(0)
        spell = book[each.key].at(day)
        if spell is None:
            waiting.extend(each.relatives)
        else:
            found[each.key] = Named(each.key, spell.name)
    return list(found.values())


def _eras(book: Register, life: Life, day: date) -> list[Era]:
    shown = life.shown(day)
    return [
        Era(
            span.spell,
            None if span.spell.begin == SINCE_EVER else span.spell.begin,
            None if span.last == STILL else span.last,
            _named(book, span.spell.parent, span.spell.begin),
            span.spell is shown,
        )
        for span in life.spans()
    ]


def _named(book: Register, key: int | None, day: date) -> Named | None:
    return None if key is None else Named(key, book[key].shown(day).name)


def _events(book: Register, life: Life) -> list[Event]:
    """The changes that touched it, the newest first."""
    return [
        Event(
            change,
            [
                Named(each.pk, book[each.pk].shown(change.effective_on).name)
                for each in change.organisations.all()
                if each.pk != life.key
            ],
        )
        for change in queries.changes_of(life.key)
    ]
