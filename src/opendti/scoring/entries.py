"""Answers in long form: one entry says one thing about one item, as text.

Every way in (CSV, workbook, browser, API) turns what a person gave into entries here, so all of
them accept and refuse the same things. Fields are the decision's letters, `level`, `check` (once
per condition), `date`, `points`, `excluded`, `not_applicable`; general information has `value`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from . import definition as d
from . import forms, quantities
from .answers import NONE_LEVEL, Answer, Excluded, Given, NotApplicable, Sheet

Column = Literal["item", "field", "value"]

MAX_TEXT = 2_000
_YES = {"yes", "có", "co", "1", "x", "true", "đúng"}
_NO = {"no", "không", "khong", "0", "false", "sai"}


class Entry(NamedTuple):
    """One checked entry. `value` is canonical: `1234.5`, `2024-01-15`, a level's id, `yes`."""

    item: str
    field: str
    value: str

    @property
    def key(self) -> str:
        """What may be there once per item: the field, and for a check the condition with it."""
        return f"check:{self.value}" if self.field == "check" else self.field


class EntryError(ValueError):
    """The entry cannot be taken; the message says why and what to do, `column` where.

    `about` is the item and the key of the entry at fault, when several are looked at together.
    """

    def __init__(self, message: str, column: Column, *, about: tuple[str, str] | None = None) -> None:
        super().__init__(message)
        self.column = column
        self.about = about
        self.ambiguous: quantities.AmbiguousNumber | None = None


class Asked(NamedTuple):
    """What may be entered for one item: numbers by letter, levels, conditions and the rest."""

    title: str
    figures: dict[str, d.Figure]
    levels: dict[str, str]
    checks: dict[str, str]
    has_date: bool = False
    has_points: bool = False

    @property
    def fields(self) -> list[str]:
        fields = list(self.figures)
        fields += ["level"] if self.levels else []
        fields += ["check"] if self.checks else []
        fields += ["date"] if self.has_date else []
        fields += ["points"] if self.has_points else []
        return fields


@lru_cache(maxsize=64)
def _catalogue(index_set: d.IndexSet) -> tuple[dict[str, Asked], dict[str, d.GeneralItem], set[str]]:
    parents = {component.code for component in index_set.all_components if component.parts}
    return (
        {leaf.code: asked(leaf) for leaf in index_set.leaves},
        {item.code: item for item in index_set.general_items},
        parents,
    )


def asked(component: d.Component) -> Asked:
    """What the component's rule asks for."""
    rule = component.rule
    figures = {figure.id: figure for figure in component.figures}
    levels, checks = _choices(rule)
    return Asked(
        component.title,
        figures,
        levels,
        checks,
        has_date=isinstance(rule, forms.Deadline),
        has_points=isinstance(rule, forms.Expert),
    )


def _choices(rule: forms.Rule) -> tuple[dict[str, str], dict[str, str]]:
    if isinstance(rule, forms.Levels):
        return {level.id: level.label for level in rule.levels}, {}
    if isinstance(rule, forms.Checklist):
        checks = {condition.id: condition.label for condition in rule.conditions}
        return {NONE_LEVEL: "Chưa đáp ứng điều kiện nào"}, checks
    if isinstance(rule, forms.Deadline):
        return {NONE_LEVEL: "Chưa ban hành"}, {}
    return {}, {}


def parse(
    index_set: d.IndexSet,
    item: str,
    field: str,
    value: str,
    *,
    decimal: quantities.DecimalSign | None = None,
) -> Entry:
    """The entry in canonical form; raises EntryError."""
    components, general, parents = _catalogue(index_set)
    item, field, value = item.strip(), field.strip(), value.strip()
    if item in general:
        return Entry(item, "value", _general_value(general[item], field, value, decimal))
    if item in parents and field not in ("excluded", "not_applicable"):
        raise EntryError(f"{item} được cộng từ các mục con. Nhập ở từng mục con", "item")
    if item not in components and item not in parents:
        raise _unknown(index_set, item, field)
    if field in ("excluded", "not_applicable"):
        return Entry(item, field, _yes(value, field))
    return Entry(item, field, _value(item, components[item], field, value, decimal))


def _unknown(index_set: d.IndexSet, item: str, field: str) -> EntryError:
    """The complaint about an item that is not answered; main indexes and groups are only added up."""
    kinds = {group.code: "nhóm chỉ số" for group in index_set.groups}
    kinds |= {main.code: "chỉ số chính" for main in index_set.main_indexes}
    if item not in kinds:
        return EntryError(f"Không có mục “{item}” trong bộ chỉ số {index_set.code}", "item")
    is_withdrawn = field in ("excluded", "not_applicable")
    todo = "Loại trừ từng chỉ số thành phần" if is_withdrawn else "Nhập ở từng chỉ số thành phần"
    return EntryError(f"{item} là {kinds[item]}, không phải chỉ số thành phần. {todo}", "item")


def figure_kind(index_set: d.IndexSet, item: str, field: str) -> str | None:
    """The kind of the number entered here: `count`, `percent` …; None where it is none."""
    components, general, _ = _catalogue(index_set)
    if item in general:
        return general[item].kind if field == "value" else None
    figure = components[item].figures.get(field) if item in components else None
    return figure.kind if figure else None


def _general_value(
    item: d.GeneralItem, field: str, value: str, decimal: quantities.DecimalSign | None
) -> str:
    if field != "value":
        raise EntryError(f"Thông tin chung {item.code} chỉ có trường value, không có “{field}”", "field")
    if not item.is_number:
        if len(value) > MAX_TEXT:
            raise EntryError(f"{item.code} dài quá {MAX_TEXT} ký tự", "value")
        return value
    return _number(value, item.kind, f"{item.code}", decimal)


def _value(
    item: str, asked_for: Asked, field: str, value: str, decimal: quantities.DecimalSign | None
) -> str:
    if field in asked_for.figures:
        return _number(value, asked_for.figures[field].kind, f"{item} {field}", decimal)
    if field not in asked_for.fields:
        known = ", ".join(asked_for.fields) or "không có trường nào"
        raise EntryError(f"{item} không có trường “{field}”. Các trường: {known}", "field")
    if field == "level":
        return _one_of(asked_for.levels, value, f"Mức của {item}")
    if field == "check":
        return _one_of(asked_for.checks, value, f"Điều kiện của {item}")
    if field == "points":
        return _number(value, "number", f"{item} points", decimal)
    try:
        return quantities.day(value).isoformat()
    except quantities.NotANumber as wrong:
        raise EntryError(f"{item} {field}: {wrong}", "value") from None


def _number(text: str, kind: str, where: str, decimal: quantities.DecimalSign | None) -> str:
    try:
        number = quantities.vietnamese(text, decimal=decimal)
    except quantities.NotANumber as wrong:
        error = EntryError(f"{where}: {wrong}", "value")
        error.ambiguous = wrong if isinstance(wrong, quantities.AmbiguousNumber) else None
        raise error from None
    if number < 0:
        raise EntryError(f"{where}: “{text}” là số âm. Số liệu không được âm", "value")
    if kind == "count" and number.denominator != 1:
        raise EntryError(f"{where}: “{text}” là số thập phân, mà đây là số đếm. Nhập số nguyên", "value")
    return canonical(number)


def canonical(number: Fraction) -> str:
    """The number as plain decimal text with a dot, exactly: `1234.5`."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        if places > quantities.MAX_DIGITS:
            raise ValueError(f"{number} has no end in decimals")
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _one_of(known: dict[str, str], value: str, where: str) -> str:
    if value not in known:
        raise EntryError(f"{where}: không có “{value}”. Các giá trị: {', '.join(known)}", "value")
    return value


def _yes(value: str, field: str) -> str:
    if value.casefold() in _YES:
        return "yes"
    if value.casefold() in _NO:
        return "no"
    raise EntryError(f"{field} nhận yes hoặc no, không nhận “{value}”", "value")


def assemble(index_set: d.IndexSet, entries: Iterable[Entry]) -> Sheet:
    """The sheet made of entries that `parse` returned.

    Raises EntryError when an entry stands twice, when “none of it” stands beside a condition or a
    date, or when a figure contradicts the general item the decision takes it from.
    """
    components, general_items, _ = _catalogue(index_set)
    general: dict[str, Fraction] = {}
    rows: dict[str, list[Entry]] = {}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.item, entry.key) in seen:
            raise EntryError(f"{entry.item} {entry.key} có hai lần", "field", about=(entry.item, entry.key))
        seen.add((entry.item, entry.key))
        if entry.item in general_items:
            if general_items[entry.item].is_number:
                general[entry.item] = Fraction(entry.value)
        else:
            rows.setdefault(entry.item, []).append(entry)
    for item, of_item in rows.items():
        _check_none(item, of_item)
    answers = {item: _answer(of_item) for item, of_item in rows.items()}
    for item, answer in answers.items():
        if isinstance(answer, Given) and item in components:
            _check_sources(item, components[item], answer, general)
    return Sheet(general, answers)


def _answer(entries: list[Entry]) -> Answer:
    by_field = {entry.field: entry.value for entry in entries}
    if by_field.get("excluded") == "yes":
        return Excluded()
    if by_field.get("not_applicable") == "yes":
        return NotApplicable()
    points = by_field.get("points")
    day = by_field.get("date")
    return Given(
        figures={e.field: Fraction(e.value) for e in entries if len(e.field) == 1},
        level=by_field.get("level"),
        checks=frozenset(entry.value for entry in entries if entry.field == "check"),
        date=quantities.day(day) if day else None,
        points=Fraction(points) if points is not None else None,
    )


def _check_none(item: str, entries: list[Entry]) -> None:
    if not any(entry.field == "level" and entry.value == NONE_LEVEL for entry in entries):
        return
    for entry in entries:
        if entry.field == "date":
            day = f"{quantities.day(entry.value):%d/%m/%Y}"
            problem = f"{item} vừa ghi chưa ban hành (level none) vừa ghi ngày ban hành {day}"
        elif entry.field == "check":
            problem = f"{item} vừa ghi không đạt điều kiện nào (level none) vừa ghi đạt “{entry.value}”"
        else:
            continue
        raise EntryError(f"{problem}. Xoá một trong hai", "value", about=(item, entry.key))


def _check_sources(item: str, asked_for: Asked, answer: Given, general: dict[str, Fraction]) -> None:
    for letter, figure in asked_for.figures.items():
        typed = answer.figures.get(letter)
        known = general.get(figure.source) if figure.source else None
        if typed is not None and known is not None and typed != known:
            raise EntryError(
                f"{item} {letter} = {canonical(typed)} khác thông tin chung {figure.source} = "
                f"{canonical(known)}. Quyết định lấy số này từ mục {figure.source}: sửa một trong hai",
                "value",
                about=(item, letter),
            )
