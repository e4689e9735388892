"""Changing a tree: each function returns a new tree and leaves the one given as it was."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from opendti.scoring.trees import Tree, items

from .nodes import GENERAL, HEAD, Node, find, new_row

_HOLDS = {"group": "main_indexes", "main": "components", "component": "parts"}
_CHILD = {"group": "main", "main": "component", "component": "component"}


class EditError(ValueError):
    """The tree cannot be changed this way; the message says why and what to do, in Vietnamese."""


def put(tree: Tree, row: str, values: Tree) -> Tree:
    """The node's own values replaced by `values`; what it holds, and its row, stay.

    HEAD replaces the identity and keeps general information and groups; GENERAL takes `general` and
    `shared`. A value of None removes the key.
    """
    copy = deepcopy(tree)
    if row in (HEAD, GENERAL):
        _merge(copy, values)
        if row == GENERAL:
            _keep_reasons(tree, copy)
        return copy
    _merge(_demand(copy, row).value, values)
    return copy


def _merge(node: Tree, values: Tree) -> None:
    for key, value in values.items():
        if not value:
            if node.get(key):
                node.pop(key)
        else:
            node[key] = deepcopy(value)


def _keep_reasons(before: Tree, after: Tree) -> None:
    """What waits for a person at an item goes on waiting there, also under a new code."""
    for key in ("general", "shared"):
        old, new = items(before, key), items(after, key)
        codes = {each.get("code") for each in old}
        for place, item in enumerate(old):
            same = next((each for each in new if each.get("code") == item.get("code")), None)
            if same is None and place < len(new) and new[place].get("code") not in codes:
                same = new[place]
            if same is not None and item.get("review"):
                same["review"] = deepcopy(item["review"])


def add(tree: Tree, parent: str, values: Tree, *, after: str | None = None) -> tuple[Tree, str]:
    """A new node inside `parent` ("" for a group of the set), last or after a sibling; and its row."""
    copy = deepcopy(tree)
    holder = _holder(copy, parent)
    row = new_row(copy)
    node: Tree = {**deepcopy(values), "row": row}
    place = len(holder)
    if after is not None:
        place = holder.index(_demand(copy, after).value) + 1
    holder.insert(place, node)
    return copy, row


def remove(tree: Tree, row: str) -> Tree:
    """The tree without the node and all that it holds."""
    copy = deepcopy(tree)
    node = _demand(copy, row)
    _take_out(node)
    return copy


def move(tree: Tree, row: str, *, to: str, position: int) -> Tree:
    """The node moved into `to` (the row of a group, main index or component), to this place, from 0."""
    copy = deepcopy(tree)
    node, target = _demand(copy, row), _demand(copy, to)
    if _CHILD.get(target.kind) != node.kind:
        raise EditError("Không chuyển tới đây được: chỉ số thành phần nằm trong chỉ số chính.")
    if target.row == row or any(each.row == row for each in target.parents):
        raise EditError("Không chuyển một mục vào trong chính nó được.")
    _take_out(node)
    holder = _holder(copy, to)
    holder.insert(max(0, min(position, len(holder))), node.value)
    return copy


def split(tree: Tree, row: str, titles: Sequence[str]) -> Tree:
    """The component split into parts with these titles; its rule becomes their sum.

    Its figures, rule and text go to the first part, where a person can divide them further.
    """
    copy = deepcopy(tree)
    node = _demand(copy, row)
    if node.kind != "component" or node.value.get("parts"):
        raise EditError("Chỉ tách được chỉ số thành phần chưa có mục con.")
    if len(titles) < 2:
        raise EditError("Ghi tên ít nhất hai mục con, mỗi tên một dòng.")
    parts: list[object] = []
    node.value["parts"] = parts
    for number, title in enumerate(titles, start=1):
        part: Tree = {"code": f"{node.code}.{number}", "title": title, "rule": {"form": "expert"}}
        part["row"] = new_row(copy)
        for key in ("appraisers", "appraisers_printed", "suppliers", "evidence"):
            if key in node.value:
                part[key] = deepcopy(node.value[key])
        parts.append(part)
    first = parts[0]
    if isinstance(first, dict):
        for key in ("text", "figures", "rule", "said", "expects"):
            if key in node.value:
                first[key] = node.value.pop(key)
    node.value["rule"] = {"form": "sum"}
    return copy


def renumber(tree: Tree, main: str) -> Tree:
    """The components of a main index, and their parts, numbered in the order in which they stand."""
    copy = deepcopy(tree)
    node = _demand(copy, main)
    _number(node.value.get("components"), node.code)
    return copy


def _number(children: object, prefix: str) -> None:
    found = [each for each in children if isinstance(each, dict)] if isinstance(children, list) else []
    for number, child in enumerate(found, start=1):
        child["code"] = f"{prefix}.{number}"
        _number(child.get("parts"), child["code"])


def _demand(tree: Tree, row: str) -> Node:
    node = find(tree, row)
    if node is None:
        raise EditError("Mục này không còn trong bản nháp; có người vừa bỏ. Tải lại trang.")
    return node


def _holder(tree: Tree, parent: str) -> list[object]:
    """The list into which children of `parent` go, made where there is none."""
    node = _demand(tree, parent) if parent else None
    value, key = (node.value, _HOLDS[node.kind]) if node else (tree, "groups")
    holder = value.get(key)
    if not isinstance(holder, list):
        holder = []
        value[key] = holder
    return holder


def _take_out(node: Node) -> None:
    node.siblings.remove(node.value)
    if not node.siblings and node.parents and node.kind == "component":
        parent = node.parents[-1].value
        if parent.get("parts") == []:
            parent.pop("parts")
            parent["rule"] = {"form": "expert"}
