"""A draft becomes a version that rounds may use, and a version is taken out of use."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.catalog import editing, queries
from opendti.catalog.models import Draft, IndexSet, Retirement
from opendti.catalog.workflow import DraftState
from opendti.common.refusals import Invalid, Refused
from opendti.people import queries as people
from opendti.people.models import User
from opendti.scoring import trees

from .drafting import claim
from .importing import add_version, digest_of


@transaction.atomic
def publish(draft: Draft, *, by: User, seen_version: int) -> IndexSet:
    """The next version of the set, unchanged from now on. Raises Refused while anything is left to do."""
    current = claim(draft)
    if current.version != seen_version:
        raise Refused("Bản nháp vừa được sửa sau khi bạn mở trang này. Xem lại rồi ban hành.")
    left = queries.obstacles(current)
    if left:
        raise Refused(f"Chưa ban hành được, còn {len(left)} việc. Việc đầu tiên: {left[0].message}")
    text = trees.write(editing.without_rows(current.tree))
    same = IndexSet.objects.filter(digest=digest_of(text)).first()
    if same:
        raise Refused(f"Bản nháp giống hệt {same}, đã ban hành. Không có gì để ban hành thêm.")
    _demand_own_code(current)
    row = _next_version(current, text, by)
    Draft.objects.filter(pk=current.pk).update(
        state=DraftState.PUBLISHED, published=row, edited_at=timezone.now()
    )
    after = {"index_set": str(row), "digest": row.digest}
    audit.record("draft.published", by=by, subject=current, after=after, organisation=current.owner.name)
    return row


def _demand_own_code(draft: Draft) -> None:
    """Nobody makes the next version of another organisation's set: theirs would count as replaced."""
    code = str(draft.tree.get("code", ""))
    newest = IndexSet.objects.filter(code=code).select_related("owner").order_by("-version").first()
    if newest and newest.owner and newest.owner_id != draft.owner_id:
        raise Refused(f"Mã “{code}” là bộ chỉ số của {newest.owner}. Đổi mã ở phần đầu rồi ban hành.")


def _next_version(draft: Draft, text: str, by: User) -> IndexSet:
    try:
        with transaction.atomic():
            return add_version(text, name=draft.title, by=by, owner=draft.owner, based_on=draft.based_on)
    except IntegrityError:
        raise Refused(
            "Có người vừa ban hành một phiên bản của bộ này. Tải lại trang rồi ban hành lại."
        ) from None


@transaction.atomic
def retire(index_set: IndexSet, *, reason: str, by: User) -> None:
    """No new round may use the version; raises Invalid without a reason, Refused when it is retired."""
    if not reason.strip():
        raise Invalid("Ghi lý do thôi dùng bộ chỉ số này, ví dụ “thay bằng Quyết định …”.", "reason")
    _, is_new = Retirement.objects.get_or_create(
        index_set=index_set, defaults={"reason": reason.strip(), "by": by}
    )
    if not is_new:
        raise Refused(f"{index_set} đã thôi dùng từ trước.")
    acting = people.organisation_name_of(by)
    audit.record("index_set.retired", by=by, subject=index_set, organisation=acting, note=reason.strip())
