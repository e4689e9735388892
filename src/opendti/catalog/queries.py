"""Index sets by code, and what scoring needs of one."""

from __future__ import annotations

from opendti.scoring import definition, loading

from .models import IndexSet

_read: dict[str, definition.IndexSet] = {}


def definition_of(row: IndexSet) -> definition.IndexSet:
    """The set as scoring reads it; one object per digest, so that its prepared rules are used again."""
    found = _read.get(row.digest)
    if found is None:
        found = _read.setdefault(row.digest, loading.read(row.source, name=row.code))
    return found
