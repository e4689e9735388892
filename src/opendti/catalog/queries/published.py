"""Index sets by code, and what scoring needs of one."""

from __future__ import annotations

from opendti.catalog.models import ComponentMatch, IndexSet, Retirement
from opendti.scoring import definition, loading

_read: dict[str, definition.IndexSet] = {}


def definition_of(row: IndexSet) -> definition.IndexSet:
    """The set as scoring reads it; one object per digest, so that its prepared rules are used again."""
    found = _read.get(row.digest)
    if found is None:
        found = _read.setdefault(row.digest, loading.read(row.source, name=row.code))
    return found


def is_retired(index_set: IndexSet) -> bool:
    """Whether the version was taken out of use, so that no new round may take it."""
    return Retirement.objects.filter(index_set=index_set).exists()


def matches(before: IndexSet, after: IndexSet) -> dict[str, str]:
    """What a person decided on which component continues which, by code; "" for one without successor."""
    rows = ComponentMatch.objects.filter(before=before, after=after).order_by("pk")
    return dict(rows.values_list("before_code", "after_code"))
