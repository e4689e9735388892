"""On which items nothing more is to be concluded: a conclusion stands, or the component is excluded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from opendti.assessment.models import Exclusion, Finding, RankingGroup
from opendti.catalog import queries as catalog
from opendti.scoring import definition


def with_parents(index_set: definition.IndexSet, code: str) -> list[str]:
    """The item's own code and those of the components it is a part of, nearest first.

    An exclusion under any of them takes the item out.
    """
    above = [each.code for each in index_set.all_components if _has_part(each, code)]
    return [code, *reversed(above)]


def concluded_in(groups: Iterable[RankingGroup]) -> Counter[tuple[int, str]]:
    """On how many sheets each item needs nothing more, by group and code; two queries for any number."""
    leaves = {group.pk: _leaves_under(catalog.definition_of(group.index_set)) for group in groups}
    place = ("sheet__group", "sheet", "item")
    done = set(Finding.objects.filter(sheet__group__in=leaves).values_list(*place))
    for group, sheet, item in Exclusion.objects.filter(sheet__group__in=leaves).values_list(*place):
        done |= {(group, sheet, code) for code in leaves[group].get(item, ())}
    return Counter((group, item) for group, _, item in done)


def _leaves_under(index_set: definition.IndexSet) -> dict[str, list[str]]:
    """What goes out with each component: itself, or all it is the sum of."""
    leaves: dict[str, list[str]] = defaultdict(list)
    for leaf in index_set.leaves:
        for code in with_parents(index_set, leaf.code):
            leaves[code].append(leaf.code)
    return leaves


def _has_part(component: definition.Component, code: str) -> bool:
    return component.code != code and any(part.code == code for part in component.walk())
