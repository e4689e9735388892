"""Which organisations there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from opendti.common.folding import folded
from opendti.people.models import Membership, Organisation, PendingImport, User
from opendti.people.roles import Role

from .memberships import scope_of

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class OperatorScope:
    """The organisations somebody looks after as operator; `is_over_all` tells whether it is all of them."""

    keys: frozenset[int]
    is_over_all: bool


def operator_scope(user: User) -> OperatorScope:
    """What the person may reorganise today, wearing what they wear; two queries."""
    scope = scope_of(user, Role.OPERATOR)
    rows = list(scope.order_by().values_list("pk", "parent_id"))
    return OperatorScope(frozenset(pk for pk, _ in rows), any(parent is None for _, parent in rows))


def pending_import(pk: int, kind: PendingImport.Kind, *, by: User) -> PendingImport:
    """A list the person uploaded; Http404 for one of somebody else."""
    found = PendingImport.objects.filter(pk=pk, kind=kind, by=by).first()
    if found is None:
        raise Http404("Không có tệp này")
    return found


def organisations_called(
    names: Iterable[str], *, near: Organisation, on: date | None = None
) -> dict[str, Organisation]:
    """The organisations around one that exist on a day (today), by official name.

    Around are those below it, and those directly below whatever it is itself below; so the Sở Nội vụ of
    another province never stands in for one's own. The nearest has the name. A name that nobody around
    has, or two that are equally near, is left out.
    """
    day = on or timezone.localdate()
    existing = Organisation.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day), Q(valid_from=None) | Q(valid_from__lte=day)
    )
    by_name: dict[str, dict[int, list[Organisation]]] = {}
    for each in existing.filter(name__in=set(names)):
        shared = _shared_path(each, near)
        if shared is not None:
            by_name.setdefault(each.name, {}).setdefault(shared, []).append(each)
    nearest = {name: found[max(found)] for name, found in by_name.items()}
    return {name: found[0] for name, found in nearest.items() if len(found) == 1}


def _shared_path(each: Organisation, near: Organisation) -> int | None:
    """How long a way down the tree two have in common; None where `each` is not around `near`."""
    above = each.path[: each.path.rstrip("/").rindex("/") + 1]
    if each.path.startswith(near.path):
        return len(near.path)
    return len(above) if near.path.startswith(above) else None


def matching(rows: QuerySet[Row], words: str) -> QuerySet[Row]:
    """Those whose `search_text` holds every word, with or without diacritics."""
    for word in folded(words).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def codes_of(organisation_ids: Iterable[int]) -> list[str]:
    """Their codes, which never change and which frozen results know them by."""
    return list(Organisation.objects.filter(pk__in=list(organisation_ids)).values_list("code", flat=True))


def count_memberships_in(organisation_ids: Iterable[int], *, on: date) -> int:
    """How many memberships of these organisations go on to a day or beyond."""
    lasting = Q(valid_until=None) | Q(valid_until__gte=on)
    return Membership.objects.filter(lasting, organisation__in=list(organisation_ids)).count()
