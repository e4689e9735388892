"""Erasing the contact block on request (Luật 91/2025/QH15), in every state of the sheet."""

from __future__ import annotations

from django.db import transaction

from opendti.assessment import queries
from opendti.assessment.models import Answer, Sheet
from opendti.assessment.queries.personal import ERASED, personal_codes
from opendti.audit import actions as audit
from opendti.audit.actions import Change
from opendti.common.refusals import Invalid, Refused
from opendti.people import queries as people
from opendti.people.models import User

from .checking import plain
from .claiming import claim_sheet


@transaction.atomic
def erase_contact(sheet: Sheet, *, by: User, reason: str) -> list[str]:
    """Empties every item of the contact block; returns their codes. The trail says that, who and why.

    Raises Invalid without a reason, Refused when there is nothing to erase. The receipt stays valid,
    since it is not taken over the contact block. Backups made before keep the data until they expire.
    """
    reason = plain(reason, "reason")
    if not reason:
        raise Invalid(
            "Chưa ghi căn cứ xoá. Ghi yêu cầu của ai, ngày nào; không chép lại thông tin bị xoá.", "reason"
        )
    claim_sheet(sheet, "erase_contact")
    items = personal_codes(queries.definition_of(sheet))
    rows = Answer.objects.filter(sheet=sheet, item__in=items)
    erased = sorted(set(rows.values_list("item", flat=True)))
    if not erased:
        raise Refused(f"Phiếu của {sheet.unit_name} không còn thông tin liên hệ nào để xoá.")
    rows.delete()
    changes = [Change(subject=sheet, after={"item": item}, note=reason) for item in erased]
    audit.record_all(ERASED, by=by, changes=changes, organisation=people.organisation_name_of(by))
    return erased
