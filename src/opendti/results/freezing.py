"""Turns a scored group into rows, without writing them. Everything a page will say is copied here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from opendti.assessment.models import RankingGroup, Sheet
from opendti.scoring import answers, definition, explaining, ranking
from opendti.scoring.outcomes import Score, State

from .models import NOT_CONCLUDED, GroupResult, NodeResult, Publication, UnitResult

_EXPLAINED = ("component", "part")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet with its appraised and its own answers, both scores, and each finding's outcome by item."""

    sheet: Sheet
    given: answers.Sheet
    claimed: answers.Sheet
    appraised: Score
    own: Score
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Named:
    title: str
    short: str
    max: Fraction


def group_result(
    publication: Publication, group: RankingGroup, index_set: definition.IndexSet
) -> GroupResult:
    row = group.index_set
    return GroupResult(
        publication=publication,
        code=group.code,
        title=group.title,
        order=group.order,
        index_set_code=row.code,
        index_set_version=row.version,
        index_set_title=row.title,
        decision_number=row.decision_number,
        max=str(index_set.max),
        places=index_set.rounding.places,
    )


def unit_results(
    frozen: GroupResult, index_set: definition.IndexSet, scored: list[Scored]
) -> list[UnitResult]:
    """The units of a group with ranks and classes, best first; those without a value come last."""
    percents = {each.sheet.pk: each.appraised.percent for each in scored}
    unranked = {each.sheet.pk for each in scored if not each.sheet.is_ranked}
    ranks = ranking.rank(percents, unranked=unranked)
    last = min((value for value in percents.values() if value is not None), default=Fraction(0)) - 1

    def best_first(each: Scored) -> Fraction:
        value = percents[each.sheet.pk]
        return -(last if value is None else value)

    return [
        _unit_result(frozen, index_set, each, position, ranks[each.sheet.pk])
        for position, each in enumerate(sorted(scored, key=best_first), start=1)
    ]


def _unit_result(
    frozen: GroupResult, index_set: definition.IndexSet, each: Scored, position: int, rank: int | None
) -> UnitResult:
    sheet, total, own = each.sheet, each.appraised, each.own
    return UnitResult(
        group=frozen,
        organisation_code=sheet.organisation.code,
        organisation_name=sheet.unit_name,
        organisation_short_name=sheet.unit_short_name,
        points=str(total.points),
        max=str(total.max),
        percent=None if total.percent is None else str(total.percent),
        self_points=str(own.points),
        self_percent=None if own.percent is None else str(own.percent),
        position=position,
        rank=rank,
        is_ranked=each.sheet.is_ranked,
        class_label=ranking.classify(index_set, total.percent) or "",
        was_submitted=each.sheet.submitted_at is not None,
    )


def node_results(
    unit: UnitResult, index_set: definition.IndexSet, each: Scored, year: int
) -> Iterator[NodeResult]:
    """Every node of the unit's tree, in the order of the decision."""
    names = _names(index_set)
    own = each.own.walk()
    tree = _with_parents(each.appraised, "")
    for order, ((node, parent), self_node) in enumerate(zip(tree, own, strict=True)):
        named = names[node.kind, node.code]
        is_explained = node.kind in _EXPLAINED
        yield NodeResult(
            unit=unit,
            code=node.code,
            kind=node.kind,
            parent_code=parent,
            title=named.title,
            short=named.short,
            order=order,
            points=str(node.points),
            max=str(node.max),
            full_max=str(named.max),
            self_points=str(self_node.points),
            state=node.state.value,
            outcome=each.outcomes.get(node.code, "") if is_explained else "",
            flags=_flags(node, each.outcomes),
            explanation=_explained(index_set, each, node, year) if is_explained else None,
        )


def _explained(index_set: definition.IndexSet, each: Scored, node: Score, year: int) -> dict[str, object]:
    told = explaining.explain(index_set, each.given, node.code, year=year, scored=node, claimed=each.claimed)
    return told.as_json()


def _flags(node: Score, outcomes: Mapping[str, str]) -> list[list[str]]:
    flags = [[flag.code.value, flag.about] for flag in node.flags]
    is_leaf = node.kind in _EXPLAINED and not node.parts
    if is_leaf and node.code not in outcomes and node.state not in (State.EXCLUDED, State.NOT_APPLICABLE):
        flags.append([NOT_CONCLUDED, ""])
    return flags


def _with_parents(node: Score, parent: str) -> Iterator[tuple[Score, str]]:
    yield node, parent
    for part in node.parts:
        yield from _with_parents(part, node.code)


def _names(index_set: definition.IndexSet) -> dict[tuple[str, str], _Named]:
    names = {("set", index_set.code): _Named(index_set.title, "", index_set.max)}
    for group in index_set.groups:
        names["group", group.code] = _Named(group.title, "", group.max)
    for main in index_set.main_indexes:
        names["main_index", main.code] = _Named(main.title, main.short or "", main.max)
    for component in index_set.components:
        names |= _component_names(component, "component")
    return names


def _component_names(component: definition.Component, kind: str) -> dict[tuple[str, str], _Named]:
    names = {(kind, component.code): _Named(component.title, component.short or "", component.max)}
    for part in component.parts:
        names |= _component_names(part, "part")
    return names
