"""Importing index sets that are complete, as files of the library are."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction

from opendti.audit import actions as audit
from opendti.catalog.models import IndexSet
from opendti.people.models import Organisation, User
from opendti.scoring import loading


def import_file(path: Path, *, by: User | None = None) -> IndexSet:
    """Imports a file; raises loading.IndexSetError, or OSError when it cannot be read."""
    loading.load(path)  # Its messages name the file; the text read below is the one it has checked.
    return import_text(path.read_text(encoding="utf-8"), name=str(path), by=by)


@transaction.atomic
def import_text(text: str, *, name: str, by: User | None = None) -> IndexSet:
    """The row for this text: the one there is, or a new version. Raises loading.IndexSetError.

    Importing twice changes nothing, since a text is known by its digest.
    """
    known = IndexSet.objects.filter(digest=digest_of(text)).first()
    return known or add_version(text, name=name, by=by)


def digest_of(text: str) -> str:
    """The SHA-256 by which a file's text is known."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def add_version(
    text: str,
    *,
    name: str,
    by: User | None,
    owner: Organisation | None = None,
    based_on: IndexSet | None = None,
) -> IndexSet:
    """A new version of the set in the text; call it in a transaction. Raises loading.IndexSetError."""
    read = loading.read(text, name=name)
    last = IndexSet.objects.filter(code=read.code).order_by("-version").first()
    row = IndexSet.objects.create(
        code=read.code,
        version=last.version + 1 if last else 1,
        title=read.title,
        level=read.level,
        year=read.year,
        component_count=len(list(read.components)),
        max_points=str(read.max),
        decision_number=read.decision.number,
        place=read.decision.place,
        digest=digest_of(text),
        source=text,
        owner=owner,
        based_on=based_on,
        imported_by=by,
    )
    after = {"code": row.code, "version": row.version, "digest": row.digest}
    audit.record(
        "index_set.imported", by=by, subject=row, after=after, organisation=owner.name if owner else ""
    )
    return row
