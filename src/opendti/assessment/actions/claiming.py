"""The conditional UPDATE behind every step, and the version check behind every value.

Claiming comes first in a transaction. It locks the sheet's row until the end, so what is read after
it cannot change any more, and two people at once are simply one after the other.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, QuerySet

from opendti.assessment import workflow
from opendti.assessment.models import Round, Sheet
from opendti.common.refusals import Refused, StepNotOpen
from opendti.people.models import User


class Conflict(Refused):
    """Someone else wrote in between. Both values are there; `theirs` is None if it was removed."""

    def __init__(
        self,
        *,
        mine: str | None,
        theirs: str | None,
        version: int,
        who: User | None = None,
        when: datetime | None = None,
    ) -> None:
        self.mine = mine
        self.theirs = theirs
        self.version = version
        self.who = str(who) if who else ""
        self.when = when
        author = self.who or "Người khác"
        did = f"đã ghi “{theirs}”" if theirs is not None else "đã xoá giá trị này"
        super().__init__(
            f"{author} {did} trong lúc bạn sửa. Bản của bạn chưa ghi đè lên; mở lại rồi chọn giữ bản nào."
        )


def claim_sheet(sheet: Sheet, name: str, *, expected_version: int | None = None, **columns: object) -> int:
    """Takes the step and returns the sheet's new version; raises StepNotOpen.

    `columns` are written by the same UPDATE. The instance is brought up to date.
    """
    step = workflow.step(workflow.SHEET, name)
    target = {} if step.target is None else {"state": step.target}
    waiting = Sheet.objects.filter(pk=sheet.pk, state__in=step.source)
    if expected_version is not None:
        waiting = waiting.filter(version=expected_version)
    count = waiting.update(version=F("version") + 1, **target, **columns)
    sheet.refresh_from_db(fields=["state", "version", *columns])
    if count == 1:
        return sheet.version
    if sheet.state in step.source:
        raise Refused(
            f"Phiếu của {sheet.unit_name} vừa được sửa thêm sau khi bạn mở. Xem lại phiếu rồi làm lại."
        )
    raise StepNotOpen(
        f"Phiếu của {sheet.unit_name} đang ở bước “{sheet.state_words}”, không làm được "
        f"“{step.label}”. Tải lại trang để xem bản mới nhất."
    )


def claim_round(round_: Round, name: str) -> None:
    """Takes the step, or raises StepNotOpen; the instance is brought up to date."""
    step = workflow.step(workflow.ROUND, name)
    waiting = Round.objects.filter(pk=round_.pk, state__in=step.source)
    count = waiting.update(state=F("state") if step.target is None else step.target)
    round_.refresh_from_db(fields=["state"])
    if count != 1:
        raise StepNotOpen(
            f"“{round_}” đang ở bước “{round_.state_words}”, không làm được “{step.label}”. "
            "Tải lại trang để xem bước hiện tại."
        )


def move_sheets(sheets: QuerySet[Sheet], name: str) -> list[int]:
    """Takes the step on every sheet where it is open; returns their keys.

    Rows are locked in the order of their keys, so that two who move many never wait for each other.
    """
    step = workflow.step(workflow.SHEET, name)
    waiting = sheets.filter(state__in=step.source).order_by("pk")
    keys = list(waiting.select_for_update(no_key=True).values_list("pk", flat=True))
    target = {} if step.target is None else {"state": step.target}
    Sheet.objects.filter(pk__in=keys).update(version=F("version") + 1, **target)
    return keys
