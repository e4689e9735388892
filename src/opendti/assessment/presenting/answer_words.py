"""What was given for one item, in one line of words: never an id, always a label."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from opendti.scoring import entries, forms, rounding
from opendti.scoring.definition import Component, GeneralItem

from .component_table import compared, day_words, shown

NO_DATA = "Không có số liệu"


def answer_words(
    item: Component | GeneralItem, values: Mapping[str, str], figures: Mapping[str, Fraction] | None = None
) -> str:
    """`61 ÷ 68 = 89,71 %`, `Cấp phó`, `2/3 điều kiện`, `Ban hành 15/01/2024`, `7,5 điểm`.

    `values` are canonical texts by key; `figures` the numbers with linked ones filled in, if known.
    """
    if isinstance(item, GeneralItem):
        return f"{shown(values['value'])} {item.unit or ''}".strip() if "value" in values else NO_DATA
    numbers = figures if figures is not None else _numbers(item, values)
    parts = [_formula(item, numbers) if numbers else "", _choice(item, values)]
    if "points" in values:
        parts.append(f"{shown(values['points'])} điểm")
    return " · ".join(part for part in parts if part) or NO_DATA


def _numbers(item: Component, values: Mapping[str, str]) -> dict[str, Fraction]:
    return {each.id: Fraction(values[each.id]) for each in item.figures if each.id in values}


def _formula(item: Component, numbers: Mapping[str, Fraction]) -> str:
    listed = ", ".join(
        f"{each.id} = {rounding.figure(numbers[each.id])}" for each in item.figures if each.id in numbers
    )
    formula = compared(item)
    if formula is None or not formula.is_ratio:
        return listed
    try:
        value = formula.run(numbers)
    except (KeyError, ZeroDivisionError):
        return listed
    sign = "=" if rounding.half_up(100 * value, 2) == 100 * value else "≈"
    text = formula.written(lambda name: rounding.figure(numbers[name]) if name in numbers else name)
    return f"{text} {sign} {rounding.shown(100 * value, 2)}\u00a0%"


def _choice(item: Component, values: Mapping[str, str]) -> str:
    rule = item.rule
    if isinstance(rule, forms.Levels) and "level" in values:
        return entries.asked(item).levels.get(values["level"], values["level"])
    if isinstance(rule, forms.Deadline) and values:
        return f"Ban hành {day_words(dict(values))}" if "date" in values else day_words(dict(values))
    if isinstance(rule, forms.Checklist) and values:
        met = sum(f"check:{each.id}" in values for each in rule.conditions)
        return f"Đạt {met}/{len(rule.conditions)} điều kiện"
    return ""
