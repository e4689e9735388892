"""What the pages of a unit show: everything on a sheet, read once; who may do what; who changed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from opendti.assessment import workflow
from opendti.assessment.models import Answer, EvidenceLink, Exclusion, Remark, Sheet
from opendti.assessment.workflow import SheetState
from opendti.audit import queries as audit
from opendti.audit.models import Entry
from opendti.people import queries as people
from opendti.people.models import Membership, User
from opendti.people.roles import Role
from opendti.scoring import answers, definition, engine, entries
from opendti.scoring.outcomes import Score

from .personal import Erasure, erasures_of
from .sheets import Row, definition_of, entry_of

_UNIT = (Role.CLERK, Role.HEAD)

Rows = dict[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that stands on a sheet, as rows and as the score they make; the unit's own answers only."""

    sheet: Sheet
    index_set: definition.IndexSet
    rows: Rows
    remarks: dict[str, Remark]
    links: dict[str, list[EvidenceLink]]
    exclusions: dict[str, Exclusion]
    answers: answers.Sheet
    score: Score
    erasures: dict[str, Erasure] = field(default_factory=dict)

    @property
    def last_saved_at(self) -> datetime | None:
        """When a value or a remark was last written."""
        written = [row.updated_at for row in self.rows.values()]
        return max([*written, *(row.updated_at for row in self.remarks.values())], default=None)


def contents_of(sheet: Sheet) -> Contents:
    """Everything on one sheet, and what was erased of its contact block."""
    return replace(contents_by_sheet([sheet])[sheet.pk], erasures=erasures_of(sheet))


def contents_by_sheet(sheets: Iterable[Sheet]) -> dict[int, Contents]:
    """Everything on each of the sheets, in four queries for any number of them."""
    wanted = {sheet.pk: sheet for sheet in sheets}
    rows: dict[int, Rows] = defaultdict(dict)
    for row in Answer.objects.filter(sheet_id__in=wanted).select_related("updated_by").order_by("pk"):
        rows[row.sheet_id][row.item, row.key] = row
    remarks: dict[int, dict[str, Remark]] = defaultdict(dict)
    for remark in Remark.objects.filter(sheet_id__in=wanted).select_related("updated_by"):
        remarks[remark.sheet_id][remark.item] = remark
    links: dict[int, dict[str, list[EvidenceLink]]] = defaultdict(lambda: defaultdict(list))
    for link in EvidenceLink.objects.filter(sheet_id__in=wanted).select_related("added_by").order_by("pk"):
        links[link.sheet_id][link.item].append(link)
    exclusions: dict[int, dict[str, Exclusion]] = defaultdict(dict)
    for exclusion in Exclusion.objects.filter(sheet_id__in=wanted):
        exclusions[exclusion.sheet_id][exclusion.item] = exclusion
    return {
        pk: _contents(sheet, rows[pk], remarks[pk], dict(links[pk]), exclusions[pk])
        for pk, sheet in wanted.items()
    }


def _contents(
    sheet: Sheet,
    rows: Rows,
    remarks: dict[str, Remark],
    links: dict[str, list[EvidenceLink]],
    exclusions: dict[str, Exclusion],
) -> Contents:
    index_set = definition_of(sheet)
    given = entries.assemble(index_set, [entry_of(Row(*key, row.value)) for key, row in rows.items()])
    withdrawn: dict[str, answers.Answer] = {
        code: answers.Excluded(row.reason) if row.kind == Exclusion.Kind.EXCLUDED else answers.NotApplicable()
        for code, row in exclusions.items()
    }
    answered = answers.Sheet(given.general, {**given.answers, **withdrawn})
    score = engine.score(index_set, answered, year=sheet.group.round.plan_year)
    return Contents(sheet, index_set, rows, remarks, links, exclusions, answered, score)


def roles_of(user: User, sheet: Sheet) -> frozenset[Role]:
    """The person's roles in the unit and in the round's owner, in one query.

    Who is an appraiser besides is for `access` to say; a unit's pages do not ask.
    """
    owner = sheet.group.round.owner_id
    held = people.memberships_worn(user).filter(
        Q(organisation=sheet.organisation_id, role__in=_UNIT)
        | Q(organisation=owner, role__in=workflow.FOLLOWERS)
    )
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def heads_of(sheet: Sheet) -> list[User]:
    """Who may submit the sheet today: the people to turn to."""
    today = timezone.localdate()
    held = Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=today),
        organisation=sheet.organisation_id,
        role=Role.HEAD,
        valid_from__lte=today,
        user__is_active=True,
    )
    return [each.user for each in held.select_related("user").order_by("pk")]


def latest_sheet_of(memberships: Iterable[Membership]) -> Sheet | None:
    """The open sheet of the newest round among the units these memberships fill in for."""
    units = {each.organisation_id for each in memberships if each.role in _UNIT}
    sheets = Sheet.objects.filter(organisation__in=units).exclude(state=SheetState.WAITING)
    return sheets.select_related("group__round").order_by("-group__round__year", "-pk").first()


def changes_of(sheet: Sheet, item: str) -> list[Entry]:
    """The trace of one item of the sheet, newest first."""
    about = Q(before__item=item) | Q(after__item=item)
    return list(audit.trail_of(sheet).filter(about).defer("request_id"))
