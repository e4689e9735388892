"""An index set as plain values for JSON: what can be entered, and how it is scored. Numbers are text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from opendti.scoring import entries, forms
from opendti.scoring.answers import NONE_LEVEL
from opendti.scoring.definition import Component, Figure, GeneralItem, Group, IndexSet
from opendti.scoring.formula import Formula

Plain = dict[str, Any]
"""An object of JSON."""


def summary(index_set: IndexSet) -> Plain:
    """What a list of sets says about one."""
    return {
        "index_set": index_set.code,
        "status": index_set.status,
        "title": index_set.title,
        "level": index_set.level,
        "year": index_set.year,
        "max": str(index_set.max),
    }


def as_plain(index_set: IndexSet) -> Plain:
    """The whole set; parts of a component follow it as components of their own."""
    return {
        **summary(index_set),
        "decision": as_json_values(index_set.decision),
        "sources": list(index_set.sources),
        "applies_to": list(index_set.applies_to),
        "exclusion_clause": index_set.exclusion_clause,
        "note": index_set.note,
        "notes": dict(index_set.notes),
        "rounding": index_set.rounding.places,
        "classes": as_json_values(index_set.classes),
        "general": [_general(item) for item in index_set.general],
        "shared": [_general(item) for item in index_set.shared],
        "groups": [_group(group) for group in index_set.groups],
        "components": list(_components(index_set)),
    }


def _general(item: GeneralItem) -> Plain:
    return {
        "id": item.code,
        "label": item.title,
        "unit": item.unit,
        "kind": item.kind,
        "supplier": item.supplier,
        "appraisers": list(item.appraisers),
        "explanation": item.explanation,
        "note": item.note,
    }


def _group(group: Group) -> Plain:
    mains = [
        {
            "code": main.code,
            "title": main.title,
            "max": str(main.max),
            "weight": as_json_values(main.weight),
            "note": main.note,
            "components": [component.code for component in main.components],
        }
        for main in group.main_indexes
    ]
    place = {"code": group.code, "title": group.title, "max": str(group.max), "note": group.note}
    return {**place, "main_indexes": mains}


def _components(index_set: IndexSet) -> Iterator[Plain]:
    for group in index_set.groups:
        for main in group.main_indexes:
            for component in main.components:
                parents = {part.code: each.code for each in component.walk() for part in each.parts}
                for each in component.walk():
                    place = {
                        "group": group.code,
                        "main_index": main.code,
                        "parent": parents.get(each.code),
                        "clause": index_set.clause_of(each),
                    }
                    yield {**component_as_plain(each), **place}


def component_as_plain(component: Component) -> Plain:
    """One component: the fields, levels and checks that may be entered, its rule and its texts."""
    asked = entries.asked(component)
    rule = component.rule
    return {
        "code": component.code,
        "title": component.title,
        "short": component.short,
        "max": str(component.max),
        "effect": component.effect,
        "fields": [*map(_figure, component.figures), *_other_fields(asked)],
        "levels": _worths(rule.levels) if isinstance(rule, forms.Levels) else [],
        "checks": _worths(rule.conditions) if isinstance(rule, forms.Checklist) else [],
        "none": _none(asked, rule),
        "rule": as_json_values(rule),
        "expects": as_json_values(component.expects),
        "appraisers": list(component.appraisers),
        "appraisers_printed": component.appraisers_printed,
        "suppliers": list(component.suppliers),
        "evidence": component.evidence,
        "text": component.text,
        "note": component.note,
        "answers": list(component.answers),
        "parts": [part.code for part in component.parts],
    }


def _figure(figure: Figure) -> Plain:
    return {
        "id": figure.id,
        "label": figure.label,
        "unit": figure.unit,
        "kind": figure.kind,
        "source": figure.source,
        "default": figure.default.source if figure.default else None,
        "supplier": figure.supplier,
        "note": figure.note,
    }


def _other_fields(asked: entries.Asked) -> Iterator[Plain]:
    absent = {"source": None, "default": None, "supplier": None, "note": None}
    if asked.has_date:
        yield {"id": "date", "label": "Ngày ban hành", "unit": "ngày", "kind": "date", **absent}
    if asked.has_points:
        label = "Điểm chấm trực tiếp"
        yield {"id": "points", "label": label, "unit": "điểm", "kind": "points", **absent}


def _worths(levels: tuple[forms.Level, ...]) -> list[Plain]:
    return [{"id": each.id, "label": each.label, "worth": str(each.worth)} for each in levels]


def _none(asked: entries.Asked, rule: forms.Rule) -> Plain | None:
    """The level that says “none of it” where the rule itself has no levels."""
    if isinstance(rule, forms.Levels) or NONE_LEVEL not in asked.levels:
        return None
    return {"id": NONE_LEVEL, "label": asked.levels[NONE_LEVEL]}


def as_json_values(value: object) -> object:
    if isinstance(value, Formula):
        return value.source
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_json_values(each) for each in value]
    if is_dataclass(value):
        return {field.name: as_json_values(getattr(value, field.name)) for field in fields(value)}
    return value if value is None or isinstance(value, str) else str(value)
