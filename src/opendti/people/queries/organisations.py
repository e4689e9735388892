"""Which organisations there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.http import Http404
from django.utils import timezone

from opendti.common.folding import folded
from opendti.people.models import Membership, Organisation, PendingImport, User
from opendti.people.roles import Role

from .memberships import scope_of

Row = TypeVar("Row", bound=Model)

_ALIKE = 200
"""So many organisations of one name are told apart; more have to be named by their code."""


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


def suggested(scope: QuerySet[Organisation], words: str, *, most: int) -> list[Organisation]:
    """The first of those that hold all the words, with what they are under; one query.

    Whose name begins with the words comes first, then who has them together, then the order of the lists.
    """
    phrase = folded(words)
    nearness = Case(
        When(search_text__startswith=phrase, then=Value(0)),
        When(search_text__contains=f" {phrase}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = matching(scope, words).select_related("parent")
    return list(rows.order_by(nearness, "order", "name", "code")[:most])


def typed(scope: QuerySet[Organisation], text: str) -> list[Organisation]:
    """Those of the scope that were meant by `Tên (mã)`, a code, or a name or short name, in any spelling.

    Communes share names, so there may be several; a code is only ever one.
    """
    code = text[text.rfind("(") + 1 : -1] if text.endswith(")") else text
    by_code = list(scope.filter(code__iexact=code.strip())[:1])
    if by_code:
        return by_code
    wanted = folded(text)
    shortest_first = matching(scope, text).order_by(Length("search_text"), "order", "code")[:_ALIKE]
    return [each for each in shortest_first if wanted in (folded(each.name), folded(each.short_name))]


def codes_of(organisation_ids: Iterable[int]) -> list[str]:
    """Their codes, which never change and which frozen results know them by."""
    return list(Organisation.objects.filter(pk__in=list(organisation_ids)).values_list("code", flat=True))


def count_memberships_in(organisation_ids: Iterable[int], *, on: date) -> int:
    """How many memberships of these organisations go on to a day or beyond."""
    lasting = Q(valid_until=None) | Q(valid_until__gte=on)
    return Membership.objects.filter(lasting, organisation__in=list(organisation_ids)).count()
