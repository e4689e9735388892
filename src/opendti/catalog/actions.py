"""Importing index sets."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction

from opendti.audit import actions as audit
from opendti.people.models import User
from opendti.scoring import loading

from .models import IndexSet


def import_file(path: Path, *, by: User | None = None) -> IndexSet:
    """Imports a file; raises loading.IndexSetError, or OSError when it cannot be read."""
    loading.load(path)  # Its messages name the file; the text read below is the one it has checked.
    return import_text(path.read_text(encoding="utf-8"), name=str(path), by=by)


@transaction.atomic
def import_text(text: str, *, name: str, by: User | None = None) -> IndexSet:
    """The row for this text: the one there is, or a new version. Raises loading.IndexSetError.

    Importing twice changes nothing, since a text is known by its digest.
    """
    read = loading.read(text, name=name)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    known = IndexSet.objects.filter(digest=digest).first()
    if known:
        return known
    last = IndexSet.objects.filter(code=read.code).order_by("-version").first()
    row = IndexSet.objects.create(
        code=read.code,
        version=last.version + 1 if last else 1,
        title=read.title,
        level=read.level,
        decision_number=read.decision.number,
        digest=digest,
        source=text,
        imported_by=by,
    )
    after = {"code": row.code, "version": row.version, "digest": digest}
    audit.record("index_set.imported", by=by, subject=row, after=after)
    return row
