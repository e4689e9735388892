"""The points box of a component: points, bar, the lines of the calculation, and what to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from opendti.assessment.queries.pages import Contents
from opendti.scoring import engine, explaining, forms, rounding, wording
from opendti.scoring.definition import Component
from opendti.scoring.explaining import Explanation
from opendti.scoring.outcomes import Flag, FlagCode, Score, State

from .bars import share
from .marks import warnings_of
from .trees import NOTHING, Row

CONDITION = "Điều kiện"
CAP_AT = Decimal(80)
"""Where on the bar the tick stands, in percent; the bar ends at 1.25 times the cap."""


class Line(NamedTuple):
    """`Tỷ lệ`, `a ÷ b = 45 ÷ 64 =`, `70,3125 %`."""

    term: str
    words: str
    result: str


@dataclass(frozen=True, slots=True)
class PointsBox:
    """What `parts/points.html` shows; `share` and `cap` are percent of the bar."""

    label: str
    value: str
    maximum: str
    share: Decimal
    cap: Decimal | None
    cap_words: str
    lines: list[Line]
    to_maximum: str
    why_url: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """A flag in words: what is so, and what can be done."""

    what: str
    todo: str
    is_error: bool = False


def explain(contents: Contents, row: Row) -> Explanation:
    """The component's score in words, from the score there is."""
    year = contents.sheet.group.round.plan_year
    return explaining.explain(contents.index_set, contents.answers, row.code, year=year, scored=row.node)


def points_box(contents: Contents, row: Row, *, why_url: str) -> PointsBox:
    """The box for the component as it stands."""
    told = explain(contents, row)
    is_empty = row.mark.state in ("none", "waiting")
    cap, cap_words = _cap(row)
    return PointsBox(
        label="Điểm tự đánh giá",
        value=NOTHING if is_empty else told.points,
        maximum=told.max,
        share=Decimal(0) if is_empty else _share(row),
        cap=cap,
        cap_words=cap_words,
        lines=_lines(told, row),
        to_maximum=told.advice,
        why_url=why_url,
    )


def _full_at(row: Row) -> Fraction | None:
    rule = row.place.leaf.rule
    return rule.full_at if isinstance(rule, forms.Ratio) and rule.full_at != 1 else None


def _cap(row: Row) -> tuple[Decimal | None, str]:
    rule, full_at = row.place.leaf.rule, _full_at(row)
    if full_at is None or not isinstance(rule, forms.Ratio):
        return None, ""
    words = f"tỷ lệ {wording.plain_percent(full_at)}" if rule.of.is_ratio else rounding.figure(full_at)
    return CAP_AT, f"Mốc tối đa: {words}"


def _share(row: Row) -> Decimal:
    full_at = _full_at(row)
    value = row.node.reasons[0].value if row.node.reasons else None
    if full_at and value is not None:
        return share(value, full_at * Fraction(100, int(CAP_AT)))
    return share(row.node.points, row.node.max)


def _lines(told: Explanation, row: Row) -> list[Line]:
    if row.mark.state == "waiting":
        return [Line("Cách chấm", "Do đơn vị thẩm định chấm, đơn vị không tự nhập điểm", "")]
    lines = [_line(step.label, step.text) for step in told.steps]
    rule = row.place.leaf.rule
    taken = next((branch for branch in told.branches if branch.is_taken), None)
    if taken and row.node.state is State.SCORED and not isinstance(rule, forms.Checklist):
        at = 1 if lines and lines[0].term != CONDITION else 0
        word = "Mức" if isinstance(rule, forms.Levels) else "Nhánh"
        says_all = isinstance(rule, forms.Cases) or len(told.steps) > 1
        lines.insert(at, Line(word, taken.condition, "" if says_all else taken.result))
    if row.mark.state == "none":
        lines.insert(0, Line("Còn thiếu", told.answer, ""))
    return lines or [Line("Kết quả", told.answer, "")]


def _line(term: str, text: str) -> Line:
    """A step of the calculation with its last result apart, to be set in bold; a condition has none."""
    at = max(text.rfind("= "), text.rfind("≈ "))
    if at < 0 or term == CONDITION:
        return Line(term, text, "")
    return Line(term, text[: at + 1], text[at + 2 :])


# -- What to look at again ------------------------------------------------------------------------


def cautions(contents: Contents, row: Row) -> list[Caution]:
    """The component's flags in words. A warning may be kept with a reason; an error may not."""
    is_error = row.node.state is State.ERROR
    return [_warning(contents, row, flag, is_error) for flag in warnings_of(row.node)]


def _warning(contents: Contents, row: Row, flag: Flag, is_error: bool) -> Caution:  # noqa: FBT001
    leaf, code = row.place.leaf, row.code
    if flag.code is FlagCode.ABOVE_ONE:
        what = _above(contents, leaf, row.node) or wording.flag(flag)
        return Caution(f"{what}.", "Sửa số, hoặc giữ và nêu lý do ở phần giải trình.", is_error)
    if flag.code is FlagCode.DIFFERS:
        figure = next(each for each in leaf.figures if each.id == flag.about)
        known = engine.linked_value(figure, contents.answers.general)
        source = figure.default.written() if figure.default else figure.source
        value = "" if known is None else f" ({rounding.figure(known)})"
        what = f"Ô {flag.about} của {code} khác thông tin chung {source}{value}."
        return Caution(what, "Lấy lại số ở thông tin chung, hoặc giữ và nêu lý do ở phần giải trình.")
    if flag.code is FlagCode.ZERO_DENOMINATOR:
        todo = "Nếu quả thật không có đối tượng để tính, đề nghị quản trị đợt không đánh giá mục này."
        return Caution("Mẫu số bằng 0 mà quyết định không nói cách tính, nên 0 điểm.", todo)
    return Caution(f"{wording.flag(flag)}.", "Sửa số, hoặc nêu lý do ở phần giải trình.", is_error)


def _above(contents: Contents, leaf: Component, node: Score) -> str:
    """`Ô a lớn hơn ô b (58 > 57)` for a plain ratio; empty for any other."""
    if not isinstance(leaf.rule, forms.Ratio):
        return ""
    over, _, under = leaf.rule.of.source.partition("/")
    figures = engine.resolved_figures(leaf, contents.answers)
    names = over.strip(), under.strip()
    if not all(name in figures for name in names):
        return ""
    first, second = (rounding.figure(figures[name]) for name in names)
    compared = f"Ô {names[0]} của {node.code} lớn hơn ô {names[1]} ({first} > {second})"
    return f"{compared}, tỷ lệ vượt 100{wording.NBSP}%"
