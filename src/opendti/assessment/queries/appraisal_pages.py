"""What the pages of appraisal show beside the component itself: the queue, and what stands around an item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from opendti.assessment.models import Assignment, RankingGroup, Remark, Round, Sheet
from opendti.assessment.workflow import RoundState
from opendti.catalog import queries as catalog
from opendti.people import queries as people
from opendti.people.models import Organisation, User
from opendti.people.roles import Role
from opendti.scoring import definition, engine
from opendti.scoring.outcomes import FlagCode, Score

from .appraisal import ComponentView, component_across_units
from .concluding import concluded_in
from .sheets import answers_of, scores_of

GENERAL = "I"
"""The code under which the queue lists general information, as the decision numbers it."""

_SEEN = (RoundState.APPRAISAL, RoundState.COMPUTED)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An item to appraise: concluded on so many of all sheets, `warned` sheets have a flag on it."""

    code: str
    title: str
    max: Fraction | None
    concluded: int
    total: int
    warned: int

    @property
    def left(self) -> int:
        return self.total - self.concluded


@dataclass(frozen=True, slots=True)
class QueueSection:
    """A main index, or the general information, with the person's items in it."""

    code: str
    title: str
    items: list[QueueItem]

    @property
    def concluded(self) -> int:
        return sum(item.concluded for item in self.items)

    @property
    def total(self) -> int:
        return sum(item.total for item in self.items)


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """A ranking group with the person's items, and the organisations for which they are appraised."""

    group: RankingGroup
    organisations: list[Organisation]
    sections: list[QueueSection]

    @property
    def items(self) -> list[QueueItem]:
        return [item for section in self.sections for item in section.items]

    @property
    def concluded(self) -> int:
        return sum(item.concluded for item in self.items)

    @property
    def total(self) -> int:
        return sum(item.total for item in self.items)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item across all units, the figures of self and appraised points, the person's other items."""

    group: RankingGroup
    view: ComponentView
    figures: dict[int, dict[str, Fraction]]
    found_figures: dict[int, dict[str, Fraction]]
    codes: list[str]
    can_appraise: bool


def queue_of(user: User) -> list[QueueGroup]:
    """The person's items in every group that is being appraised; queries grow with groups alone."""
    assigned = _assigned_to(user).filter(group__round__state__in=_SEEN).select_related("organisation")
    by_group: dict[int, list[Assignment]] = defaultdict(list)
    for each in assigned.order_by("organisation__order", "organisation__code"):
        by_group[each.group_id].append(each)
    groups = RankingGroup.objects.filter(pk__in=by_group).select_related("round__owner", "index_set")
    ordered = groups.defer("index_set__source").order_by("round__appraisal_due_on", "round", "order", "code")
    return [_queue_group(group, by_group[group.pk]) for group in ordered]


def waiting_rounds(user: User) -> list[Round]:
    """The rounds in which the person will appraise once self-assessment is over."""
    groups = _assigned_to(user).values("group")
    return list(Round.objects.filter(state=RoundState.OPEN, groups__in=groups).distinct())


def item_page(group: RankingGroup, code: str, user: User) -> ItemPage:
    """One item across all units; KeyError for an unknown code."""
    view = component_across_units(group, code)
    mine = set(_assigned_to(user).filter(group=group).values_list("item", flat=True))
    assigned = mine or set(Assignment.objects.filter(group=group).values_list("item", flat=True))
    own = figures_of(group, view.item)
    found = figures_of(group, view.item, appraised=True)
    codes = [each for each in _codes(view.index_set) if each in assigned or each == code]
    return ItemPage(group, view, own, found, codes, can_appraise=code in mine)


def definition_in(group: RankingGroup) -> definition.IndexSet:
    """The index set the group answers."""
    return catalog.definition_of(group.index_set)


def figures_of(
    group: RankingGroup, item: definition.Component | definition.GeneralItem, *, appraised: bool = False
) -> dict[int, dict[str, Fraction]]:
    """The figures the points rest on, by sheet and letter, linked ones filled in; none for general items."""
    if not isinstance(item, definition.Component):
        return {}
    given = answers_of(Sheet.objects.filter(group=group), definition_in(group), appraised=appraised)
    return {pk: engine.resolved_figures(item, sheet) for pk, sheet in given.items()}


def sheet_in(group: RankingGroup, pk: int) -> Sheet | None:
    """A sheet of the group with all that scoring needs of it, or None."""
    sheets = Sheet.objects.select_related("organisation", "group__round__owner", "group__index_set")
    return sheets.filter(group=group, pk=pk).first()


def remark_on(sheet: Sheet, code: str) -> Remark | None:
    """The unit's words on an item, with who wrote them and when."""
    return Remark.objects.filter(sheet=sheet, item=code).select_related("updated_by").first()


def _queue_group(group: RankingGroup, assigned: Sequence[Assignment]) -> QueueGroup:
    index_set = catalog.definition_of(group.index_set)
    scores = scores_of(group)
    concluded, warned = concluded_in([group]), _warned(scores.values())
    mine = {each.item for each in assigned}

    def item(code: str, title: str, maximum: Fraction | None = None) -> QueueItem:
        return QueueItem(code, title, maximum, concluded[group.pk, code], len(scores), warned[code])

    general = [item(each.code, each.title) for each in index_set.general_items if each.code in mine]
    sections = [QueueSection(GENERAL, "Thông tin chung", general)]
    for main in index_set.main_indexes:
        leaves = [leaf for component in main.components for leaf in component.walk() if leaf.code in mine]
        items = [item(leaf.code, leaf.title, leaf.max) for leaf in leaves]
        sections.append(QueueSection(main.code, main.title, items))
    organisations = list({each.organisation_id: each.organisation for each in assigned}.values())
    return QueueGroup(group, organisations, [section for section in sections if section.items])


def _warned(scores: Iterable[Score]) -> Counter[str]:
    """On how many sheets each component has a flag beside that of missing data."""
    return Counter(
        node.code
        for score in scores
        for node in score.walk()
        if any(flag.code is not FlagCode.MISSING for flag in node.flags)
    )


def _codes(index_set: definition.IndexSet) -> list[str]:
    """All items in the order in which they are appraised: general information comes first."""
    return [item.code for item in index_set.general_items] + [leaf.code for leaf in index_set.leaves]


def _assigned_to(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(organisation__in=people.organisations_where(user, Role.APPRAISER))
