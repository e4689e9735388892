"""What an appraiser does: accept or adjust, one item of one sheet at a time, or accept all the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from opendti.assessment import access, queries
from opendti.assessment.models import Exclusion, Finding, FindingValue, RankingGroup, Sheet
from opendti.audit import actions as audit
from opendti.audit.actions import Change, State
from opendti.catalog import queries as catalog
from opendti.common.refusals import Invalid
from opendti.people.models import Organisation, User
from opendti.scoring import entries
from opendti.scoring.quantities import DecimalSign

from .checking import parsed, plain
from .claiming import Conflict, claim_sheet, move_sheets

ACCEPTED, ADJUSTED = Finding.Outcome.ACCEPTED, Finding.Outcome.ADJUSTED
ALL_AT_ONCE = "Công nhận tất cả phiếu còn lại"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is found about an item, before it is stored."""

    outcome: Finding.Outcome
    reason: str
    values: tuple[entries.Entry, ...] = ()

    def told(self, item: str) -> State:
        """As the trace tells it; two that are told alike are the same conclusion."""
        values = {entry.key: entry.value for entry in self.values}
        return {"item": item, "outcome": self.outcome.value, "reason": self.reason, "values": values}


def accept(sheet: Sheet, *, item: str, by: User, expected_version: int = 0, reason: str = "") -> Finding:
    """The unit's own values stand. Raises StepNotOpen or Conflict."""
    conclusion = Conclusion(ACCEPTED, plain(reason, "reason"))
    return _conclude(sheet, item, conclusion, expected_version=expected_version, by=by)


def adjust(
    sheet: Sheet,
    *,
    item: str,
    values: Iterable[tuple[str, str]],
    reason: str,
    by: User,
    expected_version: int = 0,
    decimal: DecimalSign | None = None,
) -> Finding:
    """These values, as (field, value), stand in place of all of the unit's for the item.

    The points come from the engine. None given means there are no data. Raises Invalid without a
    reason or for a field given twice, entries.EntryError, StepNotOpen or Conflict.
    """
    reason = plain(reason, "reason")
    if not reason:
        raise Invalid(f"Chưa ghi lý do điều chỉnh mục {item}. Ghi rõ căn cứ để đơn vị hiểu.", "reason")
    index_set = queries.definition_of(sheet)
    given = [parsed(index_set, item, field, value, decimal=decimal) for field, value in values]
    if len({entry.key for entry in given}) != len(given):
        raise Invalid(f"Mục {item} có một trường nhập hai lần. Giữ lại một giá trị.", "values")
    entries.assemble(index_set, given)  # Values that contradict each other are refused here, not when read.
    conclusion = Conclusion(ADJUSTED, reason, tuple(given))
    return _conclude(sheet, item, conclusion, expected_version=expected_version, by=by)


@transaction.atomic
def accept_all(group: RankingGroup, *, item: str, by: User) -> int:
    """Accepts the item on every sheet where nothing was concluded yet; returns on how many.

    Sheets that have the item excluded, by itself or with what it is a part of, are left alone.
    """
    organisation = _acting(by, group, item)
    done = Finding.objects.filter(item=item).values("sheet_id")
    index_set = catalog.definition_of(group.index_set)
    out = Exclusion.objects.filter(item__in=queries.with_parents(index_set, item)).values("sheet_id")
    sheets = Sheet.objects.filter(group=group)
    keys = move_sheets(sheets, "appraise")
    rest = list(sheets.filter(pk__in=keys).exclude(pk__in=done).exclude(pk__in=out).order_by("pk"))
    now = timezone.now()
    Finding.objects.bulk_create(
        Finding(
            sheet=sheet,
            item=item,
            outcome=ACCEPTED,
            by=by,
            organisation=organisation,
            at=now,
            version=sheet.version,
        )
        for sheet in rest
    )
    after = {"item": item, "outcome": ACCEPTED.value}
    changes = [Change(subject=sheet, after=after, note=ALL_AT_ONCE) for sheet in rest]
    audit.record_all("finding.accepted", by=by, changes=changes, organisation=organisation.name)
    return len(rest)


@transaction.atomic
def _conclude(sheet: Sheet, item: str, conclusion: Conclusion, *, expected_version: int, by: User) -> Finding:
    organisation = _acting(by, sheet.group, item)
    version = claim_sheet(sheet, "appraise")
    current = Finding.objects.select_related("by").filter(sheet=sheet, item=item).first()
    before = _told(current) if current else None
    after = conclusion.told(item)
    if current and before == after:
        return current
    _check_version(current, expected_version, mine=_words(after))
    written = {
        "outcome": conclusion.outcome,
        "reason": conclusion.reason,
        "by": by,
        "organisation": organisation,
        "at": timezone.now(),
        "version": version,
    }
    finding, _ = Finding.objects.update_or_create(sheet=sheet, item=item, defaults=written)
    FindingValue.objects.filter(finding=finding).delete()
    FindingValue.objects.bulk_create(
        FindingValue(finding=finding, key=entry.key, value=entry.value) for entry in conclusion.values
    )
    event = f"finding.{conclusion.outcome.value}"
    audit.record(event, by=by, subject=sheet, before=before, after=after, organisation=organisation.name)
    return finding


def _acting(by: User, group: RankingGroup, item: str) -> Organisation:
    """The organisation the person appraises the item for. The gate has asked already; this is the lock."""
    organisation = access.appraisers_of(by, group, item).first()
    if organisation is None:
        raise PermissionDenied(f"Mục {item} do đơn vị khác thẩm định. Xem bảng phân công của đợt.")
    return organisation


def _check_version(current: Finding | None, expected: int, *, mine: str) -> None:
    version = current.version if current else 0
    if version == expected:
        return
    if current is None:
        raise Conflict(mine=mine, theirs=None, version=0)
    theirs = _words(_told(current))
    raise Conflict(mine=mine, theirs=theirs, version=version, who=current.by, when=current.at)


def _told(finding: Finding) -> State:
    values = dict(FindingValue.objects.filter(finding=finding).values_list("key", "value"))
    return {
        "item": finding.item,
        "outcome": finding.outcome,
        "reason": finding.reason,
        "values": values,
    }


def _words(told: State) -> str:
    label = Finding.Outcome(str(told["outcome"])).label
    values = told["values"]
    figures = (
        ", ".join(f"{key} = {value}" for key, value in values.items()) if isinstance(values, dict) else ""
    )
    return ": ".join(part for part in (label, figures) if part)
