"""What stands in the form of an operation, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from opendti.common.folding import folded
from opendti.common.refusals import Invalid
from opendti.people.days import day_of
from opendti.people.plans import Terms, tidy
from opendti.people.queries import OperatorScope
from opendti.people.registers import Life, Register

_SUGGESTED = 300
_MAX_ORDER = 32_767


@dataclass(slots=True)
class Field:
    """One field as the page shows it.

    `kind`: text, day, long, level, unit, check, choice, select, or fixed, which only tells something.
    """

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    is_obliged: bool = True
    asks: str = ""  # What to do when it is empty.
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    error: str = ""
    longest: int = 200
    when: str = ""  # The value of `way` with which the field is shown; always if empty.
    fold: str = ""  # The title under which it is folded away until it is needed.
    obliged_with: tuple[tuple[str, str], ...] = ()
    """Other fields and what stands in them (empty: anything); with one of them it must be filled in."""

    @property
    def is_checked(self) -> bool:
        return self.value == "yes"

    @property
    def is_typed(self) -> bool:
        """Whether people type or choose something here that may be missing."""
        return self.kind in ("text", "day", "long", "level", "unit")

    def is_shown(self, given: Mapping[str, str]) -> bool:
        """Whether the field is part of the form as it is filled in."""
        return not self.when or given.get("way", "") == self.when

    def is_missing(self, given: Mapping[str, str]) -> bool:
        """Whether it is empty and must not be."""
        if not self.is_typed or not self.is_shown(given) or tidy(given.get(self.name, "")):
            return False
        if not self.obliged_with:
            return self.is_obliged
        filled = ((given.get(name, "").strip(), wanted) for name, wanted in self.obliged_with)
        return any(value == wanted if wanted else value for value, wanted in filled)

    @property
    def what_is_missing(self) -> str:
        """What to say when it is empty: what, and what to do."""
        label = self.label[0].lower() + self.label[1:]
        if self.kind == "unit":
            return f"Chưa chọn {label}. Gõ tên hay mã rồi chọn trong danh sách gợi ý."
        if self.kind == "day":
            return f"Chưa nhập ngày {label.removesuffix(' từ ngày')}. Nhập ngày/tháng/năm, ví dụ 01/07/2025."
        return f"Chưa nhập {label}. {self.asks}".strip()


WHEN = Field("effective_on", "Có hiệu lực từ ngày", "day", "Ngày/tháng/năm, ví dụ 01/07/2025.")
DECISION = Field("decision", "Số quyết định, nghị quyết", help="Ví dụ 1669/NQ-UBTVQH15.", is_obliged=False)
NOTE = Field("note", "Ghi chú", "long", is_obliged=False, longest=2000)


class Section(NamedTuple):
    """Fields that follow each other; with a title they are folded, unless one of them is filled in."""

    title: str
    fields: list[Field]

    @property
    def is_open(self) -> bool:
        return any(field.value or field.error for field in self.fields)


def sections_of(fields: Iterable[Field]) -> list[Section]:
    """The fields in their order, those with the same fold together."""
    return [Section(title, list(group)) for title, group in groupby(fields, key=lambda each: each.fold)]


class Reader:
    """Reads fields against the register; raises Invalid with the field's name."""

    def __init__(self, given: Mapping[str, str], book: Register, scope: OperatorScope) -> None:
        self.given, self.book, self.scope = given, book, scope

    def text(self, name: str) -> str:
        return tidy(self.given.get(name, ""))

    def checked(self, name: str) -> bool:
        return self.given.get(name) == "yes"

    def day(self) -> date:
        return day_of(self.given.get("effective_on", ""), "effective_on")

    def terms(self) -> Terms:
        return Terms(self.day(), self.text("decision"), self.given.get("note", "").strip()[:2000])

    def order(self) -> int:
        typed = self.text("order")
        if typed and not (typed.isascii() and typed.isdigit() and int(typed) <= _MAX_ORDER):
            raise Invalid(f"Thứ tự “{typed}” chưa phải số từ 0 đến {_MAX_ORDER}. Nhập số nguyên.", "order")
        return int(typed or 0)

    def unit(self, name: str, what: str) -> int:
        """The organisation typed as `Tên (mã)`, as code or as name."""
        key = self.unit_or_none(name)
        if key is None:
            raise Invalid(f"Chưa chọn {what}. Gõ tên hay mã rồi chọn trong danh sách gợi ý.", name)
        return key

    def unit_or_none(self, name: str) -> int | None:
        typed = self.text(name)
        if not typed:
            return None
        found = [life for life in self._called(typed) if life.key in self.scope.keys]
        if not found:
            problem = f"Không có cơ quan nào là “{typed}” trong phạm vi của bạn. "
            raise Invalid(problem + "Gõ đúng tên chính thức hoặc mã.", name)
        if len(found) > 1:
            codes = ", ".join(life.code for life in found[:5])
            raise Invalid(f"Có {len(found)} cơ quan tên “{typed}”. Gõ mã: {codes}.", name)
        return found[0].key

    def parent(self) -> int | None:
        """The parent; none only for who looks after everything."""
        key = self.unit_or_none("parent")
        if key is None and not self.scope.is_over_all:
            raise Invalid(
                "Chưa chọn cơ quan cấp trên. Bạn chỉ lập được cơ quan bên dưới phạm vi của mình.", "parent"
            )
        return key

    def _called(self, typed: str) -> list[Life]:
        code = typed[typed.rfind("(") + 1 : -1] if typed.endswith(")") else typed
        if life := self.book.called(code.strip()):
            return [life]
        name = typed.casefold()
        return [life for life in self.book if name in (life.name.casefold(), life.last.short_name.casefold())]


def reference(life: Life) -> str:
    """How an organisation is written into a field, so that it is read again."""
    return f"{life.name} ({life.code})"


def suggestions(book: Register, scope: Collection[int], near: int | None, day: date) -> list[str]:
    """Organisations to choose from: those beside, above and below the one in hand come first."""
    living = [life for life in book if life.key in scope and life.end >= day]
    parent = book[near].last.parent if near is not None else None
    above = set(book.above(near, day)) if near is not None else set()

    def distance(life: Life) -> tuple[int, int, str]:
        if life.last.parent == parent:
            return 0, life.order, folded(life.name)
        return (
            (1 if life.key in above else 2 if life.last.parent in above else 3),
            life.order,
            folded(life.name),
        )

    return [reference(life) for life in sorted(living, key=distance)[:_SUGGESTED] if life.key != near]
