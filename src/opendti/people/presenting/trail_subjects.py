"""What the entries of the trail are about: its name today, and its page where it has one.

The tables are known by name only, since most of them belong to apps above this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from opendti.audit import naming, words
from opendti.audit.models import Entry
from opendti.people.roles import Role

from .addresses import address

ALL = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a kind of thing: its address, what stands in it, who may open it."""

    name: str
    key: str = "pk"
    roles: frozenset[Role] = ALL


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing an entry is about; without a name if it is gone, without an address if it has no page."""

    kind: str
    pk: int
    name: str
    url: str

    @property
    def kind_words(self) -> str:
        return words.kind(self.kind)

    @property
    def text(self) -> str:
        """`people.user:12`, as it stands in an address."""
        return f"{self.kind}:{self.pk}"


_FOLLOWERS = frozenset({Role.AUDITOR, Role.LEADER, Role.MANAGER})
_PAGES = {
    "assessment.round": Page("assessment:round", "slug", _FOLLOWERS),
    "assessment.sheet": Page("assessment:sheet", roles=_FOLLOWERS),
    "catalog.indexset": Page("catalog:index-set"),
    "people.organisation": Page("people:organisation"),
    "people.user": Page("people:account", roles=frozenset({Role.OPERATOR, Role.MANAGER})),
}


def subjects_of(entries: Iterable[Entry], *, roles: frozenset[Role]) -> dict[tuple[str, int], Subject]:
    """What the entries are about, by kind and key: one query for each kind that is among them."""
    return named({(each.subject_kind, each.subject_id) for each in entries}, roles=roles)


def named(places: Iterable[tuple[str, int]], *, roles: frozenset[Role]) -> dict[tuple[str, int], Subject]:
    """The same for given kinds and keys."""
    places = set(places)
    found = naming.names_of(places, {kind: page.key for kind, page in _PAGES.items()})
    return {place: _subject(*place, found.get(place), roles) for place in places}


def _subject(kind: str, pk: int, found: naming.Named | None, roles: frozenset[Role]) -> Subject:
    page = _PAGES.get(kind)
    is_open = found is not None and page is not None and page.roles & roles
    return Subject(
        kind,
        pk,
        found.name if found else "",
        address(page.name, found.key) if is_open else "",  # type: ignore[union-attr]
    )
