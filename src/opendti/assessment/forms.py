"""What a unit's forms post, turned into one action per field.

Beside a field's value the form posts `version:<name>` (the version the person saw) and `was:<name>`
(what stood in the field). `use:<name>` is the chosen reading of an ambiguous number, `keep:<name>`
the version a person decided to overwrite after a conflict, `clear` names a field to empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction

from opendti.people.models import User
from opendti.scoring import entries, forms, quantities
from opendti.scoring.answers import NONE_LEVEL
from opendti.scoring.definition import Component, IndexSet
from opendti.scoring.entries import EntryError

from . import actions, queries
from .actions.checking import MAX_URL
from .models import Sheet
from .presenting.fields import field_names
from .presenting.places import places_in
from .presenting.problems import Problem

Data = Mapping[str, str]
REFUSALS = (EntryError, actions.Invalid, actions.Conflict)


def link_too_long(url: str) -> Problem | None:
    """Said here and not by the browser, which would cut the address off without a word."""
    if len(url.strip()) <= MAX_URL:
        return None
    longest = f"{MAX_URL:,}".replace(",", ".")
    return Problem("error", f"Địa chỉ dài quá {longest} ký tự. Dán địa chỉ ngắn hơn.", "")


def name_of(item: str, field: str) -> str:
    """The field's name in the form."""
    return item if field == "value" else field


def typed_in(data: Data, name: str) -> str:
    """What was given for a field, with plain line ends and nothing a database cannot hold."""
    if data.get("clear") == name:
        return ""
    text = data.get(f"use:{name}") or data.get(name, "")
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def problem_of(refusal: EntryError | actions.Invalid | actions.Conflict, typed: str) -> Problem:
    """The problem behind what an action raised."""
    if isinstance(refusal, actions.Conflict):
        return Problem(
            "conflict",
            "Có người vừa sửa ô này",
            typed,
            mine=refusal.mine or "",
            theirs=refusal.theirs,
            who=refusal.who or "người khác",
            when=refusal.when,
            version=refusal.version,
        )
    ambiguous = refusal.ambiguous if isinstance(refusal, EntryError) else None
    if ambiguous:
        readings = (
            (ambiguous.as_thousands, ambiguous.as_thousands),
            (ambiguous.as_fraction, ambiguous.plain_fraction),
        )
        return Problem("ambiguous", str(refusal), typed, readings=readings)
    message = str(refusal)
    return Problem("error", message if message.endswith(".") else f"{message}.", typed)


def decimal_sign(index_set: IndexSet, item: str, field: str, typed: str) -> quantities.DecimalSign | None:
    """How a number typed here is read: a count has no fraction, so there `1.234` can only be a thousand.

    Raises EntryError for a count with a fraction.
    """
    if entries.figure_kind(index_set, item, field) != "count":
        return None
    signs: tuple[quantities.DecimalSign | None, ...] = ("comma", None)
    for sign in signs:
        try:
            number = quantities.vietnamese(typed, decimal=sign)
        except quantities.NotANumber:
            continue
        if number.denominator == 1:
            return sign
        where = item if field == "value" else f"{item} {field}"
        raise EntryError(f"{where}: “{typed}” là số thập phân, mà đây là số đếm; nhập số nguyên", "value")
    return None  # What is no number at all is told by whoever reads it.


def save_field(sheet: Sheet, *, item: str, field: str, data: Data, by: User) -> Problem | None:
    """Stores one field as posted; returns what was wrong with it. Raises StepNotOpen."""
    name = name_of(item, field)
    typed = typed_in(data, name)
    try:
        _save(sheet, item, field, typed=typed, data=data, by=by)
    except REFUSALS as refusal:
        return replace(problem_of(refusal, typed), seen=_version(data, name))
    return None


def save_component(sheet: Sheet, *, leaf: Component, data: Data, by: User) -> dict[str, Problem]:
    """Stores what the person changed in a component's form; returns the problems by field name."""
    names = [name for name in field_names(leaf) if _is_changed(data, name)]
    # Ticking “none of it” speaks for the whole component: what stood beside it is cleared with it.
    if "level" in names and data.get("level") == NONE_LEVEL:
        names = [name for name in names if not name.startswith("check:") and name != "date"]
    elif any(typed_in(data, name) for name in names if name != "level") and not _is_levels(leaf):
        names = [name for name in names if name != "level"]
    return _save_each(sheet, [(leaf.code, name) for name in names], data, by)


def save_general(sheet: Sheet, *, data: Data, by: User) -> dict[str, Problem]:
    """Stores what the person changed in the general information; problems by item code."""
    items = [item.code for item in queries.definition_of(sheet).general_items]
    return _save_each(sheet, [(code, "value") for code in items if _is_changed(data, code)], data, by)


def _save_each(sheet: Sheet, fields: Iterable[tuple[str, str]], data: Data, by: User) -> dict[str, Problem]:
    found = {}
    for item, field in fields:
        problem = save_field(sheet, item=item, field=field, data=data, by=by)
        if problem:
            found[name_of(item, field)] = problem
    return found


def _is_changed(data: Data, name: str) -> bool:
    if f"use:{name}" in data or f"keep:{name}" in data or data.get("clear") == name:
        return True
    was = data.get(f"was:{name}")
    return was is not None and typed_in(data, name) != was.replace("\r\n", "\n").strip()


def _is_levels(leaf: Component) -> bool:
    return isinstance(leaf.rule, forms.Levels)


def _version(data: Data, name: str) -> int:
    """The version the person saw; 0, which stands for none, if the form does not say."""
    given = data.get(f"keep:{name}") or data.get(f"version:{name}", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _save(sheet: Sheet, item: str, field: str, *, typed: str, data: Data, by: User) -> None:
    version = _version(data, name_of(item, field))
    if field == "remark":
        actions.save_remark(sheet, item=item, text=typed, expected_version=version, by=by)
    elif field == "points":
        raise EntryError("Điểm này do đơn vị thẩm định chấm, đơn vị không tự nhập", "field")
    elif not typed:
        actions.clear_answer(sheet, item=item, key=field, expected_version=version, by=by)
    else:
        _save_value(sheet, item, field, typed=typed, data=data, by=by)


@transaction.atomic
def _save_value(sheet: Sheet, item: str, field: str, *, typed: str, data: Data, by: User) -> None:
    """Stores the value and clears what it contradicts: “none of it” beside a condition or a day."""
    kind, _, condition = field.partition(":")
    for key in _contradicted(sheet, item, kind, typed):
        actions.clear_answer(sheet, item=item, key=key, expected_version=_version(data, key), by=by)
    version = _version(data, name_of(item, field))
    actions.save_answer(
        sheet,
        item=item,
        field=kind,
        value=condition or typed,
        expected_version=version,
        by=by,
        decimal=decimal_sign(queries.definition_of(sheet), item, kind, typed),
    )


def _contradicted(sheet: Sheet, item: str, kind: str, typed: str) -> list[str]:
    place = places_in(queries.definition_of(sheet)).get(item)
    rule = place.leaf.rule if place else None
    if isinstance(rule, forms.Checklist):
        checks = [f"check:{condition.id}" for condition in rule.conditions]
        return ["level"] if kind == "check" else checks if typed == NONE_LEVEL else []
    if isinstance(rule, forms.Deadline):
        return ["level"] if kind == "date" else ["date"] if typed == NONE_LEVEL else []
    return []
