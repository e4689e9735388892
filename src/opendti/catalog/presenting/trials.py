"""“Thử số”: a component scored with figures typed on the spot, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opendti.catalog.rule_forms import Posted
from opendti.scoring import entries, explaining, forms
from opendti.scoring.definition import Component, IndexSet
from opendti.scoring.explaining import Explanation

from .soundness import Sound


@dataclass(frozen=True, slots=True)
class TrialField:
    """A figure to try: its letter, or the code of the general item it comes from, and what was typed."""

    name: str
    letter: str
    label: str
    unit: str
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TrialChoice:
    """A level or a condition to try."""

    name: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What can be tried, and what came out; `told` is None until something is given."""

    fields: tuple[TrialField, ...] = ()
    levels: tuple[TrialChoice, ...] = ()
    checks: tuple[TrialChoice, ...] = ()
    has_date: bool = False
    date: str = ""
    date_problem: str = ""
    told: Explanation | None = None
    problem: str = ""
    is_relative: bool = False


def trial_of(sound: Sound, data: Posted | None = None) -> Trial | None:
    """The trial of a sound component with what was typed; None where nothing can be tried."""
    component, index_set = sound.component, sound.index_set
    if component is None or index_set is None or isinstance(component.rule, _NOT_TRIED):
        return None
    typed, problems = _read(index_set, component, data)
    asked = entries.asked(component)
    told, problem = _told(index_set, component, typed) if typed and not problems else (None, "")
    return Trial(
        fields=tuple(_fields(index_set, component, data, problems)),
        levels=tuple(_choices(asked.levels, "try-level", data)),
        checks=tuple(_choices(asked.checks, "try-check", data)),
        has_date=asked.has_date,
        date=_said(data, "try-date"),
        date_problem=problems.get("try-date", ""),
        told=told,
        problem=problem,
        is_relative=isinstance(component.rule, forms.MinMax),
    )


_NOT_TRIED = (forms.Expert, forms.SumOfParts, forms.Unscored)


def _asked_for(index_set: IndexSet, component: Component) -> Iterator[tuple[str, str, str, str]]:
    """Yield item, field, label and unit of every number that may be given."""
    general = {item.code: item for item in index_set.general_items}
    linked: set[str] = set()
    for figure in component.figures:
        if figure.source:
            linked.add(figure.source)
        else:
            yield component.code, figure.id, figure.label, figure.unit
    for code in sorted(linked):
        item = general.get(code)
        if item:
            letters = ", ".join(each.id for each in component.figures if each.source == code)
            yield code, "value", f"{letters}: {item.title} (mục {code})", item.unit or ""


def _read(
    index_set: IndexSet, component: Component, data: Posted | None
) -> tuple[list[entries.Entry], dict[str, str]]:
    found: list[entries.Entry] = []
    problems: dict[str, str] = {}
    given = [(item, field, _name(item, field)) for item, field, _, _ in _asked_for(index_set, component)]
    given += [(component.code, field, f"try-{field}") for field in ("level", "date")]
    texts = [(item, field, name, _said(data, name)) for item, field, name in given]
    checks = data.getlist("try-check") if data else []
    texts += [(component.code, "check", "try-check", value) for value in checks]
    for item, field, name, text in texts:
        if text:
            try:
                found.append(entries.parse(index_set, item, field, text))
            except entries.EntryError as wrong:
                problems[name] = str(wrong)
    return found, problems


def _told(
    index_set: IndexSet, component: Component, typed: list[entries.Entry]
) -> tuple[Explanation | None, str]:
    try:
        sheet = entries.assemble(index_set, typed)
    except entries.EntryError as wrong:
        return None, str(wrong)
    return explaining.explain(index_set, sheet, component.code), ""


def _fields(
    index_set: IndexSet, component: Component, data: Posted | None, problems: dict[str, str]
) -> Iterator[TrialField]:
    for item, field, label, unit in _asked_for(index_set, component):
        name = _name(item, field)
        letter = field if item == component.code else item
        yield TrialField(name, letter, label, unit, _said(data, name), problems.get(name, ""))


def _choices(known: dict[str, str], name: str, data: Posted | None) -> Iterator[TrialChoice]:
    chosen = set(data.getlist(name)) if data else set()
    for value, label in known.items():
        yield TrialChoice(name, value, label, value in chosen)


def _name(item: str, field: str) -> str:
    return f"try-{item}" if field == "value" else f"try-{field}"


def _said(data: Posted | None, name: str) -> str:
    return (data.get(name, "") or "").strip() if data else ""
