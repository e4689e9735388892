"""Taking a component out of one unit's total, which only the round manager does, and with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from opendti.assessment import queries
from opendti.assessment.models import Exclusion, Sheet
from opendti.common.refusals import Invalid, Refused
from opendti.people.models import User

from .checking import component_codes, plain
from .claiming import claim_sheet
from .tracing import trace


@transaction.atomic
def exclude(
    sheet: Sheet,
    *,
    item: str,
    reason: str,
    by: User,
    kind: Exclusion.Kind = Exclusion.Kind.EXCLUDED,
) -> Exclusion:
    """The round manager takes a component out of this unit's points and maximum (Điều 1.4)."""
    reason = plain(reason, "reason")
    if not reason:
        raise Invalid(f"Chưa ghi lý do không đánh giá mục {item}. Ghi rõ vì sao.", "reason")
    if item not in component_codes(queries.definition_of(sheet)):
        raise Invalid(f"Không có chỉ số thành phần “{item}” trong bộ chỉ số. Chọn lại mục.", "item")
    claim_sheet(sheet, "exclude")
    if Exclusion.objects.filter(sheet=sheet, item=item).exists():
        raise Refused(f"Mục {item} của {sheet.unit_name} đã được loại trừ rồi. Tải lại trang.")
    row = Exclusion.objects.create(sheet=sheet, item=item, kind=kind, reason=reason, by=by, at=timezone.now())
    trace("component.excluded", sheet, by, after={"item": item, "kind": row.kind, "reason": reason})
    return row


@transaction.atomic
def lift_exclusion(sheet: Sheet, *, item: str, by: User) -> None:
    """The component counts again; Refused when it was not excluded."""
    claim_sheet(sheet, "exclude")
    row = Exclusion.objects.filter(sheet=sheet, item=item).first()
    if row is None:
        raise Refused(f"Mục {item} của {sheet.unit_name} không bị loại trừ. Tải lại trang.")
    Exclusion.objects.filter(pk=row.pk).delete()
    before = {"item": item, "kind": row.kind, "reason": row.reason}
    trace("component.exclusion_lifted", sheet, by, before=before)
