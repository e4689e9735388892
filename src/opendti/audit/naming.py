"""The names of what entries are about, as they are today. The tables are known by name only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.apps import apps

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "assessment.round": ("title",),
    "assessment.sheet": ("organisation__name", "group__round__title"),
    "catalog.draft": ("title",),
    "catalog.indexset": ("title",),
    "catalog.sourcedocument": ("name",),
    "people.membership": ("user__full_name", "organisation__name"),
    "people.organisation": ("name",),
    "people.pendingimport": ("name",),
    "people.user": ("full_name",),
    "results.publication": ("title",),
}
"""The columns that name a row, by table."""


class Named(NamedTuple):
    """A row's name, and what its page's address has for it."""

    name: str
    key: object


def names_of(
    places: Iterable[tuple[str, int]], keys: Mapping[str, str] | None = None
) -> dict[tuple[str, int], Named]:
    """By kind and key, those that are still there: one query for each kind that is among them.

    `keys` says which column comes along as the key of a page, where it is another than the row's own.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, pk in places:
        wanted[kind].add(pk)
    found = {}
    for kind in wanted.keys() & NAMED_BY.keys():
        model, key = apps.get_model(kind), (keys or {}).get(kind, "pk")
        rows = model._default_manager.filter(pk__in=wanted[kind])  # noqa: SLF001 - Django's public name for it
        for pk, along, *names in rows.values_list("pk", key, *NAMED_BY[kind]):
            found[kind, pk] = Named(", ".join(str(name) for name in names if name), along)
    return found
