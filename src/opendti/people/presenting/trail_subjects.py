"""What the entries of the trail are about: its name today, and its page where it has one.

The tables are known by name only, since most of them belong to apps above this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from opendti.audit import words
from opendti.audit.models import Entry
from opendti.people.roles import Role

from .addresses import address

ALL = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Kind:
    """Which columns name a row, and the page it has: its address, what stands in it, who may open it."""

    named_by: tuple[str, ...]
    page: str = ""
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
_KINDS = {
    "assessment.round": Kind(("title",), "assessment:round", "slug", _FOLLOWERS),
    "assessment.sheet": Kind(
        ("organisation__name", "group__round__title"), "assessment:sheet", roles=_FOLLOWERS
    ),
    "catalog.draft": Kind(("title",)),
    "catalog.indexset": Kind(("title",), "catalog:index-set"),
    "catalog.sourcedocument": Kind(("name",)),
    "people.membership": Kind(("user__full_name", "organisation__name")),
    "people.organisation": Kind(("name",), "people:organisation"),
    "people.user": Kind(("full_name",), "people:account", roles=frozenset({Role.OPERATOR, Role.MANAGER})),
    "results.publication": Kind(("title",)),
}


def subjects_of(entries: Iterable[Entry], *, roles: frozenset[Role]) -> dict[tuple[str, int], Subject]:
    """What the entries are about, by kind and key: one query for each kind that is among them."""
    return named({(each.subject_kind, each.subject_id) for each in entries}, roles=roles)


def named(places: Iterable[tuple[str, int]], *, roles: frozenset[Role]) -> dict[tuple[str, int], Subject]:
    """The same for given kinds and keys."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, pk in places:
        wanted[kind].add(pk)
    found = {
        (kind, pk): Subject(kind, pk, name, url)
        for kind, keys in wanted.items()
        for pk, name, url in _rows(kind, keys, roles)
    }
    gone = {(kind, pk) for kind, keys in wanted.items() for pk in keys} - found.keys()
    return found | {(kind, pk): Subject(kind, pk, "", "") for kind, pk in gone}


def _rows(kind: str, keys: set[int], roles: frozenset[Role]) -> list[tuple[int, str, str]]:
    known = _KINDS.get(kind)
    if known is None:
        return []
    model = apps.get_model(kind)
    rows = model._default_manager.filter(pk__in=keys).values_list("pk", known.key, *known.named_by)  # noqa: SLF001 - Django's public name for it
    is_open = bool(known.page and known.roles & roles)
    return [
        (pk, ", ".join(str(name) for name in names if name), address(known.page, key) if is_open else "")
        for pk, key, *names in rows
    ]
