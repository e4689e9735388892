"""What went into a score, told with its place: typed, taken from the general information, chosen.

Where an appraiser put another value in place of the unit's, the source says so and what was claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from . import engine, forms, rounding, wording
from .answers import EMPTY, NONE_LEVEL, Given, Sheet
from .definition import Component, Figure, IndexSet
from .outcomes import Flag, FlagCode


@dataclass(frozen=True, slots=True)
class Input:
    """A figure that went in: its letter, what it is, its value as text and where it came from.

    What has no letter, a date or a level, has an empty one.
    """

    letter: str
    label: str
    unit: str
    value: str
    source: str


def of_figures(
    index_set: IndexSet, component: Component, sheet: Sheet, claimed: Sheet | None = None
) -> Iterator[Input]:
    """Yield the figures as the component was scored with them; `claimed` are the unit's own answers."""
    own = claimed or sheet
    values, said = (engine.resolved_figures(component, each) for each in (sheet, own))
    for figure in component.figures:
        value, before = values.get(figure.id), said.get(figure.id)
        source = _source(index_set, component, figure, own)
        yield Input(
            letter=figure.id,
            label=figure.label,
            unit=figure.unit,
            value="–" if value is None else rounding.figure(value),
            source=source
            if value == before
            else _adjusted("" if before is None else rounding.figure(before)),
        )


def chosen(component: Component, given: Given, claimed: Given | None = None) -> Iterator[Input]:
    """Yield what was answered without a letter: the level, the conditions, the date, the points."""
    own = next(_chosen(component, given if claimed is None else claimed), None)
    for each in _chosen(component, given):
        is_own = own is not None and own.value == each.value
        if is_own or isinstance(component.rule, forms.Expert):
            yield each
        else:
            yield replace(each, source=_adjusted("" if own is None else own.value))


def _adjusted(claimed: str) -> str:
    """That an appraiser changed the value, and what the unit had claimed, if anything."""
    return f"Thẩm định điều chỉnh (đơn vị {f'kê khai {claimed}' if claimed else 'chưa kê khai'})"


def _chosen(component: Component, given: Given) -> Iterator[Input]:
    rule = component.rule
    if isinstance(rule, forms.Levels) and given.level is not None:
        labels = {level.id: level.label for level in rule.levels}
        yield Input("", "Mức đã chọn", "", labels.get(given.level, given.level), "Đơn vị nhập")
    elif isinstance(rule, forms.Checklist) and (given.checks or given.level == NONE_LEVEL):
        met = "; ".join(each.label for each in rule.conditions if each.id in given.checks)
        yield Input("", "Điều kiện đạt", "", met or "Chưa đạt điều kiện nào", "Đơn vị nhập")
    elif isinstance(rule, forms.Deadline) and given.date is not None:
        yield Input("", "Ngày ban hành", "", f"{given.date:%d/%m/%Y}", "Đơn vị nhập")
    elif isinstance(rule, forms.Deadline) and given.level == NONE_LEVEL:
        yield Input("", "Ngày ban hành", "", "Chưa ban hành", "Đơn vị nhập")
    elif isinstance(rule, forms.Expert) and given.points is not None:
        points = rounding.figure(given.points)
        yield Input("", "Điểm chấm trực tiếp", "điểm", points, "Đơn vị thẩm định chấm")


def flag_words(index_set: IndexSet, component: Component, sheet: Sheet, flag: Flag) -> str:
    """The flag in words; a difference names both numbers."""
    if flag.code is FlagCode.MISSING and isinstance(component.rule, forms.Expert):
        return "Chưa có điểm thẩm định, tính 0 điểm"
    if flag.code is not FlagCode.DIFFERS:
        return wording.flag(flag)
    figure = next(each for each in component.figures if each.id == flag.about)
    answer = sheet.answers.get(component.code, EMPTY)
    typed = answer.figures.get(figure.id) if isinstance(answer, Given) else None
    known = engine.linked_value(figure, sheet.general)
    if typed is None or known is None:
        return wording.flag(flag)
    place = _place(index_set, figure, sheet)
    place = place if " = " in place else f"{place} = {rounding.figure(known)}"
    return f"Số {figure.id} đơn vị ghi {rounding.figure(typed)}, khác {place[0].lower()}{place[1:]}"


def _source(index_set: IndexSet, component: Component, figure: Figure, sheet: Sheet) -> str:
    answer = sheet.answers.get(component.code, EMPTY)
    typed = isinstance(answer, Given) and figure.id in answer.figures
    is_known = engine.linked_value(figure, sheet.general) is not None
    if is_known and (figure.source or not typed):
        return _place(index_set, figure, sheet)
    source = "Đơn vị nhập" if typed else "Chưa nhập"
    return f"{source}; quyết định giao {figure.supplier} cung cấp" if figure.supplier else source


def _place(index_set: IndexSet, figure: Figure, sheet: Sheet) -> str:
    """Where a linked figure stands: `Thông tin chung I.13 + I.14 = 120 + 33`."""
    names = {figure.source} if figure.source else set(figure.default.names if figure.default else ())
    shared = {item.code for item in index_set.shared}
    is_shared = bool(names) and names <= shared
    said = "Số liệu dùng chung {} (bộ chỉ số thêm)" if is_shared else "Thông tin chung {}"
    if figure.source or figure.default is None:
        return said.format(figure.source)
    written = figure.default.written()
    place = said.format(written)
    if written in names:
        return place
    zero = Fraction(0)
    terms = figure.default.written(lambda name: rounding.figure(sheet.general.get(name, zero)))
    return f"{place} = {terms}"
