"""How the trail tells entries about sheets and rounds: items by name, values as a person reads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache, partial

from opendti.assessment.models import RankingGroup, Sheet
from opendti.audit import telling
from opendti.audit.telling import State
from opendti.catalog import queries as catalog
from opendti.catalog.models import IndexSet
from opendti.scoring import definition, entries, rounding
from opendti.scoring.quantities import NotANumber, exact

MOST_LETTERS = 80
_FIELDS = {
    "date": "Ngày ban hành",
    "excluded": "Không đánh giá",
    "level": "Mức",
    "not_applicable": "Không có trong bộ của đơn vị",
    "points": "Điểm",
    "value": "Giá trị",
}
_CHECK = "check:"

Items = Mapping[str, definition.Component | definition.GeneralItem]


def tell() -> None:
    """Makes it known to the trail; called once, when the app is ready."""
    telling.explain("assessment.sheet", _sheets)
    telling.explain("assessment.round", _rounds)


def _sheets(keys: Collection[int]) -> telling.Explain:
    """The index sets of the sheets are read once each."""
    sets = dict(Sheet.objects.filter(pk__in=keys).values_list("pk", "group__index_set"))
    known = IndexSet.objects.in_bulk(set(sets.values()))
    items = {pk: _items(catalog.definition_of(known[index_set])) for pk, index_set in sets.items()}
    return partial(_of_sheet, items)


def _of_sheet(items: Mapping[int, Items], event: str, sheet: int, state: State) -> State:
    own = items.get(sheet, {})
    if event == "answers.saved":
        return {name: value for place, each in state.items() for name, value in _listed(own, place, each)}
    told: dict[str, object] = {}
    code, key = str(state.get("item", "")), state.get("key")
    for name, value in state.items():
        if name == "item":
            told[name] = _name(own, code)
        elif name == "value" and isinstance(key, str):
            told[_field(own, code, key)] = _value(own, code, key, value)
        elif name == "values" and isinstance(value, dict):
            told |= {_field(own, code, each): _value(own, code, each, text) for each, text in value.items()}
        elif name != "key":
            told[name] = value
    return told


def _listed(items: Items, place: str, value: object) -> list[tuple[str, object]]:
    code, _, key = place.partition(" ")
    return [(f"{code} {_field(items, code, key)}", _value(items, code, key, value))]


@lru_cache(maxsize=64)
def _items(index_set: definition.IndexSet) -> Items:
    components = {each.code: each for component in index_set.components for each in component.walk()}
    return components | {each.code: each for each in index_set.general_items}


def _name(items: Items, code: str) -> str:
    item = items.get(code)
    if item is None:
        return code
    name = (item.short if isinstance(item, definition.Component) else None) or item.title
    return f"{code} {name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + '…'}"


def _field(items: Items, code: str, key: str) -> str:
    """What is asked for under the key, in words; a letter of the decision with what it counts."""
    asked = _asked(items, code)
    if key.startswith(_CHECK):
        name = key.removeprefix(_CHECK)
        return f"Điều kiện “{asked.checks.get(name, name)}”" if asked else name
    if asked and key in asked.figures:
        return f"{key} ({asked.figures[key].label})"
    return _FIELDS.get(key, key)


def _value(items: Items, code: str, key: str, value: object) -> object:
    """The value in words; what is no text, or says only that something was changed, stays."""
    if not isinstance(value, str):
        return value
    if key.startswith(_CHECK):
        return "Đạt"
    asked = _asked(items, code)
    if key == "level":
        return asked.levels.get(value, value) if asked else value
    if key == "date":
        return _day(value)
    try:
        return rounding.figure(exact(value))
    except NotANumber:
        return value


def _asked(items: Items, code: str) -> entries.Asked | None:
    item = items.get(code)
    return entries.asked(item) if isinstance(item, definition.Component) else None


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def _rounds(keys: Collection[int]) -> telling.Explain:
    rows = RankingGroup.objects.filter(round__in=keys).values_list("round", "code", "title")
    titles = {(round_, code): title for round_, code, title in rows}

    def of_round(_event: str, round_: int, state: State) -> State:
        group = state.get("group")
        return {**state, "group": titles.get((round_, str(group)), group)} if group else state

    return of_round
