"""Computing a round into frozen rows, discarding a computation, and publishing it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from opendti.assessment import actions as assessment
from opendti.assessment import queries as sheets
from opendti.assessment.models import Finding, RankingGroup, Round, Sheet
from opendti.audit import actions as audit
from opendti.audit.actions import State
from opendti.catalog import queries as catalog
from opendti.common.refusals import Invalid, StepNotOpen
from opendti.people import queries as people
from opendti.people.models import User
from opendti.scoring import engine

from . import freezing
from .models import NodeResult, Publication, UnitResult
from .workflow import PublicationState, said_too_early

ROWS_AT_ONCE = 1_000


@transaction.atomic
@audit.gathered()
def compute(round_: Round, *, by: User | None) -> Publication:
    """Ends the appraisal, scores every group and freezes what came out. Raises StepNotOpen.

    Components nobody concluded on count with the unit's own values and are flagged.
    """
    assessment.mark_computed(round_, by=by)
    publication = Publication.objects.create(
        round_slug=round_.slug,
        year=round_.year,
        title=round_.title,
        owner_name=round_.owner.name,
        is_illustrative=round_.is_illustrative,
        computed_at=timezone.now(),
        computed_by=by,
    )
    units = sum(_freeze(publication, group) for group in round_.groups.select_related("round", "index_set"))
    _trace("publication.computed", publication, by, after={"round": round_.slug, "units": units})
    return publication


@transaction.atomic
def discard(publication: Publication, *, reason: str, by: User | None) -> None:
    """Sets a computation aside before publication and opens the appraisal again. Raises StepNotOpen."""
    reason = reason.strip()
    if not reason:
        raise Invalid("Chưa ghi lý do mở lại thẩm định. Ghi rõ vì sao.", "reason")
    _move(publication, PublicationState.DISCARDED)
    assessment.reopen_appraisal(_round_of(publication), reason=reason, by=by)
    before = {"state": PublicationState.COMPUTED.value}
    _trace(
        "publication.discarded",
        publication,
        by,
        before=before,
        after={"state": PublicationState.DISCARDED.value, "reason": reason},
    )


@transaction.atomic
def publish(
    publication: Publication, *, decision_number: str, decided_on: date, by: User | None
) -> Publication:
    """Makes the results public under the decision that announces them. Raises StepNotOpen the second time."""
    if too_early := said_too_early(decided_on, publication.year):
        raise Invalid(too_early, "decided_on")
    decision_number = decision_number.strip()
    if not decision_number:
        raise Invalid(
            "Chưa ghi số quyết định công bố. Ghi như trên văn bản, ví dụ 512/QĐ-UBND.", "decision_number"
        )
    _move(
        publication,
        PublicationState.PUBLISHED,
        decision_number=decision_number,
        decided_on=decided_on,
        published_at=timezone.now(),
        published_by=by,
    )
    assessment.mark_published(_round_of(publication), by=by)
    after = {
        "state": PublicationState.PUBLISHED.value,
        "decision_number": decision_number,
        "decided_on": decided_on.isoformat(),
    }
    before = {"state": PublicationState.COMPUTED.value}
    _trace("publication.published", publication, by, before=before, after=after)
    return publication


def _move(publication: Publication, target: PublicationState, **columns: object) -> None:
    """Takes a computed publication on, once; the instance is brought up to date."""
    waiting = Publication.objects.filter(pk=publication.pk, state=PublicationState.COMPUTED)
    count = waiting.update(state=target, **columns)
    publication.refresh_from_db()
    if count != 1:
        raise StepNotOpen(
            f"Kết quả “{publication.title}” không còn chờ công bố. Tải lại trang để xem tình trạng hiện tại."
        )


def _freeze(publication: Publication, group: RankingGroup) -> int:
    """Writes one group's rows; returns how many units it has."""
    index_set = catalog.definition_of(group.index_set)
    scored = _scored(group)
    frozen = freezing.group_result(publication, group, index_set)
    frozen.save(force_insert=True)
    units = UnitResult.objects.bulk_create(freezing.unit_results(frozen, index_set, scored))
    by_code = {each.sheet.organisation.code: each for each in scored}
    year = group.round.plan_year
    nodes = [
        node
        for unit in units
        for node in freezing.node_results(unit, index_set, by_code[unit.organisation_code], year)
    ]
    NodeResult.objects.bulk_create(nodes, batch_size=ROWS_AT_ONCE)
    return len(units)


def _scored(group: RankingGroup) -> list[freezing.Scored]:
    index_set = catalog.definition_of(group.index_set)
    taking_part = list(Sheet.objects.filter(group=group).select_related("organisation"))
    claimed = sheets.answers_of(taking_part, index_set)
    given = sheets.answers_of(taking_part, index_set, appraised=True)
    year = group.round.plan_year
    own, appraised = (engine.score_group(index_set, each, year=year) for each in (claimed, given))
    outcomes: dict[int, dict[str, str]] = defaultdict(dict)
    for finding in Finding.objects.filter(sheet__group=group):
        outcomes[finding.sheet_id][finding.item] = finding.outcome
    return [
        freezing.Scored(each, given[pk], claimed[pk], appraised[pk], own[pk], outcomes[pk])
        for pk, each in ((each.pk, each) for each in taking_part)
    ]


def _round_of(publication: Publication) -> Round:
    return Round.objects.select_related("owner").get(slug=publication.round_slug)


def _trace(
    event: str,
    publication: Publication,
    by: User | None,
    *,
    before: State | None = None,
    after: State | None = None,
) -> None:
    organisation = people.organisation_name_of(by) if by else ""
    audit.record(event, by=by, subject=publication, before=before, after=after, organisation=organisation)
