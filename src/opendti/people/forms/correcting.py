"""The form that mends a slip of the pen in an organisation's present names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from opendti.common.refusals import Invalid, Refused
from opendti.people import actions, plans, queries
from opendti.people.models import Organisation, User

from .fields import Field, Section, sections_of
from .operation_fields import LEVEL, NAME, SHORT
from .operations import CONFLICT, INVALID

REASON = Field("reason", "Lý do sửa", "long", "Ghi vào nhật ký cùng chữ cũ và chữ mới.", longest=500)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the form, as for an operation."""

    slug: str
    title: str
    lead: str


class CorrectionForm:
    """The texts in force, as they should be."""

    operation = Heading(
        "correct",
        "Sửa ghi nhầm",
        "Chỉ để sửa chữ gõ sai. Tên mới theo quyết định thì dùng Đổi tên, để các năm trước giữ tên cũ.",
    )

    def __init__(self, organisation: Organisation, given: Mapping[str, str] | None) -> None:
        self.organisation, self.refusal, self.wrong = organisation, "", 0
        self.levels = sorted({level for life in queries.register() if (level := life.last.level)})
        values = given if given is not None else _texts_of(organisation)
        fields = (NAME, SHORT, LEVEL, REASON)
        self.fields = [replace(field, value=values.get(field.name, "")) for field in fields]

    @property
    def sections(self) -> list[Section]:
        return sections_of(self.fields)

    @property
    def faulty(self) -> list[Field]:
        return [field for field in self.fields if field.error]

    def save(self, *, by: User) -> bool:
        """Whether it was mended; if not, the fields say why."""
        name, short_name, level, reason = (field.value for field in self.fields)
        try:
            actions.correct(
                self.organisation, name=name, short_name=short_name, level=level, reason=reason, by=by
            )
        except (Invalid, Refused) as why:
            self.wrong = CONFLICT if isinstance(why, Refused) else INVALID
            named = [field for field in self.fields if field.name == getattr(why, "field", "")]
            for field in named:
                field.error = str(why)
            self.refusal = "" if named else str(why)
            return False
        return True


def _texts_of(organisation: Organisation) -> dict[str, str]:
    names = [name for name in plans.LONGEST if name in ("name", "short_name", "level")]
    return {name: getattr(organisation, name) for name in names}
