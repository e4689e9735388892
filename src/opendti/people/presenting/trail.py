"""The trail as pages show it: the list, and the history of one thing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.text import Truncator

from opendti.audit import exports, telling, words
from opendti.audit import queries as audit
from opendti.audit.models import Entry
from opendti.audit.telling import Changed, Teller
from opendti.people import access, queries
from opendti.people.models import Organisation, User
from opendti.people.roles import Role
from opendti.people.trail_filter import TrailFilter, trail_filter

from .trail_subjects import Subject, named, subjects_of

PER_PAGE = 50
IN_HISTORY = 20
LATEST = 5
FOLDED = ("person", "organisation", "event", "kind", "from", "to")
MOST_LETTERS = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One entry; `organisation` only where it is another than the hat names."""

    entry: Entry
    who: str
    username: str
    what: str
    organisation: str
    changes: tuple[Changed, ...]
    subject: Subject | None = None

    @property
    def is_told_in_brief(self) -> bool:
        """Whether opening the line would show nothing more."""
        return len(self.changes) == 1 and len(self.brief) < MOST_LETTERS

    @property
    def brief(self) -> str:
        """The changes in one line; what was taken away says so."""
        line = telling.line_of(self.changes)
        gone = "Trước đó: " if self.entry.after is None and line else ""
        return Truncator(f"{gone}{line}").chars(MOST_LETTERS)


@dataclass(frozen=True, slots=True)
class ChainState:
    """How many entries there are, and what the last look at the whole chain found."""

    length: int
    checked_at: datetime | None = None
    checked_by: str = ""
    count: int = 0
    wrong: int = 0
    complaints: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail, how it is narrowed, and the pages beside it."""

    rows: tuple[Row, ...]
    filter: TrailFilter
    subject: Subject | None
    chain: ChainState
    sees_all: bool
    later: str
    earlier: str

    @property
    def filters_in_use(self) -> int:
        """How many of the filters that a phone folds away narrow the list."""
        return sum(name in self.filter.typed for name in FOLDED)

    @property
    def events(self) -> list[tuple[str, str]]:
        return sorted(words.EVENTS.items(), key=lambda each: each[1])

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return sorted(words.KINDS.items(), key=lambda each: each[1])

    @property
    def most_in_workbook(self) -> int:
        return exports.MOST_IN_WORKBOOK


def trail_page(
    reader: User, scope: QuerySet[Organisation], chosen: TrailFilter, *, before: str, after: str
) -> TrailPage:
    """Fifty entries below the number `before`, or above `after`, or the newest."""
    sees_all = access.is_over_all(scope)
    found = chosen.entries(None if sees_all else scope)
    entries, has_newer, has_older = _fifty(found, _number(before), _number(after))
    roles = frozenset(Role(each.role) for each in queries.memberships_worn(reader))
    about = subjects_of(entries, roles=roles)
    teller = telling.teller_of(entries)
    rows = tuple(_row(each, teller, about[each.subject_kind, each.subject_id]) for each in entries)
    place = chosen.subject
    return TrailPage(
        rows=rows,
        filter=chosen,
        subject=named([place], roles=roles)[place] if place and (sees_all or entries) else None,
        chain=chain_state(),
        sees_all=sees_all,
        later=_beside(chosen, after=entries[0].number) if has_newer else "",
        earlier=_beside(chosen, before=entries[-1].number) if has_older else "",
    )


def chain_state() -> ChainState:
    """The chain as it was last looked at."""
    last = audit.last_check()
    if last is None:
        return ChainState(audit.length())
    told = last.after or {}
    count, wrong, complaints = told.get("entries"), told.get("wrong"), told.get("complaints")
    return ChainState(
        length=audit.length(),
        checked_at=last.at,
        checked_by=str(last.actor or ""),
        count=count if isinstance(count, int) else 0,
        wrong=wrong if isinstance(wrong, int) else 0,
        complaints=tuple(str(each) for each in complaints) if isinstance(complaints, list) else (),
        mark=str(told.get("mark", "")),
    )


def history_of(subject: Model, *, most: int = IN_HISTORY) -> list[Row]:
    """The newest entries about one thing, for `people/parts/history.html`.

    Whoever may see the page sees them, so give it only where nothing in the trail is for fewer eyes.
    """
    return rows_of(list(audit.trail_of(subject)[:most]))


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """The entries in words, without what they are about."""
    teller = telling.teller_of(entries)
    return [_row(entry, teller) for entry in entries]


def beside(subject: Model, reader: User) -> dict[str, object]:
    """What a page needs to show the history of a thing: the entries, and the way into the trail.

    The way only for those who may go it.
    """
    may_open = queries.organisations_where(reader, *access.AUDITORS).exists()
    return {"history": history_of(subject), "trail_query": trail_address(subject) if may_open else ""}


def latest(subject: Model, reader: User) -> dict[str, object]:
    """The same as `beside` with the few entries that the trail shows the reader first.

    For things that others have a hand in too: nothing for who may not open the trail, of an organisation
    nothing for who does not look after it, and of an account only what was done in one's own organisations,
    as on the rest of its page, and at the top what the system did to the account itself.
    """
    scope = queries.scope_of(reader, *access.AUDITORS)
    own = scope.filter(pk=subject.pk) if isinstance(subject, Organisation) else scope
    if not own.exists():
        return {}
    query = trail_address(subject)
    sees_all = access.is_over_all(scope)
    found = trail_filter(QueryDict(query)).entries(None if sees_all else scope)
    if sees_all and isinstance(subject, User):
        by_system = Q(actor=None, subject_kind=User._meta.label_lower)
        found = found.filter(Q(hat_organisation_id__in=scope.values("pk")) | by_system)
    return {"history": rows_of(audit.first_of(found, LATEST)), "trail_query": query}


def trail_address(subject: Model) -> str:
    """What follows the address of the trail to see all about one thing."""
    return urlencode({"subject": f"{subject._meta.label_lower}:{subject.pk}"})


def _fifty(found: QuerySet[Entry], before: int | None, after: int | None) -> tuple[list[Entry], bool, bool]:
    """The entries of the page, newest first, and whether there are newer and older ones."""
    if after is not None:
        up = audit.first_of(found.filter(number__gt=after).order_by("number"), PER_PAGE + 1)
        if up:
            return up[:PER_PAGE][::-1], len(up) > PER_PAGE, True
        return _fifty(found, None, None)
    down = found if before is None else found.filter(number__lt=before)
    entries = audit.first_of(down, PER_PAGE + 1)
    return entries[:PER_PAGE], bool(entries) and before is not None, len(entries) > PER_PAGE


def _beside(chosen: TrailFilter, **place: int) -> str:
    return urlencode({**chosen.typed, **place})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _row(entry: Entry, teller: Teller, subject: Subject | None = None) -> Row:
    actor = entry.actor
    return Row(
        entry=entry,
        who=str(actor) if actor else words.nobody(entry.event),
        username=actor.get_username() if actor else "",
        what=words.event(entry.event),
        organisation=entry.organisation if entry.organisation not in entry.hat else "",
        changes=teller.changes_of(entry),
        subject=subject,
    )
