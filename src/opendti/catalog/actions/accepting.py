"""A person looks at a node of a draft and takes it as it stands."""

from __future__ import annotations

from django.db import transaction

from opendti.audit import actions as audit
from opendti.catalog import editing
from opendti.catalog.models import Acceptance, Draft
from opendti.common.refusals import Invalid, Refused
from opendti.people.models import User
from opendti.scoring.trees import Tree

from .drafting import claim, edit


@transaction.atomic
def accept(draft: Draft, *, row: str, seen: str, by: User) -> Draft:
    """Records that the person accepted the node as it stood on their screen; raises Refused otherwise.

    What waited for a person (`review`) is settled with it, and told in the trail.
    """
    current = claim(draft)
    if editing.digest_of(current.tree, row) != seen or not seen:
        raise Refused("Mục này vừa được sửa sau khi bạn mở. Xem lại bản mới rồi nhận.")
    reasons = _reasons(current.tree, row)
    if reasons:
        what = f"Đã xem và nhận {_name(current.tree, row)}"
        current = edit(current, what=what, change=lambda tree: _settled(tree, row), by=by, row=row)
    digest = editing.digest_of(current.tree, row)
    Acceptance.objects.create(draft=current, row=row, digest=digest, by=by)
    after = {"row": row, "digest": digest, "settled": reasons}
    audit.record(
        "draft.accepted",
        by=by,
        subject=current,
        after=after,
        organisation=current.owner.name,
        note=_name(current.tree, row),
    )
    return current


def _reasons(tree: Tree, row: str) -> list[str]:
    return [str(each) for holder in _holders(tree, row) for each in _list(holder.get("review"))]


def _settled(tree: Tree, row: str) -> Tree:
    copy = editing.put(tree, editing.HEAD, {})
    for holder in _holders(copy, row):
        holder.pop("review", None)
    return copy


def _holders(tree: Tree, row: str) -> list[Tree]:
    """The tables whose `review` is settled with the row."""
    if row == editing.HEAD:
        return [tree]
    if row == editing.GENERAL:
        return [
            each for key in ("general", "shared") for each in _list(tree.get(key)) if isinstance(each, dict)
        ]
    node = editing.find(tree, row)
    if node is None:
        raise Invalid("Mục này không còn trong bản nháp. Tải lại trang.")
    return [node.value]


def _name(tree: Tree, row: str) -> str:
    names = {editing.HEAD: "phần đầu và cấu trúc", editing.GENERAL: "Thông tin chung"}
    node = editing.find(tree, row)
    return names.get(row) or (f"{node.code} {node.value.get('title', '')}" if node else row)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
