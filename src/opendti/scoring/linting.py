"""What must hold in an index set, and what looks wrong in the decision it was written from.

Errors are ours: with them the set cannot be scored sensibly. Doubts are the decision's (`doubts`),
and each should be answered by a note in the file, so that a reader sees what was decided and why.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from . import forms, rounding
from .definition import Class, Component, GeneralItem, Group, IndexSet, MainIndex
from .doubts import Complaint, doubts, formulas_of

Severity = Literal["error", "doubt"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to answer. `at` is a component, main index or group, "" for the set.

    `answer` is the note in the file that says what was decided about it, None while there is none.
    """

    code: str
    severity: Severity
    at: str
    message: str
    answer: str | None


def lint(index_set: IndexSet) -> list[Finding]:
    """All that is wrong or doubtful in the set: errors first, then doubts."""
    notes = dict(_answers_by_code(index_set))
    found: list[tuple[Severity, Complaint]] = [("error", each) for each in _errors(index_set)]
    found += [("doubt", each) for each in doubts(index_set)]
    return [
        Finding(code, severity, at, message, notes.get((at, code)) or index_set.notes.get(code))
        for severity, (code, at, message) in found
    ]


Answers = Iterator[tuple[tuple[str, str], str]]


def _answers_by_code(index_set: IndexSet) -> Answers:
    """Yield place and finding code with the note that answers it; a parent's note answers for its parts."""
    for group in index_set.groups:
        yield from _answered(group, group.code)
        for main in group.main_indexes:
            yield from _answered(main, main.code)
            for component in main.components:
                for part in component.walk():
                    yield from _answered(component, part.code)
                for part in component.walk():
                    yield from _answered(part, part.code)


def _answered(by: Component | MainIndex | Group, at: str) -> Answers:
    yield from (((at, code), by.note) for code in by.answers if by.note)


def _errors(index_set: IndexSet) -> Iterator[Complaint]:
    yield from _sums(index_set)
    yield from _codes(index_set)
    yield from _agencies(index_set)
    yield from _classes(index_set.classes)
    yield from _reviews(index_set)
    numbers = {item.code for item in index_set.general_items if item.is_number}
    for leaf in index_set.leaves:
        yield from _variables(leaf, numbers)
        yield from _rule(leaf)


# -- Points and weights ---------------------------------------------------------------------------


def _sums(index_set: IndexSet) -> Iterator[Complaint]:
    weighted = index_set.aggregation == "composite"
    whole = [group.max for group in index_set.groups]
    yield from _adding_up("", "cả bộ", index_set.max, whole)
    for group in index_set.groups:
        mains = [(main.weight or Fraction(0)) if weighted else main.max for main in group.main_indexes]
        yield from _adding_up(group.code, f"nhóm {group.code}", group.max, mains)
    for main in index_set.main_indexes:
        yield from _adding_up(main.code, f"chỉ số chính {main.code}", main.max, _scored(main.components))
    for component in (each for top in index_set.components for each in top.walk()):
        if component.parts:
            name = f"chỉ số {component.code}"
            yield from _adding_up(component.code, name, component.max, _scored(component.parts))
    if weighted and (total := sum((main.weight or Fraction(0)) for main in index_set.main_indexes)) != 1:
        message = f"Các trọng số cộng lại được {rounding.figure(Fraction(total))}, phải bằng 1."
        yield Complaint("weights-mismatch", "", message)


def _scored(components: Iterable[Component]) -> list[Fraction]:
    """The maxima that count: bonus and penalty points stand outside the maximum."""
    return [component.max for component in components if component.effect == "score"]


def _adding_up(at: str, name: str, maximum: Fraction, parts: Sequence[Fraction]) -> Iterator[Complaint]:
    total = sum(parts, Fraction(0))
    if total != maximum:
        yield Complaint(
            "sum-mismatch",
            at,
            f"Điểm tối đa của {name} là {rounding.figure(maximum)}, "
            f"còn các mục bên trong cộng lại được {rounding.figure(total)}.",
        )


# -- Codes, agencies, classes ---------------------------------------------------------------------


def _codes(index_set: IndexSet) -> Iterator[Complaint]:
    components = [each for component in index_set.components for each in component.walk()]
    kinds: list[tuple[str, list[str]]] = [
        ("Mục thông tin chung", [item.code for item in index_set.general_items]),
        ("Nhóm", [group.code for group in index_set.groups]),
        ("Chỉ số chính", [main.code for main in index_set.main_indexes]),
        ("Chỉ số", [component.code for component in components]),
    ]
    for kind, codes in kinds:
        for code, times in Counter(codes).items():
            if times > 1:
                yield Complaint("duplicate-code", code, f"{kind} {code} có {times} lần, phải có một lần.")
    families = [(main.code, main.components) for main in index_set.main_indexes]
    families += [(component.code, component.parts) for component in components]
    for parent, children in families:
        for child in children:
            if not child.code.startswith(f"{parent}."):
                message = f"Chỉ số {child.code} nằm trong {parent}, nhưng mã không bắt đầu bằng {parent}."
                yield Complaint("code-outside-parent", child.code, message)


def _agencies(index_set: IndexSet) -> Iterator[Complaint]:
    named = [(item.code, agency) for item in index_set.general_items for agency in _agencies_of(item)]
    for component in index_set.components:
        named += [(each.code, agency) for each in component.walk() for agency in _agencies_of(each)]
    for at, agency in dict.fromkeys(named):
        if index_set.agency_called(agency) is None:
            message = f"Mục {at} nói đến “{agency}”, không có trong agencies, nên không giao việc được."
            yield Complaint("unknown-agency", at, message)


def _agencies_of(item: GeneralItem | Component) -> Iterator[str]:
    yield from item.appraisers
    if isinstance(item, Component):
        yield from item.suppliers
        yield from (figure.supplier for figure in item.figures if figure.supplier)
    elif item.supplier:
        yield item.supplier


def _classes(classes: Sequence[Class]) -> Iterator[Complaint]:
    for each in classes:
        if each.above is not None and each.at_least is not None:
            message = f"Xếp loại “{each.label}” có cả above và at_least, chỉ được một."
            yield Complaint("class-bound", "", message)
    for higher, lower in pairwise(classes):
        if _bound(lower) >= _bound(higher):
            message = f"Mức của “{lower.label}” phải thấp hơn “{higher.label}”: viết từ cao xuống thấp."
            yield Complaint("classes-not-descending", "", message)


def _bound(each: Class) -> Fraction:
    """The lower bound of a class; the last class may have none and takes everything left."""
    stated = each.at_least if each.above is None else each.above
    return Fraction(0) if stated is None else stated


def _reviews(index_set: IndexSet) -> Iterator[Complaint]:
    """Yield what waits for a person: read from a document and not understood well enough to be used."""
    places = [("", "Bộ chỉ số", index_set.review)]
    places += [(item.code, f"Mục {item.code}", item.review) for item in index_set.general_items]
    places += [(each.code, f"Chỉ số {each.code}", each.review) for each in index_set.all_components]
    for at, name, reasons in places:
        for reason in reasons:
            yield Complaint("needs-review", at, f"{name} cần người xem: {reason}")


# -- Variables and rules --------------------------------------------------------------------------


def _variables(leaf: Component, numbers: set[str]) -> Iterator[Complaint]:
    letters = [figure.id for figure in leaf.figures]
    for letter, times in Counter(letters).items():
        if times > 1:
            message = f"Số {letter} của {leaf.code} khai {times} lần, phải khai một lần."
            yield Complaint("duplicate-variable", leaf.code, message)
    known = {*letters, "max_points"} if isinstance(leaf.rule, forms.Free) else set(letters)
    used = frozenset().union(*(formula.names for formula in formulas_of(leaf.rule)))
    for name in sorted(used - known):
        message = f"Công thức của {leaf.code} dùng {name}, bảng số liệu không có, nên không tính được."
        yield Complaint("undeclared-variable", leaf.code, message)
    for condition in leaf.expects:
        for name in sorted(condition.names - set(letters)):
            message = (
                f"Điều kiện “{condition.source}” của {leaf.code} dùng {name}, không có trong bảng số liệu."
            )
            yield Complaint("undeclared-variable", leaf.code, message)
    for figure in leaf.figures:
        named = {figure.source} if figure.source else set(figure.default.names if figure.default else ())
        for code in sorted(named - numbers):
            message = (
                f"Số {figure.id} của {leaf.code} lấy từ mục {code}, không phải số liệu chung của bộ này."
            )
            yield Complaint("unknown-source", leaf.code, message)


def _rule(leaf: Component) -> Iterator[Complaint]:
    code = leaf.code
    match leaf.rule:
        case forms.Levels(levels=answers) | forms.Checklist(conditions=answers):
            yield from _unique(code, answers)
        case forms.Bands(bands=bands):
            yield from _descending(code, [(band.at_least, band.worth) for band in bands])
        case forms.Steps(steps=steps):
            yield from _descending(code, [(step.at_least, step.points) for step in steps])
        case forms.Cases(cases=cases):
            yield from _valued(code, cases)
        case forms.Ratio(full_at=full_at) if full_at <= 0:
            message = f"Mốc được điểm tối đa của {code} phải lớn hơn 0, nếu không ai cũng được điểm tối đa."
            yield Complaint("full-at-zero", code, message)
        case forms.Deadline(before=before) if not _is_a_day(before):
            yield Complaint("wrong-day", code, f"Hạn “{before}” của {code} không phải năm nào cũng có.")
        case _:
            pass


def _unique(code: str, answers: Sequence[forms.Level]) -> Iterator[Complaint]:
    for each, times in Counter(answer.id for answer in answers).items():
        if times > 1:
            message = f"Mức “{each}” của {code} có {times} lần, nên không biết câu trả lời nào được chọn."
            yield Complaint("duplicate-level", code, message)


def _valued(code: str, cases: Sequence[forms.Case]) -> Iterator[Complaint]:
    for case in cases:
        if (case.worth is None) == (case.of is None):
            message = f"Trường hợp “{case.label}” của {code} phải có đúng một trong hai: worth hoặc of."
            yield Complaint("case-value", code, message)


def _descending(code: str, table: Sequence[tuple[Fraction, Fraction]]) -> Iterator[Complaint]:
    """Yield a table in which a better answer would get less, or a row that is never reached."""
    for (above, more), (below, less) in pairwise(table):
        if below >= above or less >= more:
            message = (
                f"Mức từ {rounding.figure(below)} của {code} phải thấp hơn mức đứng trước, cả mốc lẫn điểm."
            )
            yield Complaint("not-descending", code, message)


def _is_a_day(day_month: str) -> bool:
    """Whether every year has this day; 29/02 would stop the scoring in most of them."""
    day, month = (int(part) for part in day_month.split("/"))
    no_leap_year = 2001
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(no_leap_year, month)[1]
