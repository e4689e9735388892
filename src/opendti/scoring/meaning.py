"""What differs between two components that ask the same, compared by what it means and told in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from . import describing, forms, rounding
from .definition import Component, Figure, IndexSet
from .formula import Formula
from .likeness import folded, pairs, same_words

Kind = Literal[
    "moved", "max_changed", "rule_changed", "title_changed", "figures_changed", "appraisers_changed",
    "evidence_changed", "text_changed",
]  # fmt: skip


class Difference(NamedTuple):
    """The kind, both values as text, and what is to be said after the component's name."""

    kind: Kind
    before: str
    after: str
    words: str


def changes(before: IndexSet, after: IndexSet, old: Component, new: Component) -> Iterator[Difference]:
    """Yield what changed from `old` of one set to `new` of the other, the weightiest first."""
    yield from _maximum(old, new)
    letters = _letters(old, new)
    if _canonical(old.rule, old, {}) != _canonical(new.rule, new, letters) or _parts_differ(old, new):
        was, now = (describing.rule(each).as_text() for each in (old, new))
        yield Difference("rule_changed", was, now, f"cách tính khác. Trước: {was} Nay: {now}")
    if not same_words(old.title, new.title):
        words = f"tên “{old.title}” → “{new.title}”."
        yield Difference("title_changed", old.title, new.title, words)
    yield from _figures(before, after, old, new, letters)
    yield from _appraisers(before, after, old, new)
    yield from _texts(old, new)


# -- Points ---------------------------------------------------------------------------------------


def _maximum(old: Component, new: Component) -> Iterator[Difference]:
    if (old.max, old.effect) == (new.max, new.effect):
        return
    was, now = _points(old), _points(new)
    yield Difference("max_changed", was, now, f"điểm tối đa {was} → {now}.")


def _points(each: Component) -> str:
    effect = describing.EFFECTS[each.effect]
    return f"{rounding.figure(each.max)} ({effect})" if effect else rounding.figure(each.max)


# -- Rules ----------------------------------------------------------------------------------------


def _letters(old: Component, new: Component) -> dict[str, str]:
    """By letter of `new`: the letter of `old` that stands for the same figure; by label, then by letter."""
    labels = ({each.id: each.label for each in one.figures} for one in (old, new))
    found = {after: before for before, (after, _) in pairs(*labels).items()}
    old_left = {each.id for each in old.figures} - set(found.values())
    for figure in new.figures:
        if figure.id not in found and figure.id in old_left:
            found[figure.id] = figure.id
            old_left.discard(figure.id)
    return found


def _canonical(value: object, component: Component, letters: Mapping[str, str]) -> object:
    """The rule without ids and letters of its own: labels folded, points as shares of the maximum."""
    if isinstance(value, Formula):
        return value.written(lambda name: _common(name, component, letters))
    if isinstance(value, (forms.Steps, forms.PerItem)):
        return type(value).__name__, _fields(value, component, letters), _scaled(value, component)
    if isinstance(value, forms.Level):
        return folded(value.label), value.worth
    if isinstance(value, tuple):
        return tuple(_canonical(each, component, letters) for each in value)
    if is_dataclass(value):
        return type(value).__name__, _fields(value, component, letters)
    return folded(value) if isinstance(value, str) else value


def _common(name: str, component: Component, letters: Mapping[str, str]) -> str:
    """The name both sets know a figure by; a figure that only the later one asks gets one of its own."""
    is_asked = bool(letters) and any(figure.id == name for figure in component.figures)
    return letters.get(name, f"mới {name}") if is_asked else name


def _fields(value: object, component: Component, letters: Mapping[str, str]) -> tuple[object, ...]:
    left_out = {"steps", "points"} if isinstance(value, (forms.Steps, forms.PerItem)) else {"form"}
    names = [each.name for each in fields(value) if each.name not in left_out]  # type: ignore[arg-type]
    return tuple(
        (name, _canonical(getattr(value, name), component, letters))
        for name in names
        if not (isinstance(value, forms.Case) and name == "label")
    )


def _scaled(value: forms.Steps | forms.PerItem, component: Component) -> tuple[object, ...]:
    """Absolute points as shares, so that a table that only grew with the maximum is the same table."""
    whole = component.max or Fraction(1)
    if isinstance(value, forms.PerItem):
        return (value.points / whole,)
    return tuple((step.at_least, step.points / whole) for step in value.steps)


def _parts_differ(old: Component, new: Component) -> bool:
    return len(old.parts) != len(new.parts)


# -- Figures --------------------------------------------------------------------------------------


def _figures(
    before: IndexSet, after: IndexSet, old: Component, new: Component, letters: Mapping[str, str]
) -> Iterator[Difference]:
    told = list(_figure_words(before, after, old, new, letters))
    if told:
        was, now = ("; ".join(f"{each.id}: {each.label}" for each in one.figures) for one in (old, new))
        yield Difference("figures_changed", was, now, f"số liệu hỏi khác: {'; '.join(told)}.")


def _figure_words(
    before: IndexSet, after: IndexSet, old: Component, new: Component, letters: Mapping[str, str]
) -> Iterator[str]:
    known = {each.id: each for each in old.figures}
    for figure in new.figures:
        was = known.get(letters.get(figure.id, ""))
        if was is None:
            yield f"thêm {figure.id} “{figure.label}”"
        else:
            yield from _figure_differs(before, after, was, figure)
    for figure in old.figures:
        if figure.id not in letters.values():
            yield f"bỏ {figure.id} “{figure.label}”"


def _figure_differs(before: IndexSet, after: IndexSet, was: Figure, now: Figure) -> Iterator[str]:
    if not same_words(was.label, now.label):
        yield f"{now.id} “{was.label}” → “{now.label}”"
    if folded(was.unit) != folded(now.unit):
        yield f"đơn vị tính của {now.id} {was.unit} → {now.unit}"
    sources = (_source(before, was), _source(after, now))
    if folded(sources[0]) != folded(sources[1]):
        yield f"{now.id} lấy từ: {sources[0]} → {sources[1]}"


def _source(index_set: IndexSet, figure: Figure) -> str:
    """Where the number comes from, by titles, since codes of general information change with the set."""
    titles = {item.code: item.title for item in index_set.general_items}
    if figure.source:
        return titles.get(figure.source, figure.source)
    taken = figure.default.written(lambda name: titles.get(name, name)) if figure.default else "đơn vị ghi"
    return f"{taken}, {figure.supplier} cung cấp" if figure.supplier else taken


# -- People and papers ----------------------------------------------------------------------------


def _appraisers(before: IndexSet, after: IndexSet, old: Component, new: Component) -> Iterator[Difference]:
    was, now = _names(before, old), _names(after, new)
    if {folded(name) for name in was} != {folded(name) for name in now}:
        old_ones, new_ones = (", ".join(names) or "không ghi" for names in (was, now))
        words = f"đơn vị thẩm định {old_ones} → {new_ones}."
        yield Difference("appraisers_changed", old_ones, new_ones, words)


def _names(index_set: IndexSet, component: Component) -> tuple[str, ...]:
    known = [(name, index_set.agency_called(name)) for name in component.appraisers]
    return tuple(agency.name if agency else name for name, agency in known)


def _texts(old: Component, new: Component) -> Iterator[Difference]:
    if not same_words(old.evidence, new.evidence):
        shown = (old.evidence or "để trống", new.evidence or "để trống")
        words = f"tài liệu kiểm chứng “{_short(shown[0])}” → “{_short(shown[1])}”."
        yield Difference("evidence_changed", *shown, words)
    if not same_words(old.text, new.text):
        yield Difference("text_changed", old.text or "", new.text or "", "câu chữ của quyết định khác.")


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
