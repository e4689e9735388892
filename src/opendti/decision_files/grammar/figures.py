"""The figures of a cell as an index-set file has them, and what is wrong between letters and formula."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from opendti.scoring import doubts as scoring_doubts
from opendti.scoring import forms
from opendti.scoring.definition import Figure

from . import units
from .cells import OURS, Cell, Draft, Tree
from .statement import Statement

_RULE: TypeAdapter[forms.Rule] = TypeAdapter(forms.Rule)
_FIGURES: TypeAdapter[tuple[Figure, ...]] = TypeAdapter(tuple[Figure, ...])


def trees(cell: Cell, draft: Draft, missing: frozenset[str]) -> tuple[Tree, ...]:
    """The figures in the order of the cell, then ours; one for every letter used without a word."""
    found = [_tree(each) for each in _declared(cell).values()]
    used_elsewhere: list[Tree] = [
        {"id": letter, "label": f"Số {letter} (quyết định không nói là số gì)", "unit": units.FALLBACK}
        for letter in sorted(missing)
    ]
    return (*found, *used_elsewhere, *draft.figures)


def _declared(cell: Cell) -> Mapping[str, Statement]:
    first: dict[str, Statement] = {}
    for each in cell.of("figure"):
        first.setdefault(each.letter, each)
    return first


def _tree(each: Statement) -> Tree:
    letter, label = each.letter, each.label
    unit, kind = units.guess(label)
    tree: Tree = {"id": letter, "label": label, "unit": unit}
    if kind:
        tree["kind"] = kind
    if units.source(label):
        tree["source"] = units.source(label)
    if each.is_ours:
        tree["note"] = OURS.format(letter=letter)
    return tree


def letters_read(rule: Tree) -> frozenset[str] | None:
    """The letters a rule reads; None when the rule would not load."""
    try:
        read = _RULE.validate_python(rule)
    except (ValidationError, ValueError):
        return None
    return frozenset().union(*(each.names for each in scoring_doubts.formulas_of(read)))


def load(figures: tuple[Tree, ...]) -> bool:
    """Whether the figures would load."""
    try:
        _FIGURES.validate_python(figures)
    except (ValidationError, ValueError):
        return False
    return True
