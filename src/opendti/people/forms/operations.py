"""The form of an operation: what was typed, what is wrong with it, and what it would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from opendti.common.refusals import Invalid, Refused
from opendti.people import actions, queries
from opendti.people.actions.reorganising import Make
from opendti.people.models import Organisation
from opendti.people.plans import Plan
from opendti.people.queries import OperatorScope
from opendti.people.registers import Life, Register

from . import operation_fields, operation_plans
from .fields import Field, Reader, Section, reference, sections_of, suggestions
from .operation_fields import PARENT

INVALID, CONFLICT = 400, 409


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as a person chooses it."""

    slug: str
    title: str
    lead: str
    fields: Callable[[Life | None, Register], list[Field]]
    make: Callable[[Reader, int | None], Make]


class OperationForm:
    """An operation on one organisation (or on none, to found one), what was typed, and what it would do."""

    def __init__(
        self,
        slug: str,
        organisation: Organisation | None,
        scope: OperatorScope,
        *,
        given: Mapping[str, str] | None = None,
        start: Mapping[str, str] | None = None,
    ) -> None:
        self.operation, self.organisation = OPERATIONS[slug], organisation
        self.book = queries.register()
        self.key = organisation.pk if organisation else None
        life = self.book[self.key] if self.key is not None else None
        today = timezone.localdate()
        self.suggestions = suggestions(self.book, scope.keys, self.key, today)
        self.levels = sorted({level for life_ in self.book if (level := life_.last.level)})
        self.fields = [replace(field) for field in self.operation.fields(life, self.book)]
        for field in self.fields:
            if field.name == PARENT.name and not scope.is_over_all:
                field.is_obliged, field.help = True, PARENT.help
        self.is_confirmed = (given or {}).get("confirm") == "yes"
        self.seen = (given or {}).get("seen", "")
        self.refusal, self.wrong = "", 0
        self.plan: Plan | None = None
        self.after: Register | None = None
        self._reader = Reader(given or {}, self.book, scope)
        self._fill(given if given is not None else self._starting(start or {}), is_typed=given is not None)
        if given is not None:
            self._try()

    @property
    def has_unit_field(self) -> bool:
        return any(field.kind == "unit" for field in self.fields)

    @property
    def sections(self) -> list[Section]:
        return sections_of(self.fields)

    @property
    def faulty(self) -> list[Field]:
        """The fields with something wrong, for the list above the form."""
        return [field for field in self.fields if field.error]

    @property
    def make(self) -> Make:
        return self.operation.make(self._reader, self.key)

    @property
    def action(self) -> str:
        return self.operation.slug

    def refuse(self, why: Invalid | Refused) -> None:
        """Puts what was refused beside its field, or above the form; `wrong` is the answer's status."""
        self.wrong = CONFLICT if isinstance(why, Refused) else INVALID
        field = next((each for each in self.fields if each.name == getattr(why, "field", "")), None)
        if field:
            field.error = str(why)
        else:
            self.refusal = str(why)
        # What was confirmed is not what would be done: what would be is shown, to be confirmed in turn.
        if self.plan is None or self.seen in ("", self.plan.digest()):
            self.plan = None

    def _starting(self, start: Mapping[str, str]) -> Mapping[str, str]:
        """A new organisation begins under the one whose page it was asked for on."""
        life = self.book.called(start.get("under", ""))
        return {"parent": reference(life)} if life else {}

    def _fill(self, values: Mapping[str, str], *, is_typed: bool) -> None:
        for field in self.fields:
            if field.kind != "fixed" and (is_typed or field.name in values):
                field.value = values.get(field.name, "")

    def _try(self) -> None:
        """Tells of every field that is empty or cannot be read; what all of them would do, if none is."""
        for field in self.fields:
            field.error = self._wrong_with(field)
        if self.faulty:
            self.wrong = INVALID
            return
        try:
            self.plan, self.after = actions.preview(self.make)
        except (Invalid, Refused) as why:
            self.refuse(why)

    def _wrong_with(self, field: Field) -> str:
        given = self._reader.given
        if field.is_missing(given):
            field.help = ""  # What is missing says what to do.
            return field.what_is_missing
        try:
            if field.kind == "unit" and field.is_shown(given):
                self._reader.unit_or_none(field.name)
            elif field.kind == "day":
                self._reader.day()
        except Invalid as why:
            return str(why)
        return ""


OPERATIONS = {
    each.slug: each
    for each in (
        Operation(
            "found",
            "Thành lập cơ quan",
            "Lập một cơ quan mới từ một ngày. Cơ quan có từ trước khi dùng phần mềm thì nhập từ Excel.",
            operation_fields.found_fields,
            operation_plans.found,
        ),
        Operation(
            "rename",
            "Đổi tên",
            "Tên, tên ngắn hoặc cấp mới dùng từ ngày có hiệu lực; kết quả các năm trước giữ tên cũ.",
            lambda life, _book: operation_fields.dated(*operation_fields.named(life)),
            operation_plans.rename,
        ),
        Operation(
            "move",
            "Chuyển cơ quan cấp trên",
            "Từ ngày có hiệu lực cơ quan trực thuộc nơi khác; các đơn vị bên dưới đi theo.",
            lambda life, book: operation_fields.dated(operation_fields.parent(life, book)),
            operation_plans.move,
        ),
        Operation(
            "merge",
            "Sáp nhập",
            "Nhiều cơ quan thành một. Cơ quan cũ kết thúc trước ngày có hiệu lực và giữ kết quả của mình.",
            operation_fields.merge_fields,
            operation_plans.merge,
        ),
        Operation(
            "split",
            "Chia tách",
            "Lập các cơ quan mới từ một cơ quan, cơ quan cũ kết thúc hoặc tiếp tục.",
            operation_fields.split_fields,
            operation_plans.split,
        ),
        Operation(
            "dissolve",
            "Giải thể",
            "Cơ quan kết thúc trước ngày có hiệu lực; chọn nơi kế tục và nơi đơn vị trực thuộc chuyển đến.",
            operation_fields.dissolve_fields,
            operation_plans.dissolve,
        ),
    )
}

ON_ONE = [each for each in OPERATIONS.values() if each.slug != "found"]
"""Those offered on the page of an organisation."""
