"""Editing a draft. Two editors never overwrite each other, and every edit can be taken back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.catalog import editing, queries
from opendti.catalog.models import Draft, DraftEdit
from opendti.catalog.workflow import DraftState
from opendti.common.refusals import Invalid, Refused, StepNotOpen
from opendti.people.models import User
from opendti.scoring.trees import Tree

Change = Callable[[Tree], Tree]


class Conflict(Refused):
    """Someone else changed the same node in between; `theirs` is the node as it stands now."""

    def __init__(self, *, theirs: object, who: str, when: datetime | None) -> None:
        self.theirs_now = theirs
        self.who = who
        self.when = when
        at = f" lúc {timezone.localtime(when):%H:%M}" if when else ""
        super().__init__(
            f"{who or 'Người khác'} vừa sửa mục này{at}, sau khi bạn mở. Bản của bạn chưa ghi đè lên: "
            "xem bản đang lưu dưới đây, rồi lưu lại phần bạn muốn giữ."
        )


@transaction.atomic
def edit(
    draft: Draft,
    *,
    what: str,
    change: Change,
    by: User,
    row: str = "",
    seen: str | None = None,
    seen_version: int | None = None,
) -> Draft:
    """Changes the tree; raises StepNotOpen, Conflict, Refused or Invalid and then changes nothing.

    `row` is the node edited and `seen` its digest when the editor opened it. What reshapes the whole
    (moving, renumbering) gives `seen_version` instead.
    """
    current = claim(draft)
    if seen is not None and editing.digest_of(current.tree, row) != seen:
        raise _conflict(current, row)
    if seen_version is not None and current.version != seen_version:
        raise Refused(
            "Bản nháp vừa được người khác sửa sau khi bạn mở. Tải lại trang để xem bản mới nhất rồi làm lại."
        )
    try:
        tree = change(current.tree)
    except editing.EditError as wrong:
        raise Invalid(str(wrong)) from None
    if tree == current.tree:
        return current
    return _write(current, tree, what=what, row=row, by=by)


@transaction.atomic
def undo(draft: Draft, *, by: User, seen_version: int) -> DraftEdit:
    """Takes the newest edit back that still stands, and returns it; raises Refused when there is none."""
    current = claim(draft)
    if current.version != seen_version:
        raise Refused(
            "Bản nháp vừa được sửa thêm sau khi bạn mở. Tải lại trang rồi xem có còn muốn hoàn tác."
        )
    newest = queries.undoable(current)
    if newest is None:
        raise Refused("Không còn sửa đổi nào để hoàn tác.")
    tree = cast("Tree", json.loads(zlib.decompress(bytes(newest.before))))
    _write(current, tree, what=f"Hoàn tác: {newest.what}", row=newest.row, by=by, undoes=newest)
    return newest


@transaction.atomic
def discard(draft: Draft, *, by: User) -> None:
    """Sets the draft aside; it stays readable, with all that was done to it."""
    current = claim(draft)
    Draft.objects.filter(pk=current.pk).update(state=DraftState.DISCARDED, edited_at=timezone.now())
    after = {"state": DraftState.DISCARDED.value}
    before, owner = {"state": current.state}, current.owner.name
    audit.record("draft.discarded", by=by, subject=current, before=before, after=after, organisation=owner)


def claim(draft: Draft) -> Draft:
    """The draft as it stands, locked until the transaction ends; raises StepNotOpen unless it is open."""
    current = (
        Draft.objects.select_for_update(of=("self",), no_key=True).select_related("owner").get(pk=draft.pk)
    )
    if current.state != DraftState.OPEN:
        raise StepNotOpen(
            f"Bản nháp “{current}” {current.state_words.lower()}, không sửa được nữa. "
            "Muốn sửa tiếp, tạo bản nháp mới từ bộ chỉ số đã ban hành."
        )
    return current


def _write(
    current: Draft, tree: Tree, *, what: str, row: str, by: User, undoes: DraftEdit | None = None
) -> Draft:
    now = timezone.now()
    before = zlib.compress(json.dumps(current.tree, ensure_ascii=False).encode("utf-8"))
    count = Draft.objects.filter(pk=current.pk, version=current.version, state=DraftState.OPEN).update(
        tree=tree,
        title=str(tree.get("title") or current.title),
        version=current.version + 1,
        edited_at=now,
        edited_by=by,
    )
    if count != 1:
        raise Refused("Có người vừa sửa bản nháp này cùng lúc. Chưa ghi gì; tải lại trang rồi làm lại.")
    current.refresh_from_db()
    DraftEdit.objects.create(
        draft=current,
        version=current.version,
        row=row,
        what=what,
        before=before,
        undoes=undoes,
        at=now,
        by=by,
    )
    after = {"version": current.version, "row": row}
    owner = current.owner.name
    audit.record("draft.edited", by=by, subject=current, after=after, organisation=owner, note=what)
    return current


def _conflict(current: Draft, row: str) -> Conflict:
    last = DraftEdit.objects.filter(draft=current, row=row).select_related("by").last()
    node = editing.find(current.tree, row)
    theirs = node.value if node else current.tree
    return Conflict(theirs=theirs, who=str(last.by) if last else "", when=last.at if last else None)
