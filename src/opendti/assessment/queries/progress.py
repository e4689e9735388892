"""How far a sheet is filled in (Đã nhập x/61), in components as the decision counts them."""

from __future__ import annotations

from typing import NamedTuple

from opendti.scoring import answers, definition, engine
from opendti.scoring.forms import Expert
from opendti.scoring.outcomes import Score, State

_WITHDRAWN = (State.EXCLUDED, State.NOT_APPLICABLE)


class Progress(NamedTuple):
    """On how many components nothing is left for the unit to enter; one with parts is one."""

    entered: int
    total: int


def progress_of(index_set: definition.IndexSet, given: answers.Sheet, score: Score) -> Progress:
    """How far the answers behind a score go; what is excluded does not count."""
    entered = total = 0
    nodes = {node.code: node for node in score.walk() if node.kind in ("component", "part")}
    for component in index_set.components:
        leaves = [leaf for leaf in component.walk() if not leaf.parts]
        if any(nodes[leaf.code].state not in _WITHDRAWN for leaf in leaves):
            total += 1
            entered += not any(_lacks(leaf, given, nodes[leaf.code]) for leaf in leaves)
    return Progress(entered, total)


def waits_for_expert(leaf: definition.Component, given: answers.Sheet) -> bool:
    """Whether only an expert's points can be missing here, which are not the unit's to give."""
    if not isinstance(leaf.rule, Expert):
        return False
    known = engine.resolved_figures(leaf, given)
    return all(figure.id in known for figure in leaf.figures)


def _lacks(leaf: definition.Component, given: answers.Sheet, node: Score) -> bool:
    return node.state is State.MISSING and not waits_for_expert(leaf, given)
