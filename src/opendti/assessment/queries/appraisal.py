"""One component across all units of a group, for the person who appraises it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from opendti.assessment.models import (
    Answer,
    EvidenceLink,
    Exclusion,
    Finding,
    RankingGroup,
    Remark,
    Sheet,
)
from opendti.catalog import queries as catalog
from opendti.scoring import definition
from opendti.scoring.outcomes import Score

from .concluding import with_parents
from .personal import is_personal
from .sheets import scores_of


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's line: what it gave, what it would get, what was found.

    `values` and `found_values` are canonical texts by key. The scores are None for a general item.
    The exclusion may be that of a component this one is a part of.
    """

    sheet: Sheet
    values: dict[str, str]
    self_score: Score | None
    appraised_score: Score | None
    finding: Finding | None
    found_values: dict[str, str]
    remark: str
    links: list[EvidenceLink]
    exclusion: Exclusion | None


@dataclass(frozen=True, slots=True)
class ComponentView:
    """The component (or general item) and its units in the order of the group."""

    index_set: definition.IndexSet
    item: definition.Component | definition.GeneralItem
    rows: list[UnitRow]


def item_called(index_set: definition.IndexSet, code: str) -> definition.Component | definition.GeneralItem:
    """The leaf component or general item with this code; KeyError when there is none.

    A contact block is no item here: nobody appraises it.
    """
    for leaf in index_set.leaves:
        if leaf.code == code:
            return leaf
    for item in index_set.general_items:
        if item.code == code and not is_personal(item):
            return item
    raise KeyError(code)


def component_across_units(group: RankingGroup, code: str) -> ComponentView:
    """All units side by side on one item, in a fixed number of queries; KeyError for an unknown code."""
    index_set = catalog.definition_of(group.index_set)
    item = item_called(index_set, code)
    own, appraised = scores_of(group), scores_of(group, appraised=True)
    is_scored = isinstance(item, definition.Component)
    values, findings, remarks, links, exclusions = _of_item(group, index_set, code)
    sheets = Sheet.objects.filter(group=group).select_related("organisation")
    rows = []
    for sheet in sheets.order_by("organisation__order", "organisation__code"):
        finding = findings.get(sheet.pk)
        row = UnitRow(
            sheet=sheet,
            values=values.get(sheet.pk, {}),
            self_score=own[sheet.pk].find(code) if is_scored else None,
            appraised_score=appraised[sheet.pk].find(code) if is_scored else None,
            finding=finding,
            found_values={each.key: each.value for each in finding.values.all()} if finding else {},
            remark=remarks.get(sheet.pk, ""),
            links=links.get(sheet.pk, []),
            exclusion=exclusions.get(sheet.pk),
        )
        rows.append(row)
    return ComponentView(index_set, item, rows)


Values = dict[int, dict[str, str]]
Found = tuple[Values, dict[int, Finding], dict[int, str], dict[int, list[EvidenceLink]], dict[int, Exclusion]]


def _of_item(group: RankingGroup, index_set: definition.IndexSet, code: str) -> Found:
    """Everything that stands under one item, by sheet."""
    where = {"sheet__group": group, "item": code}
    values: Values = defaultdict(dict)
    for pk, key, value in Answer.objects.filter(**where).values_list("sheet_id", "key", "value"):
        values[pk][key] = value
    found = Finding.objects.filter(**where).select_related("by", "organisation").prefetch_related("values")
    remarks = dict(Remark.objects.filter(**where).values_list("sheet_id", "text"))
    links: dict[int, list[EvidenceLink]] = defaultdict(list)
    for link in EvidenceLink.objects.filter(**where).order_by("pk"):
        links[link.sheet_id].append(link)
    codes = with_parents(index_set, code)
    excluded = Exclusion.objects.filter(sheet__group=group, item__in=codes)
    outermost_first = sorted(excluded, key=lambda each: codes.index(each.item), reverse=True)
    exclusions = {each.sheet_id: each for each in outermost_first}
    return values, {each.sheet_id: each for each in found}, remarks, links, exclusions
