"""Uploaded lists that wait to be confirmed. Their content goes once it is used, and after a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.refusals import StepNotOpen
from opendti.people.models import PendingImport, User

KEPT_FOR = timedelta(hours=24)
_TOO_LATE = "Tệp này đã nhập hoặc đã quá 24 giờ, nội dung không còn giữ. Tải tệp lên lại."


@transaction.atomic
def keep_import(kind: PendingImport.Kind, content: bytes, *, name: str, by: User) -> PendingImport:
    """An uploaded list until it is confirmed; older ones that nobody confirmed are emptied on the way."""
    forget_old_imports()
    kept = PendingImport.objects.create(kind=kind, name=name[:200], content=content, by=by)
    audit.record("import.uploaded", by=by, subject=kept, after={"name": kept.name, "bytes": len(content)})
    return kept


def forget_old_imports(now: datetime | None = None) -> int:
    """Empties what is older than a day; how many there were."""
    oldest = (now or timezone.now()) - KEPT_FOR
    return PendingImport.objects.filter(made_at__lt=oldest).exclude(content=b"").update(content=b"")


def content_of(pending: PendingImport) -> bytes:
    """What was uploaded; raises StepNotOpen once it is used or too old."""
    content = bytes(pending.content)
    if not content or pending.used_at or pending.made_at < timezone.now() - KEPT_FOR:
        raise StepNotOpen(_TOO_LATE)
    return content


def use_import(pending: PendingImport) -> bytes:
    """The content, which is gone from now on; raises StepNotOpen for the second who asks."""
    content = content_of(pending)
    claimed = PendingImport.objects.filter(pk=pending.pk, used_at=None).exclude(content=b"")
    if claimed.update(used_at=timezone.now(), content=b"") != 1:
        raise StepNotOpen(_TOO_LATE)
    return content
