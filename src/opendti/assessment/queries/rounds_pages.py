"""What the page of a round shows: how far everyone is, what is left out, when each step was taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet
from django.utils import timezone

from opendti.assessment import workflow
from opendti.assessment.models import (
    Answer,
    Assignment,
    EvidenceLink,
    Exclusion,
    RankingGroup,
    Remark,
    Round,
    Sheet,
)
from opendti.assessment.workflow import RoundState, Step
from opendti.audit import queries as audit
from opendti.catalog import queries as catalog
from opendti.people import queries as people
from opendti.people.models import Organisation, User
from opendti.scoring import definition, engine

from .concluding import concluded_in
from .progress import Progress, progress_of
from .sheets import answers_of


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's sheet: how far it is filled in, and when it was last changed."""

    sheet: Sheet
    progress: Progress
    changed_at: datetime | None

    @property
    def ended_on(self) -> date | None:
        """The unit's last day once that is over, and with it the roles of those who fill in its sheet."""
        last = self.sheet.organisation.valid_until
        return last if last and last < timezone.localdate() else None


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An appraiser in one group: so many items, concluded on so many of all their sheets.

    An item that two agencies share counts for both.
    """

    organisation: Organisation
    items: int
    concluded: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.concluded


@dataclass(frozen=True, slots=True)
class Board:
    """A ranking group; `concluded` of `total` places (item × sheet), each counted once."""

    group: RankingGroup
    index_set: definition.IndexSet
    units: list[UnitLine]
    agencies: list[AgencyLine]
    exclusions: list[Exclusion]
    items: int
    concluded: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.concluded

    @property
    def not_submitted(self) -> int:
        return sum(unit.sheet.submitted_at is None for unit in self.units)


def boards_of(round_: Round) -> list[Board]:
    """Every group of the round in order; queries grow with groups and index sets, not with units."""
    groups = RankingGroup.objects.filter(round=round_).select_related("round__owner", "index_set")
    sheets = list(
        Sheet.objects.filter(group__round=round_)
        .select_related("organisation", "group__round", "group__index_set")
        .defer("group__index_set__source")
    )
    progress = _progress_by_sheet(sheets)
    changed = _changed(round_)
    excluded: dict[int, list[Exclusion]] = defaultdict(list)
    for each in _exclusions(round_):
        excluded[each.sheet.group_id].append(each)
    units: dict[int, list[UnitLine]] = defaultdict(list)
    for sheet in sheets:
        line = UnitLine(sheet, progress[sheet.pk], changed.get(sheet.pk))
        units[sheet.group_id].append(line)
    return [_board(group, units[group.pk], excluded[group.pk]) for group in groups.defer("index_set__source")]


def steps_for(user: User, round_: Round) -> list[Step]:
    """The steps that move the round on and that the person may take now."""
    roles = people.roles_in(user, round_.owner_id)
    return [step for step in workflow.steps_open_to(workflow.ROUND, roles, round_.state) if step.target]


def can_exclude(user: User, round_: Round) -> bool:
    """Whether the person may take components out of a unit's total while the round stands where it does."""
    is_running = round_.state in (RoundState.OPEN, RoundState.APPRAISAL)
    roles = workflow.step(workflow.SHEET, "exclude").roles
    return is_running and bool(people.roles_in(user, round_.owner_id) & roles)


def opens_sheets(user: User, round_: Round) -> bool:
    """Whether the sheets of the round are open to the person: for the council only from appraisal on."""
    roles = people.roles_in(user, round_.owner_id) & workflow.FOLLOWERS
    is_appraised = round_.state not in (RoundState.DRAFT, RoundState.OPEN)
    return is_appraised or bool(roles - workflow.FROM_APPRAISAL_ON)


def step_times(round_: Round) -> dict[str, datetime]:
    """When each step was last taken, by the event that tells of it."""
    return {entry.event: entry.at for entry in reversed(audit.trail_of(round_))}


def sheet_of(round_: Round, pk: int) -> Sheet | None:
    """A sheet of the round, or None."""
    return Sheet.objects.filter(group__round=round_, pk=pk).first()


def exclusion_in(round_: Round, pk: int) -> Exclusion | None:
    """A component taken out of one unit's total in this round, or None."""
    return _exclusions(round_).filter(pk=pk).first()


def _exclusions(round_: Round) -> QuerySet[Exclusion]:
    rows = Exclusion.objects.filter(sheet__group__round=round_)
    return rows.select_related("sheet__organisation", "by").order_by("sheet__organisation__order", "pk")


def _progress_by_sheet(sheets: Iterable[Sheet]) -> dict[int, Progress]:
    """How far each sheet is filled in; queries grow with index sets, not with sheets."""
    by_set: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_set[sheet.group.index_set.digest].append(sheet)
    found = {}
    for alike in by_set.values():
        index_set = catalog.definition_of(alike[0].group.index_set)
        given = answers_of(alike, index_set)
        for sheet in alike:
            score = engine.score(index_set, given[sheet.pk], year=sheet.group.round.plan_year)
            found[sheet.pk] = progress_of(index_set, given[sheet.pk], score)
    return found


def _changed(round_: Round) -> dict[int, datetime]:
    """When something the unit gave was last written, by sheet."""
    latest: dict[int, datetime] = {}
    for model, column in ((Answer, "updated_at"), (Remark, "updated_at"), (EvidenceLink, "added_at")):
        rows = model.objects.filter(sheet__group__round=round_).order_by().values("sheet")
        for row in rows.annotate(last=Max(column)):
            latest[row["sheet"]] = max(row["last"], latest.get(row["sheet"], row["last"]))
    return latest


def _board(group: RankingGroup, units: list[UnitLine], excluded: list[Exclusion]) -> Board:
    index_set = catalog.definition_of(group.index_set)
    done = concluded_in([group])
    items: dict[Organisation, list[str]] = defaultdict(list)
    assigned = Assignment.objects.filter(group=group).select_related("organisation")
    for each in assigned.order_by("organisation__order", "organisation__code"):
        items[each.organisation].append(each.item)
    agencies = [
        AgencyLine(agency, len(codes), sum(done[group.pk, code] for code in codes), len(codes) * len(units))
        for agency, codes in items.items()
    ]
    once = {code for codes in items.values() for code in codes}
    return Board(
        group=group,
        index_set=index_set,
        units=units,
        agencies=agencies,
        exclusions=excluded,
        items=len(once),
        concluded=sum(done[group.pk, code] for code in once),
        total=len(once) * len(units),
    )
