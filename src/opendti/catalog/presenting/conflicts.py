"""Two versions of one node beside each other, when somebody else saved it in between."""

from __future__ import annotations

from dataclasses import dataclass

from opendti.catalog import editing, node_forms, queries
from opendti.catalog.models import Draft
from opendti.catalog.problem_words import WORDS
from opendti.catalog.rule_forms import Posted
from opendti.scoring import ruling, trees
from opendti.scoring.trees import Tree

from .soundness import examine


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One's own changes on top of what is stored now, and what both have changed (label, stored value)."""

    values: Tree
    both: tuple[tuple[str, str], ...]


def reconcile(draft: Draft, row: str, typed: Posted) -> Reconciled:
    """Only what this person changed since the page was opened stays theirs; the rest is as stored now.

    Where nobody can tell what the page was opened with, all that was typed counts as changed.
    """
    seen = queries.tree_when_seen(draft, row, typed.get("seen") or "")
    stored, opened = _node(draft.tree, row), _node(seen, row) if seen else None
    mine = _typed(draft.tree, row, typed)
    if row == editing.GENERAL and opened is not None:
        return _reconciled_items(opened, mine, stored)
    changed = {key: value for key, value in mine.items() if opened is None or _differ(opened.get(key), value)}
    both = [
        key
        for key, value in changed.items()
        if _differ(stored.get(key), value) and (opened is None or _differ(stored.get(key), opened.get(key)))
    ]
    return Reconciled(changed, tuple((WORDS.get(key, key), _told(draft, stored, key)) for key in both))


def _reconciled_items(opened: Tree, mine: Tree, stored: Tree) -> Reconciled:
    """The general information item by item, since two people rarely mean the same one."""
    was, own, now = (_by_code(each) for each in (opened, mine, stored))
    kept = dict(now)
    both = []
    for code in {**was, **own}:
        if not _differ(was.get(code), own.get(code)):
            continue
        if _differ(now.get(code), own.get(code)) and _differ(now.get(code), was.get(code)):
            both.append((f"Mục {code}", _line(now[code]) if code in now else "(đã bỏ)"))
        if code in own:
            kept[code] = own[code]
        else:
            kept.pop(code, None)
    shared = [item for code, item in kept.items() if code.startswith("S.")]
    general = [item for code, item in kept.items() if not code.startswith("S.")]
    return Reconciled({"general": general, "shared": shared}, tuple(both))


def _by_code(tree: Tree) -> dict[str, Tree]:
    return {
        str(item.get("code", "")): item for key in ("general", "shared") for item in trees.items(tree, key)
    }


def _typed(tree: Tree, row: str, typed: Posted) -> Tree:
    if row == editing.HEAD:
        return node_forms.head_from(typed, tree)
    if row == editing.GENERAL:
        return node_forms.general_from(typed)
    return node_forms.component_from(typed)


def _node(tree: Tree, row: str) -> Tree:
    if row in (editing.HEAD, editing.GENERAL):
        return tree
    node = editing.find(tree, row)
    return node.value if node else {}


def _differ(left: object, right: object) -> bool:
    """Whether two values differ; an empty one is as good as none."""
    return (left or None) != (right or None)


def _told(draft: Draft, stored: Tree, key: str) -> str:
    return _rule(draft, stored) if key == "rule" else _shown(stored.get(key))


def _rule(draft: Draft, component: Tree) -> str:
    """The stored rule in words; as it stands in the file where it cannot be read."""
    read = examine(draft.tree, component).component
    return "\n".join(ruling.words(read)) if read else _shown(component.get("rule"))


def _shown(value: object) -> str:
    if value is None:
        return "(trống)"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(str(each) for each in value)
    if isinstance(value, dict):
        return trees.write(value).strip()
    if isinstance(value, list):
        return "\n".join(_line(each) for each in value if isinstance(each, dict))
    return str(value)


def _line(item: Tree) -> str:
    """A figure, a general item or an agency on one line."""
    first = [str(item[key]) for key in ("code", "id", "name", "label", "title", "unit") if item.get(key)]
    return " · ".join(first)
