"""Whether a single component of a draft is sound on its own, whatever else is still missing around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from opendti.catalog import editing, problem_words
from opendti.catalog.models import Draft
from opendti.scoring import linting, loading
from opendti.scoring.definition import Component, IndexSet
from opendti.scoring.trees import Tree, items

_CODE = re.compile(r"[0-9A-Z]+(\.[0-9A-Z]+)*")
KINDS = ("text", "link", "contact", "count", "amount", "percent", "number")
_AROUND = ("sum-mismatch", "needs-review", "code-outside-parent", "count-mismatch", "points-mismatch")


@dataclass(frozen=True, slots=True)
class Sound:
    """The component as scoring reads it, in a set of its own; or None with what is wrong.

    `findings` are the linter's on the component alone.
    """

    index_set: IndexSet | None
    component: Component | None
    problems: tuple[str, ...]
    findings: tuple[linting.Finding, ...] = ()


def examine(tree: Tree, component: Tree) -> Sound:
    """Reads the component beside the general information of its set."""
    alone = editing.without_rows(_set_around(tree, component))
    try:
        index_set = loading.build(alone, name="")
    except loading.IndexSetError as wrong:
        return Sound(None, None, tuple(_told(alone, problem) for problem in wrong.problems))
    read = next(index_set.components)
    findings = tuple(each for each in linting.lint(index_set) if each.code not in _AROUND and each.at)
    return Sound(index_set, read, (), findings)


def _told(tree: Tree, problem: str) -> str:
    """The problem by the editor's words; one of a part names the part."""
    return str(problem_words.located(tree, problem)) if "parts[" in problem else problem_words.said(problem)


def unsound(draft: Draft, row: str) -> str:
    """Why nobody can accept the node yet; empty when nothing stands in the way."""
    node = editing.find(draft.tree, row)
    if node is None:
        return ""
    sound = examine(draft.tree, node.value)
    errors = [each.message for each in sound.findings if each.severity == "error"]
    return next(iter([*sound.problems, *errors]), "")


def _set_around(tree: Tree, component: Tree) -> Tree:
    """A set that holds nothing but the component, and is sound if the component is."""
    main: Tree = {"code": "1", "title": "–", "max": "0", "components": [component]}
    group: Tree = {"code": "I", "title": "–", "max": "0", "main_indexes": [main]}
    decision: Tree = {
        "number": "–", "issued_on": "2000-01-01", "authority": "–", "place": "–", "title": "–", "annex": "–",
    }  # fmt: skip
    given = tree.get("decision")
    if isinstance(given, dict):
        decision |= {key: value for key, value in given.items() if key in ("number", "annex") and value}
    year = str(tree.get("year", ""))
    return {
        "format": "1",
        "code": "draft/component",
        "title": "–",
        "level": "–",
        "year": year if re.fullmatch(r"[12][0-9]{3}", year) else "2000",
        "max": "0",
        "decision": decision,
        "agencies": [each for each in items(tree, "agencies") if each.get("name")],
        "general": _sound_items(tree, "general"),
        "shared": _sound_items(tree, "shared"),
        "groups": [group],
    }


def _sound_items(tree: Tree, key: str) -> list[Tree]:
    """The general items, as far as a component needs them; what is wrong with one is told on its own page."""
    found: dict[str, Tree] = {}
    for item in items(tree, key):
        code = str(item.get("code", ""))
        if _CODE.fullmatch(code):
            kind = item.get("kind", "count")
            found[code] = {
                "code": code,
                "title": str(item.get("title") or "–"),
                "kind": kind if kind in KINDS else "count",
            }
    return list(found.values())
