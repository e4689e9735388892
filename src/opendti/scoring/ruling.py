"""The rule of a component in words, for reading beside the decision."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import singledispatch

from . import entries, forms, rounding
from .answers import NONE_LEVEL
from .definition import Component
from .formula import Formula
from .steps import quantity
from .wording import share_of_max


def lines(component: Component) -> Iterator[str]:
    """Yield what may be chosen and how the points come about, as the command line shows it."""
    rule = component.rule
    yield "Cách tính:"
    ids = [f"{kind} {each.id}: " for kind, each in _choices(rule)] or [""] * len(words(component))
    yield from (f"  {each}{line}" for each, line in zip(ids, words(component), strict=True))
    levels = entries.asked(component).levels
    if not isinstance(rule, forms.Levels) and NONE_LEVEL in levels:
        yield f"  level {NONE_LEVEL}: {levels[NONE_LEVEL]} → 0 điểm"
    when_zero = getattr(rule, "when_zero", None)
    if when_zero:
        yield f"  Mẫu số bằng 0: {'điểm tối đa' if when_zero == 'full' else '0 điểm'}, như quyết định nói"


def words(component: Component) -> list[str]:
    """The rule as sentences, one for each way it can go."""
    return list(_told(component.rule, rounding.figure(component.max)))


def _choices(rule: forms.Rule) -> list[tuple[str, forms.Level]]:
    """What may be chosen, with the field an answer names it under."""
    if isinstance(rule, forms.Levels):
        return [("level", each) for each in rule.levels]
    return [("check", each) for each in rule.conditions] if isinstance(rule, forms.Checklist) else []


@singledispatch
def _told(rule: object, _maximum: str) -> Iterator[str]:
    raise TypeError(f"{type(rule).__name__} has no words")


@_told.register
def _(rule: forms.Levels, _maximum: str) -> Iterator[str]:
    for level in rule.levels:
        yield f"{level.label} → {share_of_max(level.worth)}"


@_told.register
def _(rule: forms.Checklist, _maximum: str) -> Iterator[str]:
    for each in rule.conditions:
        yield f"{each.label} → thêm {share_of_max(each.worth)}"


@_told.register
def _(rule: forms.Ratio, maximum: str) -> Iterator[str]:
    if rule.full_at == 1:
        yield f"Điểm = {rule.of.as_factor()} × {maximum}, không quá {maximum}"
        return
    mark = quantity(rule.of, rule.full_at)
    yield f"{rule.of.written()} ≥ {mark}: điểm tối đa"
    yield f"{rule.of.written()} < {mark}: {rule.of.as_factor()} ÷ {mark} × {maximum}"


@_told.register
def _(rule: forms.AllOrNothing, _maximum: str) -> Iterator[str]:
    yield f"{rule.of.written()} ≥ {quantity(rule.of, rule.at)}: điểm tối đa; dưới mốc: 0 điểm"


@_told.register
def _(rule: forms.Bands, _maximum: str) -> Iterator[str]:
    yield from _table(rule.of, [(each.at_least, share_of_max(each.worth)) for each in rule.bands])


@_told.register
def _(rule: forms.Steps, _maximum: str) -> Iterator[str]:
    rows = [(each.at_least, f"{rounding.figure(each.points)} điểm") for each in rule.steps]
    yield from _table(rule.of, rows)


def _table(of: Formula, rows: list[tuple[Fraction, str]]) -> Iterator[str]:
    for at_least, result in rows:
        yield f"{of.written()} ≥ {quantity(of, at_least)}: {result}"
    yield f"{of.written()} < {quantity(of, min(at_least for at_least, _ in rows))}: 0 điểm"


@_told.register
def _(rule: forms.Cases, maximum: str) -> Iterator[str]:
    for case in rule.cases:
        result = f"{case.of.as_factor()} × {maximum}" if case.of else share_of_max(case.worth or Fraction(0))
        yield f"“{case.label}”: khi {case.when.written()} thì {result}"


@_told.register
def _(rule: forms.MinMax, maximum: str) -> Iterator[str]:
    how = "(x − nhỏ nhất) ÷ (lớn nhất − nhỏ nhất)" if rule.scale == "min_max" else "x ÷ tốt nhất"
    better = "càng lớn càng tốt" if rule.better == "higher" else "càng nhỏ càng tốt"
    yield f"So với các đơn vị trong nhóm: x = {rule.of.written()}, {better}; {how} × {maximum}"


@_told.register
def _(rule: forms.PerItem, maximum: str) -> Iterator[str]:
    yield f"Điểm = {rule.of.as_factor()} × {rounding.figure(rule.points)}, không quá {maximum}"


@_told.register
def _(rule: forms.BestOf, maximum: str) -> Iterator[str]:
    ways = "; ".join(formula.written() for formula in rule.of)
    yield f"Lấy cách được nhiều nhất trong: {ways}; nhân {maximum}"


@_told.register
def _(rule: forms.Deadline, _maximum: str) -> Iterator[str]:
    yield f"Ban hành trước ngày {rule.before} của năm kế hoạch: điểm tối đa"
    yield "Ban hành từ ngày đó trở đi hoặc chưa ban hành: 0 điểm"


@_told.register
def _(_rule: forms.Expert, maximum: str) -> Iterator[str]:
    yield f"Đơn vị thẩm định cho điểm trực tiếp từ 0 đến {maximum}, kèm lý do"


@_told.register
def _(rule: forms.Free, maximum: str) -> Iterator[str]:
    written = rule.points.written(lambda name: maximum if name == "max_points" else name)
    yield f"Điểm = {written}, từ 0 đến {maximum}"


@_told.register
def _(_rule: forms.SumOfParts, _maximum: str) -> Iterator[str]:
    yield "Cộng các mục con"


@_told.register
def _(_rule: forms.Unscored, _maximum: str) -> Iterator[str]:
    yield "Không tính điểm"
