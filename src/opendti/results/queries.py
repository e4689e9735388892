"""Reading frozen results. Touches only the tables of this app; lists make a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from opendti.scoring import rounding

from .models import GroupResult, NodeResult, Publication, UnitResult
from .workflow import PublicationState


@dataclass(frozen=True, slots=True)
class Previous:
    """How the same organisation stood in an earlier year; only percents compare across years."""

    year: int
    percent: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A line of a ranking. `shown` is the percent with as many decimals as tell unequal units apart."""

    unit: UnitResult
    shown: str
    main_indexes: list[NodeResult]
    previous: Previous | None


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """A group's ranking; `main_indexes` are the columns, as the first unit's nodes."""

    group: GroupResult
    main_indexes: list[NodeResult]
    units: list[RankedUnit]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit with its whole tree; explanations are left out until asked for."""

    unit: UnitResult
    nodes: list[NodeResult]
    previous: Previous | None
    in_group: int


def published() -> QuerySet[Publication]:
    """What is in force, newest year first."""
    return Publication.objects.filter(state=PublicationState.PUBLISHED).order_by("-year", "-pk")


def latest_published() -> Publication | None:
    return published().first()


def computed_of(round_slug: str) -> Publication | None:
    """The computation of a round that waits for publication, if there is one."""
    return Publication.objects.filter(round_slug=round_slug, state=PublicationState.COMPUTED).first()


def ranking(publication: Publication) -> list[GroupRanking]:
    """Every group's ranking with its main indexes and the year before."""
    units: dict[int, list[UnitResult]] = defaultdict(list)
    for unit in UnitResult.objects.filter(group__publication=publication).order_by("position"):
        units[unit.group_id].append(unit)
    mains: dict[int, list[NodeResult]] = defaultdict(list)
    nodes = NodeResult.objects.filter(unit__group__publication=publication, kind="main_index")
    for node in nodes.defer("explanation").order_by("order"):
        mains[node.unit_id].append(node)
    before = previous(publication)
    return [
        _group_ranking(group, units[group.pk], mains, before)
        for group in GroupResult.objects.filter(publication=publication)
    ]


def unit_page(publication: Publication, organisation_code: str) -> UnitPage | None:
    """One unit's results, or None when it took no part."""
    units = UnitResult.objects.select_related("group__publication")
    unit = units.filter(group__publication=publication, organisation_code=organisation_code).first()
    if unit is None:
        return None
    nodes = list(NodeResult.objects.filter(unit=unit).defer("explanation").order_by("order"))
    ranked = UnitResult.objects.filter(group_id=unit.group_id, rank__isnull=False).count()
    return UnitPage(unit, nodes, previous(publication).get(organisation_code), ranked)


def node_explanation(publication: Publication, organisation_code: str, code: str) -> NodeResult | None:
    """One component of one unit with its frozen explanation, or None."""
    nodes = NodeResult.objects.select_related("unit__group__publication")
    return nodes.filter(
        unit__group__publication=publication,
        unit__organisation_code=organisation_code,
        kind__in=["component", "part"],
        code=code,
    ).first()


def component_across_units(publication: Publication, group_code: str, code: str) -> list[NodeResult]:
    """One component of every unit of a group with explanation and unit, by rank."""
    nodes = NodeResult.objects.filter(
        unit__group__publication=publication,
        unit__group__code=group_code,
        kind__in=["component", "part"],
        code=code,
    )
    return list(nodes.select_related("unit").order_by("unit__position"))


def previous(publication: Publication) -> dict[str, Previous]:
    """How each organisation stood in the owner's last published year before this one."""
    earlier = published().filter(year__lt=publication.year, owner_name=publication.owner_name).first()
    if earlier is None:
        return {}
    return {
        unit.organisation_code: Previous(earlier.year, unit.percent, unit.rank)
        for unit in UnitResult.objects.filter(group__publication=earlier)
    }


def _group_ranking(
    group: GroupResult,
    units: list[UnitResult],
    mains: dict[int, list[NodeResult]],
    before: dict[str, Previous],
) -> GroupRanking:
    values = [Fraction(unit.percent) for unit in units if unit.percent is not None]
    texts = iter(rounding.shown_apart(values, group.places))
    ranked = [
        RankedUnit(
            unit,
            "–" if unit.percent is None else next(texts),
            mains[unit.pk],
            before.get(unit.organisation_code),
        )
        for unit in units
    ]
    return GroupRanking(group, ranked[0].main_indexes if ranked else [], ranked)
