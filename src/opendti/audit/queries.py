"""Reading the audit trail: of one subject, and by what a person searches for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from opendti.common.folding import folded

from . import words as vietnamese
from .models import ChainHead, Entry

Keys = Iterable[int] | QuerySet[Any, Any]
"""Several keys at once, given or asked for in the same query."""


def trail_of(subject: models.Model) -> QuerySet[Entry]:
    """The entries about one subject, newest first, with their actors."""
    return (
        Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("actor")
        .order_by("-number")
    )


def search(
    *,
    actor: int | Keys | None = None,
    organisation: int | Keys | None = None,
    subject: int | None = None,
    also: Mapping[str, Keys] | None = None,
    event: str | None = None,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    words: str = "",
    within: Keys | None = None,
) -> QuerySet[Entry]:
    """The entries that fit all that is given, newest first, with their actors.

    `actor` and `organisation` (whose hat was worn) are a key or several; `subject` is one of the `kind`,
    and the things in `also` count as it, by kind. `since` and `until` are days of local time, both
    included. Each of the `words` stands somewhere in the entry. `within` are the organisations whose
    entries may be seen; None for all, and those of the system with them.
    """
    exact = {
        **_one_or_several("actor_id", actor),
        **_one_or_several("hat_organisation_id", organisation),
        "event": event or None,
        "at__gte": _start_of(since),
        "at__lt": _start_of(until + timedelta(1)) if until else None,
    }
    found = Entry.objects.filter(
        _about(kind, subject, also or {}), **{name: each for name, each in exact.items() if each is not None}
    )
    if within is not None:
        found = found.filter(hat_organisation_id__in=within)
    if words.split():
        found = found.annotate(
            before_text=Cast("before", models.TextField()), after_text=Cast("after", models.TextField())
        )
    for word in words.split():
        found = found.filter(_holds(word))
    return found.select_related("actor").order_by("-number")


def first_of(found: QuerySet[Entry], most: int) -> list[Entry]:
    """The first entries of a search, in its order.

    In two steps: SQLite sorts what it found of a range of days with all its columns, which takes five
    times as long as sorting the numbers.
    """
    numbers = list(found.values_list("number", flat=True)[:most])
    entries = Entry.objects.select_related("actor").in_bulk(numbers)
    return [entries[number] for number in numbers]


def last_check() -> Entry | None:
    """The entry of the last time that the whole chain was looked at."""
    return Entry.objects.filter(event="trail.verified").select_related("actor").order_by("-number").first()


def last_good_mark() -> str:
    """What the last check that found the chain whole noted; empty if there was none.

    One that found something wrong notes nothing, so that asking twice does not make it good.
    """
    checks = Entry.objects.filter(event="trail.verified").order_by("-number")
    # Not asked of the database, which stops at JSON that somebody spoilt.
    told = (each.after or {} for each in checks.iterator(chunk_size=20))
    return next((str(each.get("mark", "")) for each in told if each.get("wrong") == 0), "")


def length() -> int:
    """How many entries the chain has."""
    head = ChainHead.objects.first()
    return head.number if head else 0


def _about(kind: str | None, subject: int | None, also: Mapping[str, Keys]) -> Q:
    wanted = {"subject_kind": kind or None, "subject_id": subject}
    found = Q(**{name: value for name, value in wanted.items() if value is not None})
    for other, keys in also.items():
        found |= Q(subject_kind=other, subject_id__in=keys)
    return found


def _one_or_several(column: str, keys: int | Keys | None) -> dict[str, object]:
    is_one = keys is None or isinstance(keys, int)
    return {column if is_one else f"{column}__in": keys}


def _start_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _holds(word: str) -> Q:
    """The word in the entry's texts, in what stood before or after, in the event's words or the actor's name.

    Names and words of events are found without diacritics too.
    """
    plain = folded(word)
    escaped = json.dumps(word, ensure_ascii=connection.vendor == "sqlite")[1:-1]  # as the column holds it
    return (
        Q(note__icontains=word)
        | Q(organisation__icontains=word)
        | Q(hat__icontains=word)
        | Q(address__startswith=word)
        | Q(request_id=word)
        | Q(event__in=vietnamese.events_like(word))
        | Q(before_text__icontains=escaped)
        | Q(after_text__icontains=escaped)
        | Q(actor__search_text__contains=plain)
    )
