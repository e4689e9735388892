"""Where drafts come from: an uploaded decision, a published set, a frame or a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from opendti.audit import actions as audit
from opendti.catalog import editing
from opendti.catalog.models import Acceptance, Draft, IndexSet, PrintedRow, SourceDocument
from opendti.people.models import Organisation, User
from opendti.scoring import frames, trees
from opendti.scoring.trees import Tree

if TYPE_CHECKING:
    from opendti.decision_files.reading import SetReading

MAX_NAME = 255


def start_from_document(content: bytes, *, name: str, owner: Organisation, by: User) -> SourceDocument:
    """Reads an uploaded decision and makes a draft of every set in it, all or nothing.

    The same file uploaded again is the document there is. Raises DecisionFileError for a file that
    is no decision, and then stores nothing.
    """
    from opendti.decision_files import reading, reporting  # noqa: PLC0415 - they load what reads PDF

    digest = hashlib.sha256(content).hexdigest()
    known = SourceDocument.objects.filter(owner=owner, digest=digest).first()
    if known:
        return known
    read = reading.read(content, name=name)  # outside the transaction, since it takes a while
    with transaction.atomic(), audit.gathered():
        document, is_new = SourceDocument.objects.get_or_create(
            owner=owner,
            digest=digest,
            defaults={
                "name": name[:MAX_NAME],
                "kind": read.kind,
                "size": len(content),
                "content": content,
                "report": reporting.report(read),
                "uploaded_by": by,
            },
        )
        if not is_new:  # Somebody uploaded the same file in the meantime.
            return document
        after = {"name": name, "digest": digest}
        audit.record("document.read", by=by, subject=document, after=after, organisation=owner.name)
        for each in read.sets:
            draft = _start(each.tree, owner=owner, by=by, document=document)
            _keep_printed(draft, each)
    return document


@transaction.atomic
def start_from_index_set(index_set: IndexSet, *, owner: Organisation, by: User) -> Draft:
    """A draft of the next version; what stays as it is counts as accepted with the version it is from."""
    tree = trees.parse(index_set.source, name=str(index_set))
    draft = _start(tree, owner=owner, by=by, based_on=index_set)
    rows = [editing.HEAD, editing.GENERAL, *(node.row for node in editing.nodes(draft.tree, "component"))]
    Acceptance.objects.bulk_create(
        Acceptance(draft=draft, row=row, digest=editing.digest_of(draft.tree, row), is_taken_over=True, by=by)
        for row in rows
    )
    return draft


@transaction.atomic
def start_from_tree(tree: Tree, *, owner: Organisation, by: User) -> Draft:
    """A draft of a file or a frame; nothing in it counts as accepted."""
    return _start(tree, owner=owner, by=by)


def _start(
    tree: Tree,
    *,
    owner: Organisation,
    by: User,
    document: SourceDocument | None = None,
    based_on: IndexSet | None = None,
) -> Draft:
    if frames.is_frame(tree):
        tree = frames.completed(
            tree
        )  # A draft is on its way to be complete; the editor says what is missing.
    title = str(tree.get("title") or tree.get("code") or "Bộ chỉ số chưa có tên")
    draft = Draft.objects.create(
        owner=owner,
        title=title,
        tree=editing.give_rows(tree),
        document=document,
        based_on=based_on,
        created_by=by,
        edited_by=by,
    )
    after = {"title": title, "document": document.name if document else None, "based_on": str(based_on or "")}
    audit.record("draft.started", by=by, subject=draft, after=after, organisation=owner.name)
    return draft


def _keep_printed(draft: Draft, read: SetReading) -> None:
    """The document's own rows, beside the nodes that were made of them."""
    rows = {node.code: node.row for node in editing.nodes(draft.tree, "component")}
    PrintedRow.objects.bulk_create(
        PrintedRow(
            draft=draft,
            row=rows[each.code],
            cells=[list(pair) for pair in each.printed],
            certainty=each.certainty,
            said=each.said,
            reasons=list(each.reasons),
        )
        for each in read.components
        if each.code in rows
    )
