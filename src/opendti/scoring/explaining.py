"""A component's score written out in Vietnamese: inputs, branch, sum, fraction, rounding, clause.

Explaining computes nothing a second time: the points come from the scored node, and the formula is
only rewritten with the numbers put in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction

from . import engine, phrasing, rounding, wording
from .answers import EMPTY, Given, Sheet
from .definition import Component, Figure, IndexSet
from .outcomes import Score, State
from .steps import Case


@dataclass(frozen=True, slots=True)
class Input:
    """A figure that went in: its letter, what it is, its value as text and where it came from."""

    letter: str
    label: str
    unit: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One way the rule can go, what it gives, and whether it was taken."""

    condition: str
    result: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the calculation: `Tỷ lệ`, `a ÷ b = 45 ÷ 64 = 70,3125 %`."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say about one number. All values are text: exact ones as fractions."""

    code: str
    title: str
    points: str
    max: str
    exact: str
    state: str
    state_words: str
    answer: str
    inputs: tuple[Input, ...]
    branches: tuple[Branch, ...]
    steps: tuple[Step, ...]
    rounding: str
    flags: tuple[str, ...]
    clause: str
    law: str
    note: str
    advice: str
    parts: tuple[Step, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The same as plain values that JSON can hold."""
        return asdict(self)

    def as_text(self) -> str:
        """The same as lines for a terminal."""
        return "\n".join(_lines(self))


def explain(
    index_set: IndexSet, sheet: Sheet, code: str, *, year: int | None = None, scored: Score | None = None
) -> Explanation:
    """Why the component `code` has its points; KeyError when the set has no such component.

    `scored` is its node from scoring the whole group, which min–max components need; without it
    the sheet is scored on its own.
    """
    component = _component(index_set, code)
    node = scored or engine.score(index_set, sheet, year=year).find(code)
    plan_year = index_set.year if year is None else year
    figures = engine.resolved_figures(component, sheet)
    answer = sheet.answers.get(code, EMPTY)
    places = index_set.rounding.places
    given = answer if isinstance(answer, Given) else EMPTY
    case = Case(component, node, figures, given, plan_year, places)
    told = phrasing.tell(case)
    return Explanation(
        code=code,
        title=component.title,
        points=wording.points(node.points, places),
        max=rounding.figure(_reachable(component, node)),
        exact=str(node.points),
        state=node.state.value,
        state_words=wording.STATES[node.state],
        answer=told.answer,
        inputs=tuple(_input(figure, component, figures, sheet) for figure in component.figures),
        branches=tuple(Branch(*branch) for branch in told.branches),
        steps=tuple(Step(*step) for step in told.steps),
        rounding=_rounding(node, places),
        flags=tuple(wording.flag(flag) for flag in node.flags),
        clause=f"{index_set.decision.number}, {index_set.clause_of(component)}",
        law=component.text or "",
        note=component.note or "",
        advice=told.advice,
        parts=tuple(_part(index_set, part) for part in node.parts),
    )


def _reachable(component: Component, node: Score) -> Fraction:
    """The points to set the score against; bonus and penalty stand outside the maximum of the node."""
    return node.max if component.effect == "score" else component.max


def _component(index_set: IndexSet, code: str) -> Component:
    for component in index_set.all_components:
        if component.code == code:
            return component
    raise KeyError(code)


def _input(figure: Figure, component: Component, figures: dict[str, Fraction], sheet: Sheet) -> Input:
    value = figures.get(figure.id)
    return Input(
        letter=figure.id,
        label=figure.label,
        unit=figure.unit,
        value="–" if value is None else rounding.figure(value),
        source=_source(figure, component, sheet),
    )


def _source(figure: Figure, component: Component, sheet: Sheet) -> str:
    answer = sheet.answers.get(component.code, EMPTY)
    typed = isinstance(answer, Given) and figure.id in answer.figures
    known = engine.linked_value(figure, sheet.general)
    if figure.source and known is not None:
        return f"Thông tin chung {figure.source}"
    if figure.default and known is not None and not typed:
        return f"Thông tin chung {figure.default.written()}"
    if figure.supplier:
        return f"{figure.supplier} cung cấp"
    return "Đơn vị nhập" if typed else "Chưa nhập"


def _part(index_set: IndexSet, node: Score) -> Step:
    part = _component(index_set, node.code)
    shown = wording.of_max(node.points, _reachable(part, node), index_set.rounding.places)
    return Step(
        f"{node.code} {part.title}", shown if node.state is State.SCORED else wording.STATES[node.state]
    )


def _rounding(node: Score, places: int) -> str:
    shown = wording.points(node.points, places)
    if rounding.half_up(node.points, places) == node.points:
        return f"{shown} là giá trị đúng, không phải làm tròn"
    return f"{places} chữ số thập phân, nửa lên: {shown}"


def _lines(told: Explanation) -> list[str]:
    lines = [f"{told.code} {told.title}", f"{told.points}/{told.max} điểm. {told.answer}", ""]
    if told.inputs:
        lines.append("Số liệu đầu vào")
        lines += [f"  {i.letter} = {i.value} {i.unit} | {i.label} | {i.source}" for i in told.inputs]
    if told.branches:
        lines.append("Nhánh áp dụng")
        lines += [f"  {'→' if b.is_taken else ' '} {b.condition}: {b.result}" for b in told.branches]
    for step in (*told.steps, *told.parts):
        lines.append(f"{step.label}: {step.text}")
    lines.append(f"Giá trị đúng: {told.exact}")
    lines.append(f"Làm tròn: {told.rounding}")
    lines += [f"Cảnh báo: {flag}" for flag in told.flags]
    lines.append(f"Căn cứ: {told.clause}")
    lines += [f"  | {line}" for line in told.law.splitlines()]
    if told.note:
        lines.append(f"Ghi chú: {told.note.strip()}")
    if told.advice:
        lines.append(told.advice)
    return lines
