"""What looks wrong in a decision, although its index set can be scored.

Official texts contain mistakes: a table that counts otherwise than the list below it, a variable
copied from the line above, a ratio that is silent about a zero denominator. Each is found here,
never mended; the note in the file says what was decided about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

from . import forms, rounding
from .definition import Agency, Component, Declared, IndexSet, MainIndex
from .formula import Figures, Formula

_FEW = 12
"""How many variables a formula may have for every combination of 0 and 1 to be tried."""

_DEADLINE = re.compile(r"trước ngày (\d{1,2}/\d{1,2})")


class Complaint(NamedTuple):
    """What is wrong, under a stable code, and where: a component, main index or group, "" for the set."""

    code: str
    at: str
    message: str


def doubts(index_set: IndexSet) -> Iterator[Complaint]:
    """Yield everything in the set that a reader of the decision would stumble over."""
    if index_set.decision.issued_on is None:
        message = "Văn bản không ghi ngày ký, nên có thể chỉ là dự thảo; cần tìm bản đã ký."
        yield Complaint("decision-undated", "", message)
    yield from _against_structure_table(index_set)
    yield from agencies_miscounted(
        index_set.agencies,
        [[name for each in top.walk() for name in each.appraisers] for top in index_set.components],
    )
    yield from _out_of_order(index_set)
    for main in index_set.main_indexes:
        yield from _copied_variables(main)
        yield from _foreign_evidence(index_set, main)
    for component in index_set.components:
        if not component.appraisers:
            message = f"Chỉ số {component.code} không ghi đơn vị thẩm định, nên không ai được giao chấm."
            yield Complaint("appraiser-missing", component.code, message)
    for leaf in index_set.leaves:
        yield from _in_leaf(leaf)


def formulas_of(rule: forms.Rule) -> tuple[Formula, ...]:
    """The formulas and conditions a rule computes with, in the order of the file."""
    match rule:
        case forms.Cases():
            return tuple(each for case in rule.cases for each in (case.when, case.of) if each)
        case forms.BestOf():
            return rule.of
        case forms.Free():
            return (rule.points,)
        case (
            forms.Ratio()
            | forms.AllOrNothing()
            | forms.Bands()
            | forms.Steps()
            | forms.MinMax()
            | forms.PerItem()
        ):
            return (rule.of,)
        case _:
            return ()


# -- The structure table and the order ------------------------------------------------------------


def _against_structure_table(index_set: IndexSet) -> Iterator[Complaint]:
    listed = list(index_set.components)
    mains = len(list(index_set.main_indexes))
    if index_set.declared.main_indexes not in (None, mains):
        message = (
            f"Bảng cấu trúc ghi {index_set.declared.main_indexes} chỉ số chính, còn bảng chi tiết có {mains}."
        )
        yield Complaint("count-mismatch", "", message)
    yield from _differing("", "cả bộ", index_set.declared, len(listed), index_set.max)
    for group in index_set.groups:
        count = sum(len(main.components) for main in group.main_indexes)
        yield from _differing(group.code, f"nhóm {group.code}", group.declared, count, group.max)
        for main in group.main_indexes:
            name = f"chỉ số chính {main.code} ({main.title})"
            yield from _differing(main.code, name, main.declared, len(main.components), main.max)


def agencies_miscounted(
    agencies: Sequence[Agency], appraisers: Sequence[Sequence[str]]
) -> Iterator[Complaint]:
    """Yield agencies said to appraise another number of components than name them.

    `appraisers` are the names printed at each component.
    """
    for agency in agencies:
        names = {agency.name, *agency.printed}
        listed = sum(not names.isdisjoint(each) for each in appraisers)
        if agency.declared.components not in (None, listed):
            message = (
                f"Văn bản ghi {agency.name} thẩm định {agency.declared.components} chỉ số thành phần, "
                f"còn liệt kê {listed}."
            )
            yield Complaint("agency-count-mismatch", "", message)


def _differing(at: str, name: str, declared: Declared, count: int, points: Fraction) -> Iterator[Complaint]:
    if declared.components is not None and declared.components != count:
        yield Complaint(
            "count-mismatch",
            at,
            f"Bảng cấu trúc ghi {name} có {declared.components} chỉ số thành phần, "
            f"còn bảng chi tiết liệt kê {count}.",
        )
    if declared.points is not None and declared.points != points:
        yield Complaint(
            "points-mismatch",
            at,
            f"Bảng cấu trúc ghi {name} {rounding.figure(declared.points)} điểm, "
            f"còn bảng chi tiết ghi {rounding.figure(points)}.",
        )


def _out_of_order(index_set: IndexSet) -> Iterator[Complaint]:
    lists: list[Sequence[str]] = [
        [item.code for item in index_set.general],
        [item.code for item in index_set.shared],
        [main.code for main in index_set.main_indexes],
    ]
    lists += [[component.code for component in main.components] for main in index_set.main_indexes]
    lists += [[part.code for part in component.parts] for component in index_set.components]
    for codes in lists:
        for before, code in pairwise(codes):
            if natural_order(code) < natural_order(before):
                message = f"Mã {code} đứng sau {before}, trái thứ tự; quyết định có thể đánh số nhầm."
                yield Complaint("code-order", code, message)


def natural_order(code: str) -> list[tuple[int, str]]:
    """The natural order: 1.9 before 1.10, and numbers before letters."""
    return [(int(step), "") if step.isdigit() else (10**9, step) for step in code.split(".")]


# -- One component beside its neighbours ----------------------------------------------------------


def _copied_variables(main: MainIndex) -> Iterator[Complaint]:
    """Yield figures worded for the neighbour: all that sets its title apart, nothing of their own title.

    One shared word is chance, so the neighbour's title must differ by at least two.
    """
    for left, right in pairwise(main.components):
        for component, neighbour in ((left, right), (right, left)):
            own = _words(component.title) - _words(neighbour.title)
            strange = _words(neighbour.title) - _words(component.title)
            for figure in component.figures:
                words = _words(figure.label)
                if own and len(strange) > 1 and strange <= words and not own & words:
                    yield Complaint(
                        "copied-variable",
                        component.code,
                        f"Số {figure.id} của {component.code} là “{figure.label}”, giống {neighbour.code} "
                        "mà không nói đến điều tên chỉ số hỏi; có thể đã chép từ đó.",
                    )


def _foreign_evidence(index_set: IndexSet, main: MainIndex) -> Iterator[Complaint]:
    """Yield evidence that names the field of another main index and not the component's own."""
    own = _field(main)
    others = [other for other in index_set.main_indexes if other is not main]
    for component in (each for top in main.components for each in top.walk()):
        evidence = (component.evidence or "").casefold()
        for other in others:
            field = _field(other)
            if field in index_set.title.casefold() or field not in evidence or own in evidence:
                continue
            yield Complaint(
                "foreign-evidence",
                component.code,
                f"Tài liệu kiểm chứng của {component.code} nói “{field}”, là nội dung của chỉ số chính "
                f"{other.code}, trong khi {component.code} thuộc {main.title}.",
            )


def _field(main: MainIndex) -> str:
    """What a main index is about: “kinh tế số” of “Hoạt động kinh tế số”."""
    return main.title.casefold().removeprefix("hoạt động ")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


# -- One component on its own ---------------------------------------------------------------------


def _in_leaf(leaf: Component) -> Iterator[Complaint]:
    code = leaf.code
    if is_silent_about_zero(leaf.rule):
        message = (
            f"Cách tính điểm của {code} có phép chia mà không nói khi mẫu số bằng 0 thì được bao nhiêu điểm."
        )
        yield Complaint("silent-denominator", code, message)
    if not leaf.evidence and not isinstance(leaf.rule, forms.Unscored):
        message = f"Chỉ số {code} để trống tài liệu kiểm chứng, nên không biết phải gửi gì."
        yield Complaint("evidence-missing", code, message)
    if isinstance(leaf.rule, forms.Expert) and leaf.figures:
        letters = ", ".join(figure.id for figure in leaf.figures)
        message = f"Chỉ số {code} nêu các số {letters} mà không có công thức tính điểm từ các số đó."
        yield Complaint("no-formula", code, message)
    deadline = _DEADLINE.search(leaf.title)
    if deadline and deadline[1] not in (leaf.text or ""):
        message = f"Hạn {deadline[1]} của {code} chỉ có trong tên chỉ số; cách tính điểm không nói đến hạn."
        yield Complaint("deadline-in-title", code, message)
    yield from _unused_variables(leaf)
    yield from _odd_worths(leaf)


def is_silent_about_zero(rule: forms.Rule) -> bool:
    """Whether some answer divides by a zero on which the rule has no word.

    Tried with 0 and 1 for every variable: that reaches each letter that is 0, each sum of letters
    that is 0 and each branch guarded by `b = 0` or `b > 0`.
    """
    if getattr(rule, "when_zero", None) or not any(each.has_division for each in formulas_of(rule)):
        return False
    names = sorted(frozenset().union(*(each.names for each in formulas_of(rule))))
    if len(names) > _FEW:
        return True
    return any(
        _divides_by_zero(rule, dict(zip(names, values, strict=True)))
        for values in product((Fraction(0), Fraction(1)), repeat=len(names))
    )


def _divides_by_zero(rule: forms.Rule, figures: Figures) -> bool:
    try:
        if isinstance(rule, forms.Cases):
            taken = next((case for case in rule.cases if case.when.test(figures)), None)
            if taken and taken.of:
                taken.of.run(figures)
        else:
            for formula in formulas_of(rule):
                formula.run(figures)
    except ZeroDivisionError:
        return True
    return False


def _unused_variables(leaf: Component) -> Iterator[Complaint]:
    if isinstance(leaf.rule, (forms.Expert, forms.Unscored)):
        return
    used = frozenset().union(*(formula.names for formula in formulas_of(leaf.rule)))
    for figure in leaf.figures:
        if figure.id not in used:
            message = f"Số {figure.id} của {leaf.code} được hỏi mà không dùng để tính điểm."
            yield Complaint("unused-variable", leaf.code, message)


def _odd_worths(leaf: Component) -> Iterator[Complaint]:
    """Yield answers from which the maximum cannot be reached, or is reached too early."""
    match leaf.rule:
        case forms.Levels(levels=answers):
            best = max(answer.worth for answer in answers)
        case forms.Checklist(conditions=answers):
            best = sum((answer.worth for answer in answers), Fraction(0))
        case forms.Bands(bands=bands):
            best = max(band.worth for band in bands)
        case forms.Steps(steps=steps) if leaf.max:
            best = max(step.points for step in steps) / leaf.max
        case _:
            return
    if best != 1:
        share = rounding.figure(best)
        message = f"Câu trả lời tốt nhất của {leaf.code} được {share} lần điểm tối đa, không phải 1."
        yield Complaint("worth-not-whole", leaf.code, message)
