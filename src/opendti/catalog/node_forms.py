"""What a browser sent about one node of a draft, as the values of its tree.

Nothing is refused here: a draft keeps what was typed, right or wrong, and the page says what is not
yet an index set (`presenting.soundness`).
"""

from __future__ import annotations

import re
import unicodedata

from opendti.scoring.trees import Tree, items

from .rule_forms import Posted, rule_from
from .typed_numbers import day_held, formula, held

FIGURE_KEYS = ("id", "label", "unit", "kind", "source", "default", "supplier", "note")
ITEM_KEYS = ("code", "title", "kind", "unit", "appraisers", "supplier", "explanation", "note")
_COMPONENT_TEXTS = (
    "code", "title", "short", "max", "effect", "clause", "appraisers_printed", "text", "evidence", "note",
)  # fmt: skip
_COMPONENT_LISTS = ("appraisers", "suppliers", "expects")
_MAIN_TEXTS = ("code", "title", "short", "max", "note")
_HEAD_TEXTS = ("code", "title", "level", "year", "max", "exclusion_clause", "note")
_DECISION_TEXTS = ("number", "issued_on", "authority", "place", "title", "annex", "replaces")


def component_from(data: Posted) -> Tree:
    """The values of a component; an empty one is None and leaves the tree."""
    values: Tree = {key: _text(data, key) or None for key in _COMPONENT_TEXTS}
    values["max"] = held(_text(data, "max")) or None
    if values["effect"] == "score":
        values["effect"] = None
    values |= {key: _lines(data, key) or None for key in _COMPONENT_LISTS}
    values["expects"] = [formula(str(line)) for line in _lines(data, "expects")] or None
    values["answers"] = data.getlist("answers") or None
    values["figures"] = list(_tables(data, "figure", FIGURE_KEYS)) or None
    values["rule"] = rule_from(data) or None
    return values


def main_from(data: Posted) -> Tree:
    """The values of a group or a main index."""
    values: Tree = {key: _text(data, key) or None for key in _MAIN_TEXTS}
    values["answers"] = data.getlist("answers") or None
    return values


def head_from(data: Posted, before: Tree) -> Tree:
    """The values of the set itself: identity, decision, agencies, rounding, classes, notes.

    What the page does not show of an agency is taken over from the tree `before`.
    """
    known = {str(each.get("name")): each for each in items(before, "agencies")}
    values: Tree = {key: _text(data, key) or None for key in _HEAD_TEXTS}
    values["max"] = held(_text(data, "max")) or None
    decision: Tree = {key: _text(data, f"decision-{key}") for key in _DECISION_TEXTS}
    decision["issued_on"] = _day(_text(data, "decision-issued_on"), before.get("decision"))
    decision = {key: value for key, value in decision.items() if value}
    if basis := _lines(data, "decision-legal_basis"):
        decision["legal_basis"] = basis
    values["decision"] = decision or None
    values["applies_to"] = _lines(data, "applies_to") or None
    values["agencies"] = [_agency(str(line), known) for line in _lines(data, "agencies")] or None
    values["rounding"] = _pairs(data, "rounding", ("places", "note"))
    classes = _tables(data, "class", ("label", "above", "at_least"))
    values["classes"] = [{key: held(str(each)) for key, each in row.items()} for row in classes] or None
    answered: list[Tree] = list(_tables(data, "answer", ("code", "note")))
    values["notes"] = {str(each["code"]): each["note"] for each in answered if len(each) == 2} or None
    return values


def _day(typed: str, decision: object) -> str:
    """The day as files hold it; one that nobody touched stays as it was written."""
    was = str(decision.get("issued_on", "")) if isinstance(decision, dict) else ""
    held_now = day_held(typed)
    return was if day_held(was) == held_now else held_now


def general_from(data: Posted) -> Tree:
    """The printed general information and the shared figures: codes S.… are ours."""
    listed: list[Tree] = list(_tables(data, "item", ITEM_KEYS))
    for item in listed:
        if "appraisers" in item:
            item["appraisers"] = [each.strip() for each in str(item["appraisers"]).split(";") if each.strip()]
    shared = [item for item in listed if str(item.get("code", "")).startswith("S.")]
    return {
        "general": [item for item in listed if item not in shared] or None,
        "shared": shared or None,
    }


def _agency(line: str, known: dict[str, Tree]) -> Tree:
    """`Sở Tài chính = Sở Tài Chính; STC`: the name, then the other spellings printed for it."""
    name, _, printed = line.partition("=")
    others = [each.strip() for each in printed.split(";") if each.strip()]
    kept = {key: value for key, value in known.get(name.strip(), {}).items() if key != "printed"}
    return {"name": name.strip(), **kept, **({"printed": others} if others else {})}


def _pairs(data: Posted, prefix: str, keys: tuple[str, ...]) -> Tree | None:
    values: Tree = {key: value for key in keys if (value := _text(data, f"{prefix}-{key}"))}
    return values or None


def _tables(data: Posted, prefix: str, keys: tuple[str, ...]) -> list[Tree]:
    """Rows of fields sent under one name each; a row with nothing but choices in it is empty."""
    columns = {key: data.getlist(f"{prefix}-{key}") for key in keys}
    height = max((len(values) for values in columns.values()), default=0)
    found: list[Tree] = []
    for number in range(height):
        row: Tree = {}
        for key, values in columns.items():
            value = clean(values[number]) if number < len(values) else ""
            if value:
                row[key] = value
        if set(row) - {"kind"}:
            found.append(row)
    return found


def _text(data: Posted, key: str) -> str:
    return clean(data.get(key, "") or "")


def _lines(data: Posted, key: str) -> list[object]:
    return [line.strip() for line in _text(data, key).splitlines() if line.strip()]


def clean(text: str) -> str:
    """The text as files hold it: one form for each letter, plain line ends, nothing at the ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[ \t]+\n", "\n", composed).strip()
