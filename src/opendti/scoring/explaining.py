"""A component's score written out in Vietnamese: inputs, branch, sum, fraction, rounding, clause.

Explaining computes nothing a second time: the points come from the scored node, and the formula is
only rewritten with the numbers put in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction

from . import engine, inputs, phrasing, rounding, wording
from .answers import EMPTY, Given, Sheet
from .definition import Component, IndexSet
from .inputs import Input
from .outcomes import Score, State
from .steps import Case

__all__ = ["Branch", "Explanation", "Input", "Step", "explain"]


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
    """Everything there is to say about one number. All values are text: exact ones as fractions.

    `inputs` are the figures; `chosen` is what was answered without a letter: level, conditions, date,
    points.
    """

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
    chosen: tuple[Input, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The same as plain values that JSON can hold."""
        return asdict(self)

    def as_text(self) -> str:
        """The same as lines for a terminal."""
        return "\n".join(_lines(self))


def explain(
    index_set: IndexSet,
    sheet: Sheet,
    code: str,
    *,
    year: int | None = None,
    scored: Score | None = None,
    claimed: Sheet | None = None,
) -> Explanation:
    """Why the component `code` has its points; KeyError when the set has no such component.

    `scored` is its node from scoring the whole group, which min–max components need; without it
    the sheet is scored on its own. `claimed` are the unit's own answers, where `sheet` holds what
    appraisers made of them.
    """
    component = _component(index_set, code)
    node = scored or engine.score(index_set, sheet, year=year).find(code)
    case = _case(index_set, component, sheet, node, year)
    told, places = phrasing.tell(case), case.places
    return Explanation(
        code=code,
        title=component.title,
        points=wording.points(node.points, places),
        max=rounding.figure(_reachable(component, node)),
        exact=str(node.points),
        state=node.state.value,
        state_words=wording.STATES[node.state],
        answer=told.answer,
        inputs=tuple(inputs.of_figures(index_set, component, sheet, claimed)),
        branches=tuple(Branch(*branch) for branch in told.branches),
        steps=tuple(Step(*step) for step in told.steps),
        rounding=_rounding(node, places),
        flags=tuple(inputs.flag_words(index_set, component, sheet, flag) for flag in node.flags),
        clause=_clause(index_set, component, node),
        law=component.text or "",
        note=component.note or "",
        advice=told.advice,
        parts=tuple(_part(index_set, part) for part in node.parts),
        chosen=tuple(inputs.chosen(component, case.given, _given(claimed or sheet, code))),
    )


def _case(index_set: IndexSet, component: Component, sheet: Sheet, node: Score, year: int | None) -> Case:
    plan_year = index_set.year if year is None else year
    figures, given = engine.resolved_figures(component, sheet), _given(sheet, component.code)
    clause = index_set.exclusion_clause or ""
    return Case(component, node, figures, given, plan_year, index_set.rounding.places, clause)


def _given(sheet: Sheet, code: str) -> Given:
    answer = sheet.answers.get(code, EMPTY)
    return answer if isinstance(answer, Given) else EMPTY


def _reachable(component: Component, node: Score) -> Fraction:
    """The points to set the score against; bonus and penalty stand outside the maximum of the node."""
    return node.max if component.effect == "score" else component.max


def _clause(index_set: IndexSet, component: Component, node: Score) -> str:
    clause = f"{wording.cited(index_set.decision.number)}, {index_set.clause_of(component)}"
    by = index_set.exclusion_clause if node.state is State.EXCLUDED else None
    return f"{clause}; {by}" if by else clause


def _component(index_set: IndexSet, code: str) -> Component:
    for component in index_set.all_components:
        if component.code == code:
            return component
    raise KeyError(code)


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
    return f"{places} chữ số thập phân, từ 5 trở lên thì tăng: {shown}"


def _lines(told: Explanation) -> list[str]:
    lines = [f"{told.code} {told.title}", f"{told.points}/{told.max} điểm. {told.answer}", ""]
    if told.inputs or told.chosen:
        lines.append("Số liệu đầu vào")
        lines += [f"  {i.letter} = {i.value} {i.unit} | {i.label} | {i.source}" for i in told.inputs]
        lines += [f"  {i.label}: {f'{i.value} {i.unit}'.strip()} | {i.source}" for i in told.chosen]
    if told.branches:
        lines.append("Nhánh áp dụng")
        lines += [f"  {'→' if b.is_taken else ' '} {_branch(b)}" for b in told.branches]
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


def _branch(branch: Branch) -> str:
    """The condition and its result, which a condition quoted from the decision may already end with."""
    condition = branch.condition.rstrip(" :;")
    said = condition.casefold().endswith(f": {branch.result}".casefold())
    return condition if said else f"{condition}: {branch.result}"
