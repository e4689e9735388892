"""Rows for whole pages: a ranking group with its units and their trees, editions, open data.

Each function makes a fixed number of queries, touches only the tables of this app, and leaves the
long explanations out unless its name says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from django.http import Http404

from opendti.scoring.outcomes import State

from . import queries
from .models import NOT_CONCLUDED, GroupResult, NodeResult, Publication, UnitResult
from .queries import Previous

EXPLAINED = ("component", "part")


@dataclass(frozen=True, slots=True)
class Tab:
    """A ranking group of a publication and how many units it has."""

    group: GroupResult
    units: int


@dataclass(frozen=True, slots=True)
class GroupRows:
    """A ranking group with all its units, best first, and each unit's nodes in the decision's order."""

    group: GroupResult
    units: list[UnitResult]
    nodes: dict[int, list[NodeResult]]
    before: dict[str, Previous]
    before_year: int | None
    not_concluded: int


def tabs(publication: Publication) -> list[Tab]:
    """The ranking groups in their order, with their size."""
    groups = GroupResult.objects.filter(publication=publication).annotate(size=Count("units"))
    return [Tab(group, group.size) for group in groups]


def group_called(groups: Sequence[Tab], code: str | None) -> GroupResult:
    """The group of that code, or the first when none is named; Http404 when there is none."""
    for tab in groups:
        if code is None or tab.group.code == code:
            return tab.group
    raise Http404("Không có nhóm này")


def group_rows(
    group: GroupResult, publication: Publication, *, kinds: Sequence[str] | None = None
) -> GroupRows:
    """The whole group; only nodes of the given kinds, if they are given. Five queries at most."""
    units = list(UnitResult.objects.filter(group=group).order_by("position"))
    found = NodeResult.objects.filter(unit__group=group).defer("explanation").order_by("order")
    nodes: dict[int, list[NodeResult]] = defaultdict(list)
    for node in found if kinds is None else found.filter(kind__in=kinds):
        nodes[node.unit_id].append(node)
    before = queries.previous(publication)
    year = next(iter(before.values())).year if before else None
    return GroupRows(group, units, nodes, before, year, _not_concluded(group))


def _not_concluded(group: GroupResult) -> int:
    """On how many components of how many units no appraiser concluded, together."""
    flagged = NodeResult.objects.filter(unit__group=group).annotate(said=Cast("flags", TextField()))
    return flagged.filter(said__contains=f'"{NOT_CONCLUDED}"').count()


def unit_of(group: GroupResult, organisation_code: str) -> UnitResult:
    """The unit of that code; Http404 when it took no part in this group."""
    unit = UnitResult.objects.filter(group=group, organisation_code=organisation_code).first()
    if unit is None:
        raise Http404("Không có đơn vị này")
    return unit


def nodes_of(unit: UnitResult) -> list[NodeResult]:
    """The unit's whole tree in the decision's order."""
    return list(NodeResult.objects.filter(unit=unit).defer("explanation").order_by("order"))


def explained(unit: UnitResult, code: str) -> NodeResult:
    """A component or part of the unit with its frozen explanation; Http404 when it has none."""
    node = NodeResult.objects.filter(unit=unit, kind__in=EXPLAINED, code=code).first()
    if node is None:
        raise Http404("Không có chỉ số này")
    return node


def method_nodes(group: GroupResult) -> list[NodeResult]:
    """One unit's tree with explanations, to read the method from: the unit with the fewest gaps."""
    gone = Q(nodes__state__in=[State.EXCLUDED, State.NOT_APPLICABLE])
    units = UnitResult.objects.filter(group=group).annotate(gaps=Count("nodes", filter=gone))
    unit = units.order_by("gaps", "position").first()
    return [] if unit is None else list(NodeResult.objects.filter(unit=unit).order_by("order"))


def all_units(publication: Publication) -> list[UnitResult]:
    """Every unit of every group, group by group, best first."""
    units = UnitResult.objects.filter(group__publication=publication).select_related("group")
    return list(units.order_by("group__order", "group__code", "position"))


def all_nodes(publication: Publication, *, with_explanations: bool = False) -> Iterator[NodeResult]:
    """Every node of every unit in the order of `all_units`, read in portions."""
    nodes = NodeResult.objects.filter(unit__group__publication=publication).select_related("unit__group")
    if not with_explanations:
        nodes = nodes.defer("explanation")
    order = ("unit__group__order", "unit__group__code", "unit__position", "order")
    return nodes.order_by(*order).iterator(chunk_size=500)
