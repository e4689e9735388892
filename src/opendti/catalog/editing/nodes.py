"""The nodes of a draft's tree: each has a `row` that stays when its code or place changes.

A node is accepted by what it says on its own: its digest leaves out what is accepted separately.
The identity with the structure of groups and main indexes is one node (HEAD), the general
information and the shared figures together another (GENERAL), and every component and part is one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from opendti.scoring.trees import Tree, items

HEAD = "head"
GENERAL = "general"

_CHILDREN = {"groups": "group", "main_indexes": "main", "components": "component", "parts": "component"}
_TABLES = ("general", "shared")
_LAST = "last_row"
"""The number of the newest row, kept in the tree."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node where it stands: `siblings` is the very list that holds it, `parents` lead down to it."""

    value: Tree
    kind: str
    siblings: list[object]
    parents: tuple[Node, ...]

    @property
    def row(self) -> str:
        return str(self.value.get("row", ""))

    @property
    def code(self) -> str:
        return str(self.value.get("code", ""))

    @property
    def main(self) -> Node | None:
        """The main index it belongs to."""
        return next((each for each in self.parents if each.kind == "main"), None)


def nodes(tree: Tree, kind: str | None = None) -> Iterator[Node]:
    """Yield every group, main index, component and part, each before what it holds; or only one kind."""
    for node in _below(tree, ()):
        if kind is None or node.kind == kind:
            yield node


def _below(value: Tree, parents: tuple[Node, ...]) -> Iterator[Node]:
    for key, kind in _CHILDREN.items():
        siblings = value.get(key)
        if not isinstance(siblings, list):
            continue
        for each in siblings:
            if isinstance(each, dict):
                node = Node(cast("Tree", each), kind, siblings, parents)
                yield node
                yield from _below(node.value, (*parents, node))


def find(tree: Tree, row: str) -> Node | None:
    """The node with this row, in the tree itself and not in a copy."""
    return next((node for node in nodes(tree) if node.row == row), None)


def give_rows(tree: Tree) -> Tree:
    """A copy in which every node has a row; those that have one keep it."""
    copy = deepcopy(tree)
    for node in nodes(copy):
        if not node.row:
            node.value["row"] = new_row(copy)
    return copy


def new_row(tree: Tree) -> str:
    """A row never used before in this tree, not even by a node that is gone."""
    number = int(str(tree.get(_LAST, "0"))) + 1
    tree[_LAST] = str(number)
    return f"r{number}"


def without_rows(tree: Tree) -> Tree:
    """A copy as the file holds it."""
    copy = deepcopy(tree)
    copy.pop(_LAST, None)
    for node in nodes(copy):
        node.value.pop("row", None)
    return copy


def content_of(tree: Tree, row: str) -> object:
    """What is accepted under this row, without what is accepted under others; None if it is gone."""
    if row == HEAD:
        return _head(tree)
    if row == GENERAL:
        return {key: tree.get(key, []) for key in _TABLES}
    node = find(tree, row)
    return None if node is None else {key: value for key, value in node.value.items() if key != "parts"}


def digest_of(tree: Tree, row: str) -> str:
    """The SHA-256 of what is accepted under this row; empty if there is no such node."""
    content = content_of(tree, row)
    if content is None:
        return ""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _head(tree: Tree) -> Tree:
    head: Tree = {key: value for key, value in tree.items() if key not in (*_TABLES, "groups", _LAST)}
    head["groups"] = [
        {
            **{key: value for key, value in group.items() if key != "main_indexes"},
            "main_indexes": [
                {key: value for key, value in main.items() if key != "components"}
                for main in items(group, "main_indexes")
            ],
        }
        for group in items(tree, "groups")
    ]
    return head
