"""What a person has to do (việc của tôi)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from opendti.assessment import workflow
from opendti.assessment.models import Assignment, RankingGroup, Round, Sheet
from opendti.assessment.workflow import RoundState, SheetState, Step
from opendti.catalog import queries as catalog
from opendti.people import queries as people
from opendti.people.models import Organisation, User
from opendti.people.roles import Role

from .appraisal import item_called
from .concluding import concluded_in


@dataclass(frozen=True, slots=True)
class SheetWork:
    """A sheet of the person's own unit; `steps` is what the person may do with it now."""

    sheet: Sheet
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class ComponentWork:
    """An item to be appraised: on `concluded` of `total` sheets that is done."""

    group: RankingGroup
    code: str
    title: str
    organisations: list[Organisation]
    concluded: int
    total: int


@dataclass(frozen=True, slots=True)
class RoundWork:
    """A round the person manages or follows; `sheets` counts its sheets by state."""

    round: Round
    sheets: dict[SheetState, int]
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Work:
    """The three kinds of work; most people have one of them."""

    sheets: list[SheetWork]
    components: list[ComponentWork]
    rounds: list[RoundWork]


def work_for(user: User) -> Work:
    """What the person has to do, soonest due first; the same number of queries for any amount of it."""
    roles: dict[int, set[Role]] = defaultdict(set)
    for each in people.memberships_worn(user):
        roles[each.organisation_id].add(Role(each.role))
    return Work(_own_sheets(roles), _to_appraise(roles), _own_rounds(roles))


def rounds_of(user: User) -> list[Round]:
    """The rounds the person follows for their owner, newest first."""
    owners = people.organisations_where(user, *workflow.FOLLOWERS)
    return list(Round.objects.filter(owner__in=owners).select_related("owner"))


def _own_sheets(roles: dict[int, set[Role]]) -> list[SheetWork]:
    units = [pk for pk, held in roles.items() if held & {Role.CLERK, Role.HEAD}]
    sheets = _sheets().filter(organisation__in=units).exclude(state=SheetState.WAITING)
    running = sheets.exclude(group__round__state=RoundState.PUBLISHED)
    return [
        SheetWork(sheet, workflow.steps_open_to(workflow.SHEET, roles[sheet.organisation_id], sheet.state))
        for sheet in running.order_by("group__round__self_assessment_due_on", "pk")
    ]


def _to_appraise(roles: dict[int, set[Role]]) -> list[ComponentWork]:
    appraisers = [pk for pk, held in roles.items() if Role.APPRAISER in held]
    mine = Assignment.objects.filter(organisation__in=appraisers, group__round__state=RoundState.APPRAISAL)
    return _component_work(mine)


def _own_rounds(roles: dict[int, set[Role]]) -> list[RoundWork]:
    owners = [pk for pk, held in roles.items() if held & workflow.FOLLOWERS]
    rounds = list(Round.objects.filter(owner__in=owners).select_related("owner"))
    counts: dict[int, dict[SheetState, int]] = defaultdict(dict)
    found = Sheet.objects.filter(group__round__in=rounds).order_by().values("group__round", "state")
    for row in found.annotate(count=Count("pk")):
        counts[row["group__round"]][SheetState(row["state"])] = row["count"]
    return [
        RoundWork(
            each,
            counts.get(each.pk, {}),
            workflow.steps_open_to(workflow.ROUND, roles[each.owner_id], each.state),
        )
        for each in rounds
    ]


def _component_work(assignments: QuerySet[Assignment]) -> list[ComponentWork]:
    """The assigned items in the order of round, group and decision, with what is left on each."""
    agencies: dict[tuple[int, str], list[Organisation]] = defaultdict(list)
    for each in assignments.select_related("organisation").order_by("organisation__order", "pk"):
        agencies[each.group_id, each.item].append(each.organisation)
    groups = {group.pk: group for group in _groups().filter(pk__in={pk for pk, _ in agencies})}
    done, total = concluded_in(groups.values()), _sheet_counts(groups)
    work = []
    for pk, group in groups.items():
        index_set = catalog.definition_of(group.index_set)
        codes = [leaf.code for leaf in index_set.leaves] + [item.code for item in index_set.general_items]
        for code in codes:
            if (pk, code) in agencies:
                title = item_called(index_set, code).title
                work.append(
                    ComponentWork(group, code, title, agencies[pk, code], done[pk, code], total.get(pk, 0))
                )
    return work


def _sheet_counts(groups: Iterable[int]) -> dict[int, int]:
    counted = (
        Sheet.objects.filter(group__in=list(groups)).order_by().values("group").annotate(count=Count("pk"))
    )
    return {row["group"]: row["count"] for row in counted}


def _groups() -> QuerySet[RankingGroup]:
    groups = RankingGroup.objects.select_related("round__owner", "index_set").defer("index_set__source")
    return groups.order_by("round__appraisal_due_on", "round", "order", "code")


def _sheets() -> QuerySet[Sheet]:
    sheets = Sheet.objects.select_related("organisation", "group__round__owner", "group__index_set")
    return sheets.defer("group__index_set__source")
