"""Two versions of one node beside each other, when somebody else saved it in between."""

from __future__ import annotations

from opendti.catalog import editing, node_forms
from opendti.catalog.models import Draft
from opendti.catalog.problem_words import WORDS
from opendti.catalog.rule_forms import Posted
from opendti.scoring import ruling, trees
from opendti.scoring.trees import Tree

from .soundness import examine


def differences(draft: Draft, row: str, typed: Posted) -> list[tuple[str, str]]:
    """What is stored now, by the editor's words, wherever it is not what was typed."""
    if row == editing.HEAD:
        theirs, mine = draft.tree, node_forms.head_from(typed, draft.tree)
    elif row == editing.GENERAL:
        theirs, mine = draft.tree, node_forms.general_from(typed)
    else:
        node = editing.find(draft.tree, row)
        theirs, mine = node.value if node else {}, node_forms.component_from(typed)
    return [
        (WORDS.get(key, key), _rule(draft, theirs) if key == "rule" else _shown(theirs.get(key)))
        for key, value in mine.items()
        if (theirs.get(key) or None) != (value or None)
    ]


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
