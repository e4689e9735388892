"""The fields in which an appraiser puts other values: numbers, and levels or conditions to choose."""

from __future__ import annotations

from typing import NamedTuple

from opendti.assessment.appraisal_forms import FindingForm
from opendti.assessment.queries import UnitRow
from opendti.assessment.queries.appraisal_pages import ItemPage
from opendti.scoring import forms, rounding, wording
from opendti.scoring.definition import Component, Figure, GeneralItem
from opendti.scoring.forms import Level

from .component_table import NOTHING, shown


class Number(NamedTuple):
    """A number to adjust: what the unit said, what stands in the field; fixed ones come from elsewhere."""

    name: str
    label: str
    unit: str
    own: str
    typed: str
    is_fixed: bool = False
    source: str = ""
    error: str = ""


class Option(NamedTuple):
    """A level or condition, what it is worth, and whether the unit and the appraiser chose it."""

    id: str
    label: str
    points: str
    is_own: bool
    is_chosen: bool


def numbers_of(
    page: ItemPage, row: UnitRow, values: dict[str, str], form: FindingForm | None
) -> list[Number]:
    item = page.view.item
    errors = form.errors if form else {}

    def typed(name: str) -> str:
        value = values.get(name, "")
        return value if form else typed_number(value)

    if isinstance(item, GeneralItem):
        own = shown(row.values.get("value"))
        return [
            Number("value", item.title, item.unit or "", own, typed("value"), error=errors.get("value", ""))
        ]
    known = page.figures.get(row.sheet.pk, {})
    numbers = []
    for each in item.figures:
        own = rounding.figure(known[each.id]) if each.id in known else NOTHING
        number = Number(each.id, each.label, each.unit, own, typed(each.id), error=errors.get(each.id, ""))
        numbers.append(number._replace(is_fixed=bool(each.source), source=_source(each)))
    return numbers


def typed_number(value: str) -> str:
    """A stored number as a person would type it; grouped by dots, 1.234 could be read in two ways."""
    return value.replace(".", ",")


def _source(figure: Figure) -> str:
    if figure.source:
        return f"Thông tin chung {figure.source}; thẩm định ở mục đó"
    if figure.default:
        return f"Để trống thì lấy thông tin chung {figure.default.written()}"
    return f"{figure.supplier} cung cấp" if figure.supplier else ""


def options_of(item: Component | GeneralItem, row: UnitRow, values: dict[str, str]) -> list[Option]:
    if not isinstance(item, Component):
        return []
    rule = item.rule
    if isinstance(rule, forms.Levels):
        own, chosen = row.values.get("level"), values.get("level")
        return [_option(item, each, each.id == own, each.id == chosen) for each in rule.levels]
    if isinstance(rule, forms.Checklist):
        keys = [(each, f"check:{each.id}") for each in rule.conditions]
        return [_option(item, each, key in row.values, key in values) for each, key in keys]
    return []


def _option(item: Component, level: Level, is_own: bool, is_chosen: bool) -> Option:  # noqa: FBT001
    return Option(level.id, level.label, wording.points(level.worth * item.max), is_own, is_chosen)
