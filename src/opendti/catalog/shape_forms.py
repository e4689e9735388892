"""What a browser asks to be done to the shape of a draft: add, remove, move, split, renumber."""

from __future__ import annotations

from collections.abc import Callable

from opendti.common.refusals import Invalid
from opendti.people.models import User
from opendti.scoring.trees import Tree

from . import actions, editing
from .editing import Node
from .models import Draft
from .rule_forms import Posted
from .typed_numbers import held

Plan = tuple[str, Callable[[Tree], Tree], str]
"""What is done, in words; how; and the row to look at afterwards."""


def carry_out(draft: Draft, *, data: Posted, by: User) -> str:
    """Does what is asked and returns the row to look at; raises Invalid, or Refused as `actions.edit`."""
    operation = _OPERATIONS.get(data.get("do", "") or "")
    if operation is None:
        raise Invalid("Không rõ phải làm gì với mục này. Tải lại trang rồi bấm lại.")
    try:
        what, change, row = operation(draft.tree, data)
    except editing.EditError as wrong:
        raise Invalid(str(wrong)) from None
    actions.edit(draft, what=what, change=change, by=by, row=row, seen_version=version_in(data))
    return row


def version_in(data: Posted) -> int:
    """The version the editor saw; 0, which no draft has, when it is missing."""
    said = data.get("version", "") or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _add(tree: Tree, data: Posted) -> Plan:
    parent = _node(tree, data, "parent")
    title = (data.get("title", "") or "").strip() or "Chỉ số mới"
    children = parent.value.get(_LISTS.get(parent.kind, ""))
    number = len(children) + 1 if isinstance(children, list) else 1
    values: Tree = {"code": f"{parent.code}.{number}", "title": title, "rule": {"form": "expert"}, "max": "0"}
    if parent.kind == "group":
        values = {"code": str(number), "title": title, "max": "0", "components": []}
    _, row = editing.add(tree, parent.row, values)
    return f"Thêm {values['code']} {title}", lambda now: editing.add(now, parent.row, values)[0], row


def _add_group(tree: Tree, data: Posted) -> Plan:
    title = (data.get("title", "") or "").strip() or "Nhóm mới"
    groups = tree.get("groups")
    number = len(groups) if isinstance(groups, list) else 0
    code = _ROMAN[number] if number < len(_ROMAN) else str(number + 1)
    values: Tree = {"code": code, "title": title, "max": "0", "main_indexes": []}
    return f"Thêm nhóm {code} {title}", lambda now: editing.add(now, "", values)[0], editing.HEAD


def _remove(tree: Tree, data: Posted) -> Plan:
    node = _node(tree, data, "row")
    name = f"{node.code} {node.value.get('title', '')}".strip()
    return f"Bỏ {name}", lambda now: editing.remove(now, node.row), editing.HEAD


def _move(tree: Tree, data: Posted) -> Plan:
    node = _node(tree, data, "row")
    if not node.parents:
        raise editing.EditError("Nhóm chỉ số đứng theo thứ tự trong quyết định, không chuyển ở đây.")
    to = data.get("to", "") or node.parents[-1].row
    at = node.siblings.index(node.value)
    said = data.get("position", "") or ""
    position = {"up": at - 1, "down": at + 1}.get(said, int(said) if said.isdigit() else len(node.siblings))
    what = f"Chuyển {node.code} {node.value.get('title', '')}"
    return what, lambda now: editing.move(now, node.row, to=to, position=max(0, position)), node.row


def _split(tree: Tree, data: Posted) -> Plan:
    node = _node(tree, data, "row")
    titles = [line.strip() for line in (data.get("titles", "") or "").splitlines() if line.strip()]
    return (
        f"Tách {node.code} thành {len(titles)} mục con",
        lambda now: editing.split(now, node.row, titles),
        node.row,
    )


def _renumber(tree: Tree, data: Posted) -> Plan:
    main = _node(tree, data, "row")
    return f"Đánh lại số chỉ số chính {main.code}", lambda now: editing.renumber(now, main.row), editing.HEAD


def _rename(tree: Tree, data: Posted) -> Plan:
    node = _node(tree, data, "row")
    values: Tree = {
        key: (data.get(key, "") or "").strip() or None for key in ("code", "title", "short", "max", "note")
    }
    values["max"] = held((data.get("max", "") or "").strip()) or None
    return (
        f"Sửa {node.code} {node.value.get('title', '')}",
        lambda now: editing.put(now, node.row, values),
        editing.HEAD,
    )


_LISTS = {"group": "main_indexes", "main": "components", "component": "parts"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_OPERATIONS: dict[str, Callable[[Tree, Posted], Plan]] = {
    "add": _add,
    "add_group": _add_group,
    "remove": _remove,
    "move": _move,
    "split": _split,
    "renumber": _renumber,
    "rename": _rename,
}


def _node(tree: Tree, data: Posted, key: str) -> Node:
    node = editing.find(tree, data.get(key, "") or "")
    if node is None:
        raise editing.EditError("Mục này không còn trong bản nháp; có người vừa bỏ. Tải lại trang.")
    return node
