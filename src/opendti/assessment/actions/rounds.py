"""Setting up a round, and moving it on. Each step moves the round's sheets along with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from opendti.assessment.models import Assignment, RankingGroup, Round, Sheet
from opendti.assessment.queries.personal import personal_codes
from opendti.audit import actions as audit
from opendti.audit.actions import State
from opendti.catalog import queries as catalog
from opendti.catalog.models import IndexSet
from opendti.common.refusals import Refused
from opendti.people import queries as people
from opendti.people.models import Organisation, User
from opendti.scoring import definition

from .claiming import claim_round, move_sheets


@transaction.atomic
def create_round(
    slug: str,
    *,
    year: int,
    title: str,
    owner: Organisation,
    by: User | None,
    plan_year: int | None = None,
    self_assessment_due_on: date | None = None,
    appraisal_due_on: date | None = None,
    is_illustrative: bool = False,
) -> Round:
    """A new round in preparation. `plan_year` is the year its deadlines are about (`year`)."""
    round_ = Round.objects.create(
        slug=slug,
        year=year,
        plan_year=plan_year or year,
        title=title,
        owner=owner,
        self_assessment_due_on=self_assessment_due_on,
        appraisal_due_on=appraisal_due_on,
        is_illustrative=is_illustrative,
    )
    after = {
        "title": title,
        "slug": slug,
        "year": year,
        "state": round_.state,
        "self_assessment_due_on": _day(self_assessment_due_on),
        "appraisal_due_on": _day(appraisal_due_on),
    }
    _trace("round.created", round_, by, after=after)
    return round_


@transaction.atomic
def add_group(
    round_: Round, *, code: str, title: str, index_set: IndexSet, by: User | None, order: int = 0
) -> RankingGroup:
    """A ranking group scored by an index set; only while the round is in preparation.

    Raises Refused for a set that was taken out of use.
    """
    claim_round(round_, "set_up")
    if catalog.is_retired(index_set):
        raise Refused(f"{index_set} đã thôi dùng. Chọn phiên bản đang dùng của bộ chỉ số.")
    group = RankingGroup.objects.create(
        round=round_, code=code, title=title, index_set=index_set, order=order
    )
    _trace("round.group_added", round_, by, after={"group": code, "index_set": str(index_set)})
    return group


@transaction.atomic
def add_unit(
    group: RankingGroup, organisation: Organisation, *, by: User | None, is_ranked: bool = True
) -> Sheet:
    """The organisation takes part, with an empty sheet that opens with the round."""
    claim_round(group.round, "set_up")
    sheet = Sheet.objects.create(
        group=group,
        organisation=organisation,
        unit_name=organisation.name,
        unit_short_name=organisation.short_name,
        is_ranked=is_ranked,
    )
    after = {"group": group.code, "organisation": organisation.code, "is_ranked": is_ranked}
    _trace("round.unit_added", group.round, by, after=after)
    return sheet


@transaction.atomic
def assign(group: RankingGroup, *, item: str, organisations: Iterable[Organisation], by: User | None) -> None:
    """These organisations, and no others, appraise the item; only while the round is in preparation.

    Raises Refused for a contact block, which nobody appraises.
    """
    if item in personal_codes(catalog.definition_of(group.index_set)):
        raise Refused(f"Mục {item} là thông tin liên hệ, không thẩm định. Chọn mục khác.")
    claim_round(group.round, "set_up")
    before = Assignment.objects.filter(group=group, item=item)
    old = list(before.values_list("organisation__code", flat=True))
    before.delete()
    rows = [Assignment(group=group, item=item, organisation=each) for each in organisations]
    Assignment.objects.bulk_create(rows)
    new = [row.organisation.code for row in rows]
    place = {"group": group.code, "item": item}
    _trace("round.assigned", group.round, by, before={**place, "to": old}, after={**place, "to": new})


@transaction.atomic
def open_round(round_: Round, *, by: User | None) -> None:
    """Units can fill their sheets from now on, each under the name it has today.

    Whatever was not assigned by hand goes to the agencies the decision names, and to the owner where
    it names none. Raises Refused when an agency is no organisation here, or no unit takes part.
    """
    claim_round(round_, "open")
    groups = list(RankingGroup.objects.filter(round=round_).select_related("index_set"))
    for group in groups:
        _assign_by_decision(group, round_.owner)
    sheets = Sheet.objects.filter(group__in=groups)
    opened = move_sheets(sheets, "open")
    unit = Organisation.objects.filter(pk=OuterRef("organisation"))
    sheets.order_by().update(
        unit_name=Subquery(unit.values("name")), unit_short_name=Subquery(unit.values("short_name"))
    )
    if not opened:
        raise Refused(f"“{round_}” chưa có đơn vị nào. Thêm nhóm và đơn vị rồi mở lại.")
    _trace_move("round.opened", round_, by, "draft", sheets=len(opened))


@transaction.atomic
def close_self_assessment(round_: Round, *, by: User | None) -> None:
    """All sheets go to the appraisers as they are; those never submitted are named in the trace."""
    claim_round(round_, "close_self_assessment")
    move_sheets(_sheets_in(round_), "begin_appraisal")
    late = Sheet.objects.filter(group__round=round_, submitted_at=None).order_by("organisation__code")
    late_codes = list(late.values_list("organisation__code", flat=True))
    _trace_move("round.self_assessment_closed", round_, by, "open", not_submitted=late_codes)


@transaction.atomic
def mark_computed(round_: Round, *, by: User | None) -> None:
    """Appraisal ends here: no sheet changes any more. Called by results, which then reads them."""
    claim_round(round_, "compute")
    closed = move_sheets(_sheets_in(round_), "close")
    _trace_move("round.computed", round_, by, "appraisal", sheets=len(closed))


@transaction.atomic
def reopen_appraisal(round_: Round, *, reason: str, by: User | None) -> None:
    """Back to appraisal, when something was found before publication. Called by results."""
    claim_round(round_, "reopen_appraisal")
    move_sheets(_sheets_in(round_), "reopen_appraisal")
    _trace_move("round.appraisal_reopened", round_, by, "computed", reason=reason)


@transaction.atomic
def mark_published(round_: Round, *, by: User | None) -> None:
    """The round is over. Called by results when it publishes."""
    claim_round(round_, "publish")
    _trace_move("round.published", round_, by, "computed")


def _assign_by_decision(group: RankingGroup, owner: Organisation) -> None:
    index_set = catalog.definition_of(group.index_set)
    taken = set(Assignment.objects.filter(group=group).values_list("item", flat=True))
    names = {code: found for code, found in _agencies(index_set).items() if code not in taken}
    known = people.organisations_called((name for each in names.values() for name in each), near=owner)
    unknown = sorted({name for each in names.values() for name in each} - known.keys())
    if unknown:
        raise Refused(
            f"Nhóm “{group}”: chưa có đơn vị nào mang tên {', '.join(f'“{name}”' for name in unknown)} để "
            "thẩm định. Thêm đơn vị với đúng tên đó, hoặc phân công chỉ số cho đơn vị khác, rồi mở lại."
        )
    Assignment.objects.bulk_create(
        Assignment(group=group, item=code, organisation=organisation)
        for code, each in names.items()
        for organisation in ([known[name] for name in each] or [owner])
    )


def _agencies(index_set: definition.IndexSet) -> dict[str, list[str]]:
    """The official names of the appraisers of each leaf, and of each general number that has any.

    A part without appraisers of its own has its component's.
    """
    named: dict[str, tuple[str, ...]] = {}
    for component in index_set.components:
        for leaf in _leaves(component):
            named[leaf.code] = leaf.appraisers or component.appraisers
    named |= {
        each.code: each.appraisers for each in index_set.general_items if each.is_number and each.appraisers
    }
    return {
        code: list(dict.fromkeys(_official(index_set, name) for name in names))
        for code, names in named.items()
    }


def _leaves(component: definition.Component) -> list[definition.Component]:
    return [leaf for part in component.parts for leaf in _leaves(part)] or [component]


def _official(index_set: definition.IndexSet, printed: str) -> str:
    agency = index_set.agency_called(printed)
    return agency.name if agency else printed


def _sheets_in(round_: Round) -> QuerySet[Sheet]:
    return Sheet.objects.filter(group__in=list(RankingGroup.objects.filter(round=round_)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _trace_move(event: str, round_: Round, by: User | None, before: str, **more: object) -> None:
    _trace(event, round_, by, before={"state": before}, after={"state": round_.state, **more})


def _trace(
    event: str,
    round_: Round,
    by: User | None,
    *,
    before: State | None = None,
    after: State | None = None,
) -> None:
    organisation = people.organisation_name_of(by) if by else ""
    audit.record(event, by=by, subject=round_, before=before, after=after, organisation=organisation)
