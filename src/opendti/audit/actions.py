"""The one way into the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from opendti.common import request_facts

from . import chain, queries, verifying
from .models import ChainHead, Entry

State = Mapping[str, object]

HEAD = ChainHead.KEY
"""The key of the one row of ChainHead."""

_MOST_TOLD = 20

_WAITING: ContextVar[list[Entry] | None] = ContextVar("waiting_entries", default=None)


class ChainBroken(RuntimeError):
    """The head of the chain moved though this transaction holds it: somebody writes past this module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to one subject; `before` and `after` hold only what JSON can, and no fractions."""

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
    """Adds one entry; call it in the transaction of what it tells about, and last in it.

    It takes the lock of the chain and holds it until the transaction ends, so whatever else the
    transaction locks it must have locked before (see `gathered`). `event` is past tense,
    `sheet.submitted`; `by` is None for what the system does by itself. Never put contact data or
    secrets into `before` and `after`: an entry cannot be erased.
    """
    change = Change(subject=subject, before=before, after=after, note=note)
    return record_all(event, by=by, changes=[change], organisation=organisation)[0]


def record_all(
    event: str, *, by: AbstractBaseUser | None, changes: Iterable[Change], organisation: str = ""
) -> list[Entry]:
    """Adds one entry per change, in one write."""
    facts = request_facts.current()
    hat, hat_organisation = getattr(by, "hat_words", ""), getattr(by, "hat_organisation_pk", None)
    entries = [
        Entry(
            actor_id=by.pk if by else None,
            hat=chain.text(hat),
            hat_organisation_id=hat_organisation,
            address=facts.address,
            organisation=chain.text(organisation),
            event=event,
            subject_kind=change.subject._meta.label_lower,
            subject_id=change.subject.pk,
            before=chain.storable(change.before),
            after=chain.storable(change.after),
            request_id=facts.request_id,
            note=chain.text(change.note),
        )
        for change in changes
    ]
    waiting = _WAITING.get()
    if waiting is None:
        return _append(entries)
    waiting.extend(entries)
    return entries


@contextmanager
def gathered() -> Iterator[None]:
    """What is recorded inside is written together when the block ends, and not at all if it fails.

    For an action that is made of others, each with its own trace: the chain is locked once and last.
    Put it inside the transaction. A part that failed must not be caught and passed over inside.
    """
    if _WAITING.get() is not None:  # The block around this one writes it all.
        yield
        return
    waiting: list[Entry] = []
    token = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(token)
    _append(waiting)


def check(*, by: AbstractBaseUser | None) -> verifying.Report:
    """Looks at the whole chain and leaves an entry that says what was found.

    The mark of the last check that found it whole is held against the chain too. No lock is held meanwhile.
    """
    report = verifying.verify(verifying.anchor_of(queries.last_good_mark()))
    after = {
        "entries": report.count,
        "mark": report.anchor if report.is_whole else "",
        "wrong": len(report.complaints) + report.more,
        "complaints": [each.message for each in report.complaints[:_MOST_TOLD]],
    }
    record("trail.verified", by=by, subject=ChainHead(pk=HEAD), after=after)
    return report


def tell_of_export(*, by: AbstractBaseUser | None, form: str, count: int, chosen: State) -> Entry:
    """Leaves an entry that says who has taken which part of the trail along."""
    after = {"form": form, "entries": count, "chosen": chosen}
    return record("trail.exported", by=by, subject=ChainHead(pk=HEAD), after=after)


def _append(entries: list[Entry]) -> list[Entry]:
    """Gives the entries their numbers and digests, stores them and moves the head."""
    if not entries:
        return entries
    with transaction.atomic():
        head, lost = _held_head()
        number, digest, now = head.number, head.digest, timezone.now()
        for entry in (*lost, *entries):
            number += 1
            entry.number, entry.previous, entry.at = number, digest, now
            entry.digest = digest = chain.digest_of(entry.columns())
        Entry.objects.bulk_create([*lost, *entries])
        here = ChainHead.objects.filter(pk=HEAD, number=head.number, digest=head.digest)
        if here.update(number=number, digest=digest) != 1:
            raise ChainBroken(f"the head of the chain is no longer {head}")
    return entries


def _held_head() -> tuple[ChainHead, list[Entry]]:
    """The head, locked until the transaction ends; on SQLite the transaction itself is the lock.

    If somebody has taken it away, the last entry stands in for it, and an entry comes along that says so.
    """
    held = ChainHead.objects.select_for_update(no_key=True).filter(pk=HEAD)
    head = held.first()
    if head is not None:
        return head, []
    last = Entry.objects.order_by("number").last()
    found = {"number": last.number, "digest": last.digest} if last else {}
    _, is_new = ChainHead.objects.get_or_create(pk=HEAD, defaults=found)
    head = held.get()
    return head, [_lost(head)] if is_new and last else []


def _lost(head: ChainHead) -> Entry:
    return Entry(event="trail.head_lost", subject_kind=head._meta.label_lower, subject_id=HEAD)
