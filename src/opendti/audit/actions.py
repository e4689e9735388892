"""The one way into the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from opendti.common import request_id

from .models import Entry

State = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to one subject; `before` and `after` hold only what JSON can."""

    subject: models.Model
    before: State | None = None
    after: State | None = None
    note: str = ""


def record(
    event: str,
    *,
    by: AbstractBaseUser | None,
    subject: models.Model,
    before: State | None = None,
    after: State | None = None,
    organisation: str = "",
    note: str = "",
) -> Entry:
    """Adds one entry; call it in the transaction of what it tells about.

    `event` is past tense, `sheet.submitted`; `by` is None for what the system does by itself.
    """
    change = Change(subject=subject, before=before, after=after, note=note)
    return record_all(event, by=by, changes=[change], organisation=organisation)[0]


def record_all(
    event: str, *, by: AbstractBaseUser | None, changes: Iterable[Change], organisation: str = ""
) -> list[Entry]:
    """Adds one entry per change, in one write."""
    return Entry.objects.bulk_create(
        Entry(
            actor_id=by.pk if by else None,
            organisation=organisation,
            event=event,
            subject_kind=change.subject._meta.label_lower,
            subject_id=change.subject.pk,
            before=change.before,
            after=change.after,
            request_id=request_id.current(),
            note=change.note,
        )
        for change in changes
    )
