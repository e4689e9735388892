"""Index sets by code, and what scoring needs of one."""

from __future__ import annotations

from django.db.models import QuerySet

from opendti.scoring import definition, loading

from .models import IndexSet

_read: dict[str, definition.IndexSet] = {}


def definition_of(row: IndexSet) -> definition.IndexSet:
    """The set as scoring reads it; one object per digest, so that its prepared rules are used again."""
    found = _read.get(row.digest)
    if found is None:
        found = _read.setdefault(row.digest, loading.read(row.source, name=row.code))
    return found


def newest_versions() -> list[IndexSet]:
    """The newest version of every set, without the long source, by code."""
    newest = {row.code: row for row in IndexSet.objects.defer("source").order_by("code", "version")}
    return list(newest.values())


def versions_of(code: str) -> QuerySet[IndexSet]:
    """All versions of a set, newest first, without the long source."""
    return IndexSet.objects.defer("source").filter(code=code).order_by("-version")
