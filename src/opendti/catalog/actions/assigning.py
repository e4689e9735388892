"""An assignment annex put onto a draft: who appraises which component."""

from __future__ import annotations

from dataclasses import dataclass

from opendti.catalog import editing
from opendti.catalog.models import Draft
from opendti.people.models import User
from opendti.scoring.trees import Tree

from .drafting import edit


@dataclass(frozen=True, slots=True)
class Change:
    """A component whose appraisers the annex changes, by code, with both lists of names."""

    code: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an annex would change in a draft, and what in it does not fit the draft."""

    tree: Tree
    changes: tuple[Change, ...]
    doubts: tuple[str, ...]


def plan_assignment(draft: Draft, content: bytes, *, name: str) -> Plan:
    """What the annex would change; changes nothing. Raises DecisionFileError."""
    from opendti.decision_files import assignments, reading  # noqa: PLC0415 - they load what reads PDF

    read = reading.read(content, name=name)
    tree, found = assignments.assign(draft.tree, read.assignments)
    own = assignments.of_level(read.assignments, str(draft.tree.get("level", "")))
    doubts = [*read.doubts, *assignments.doubts(own), *found]
    after = {node.row: node for node in editing.nodes(tree, "component")}
    changes = [
        Change(node.code, str(node.value.get("title", "")), _names(node.value), _names(after[node.row].value))
        for node in editing.nodes(draft.tree, "component")
        if _names(node.value) != _names(after[node.row].value)
    ]
    return Plan(tree, tuple(changes), tuple(dict.fromkeys(each.message for each in doubts)))


def assign(draft: Draft, plan: Plan, *, by: User, seen_version: int) -> Draft:
    """Writes the planned appraisers; what changes has to be accepted again. Raises as `edit` does."""
    what = f"Ghi phân công thẩm định cho {len(plan.changes)} chỉ số"
    return edit(draft, what=what, change=lambda _: plan.tree, by=by, seen_version=seen_version)


def _names(item: Tree) -> str:
    value = item.get("appraisers")
    return ", ".join(str(each) for each in value) if isinstance(value, list) else ""
