"""The audit trail in a backup: where it stood, that it holds again, and the entry of the restore."""

from __future__ import annotations

from opendti.audit import actions, verifying
from opendti.audit.models import ChainHead

from .manifest import Head, Manifest

MADE_BY_MIGRATE = frozenset({ChainHead._meta.label_lower})
"""Tables in which `migrate` itself leaves a row, so that a row there does not mean data."""


def head(using: str) -> Head | None:
    """The number and digest of the last entry; None before there is any."""
    found = ChainHead.objects.using(using).filter(pk=actions.HEAD).first()
    return Head(number=found.number, digest=found.digest) if found and found.number else None


def clear(using: str) -> None:
    """Takes out what `migrate` put into the trail's tables, since the backup brings its own."""
    ChainHead.objects.using(using).filter(number=0).delete()


def verified(anchor: Head | None) -> verifying.Report:
    """What a walk over the whole restored chain found, up to the entry the backup ended with."""
    return verifying.verify((anchor.number, anchor.digest) if anchor else None)


def record_restored(digest: str, found: Manifest) -> None:
    """Leaves an entry that says from which file all before it came."""
    after = {"sha256": digest, "made_at": found.made_at, "version": found.version, "rows": found.rows}
    actions.record("backup.restored", by=None, subject=ChainHead(pk=actions.HEAD), after=after)
