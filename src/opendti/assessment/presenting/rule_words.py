"""A scoring rule in one line, for the head of a page."""

from __future__ import annotations

from typing import NamedTuple

from opendti.scoring import explaining, forms, rounding, steps
from opendti.scoring.answers import Sheet
from opendti.scoring.definition import Component, IndexSet
from opendti.scoring.formula import Formula


class RuleWords(NamedTuple):
    """`Điểm = ` **a ÷ b × 10** `; từ 80 % trở lên được tối đa`: before, what matters, after."""

    before: str
    main: str
    after: str = ""


def rule_words(index_set: IndexSet, component: Component, *, year: int) -> RuleWords:
    """How the component is scored, as short as it can be said; the decision's own words stand elsewhere."""
    rule, maximum = component.rule, rounding.figure(component.max)
    if isinstance(rule, forms.Expert):
        return RuleWords("Quyết định không nêu công thức: ", "người thẩm định cho điểm, kèm lý do")
    if isinstance(rule, forms.Levels):
        points = [rounding.figure(level.worth * component.max) for level in rule.levels]
        return RuleWords("Điểm theo mức: ", _listed(points))
    if isinstance(rule, forms.Checklist):
        points = [rounding.figure(each.worth * component.max) for each in rule.conditions]
        same = len(set(points)) == 1
        return RuleWords("Mỗi điều kiện đạt được ", f"{points[0] if same else _listed(points)} điểm")
    if isinstance(rule, forms.Ratio):
        return _ratio(rule, maximum)
    if isinstance(rule, forms.Deadline):
        return RuleWords("Ban hành ", f"trước ngày {rule.before}/{year}", ": điểm tối đa; còn lại: 0")
    return _branches(index_set, component, year)


def _ratio(rule: forms.Ratio, maximum: str) -> RuleWords:
    mark = steps.quantity(rule.of, rule.full_at)
    by_mark = "" if rule.full_at == 1 else f" ÷ {mark}"
    after = "" if rule.full_at == 1 else f"; từ {mark} trở lên được tối đa"
    if rule.when_zero:
        after += f"; mẫu số bằng 0: {'tối đa' if rule.when_zero == 'full' else '0'}"
    return RuleWords("Điểm = ", f"{rule.of.as_factor()}{by_mark} × {maximum}", after)


def _branches(index_set: IndexSet, component: Component, year: int) -> RuleWords:
    told = explaining.explain(index_set, Sheet(), component.code, year=year)
    if told.branches:
        return RuleWords("", "; ".join(f"{each.condition}: {each.result}" for each in told.branches))
    formula = getattr(component.rule, "of", None)
    return RuleWords("Điểm theo ", formula.written()) if isinstance(formula, Formula) else RuleWords("", "")


def _listed(points: list[str]) -> str:
    return f"{', '.join(points[:-1])} hoặc {points[-1]}" if len(points) > 1 else points[0]
