"""Which organisations there are, and who follows whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from opendti.common.folding import folded
from opendti.people.models import Organisation, Succession

Row = TypeVar("Row", bound=Model)


def organisations_called(names: Iterable[str], *, on: date | None = None) -> dict[str, Organisation]:
    """The organisations that exist on a day (today) by official name; a name nobody has is left out."""
    day = on or timezone.localdate()
    existing = Organisation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day), Q(valid_from=None) | Q(valid_from__lte=day)
    )
    return {each.name: each for each in existing.filter(name__in=set(names))}


def matching(rows: QuerySet[Row], words: str) -> QuerySet[Row]:
    """Those whose `search_text` holds every word, with or without diacritics."""
    for word in folded(words).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def inherits_from(organisation_ids: Iterable[int]) -> set[int]:
    """The organisations that came before these, through any number of successions; not these themselves."""
    before: dict[int, set[int]] = {}
    for earlier, later in Succession.objects.values_list("predecessor_id", "successor_id"):
        before.setdefault(later, set()).add(earlier)
    start = set(organisation_ids)
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        new = before.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found - start
