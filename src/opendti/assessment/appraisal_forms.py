"""What an appraiser sent about one item of one sheet, read so that each error has its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.http import QueryDict

from opendti.common.refusals import Invalid
from opendti.people.models import User
from opendti.scoring import entries, forms, rounding
from opendti.scoring.answers import NONE_LEVEL
from opendti.scoring.definition import Component, GeneralItem, IndexSet

from . import actions, queries
from .actions.checking import parsed
from .forms import decimal_sign
from .models import Finding, Sheet

ACCEPT, ADJUST = Finding.Outcome.ACCEPTED.value, Finding.Outcome.ADJUSTED.value
MAX_REASON = 2_000


@dataclass
class FindingForm:
    """The fields are named as entries are: the decision's letters, `level`, `check`, `date` and so on.

    `errors` are by field, besides `verdict`, `reason` and, for the whole, `form`.
    """

    index_set: IndexSet
    item: Component | GeneralItem
    data: QueryDict
    errors: dict[str, str] = field(default_factory=dict)
    conflict: actions.Conflict | None = None

    @property
    def verdict(self) -> str:
        return self.data.get("verdict", "")

    @property
    def reason(self) -> str:
        return self._text("reason")

    @property
    def version(self) -> int:
        """The finding's version on the page that was sent; the other one's after a conflict."""
        if self.conflict:
            return self.conflict.version
        sent = self.data.get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0

    @property
    def is_expert(self) -> bool:
        return isinstance(self.item, Component) and isinstance(self.item.rule, forms.Expert)

    @cached_property
    def given(self) -> list[tuple[str, str]]:
        """The values sent, as (field, text); what was left empty is not among them."""
        found = [(name, self._text(name)) for name in self._names()]
        if isinstance(self.item, Component) and isinstance(self.item.rule, forms.Checklist):
            checks = [("check", each) for each in dict.fromkeys(self.data.getlist("check"))]
            found += checks or [("level", NONE_LEVEL)]
        return [(name, text) for name, text in found if text]

    @cached_property
    def entries(self) -> list[entries.Entry]:
        """The values as entries; those that cannot be taken are left out and told in `errors`."""
        taken = []
        for name, text in self.given:
            try:
                sign = decimal_sign(self.index_set, self.item.code, name, text)
                taken.append(parsed(self.index_set, self.item.code, name, text, decimal=sign))
            except entries.EntryError as wrong:
                self.errors[name] = _told(wrong, text)
        return taken

    def save(self, sheet: Sheet, *, by: User) -> bool:
        """Stores the conclusion; False with `errors` when it cannot be taken.

        Raises StepNotOpen, or Conflict, which the form keeps.
        """
        try:
            self._save(sheet, by)
        except Invalid as wrong:
            self.errors[wrong.field or "form"] = str(wrong)
        except entries.EntryError as wrong:
            self.errors["form"] = f"{wrong}."
        except actions.Conflict as conflict:
            self.conflict = conflict
            raise
        return not self.errors

    def _save(self, sheet: Sheet, by: User) -> None:
        code, version = self.item.code, self.version
        if self.verdict == ACCEPT:
            actions.accept(sheet, item=code, by=by, expected_version=version)
        elif self.verdict != ADJUST:
            raise Invalid("Chưa chọn Công nhận hay Điều chỉnh. Chọn một rồi lưu lại.", "verdict")
        elif self._is_complete() and self._is_other_than(sheet):
            values = [(each.field, each.value) for each in self.entries]
            actions.adjust(
                sheet,
                item=code,
                values=values,
                reason=self.reason,
                by=by,
                expected_version=version,
                decimal="dot",
            )

    def _is_other_than(self, sheet: Sheet) -> bool:
        """Whether anything differs from what the unit gave; an adjustment that adjusts nothing is refused."""
        own = {
            key: row.value
            for (item, key), row in queries.answer_rows(sheet).items()
            if item == self.item.code
        }
        if own == {entry.key: entry.value for entry in self.entries}:
            self.errors["form"] = "Chưa đổi số nào. Chọn Công nhận, hoặc sửa số."
        return not self.errors

    def _is_complete(self) -> bool:
        """Whether an adjustment can be stored; says in `errors` what is missing, all at once."""
        points = next((Fraction(each.value) for each in self.entries if each.field == "points"), None)
        if self.is_expert and points is None:
            self.errors.setdefault("points", "Chưa cho điểm. Nhập số điểm rồi lưu lại.")
        elif isinstance(self.item, Component) and points is not None and points > self.item.max:
            most = rounding.figure(self.item.max)
            self.errors["points"] = f"{rounding.figure(points)} lớn hơn điểm tối đa {most}. Sửa lại."
        if not self.reason:
            self.errors["reason"] = "Chưa ghi lý do. Đơn vị cần biết vì sao: nêu văn bản và số đã dùng."
        elif len(self.reason) > MAX_REASON:
            self.errors["reason"] = f"Lý do dài {len(self.reason)} ký tự; tối đa {MAX_REASON}. Rút gọn lại."
        return not self.errors

    def _names(self) -> list[str]:
        if isinstance(self.item, GeneralItem):
            return ["value"]
        names = [figure.id for figure in self.item.figures if not figure.source]
        if isinstance(self.item.rule, forms.Expert):
            names.append("points")
        if isinstance(self.item.rule, forms.Levels):
            names.append("level")
        if isinstance(self.item.rule, forms.Deadline):
            names.append("level" if self.data.get("level") else "date")
        return names

    def _text(self, name: str) -> str:
        """What was sent, with plain line ends and nothing a database cannot hold."""
        return self.data.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()


def _told(wrong: entries.EntryError, typed: str) -> str:
    """What was wrong with a field; a number with two readings is told with both."""
    both = wrong.ambiguous
    if both is None:
        return f"{wrong}."
    return (
        f"“{typed}” có hai cách đọc: {both.as_thousands} (số nghìn) hoặc {both.as_fraction} (số thập phân). "
        f"Viết {both.as_thousands}, hoặc {both.plain_fraction}."
    )
