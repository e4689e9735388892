"""An index set in plain Vietnamese words, for reading beside the decision: page, print and comparison."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch

from . import forms, rounding
from .definition import Class, Component, Decision, Figure, IndexSet
from .formula import Formula
from .steps import quantity
from .wording import NBSP, cited, share_of_max

KINDS = {
    "text": "chữ",
    "link": "địa chỉ trên mạng",
    "contact": "người liên hệ",
    "count": "số đếm",
    "amount": "số tiền",
    "percent": "phần trăm",
    "number": "số",
}
EFFECTS = {"score": "", "bonus": "điểm cộng", "penalty": "điểm trừ"}

Row = tuple[str, str]
"""A condition and what it gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A rule: how it works in a sentence, its branches if it has any, and what is said beside it."""

    how: str
    rows: tuple[Row, ...] = ()
    beside: tuple[str, ...] = ()

    def as_text(self) -> str:
        """All of it on one line, for a comparison."""
        rows = "; ".join(f"{condition}: {result}" for condition, result in self.rows)
        return " ".join(filter(None, (self.how, rows, *self.beside)))


def rule(component: Component) -> Told:
    """How the component is scored, in words and with its points."""
    told = _told(component.rule, component.max)
    when_zero = getattr(component.rule, "when_zero", None)
    beside = list(told.beside)
    if when_zero:
        result = "điểm tối đa" if when_zero == "full" else "0 điểm"
        beside.append(f"Mẫu số bằng 0: {result}, như quyết định nói.")
    beside += [f"Số liệu phải có {each.written()}; không thì gắn cờ." for each in component.expects]
    if component.parts:
        beside.append(f"Các mục con: {', '.join(each.code for each in component.parts)}.")
    return Told(how=told.how, rows=told.rows, beside=tuple(beside))


def points(value: Fraction) -> str:
    """`12,5 điểm` that does not break."""
    return f"{rounding.figure(value)}{NBSP}điểm"


def figure_source(index_set: IndexSet, figure: Figure) -> str:
    """Where the figure comes from: the unit, general information, a supplier."""
    titles = {item.code: item.title for item in index_set.general_items}
    shared = {item.code for item in index_set.shared}
    said = "Đơn vị ghi"
    if figure.source:
        said = f"Thông tin chung, mục {figure.source} ({titles.get(figure.source, 'không có')})"
    elif figure.default:
        names = sorted(figure.default.names)
        listed = "; ".join(f"{name} {titles.get(name, '')}".strip() for name in names)
        kind = "số liệu dùng chung" if set(names) <= shared else "Thông tin chung"
        said = f"Lấy sẵn từ {kind}: {figure.default.written()} ({listed}); ghi ở đây thì thắng"
    return f"{said}. {figure.supplier} cung cấp" if figure.supplier else said


def decided(decision: Decision) -> str:
    """`Quyết định số 2405/QĐ-UBND ngày 13/09/2024 của Chủ tịch UBND tỉnh`."""
    day = f" ngày {decision.issued_on:%d/%m/%Y}" if decision.issued_on else " (không ghi ngày)"
    return f"{cited(decision.number)}{day} của {decision.authority}"


def class_bound(each: Class) -> str:
    """`trên 75 %`, `từ 50 % trở lên`, `còn lại`."""
    if each.above is not None:
        return f"trên {rounding.figure(each.above)}{NBSP}%"
    return "còn lại" if each.at_least is None else f"từ {rounding.figure(each.at_least)}{NBSP}% trở lên"


# -- The rule forms -------------------------------------------------------------------------------


def _worth(worth: Fraction, maximum: Fraction) -> str:
    """`điểm tối đa (10 điểm)`, `1/2 điểm tối đa (5 điểm)`, `0 điểm`."""
    shown = share_of_max(worth)
    return shown if worth == 0 or not maximum else f"{shown} ({points(worth * maximum)})"


def _times(of: Formula, maximum: Fraction) -> str:
    return f"{of.as_factor()} × {rounding.figure(maximum)}"


@singledispatch
def _told(each: object, _maximum: Fraction) -> Told:
    raise TypeError(f"{type(each).__name__} has no words")


@_told.register
def _(each: forms.Levels, maximum: Fraction) -> Told:
    rows = tuple((level.label, _worth(level.worth, maximum)) for level in each.levels)
    return Told(how="Chọn đúng một mức.", rows=rows)


@_told.register
def _(each: forms.Checklist, maximum: Fraction) -> Told:
    rows = tuple((one.label, f"thêm {_worth(one.worth, maximum)}") for one in each.conditions)
    return Told(how="Mỗi điều kiện đạt được thì cộng thêm.", rows=rows)


@_told.register
def _(each: forms.Ratio, maximum: Fraction) -> Told:
    if each.full_at == 1:
        return Told(how=f"Điểm = {_times(each.of, maximum)}, không quá {points(maximum)}.")
    mark, written = quantity(each.of, each.full_at), each.of.written()
    below = f"{each.of.as_factor()} ÷ {mark} × {rounding.figure(maximum)}"
    rows = ((f"{written} ≥ {mark}", _worth(Fraction(1), maximum)), (f"{written} < {mark}", below))
    return Told(how=f"Đạt mốc {mark} thì được điểm tối đa; dưới mốc thì theo tỷ lệ.", rows=rows)


@_told.register
def _(each: forms.AllOrNothing, maximum: Fraction) -> Told:
    mark, written = quantity(each.of, each.at), each.of.written()
    rows = ((f"{written} ≥ {mark}", _worth(Fraction(1), maximum)), (f"{written} < {mark}", "0 điểm"))
    return Told(how=f"Đạt mốc {mark} thì được điểm tối đa, không thì 0 điểm.", rows=rows)


@_told.register
def _(each: forms.Bands, maximum: Fraction) -> Told:
    rows = [(band.at_least, _worth(band.worth, maximum)) for band in each.bands]
    return _table(each.of, rows)


@_told.register
def _(each: forms.Steps, _maximum: Fraction) -> Told:
    return _table(each.of, [(step.at_least, points(step.points)) for step in each.steps])


def _table(of: Formula, rows: list[tuple[Fraction, str]]) -> Told:
    lowest = quantity(of, min(at_least for at_least, _ in rows))
    shown = [(f"{of.written()} ≥ {quantity(of, at_least)}", result) for at_least, result in rows]
    return Told(how="Lấy mức cao nhất đạt được.", rows=(*shown, (f"{of.written()} < {lowest}", "0 điểm")))


@_told.register
def _(each: forms.Cases, maximum: Fraction) -> Told:
    rows = tuple(
        (
            f"{case.label} ({case.when.written()})",
            _times(case.of, maximum) if case.of else _worth(case.worth or Fraction(0), maximum),
        )
        for case in each.cases
    )
    return Told(how="Lấy trường hợp đầu tiên đúng.", rows=rows)


@_told.register
def _(each: forms.MinMax, maximum: Fraction) -> Told:
    scale = "(x − nhỏ nhất) ÷ (lớn nhất − nhỏ nhất)" if each.scale == "min_max" else "x ÷ tốt nhất"
    if each.better == "lower":
        flipped = {"min_max": "(lớn nhất − x) ÷ (lớn nhất − nhỏ nhất)", "share_of_best": "nhỏ nhất ÷ x"}
        scale = flipped[each.scale]
    better = "càng lớn càng tốt" if each.better == "higher" else "càng nhỏ càng tốt"
    how = f"So với các đơn vị trong nhóm, x = {each.of.written()}, {better}."
    result = f"Điểm = {scale} × {rounding.figure(maximum)}."
    equal = "Mọi đơn vị bằng nhau, hay chỉ có một đơn vị: điểm tối đa, gắn cờ."
    return Told(how=f"{how} {result}", beside=(equal,))


@_told.register
def _(each: forms.PerItem, maximum: Fraction) -> Told:
    how = f"Điểm = {each.of.as_factor()} × {rounding.figure(each.points)}, không quá {points(maximum)}."
    return Told(how=how)


@_told.register
def _(each: forms.BestOf, maximum: Fraction) -> Told:
    rows = tuple((f"Cách {number}", _times(of, maximum)) for number, of in enumerate(each.of, start=1))
    return Told(how="Lấy cách được nhiều điểm nhất.", rows=rows)


@_told.register
def _(each: forms.Deadline, maximum: Fraction) -> Told:
    rows = (
        (f"Ban hành trước ngày {each.before} của năm kế hoạch", _worth(Fraction(1), maximum)),
        ("Ban hành từ ngày đó trở đi, hoặc chưa ban hành", "0 điểm"),
    )
    return Told(how="Xét ngày ban hành.", rows=rows)


@_told.register
def _(_each: forms.Expert, maximum: Fraction) -> Told:
    return Told(how=f"Không có công thức: đơn vị thẩm định cho từ 0 đến {points(maximum)}, kèm lý do.")


@_told.register
def _(each: forms.Free, maximum: Fraction) -> Told:
    most = rounding.figure(maximum)
    written = each.points.written(lambda name: most if name == "max_points" else name)
    return Told(how=f"Điểm = {written}, từ 0 đến {points(maximum)}.")


@_told.register
def _(_each: forms.SumOfParts, _maximum: Fraction) -> Told:
    return Told(how="Cộng điểm các mục con.")


@_told.register
def _(_each: forms.Unscored, _maximum: Fraction) -> Told:
    return Told(how="Có hỏi mà không tính điểm.")
