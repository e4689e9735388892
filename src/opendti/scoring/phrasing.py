"""What each rule form says about a scored answer: the sentence, the branches, the sum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import singledispatch

from . import forms, rounding
from .formula import Formula
from .outcomes import FlagCode, State
from .steps import (
    Case,
    points_step,
    quantity,
    quantity_beside,
    to_the_top,
    value_step,
    worth_step,
    zero_step,
)  # fmt: skip
from .wording import points, share_of_max


@dataclass(frozen=True, slots=True)
class Told:
    """The answer in a sentence, branches (condition, result, taken), steps (label, text), advice."""

    answer: str
    branches: tuple[tuple[str, str, bool], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    advice: str = ""


def tell(case: Case) -> Told:
    """The words for this case; what has no answer is told the same way for every form."""
    node = case.node
    if node.state is State.EXCLUDED:
        return Told(_excluded(case))
    if node.state is State.NOT_APPLICABLE:
        return Told("Chỉ số này không có trong bộ của đơn vị, không tính vào tổng.")
    told = _told(case.component.rule, case)
    if node.state is State.MISSING:
        return Told(_missing(case), told.branches, _formula_only(case))
    why_nothing = _WHY_NOTHING.get(node.flags[0].code) if node.flags else None
    if node.state is State.ERROR or why_nothing:
        steps = zero_step(case) if node.flags[0].code is FlagCode.ZERO_DENOMINATOR else ()
        return Told(why_nothing or "Số liệu trái với cách tính nên 0 điểm.", told.branches, steps)
    return told


def _excluded(case: Case) -> str:
    by = f" ({case.exclusion_clause})" if case.exclusion_clause else ""
    reason = f" Lý do: {case.about}." if case.about else ""
    if case.component.effect != "score":
        return f"Không đánh giá, không cộng không trừ vào tổng{by}.{reason}"
    maximum = rounding.figure(case.component.max)
    return f"Không đánh giá: điểm và điểm tối đa đều ra khỏi tổng, bớt {maximum} điểm tối đa{by}.{reason}"


_WHY_NOTHING = {
    FlagCode.ZERO_DENOMINATOR: "Mẫu số bằng 0 mà quyết định không nói cách tính, nên 0 điểm.",
    FlagCode.NO_CASE: "Không trường hợp nào của quyết định áp dụng được, nên 0 điểm.",
}


def _missing(case: Case) -> str:
    is_expert = isinstance(case.component.rule, forms.Expert)
    what = "Chưa có điểm thẩm định" if is_expert else f"Không có số liệu {case.about}".rstrip()
    return f"{what}, nên 0 điểm."


def _formula_only(case: Case) -> tuple[tuple[str, str], ...]:
    formula = getattr(case.component.rule, "of", None)
    return (("Công thức", formula.written()),) if isinstance(formula, Formula) else ()


@singledispatch
def _told(_rule: object, case: Case) -> Told:
    return Told(f"Được {case.points} điểm.")


@_told.register
def _(rule: forms.Levels, case: Case) -> Told:
    branches = tuple(
        (level.label, share_of_max(level.worth), level.id == case.given.level) for level in rule.levels
    )
    worth = next((level.worth for level in rule.levels if level.id == case.given.level), Fraction(0))
    answer = f"Mức đã chọn được {share_of_max(worth)}, nên {case.points} điểm."
    return Told(answer, branches, (worth_step(case, worth),))


@_told.register
def _(rule: forms.Checklist, case: Case) -> Told:
    branches = tuple(
        (each.label, share_of_max(each.worth), each.id in case.given.checks) for each in rule.conditions
    )
    met = sum(each.id in case.given.checks for each in rule.conditions)
    answer = f"Đáp ứng {met} trong {len(rule.conditions)} điều kiện, nên {case.points} điểm."
    worth = sum((each.worth for each in rule.conditions if each.id in case.given.checks), Fraction(0))
    return Told(answer, branches, (worth_step(case, min(worth, Fraction(1))),))


@_told.register
def _(rule: forms.Ratio, case: Case) -> Told:
    branches = _ratio_branches(rule, case)
    reason = case.node.reasons[0].code if case.node.reasons else ""
    if reason in ("full", "none"):
        given = "điểm tối đa" if reason == "full" else "0 điểm"
        return Told(f"Mẫu số bằng 0, quyết định cho {given}.", branches, zero_step(case))
    value = case.value
    if value is None:
        return Told("", branches)
    reached = quantity_beside(rule.of, value, [rule.full_at])
    steps = [value_step(case, rule.of, value, [rule.full_at])]
    maximum = rounding.figure(case.component.max)
    by_mark = "" if rule.full_at == 1 else f" ÷ {quantity(rule.of, rule.full_at)}"
    how = f"{case.put_in_factor(rule.of)}{by_mark} × {maximum}"
    steps.append(points_step(case, how, value / rule.full_at * case.component.max))
    if value >= rule.full_at:
        mark = quantity(rule.of, rule.full_at)
        answer = f"{steps[0][0]} {reached} đạt mốc {mark}, nên được điểm tối đa {case.points}."
        return Told(answer, branches, tuple(steps))
    below = "" if rule.full_at == 1 else f" dưới mốc {quantity(rule.of, rule.full_at)}"
    answer = f"{steps[0][0]} {reached}{below}, nên được {case.points} điểm."
    return Told(answer, branches, tuple(steps), to_the_top(rule, case))


def _ratio_branches(rule: forms.Ratio, case: Case) -> tuple[tuple[str, str, bool], ...]:
    reason = case.node.reasons[0].code if case.node.reasons else ""
    value = case.value if reason == "ratio" else None
    formula, factor, branches = rule.of.written(), rule.of.as_factor(), []
    if rule.when_zero:
        worth = share_of_max(Fraction(rule.when_zero == "full"))
        branches.append(("Mẫu số = 0", worth, reason in ("full", "none")))
    if rule.full_at != 1:
        mark = quantity(rule.of, rule.full_at)
        reached = value is not None and value >= rule.full_at
        branches.append((f"{formula} ≥ {mark}", "điểm tối đa", reached))
        below = f"{factor} ÷ {mark} × {rounding.figure(case.component.max)}"
        branches.append((f"{formula} < {mark}", below, value is not None and not reached))
    elif rule.when_zero:
        result = f"{factor} × {rounding.figure(case.component.max)}"
        branches.append(("Mẫu số > 0", result, value is not None))
    return tuple(branches)


@_told.register
def _(rule: forms.AllOrNothing, case: Case) -> Told:
    if case.value is None:
        return Told("")
    mark = quantity(rule.of, rule.at)
    reached = case.value >= rule.at
    branches = ((f"Đạt {mark}", "điểm tối đa", reached), (f"Dưới {mark}", "0 điểm", not reached))
    step = value_step(case, rule.of, case.value, [rule.at])
    value = quantity_beside(rule.of, case.value, [rule.at])
    answer = f"{step[0]} {value}, {'đạt' if reached else 'chưa đạt'} {mark}: {case.points} điểm."
    return Told(answer, branches, (step, worth_step(case, Fraction(reached))))


@_told.register
def _(rule: forms.Bands, case: Case) -> Told:
    rows = [(band.at_least, share_of_max(band.worth)) for band in rule.bands]
    told = _table(case, rule.of, rows)
    if case.value is None:
        return told
    worth = rule.bands[int(case.about) - 1].worth if case.about else Fraction(0)
    return replace(told, steps=(*told.steps, worth_step(case, worth)))


@_told.register
def _(rule: forms.Steps, case: Case) -> Told:
    rows = [(step.at_least, f"{rounding.figure(step.points)} điểm") for step in rule.steps]
    return _table(case, rule.of, rows)


def _table(case: Case, formula: Formula, rows: list[tuple[Fraction, str]]) -> Told:
    taken = case.about
    branches = [
        (f"{formula.written()} ≥ {quantity(formula, at_least)}", result, taken == str(number))
        for number, (at_least, result) in enumerate(rows, start=1)
    ]
    lowest = quantity(formula, min(at_least for at_least, _ in rows))
    none_reached = case.value is not None and not taken
    branches.append((f"{formula.written()} < {lowest}", "0 điểm", none_reached))
    if case.value is None:
        return Told("", tuple(branches))
    marks = [at_least for at_least, _ in rows]
    step = value_step(case, formula, case.value, marks)
    result = next((result for _, result, is_taken in branches if is_taken), "0 điểm")
    answer = f"{step[0]} {quantity_beside(formula, case.value, marks)} được {result}, nên {case.points} điểm."
    return Told(answer, tuple(branches), (step,))


@_told.register
def _(rule: forms.Cases, case: Case) -> Told:
    maximum = rounding.figure(case.component.max)
    branches = tuple(
        (
            each.label,
            f"{each.of.as_factor()} × {maximum}" if each.of else share_of_max(each.worth or Fraction(0)),
            case.about == str(number),
        )
        for number, each in enumerate(rule.cases, start=1)
    )
    if not case.about.isdigit() or case.value is None:
        return Told("", branches)
    taken = rule.cases[int(case.about) - 1]
    steps = [("Điều kiện", f"{taken.when.written()}: {case.put_in(taken.when)}")]
    if taken.of:
        steps.append(value_step(case, taken.of, case.value))
        how = f"{case.put_in_factor(taken.of)} × {maximum}"
        steps.append(points_step(case, how, case.value * case.component.max))
    else:
        steps.append(worth_step(case, taken.worth or Fraction(0)))
    answer = f"Trường hợp “{taken.label}”, nên được {case.points} điểm."
    return Told(answer, branches, tuple(steps))


@_told.register
def _(rule: forms.MinMax, case: Case) -> Told:
    if case.value is None:
        return Told("")
    step = value_step(case, rule.of, case.value)
    low, high = (quantity(rule.of, reason.value or Fraction(0)) for reason in case.node.reasons[1:])
    answer = f"{step[0]} {quantity(rule.of, case.value)}, nhóm từ {low} đến {high}: {case.points} điểm."
    if case.node.flags and case.node.flags[0].code in (FlagCode.ALL_EQUAL, FlagCode.SINGLE_UNIT):
        return Told(answer, (), (step,))
    x, maximum = quantity(rule.of, case.value), rounding.figure(case.component.max)
    how = _SCALES[rule.scale, rule.better].format(x=x, low=low, high=high)
    return Told(answer, (), (step, points_step(case, f"{how} × {maximum}", abs(case.node.points))))


_SCALES = {
    ("min_max", "higher"): "({x} − {low}) ÷ ({high} − {low})",
    ("min_max", "lower"): "({high} − {x}) ÷ ({high} − {low})",
    ("share_of_best", "higher"): "{x} ÷ {high}",
    ("share_of_best", "lower"): "{low} ÷ {x}",
}


@_told.register
def _(rule: forms.PerItem, case: Case) -> Told:
    if case.value is None:
        return Told("")
    each = rounding.figure(rule.points)
    answer = f"{rounding.figure(case.value)} mục, mỗi mục {each} điểm, không quá tối đa: {case.points} điểm."
    how = f"{case.put_in_factor(rule.of)} × {each}"
    return Told(answer, (), (points_step(case, how, case.value * rule.points),))


@_told.register
def _(rule: forms.BestOf, case: Case) -> Told:
    branches = tuple(
        (formula.written(), case.put_in(formula), case.about == str(number))
        for number, formula in enumerate(rule.of, start=1)
    )
    return Told(f"Lấy phương án cao nhất: {case.points} điểm.", branches)


@_told.register
def _(rule: forms.Deadline, case: Case) -> Told:
    limit = f"{rule.before}/{case.year}"
    day = case.given.date
    in_time = case.node.state is State.SCORED and case.node.points != 0
    branches = (
        (f"Ban hành trước ngày {limit}", "điểm tối đa", day is not None and in_time),
        (f"Ban hành từ ngày {limit} hoặc chưa ban hành", "0 điểm", not in_time),
    )
    if day is None:
        return Told("Chưa ban hành, nên 0 điểm.", branches)
    how = "trước" if in_time else "không trước"
    return Told(f"Ban hành ngày {day:%d/%m/%Y}, {how} ngày {limit}, nên {case.points} điểm.", branches)


@_told.register
def _(_rule: forms.Expert, case: Case) -> Told:
    return Told(f"Đơn vị thẩm định chấm trực tiếp {case.points} điểm.")


@_told.register
def _(rule: forms.Free, case: Case) -> Told:
    if case.value is None:
        return Told("")
    step = points_step(case, f"{rule.points.written()} = {case.put_in(rule.points)}", case.value)
    return Told(f"Tính theo công thức riêng: {case.points} điểm.", (), (step,))


@_told.register
def _(_rule: forms.SumOfParts, case: Case) -> Told:
    parts = [part.points for part in case.node.parts]
    sum_of = " + ".join(points(part, case.places) for part in parts)
    are_exact = all(rounding.half_up(part, case.places) == part for part in parts)
    sign = "=" if are_exact else "≈"
    return Told(f"Tổng các mục con: {sum_of} {sign} {points(case.node.points, case.places)} điểm.")


@_told.register
def _(_rule: forms.Unscored, _case: Case) -> Told:
    return Told("Không tính điểm.")
