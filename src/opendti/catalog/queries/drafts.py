"""Drafts: what was accepted, what stands in the way of publishing, what can be taken back."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from opendti.catalog import editing, problem_words, workflow
from opendti.catalog.models import Acceptance, Draft, DraftEdit, IndexSet, SourceDocument
from opendti.people import queries as people
from opendti.people.models import Organisation, User
from opendti.scoring import linting, loading
from opendti.scoring.definition import IndexSet as Definition
from opendti.scoring.trees import Tree

_LOOKED_BACK = 200
"""So many edits back a page may have been opened for its changes to be told from the others'."""

_MANY = 3
"""At more components than this a doubt is about the decision's way of writing, not about a component."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something left to do before a draft can be published; `row` is where, "" for the whole.

    `kind` is `incomplete` (no index set yet), `error`, `doubt` (without an answer) or `review` (not yet
    accepted); `code` is the linter's, where it found it, and for what is incomplete what is missing.
    """

    kind: str
    row: str
    code: str
    message: str


def drafts_of(user: User) -> QuerySet[Draft]:
    """The drafts this person may see, newest edit first, without their trees; each with `decision_number`."""
    owners = people.organisations_where(user, *workflow.READERS)
    drafts = Draft.objects.filter(owner__in=owners).select_related(
        "owner", "edited_by", "document", "published"
    )
    drafts = drafts.annotate(decision_number=KT("tree__decision__number"))
    return drafts.defer("tree", "document__content", "document__report", "published__source")


def acceptances(draft: Draft) -> dict[str, Acceptance]:
    """By row, the acceptance that still holds: the node is as it was when it was accepted."""
    newest = {each.row: each for each in draft.acceptances.select_related("by").order_by("pk")}
    return {row: each for row, each in newest.items() if each.digest == editing.digest_of(draft.tree, row)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A draft as an index set with the linter's findings; or None and why it is none yet."""

    index_set: Definition | None
    problems: tuple[str, ...]
    findings: tuple[linting.Finding, ...]


def judge(draft: Draft) -> Judgement:
    """What scoring and the linter make of the draft as it stands."""
    try:
        index_set = loading.build(editing.without_rows(draft.tree), name=draft.title)
    except loading.IndexSetError as wrong:
        return Judgement(None, tuple(wrong.problems), ())
    return Judgement(index_set, (), tuple(linting.lint(index_set)))


def obstacles(draft: Draft, judgement: Judgement | None = None) -> list[Obstacle]:
    """All that is left to do before the draft can be published."""
    return list(_obstacles(draft, judgement or judge(draft)))


def _obstacles(draft: Draft, judgement: Judgement) -> Iterator[Obstacle]:
    rows = {
        node.code: node.row if node.kind == "component" else editing.HEAD
        for node in editing.nodes(draft.tree)
    }
    for complaint in judgement.problems:
        problem = problem_words.located(draft.tree, complaint)
        yield Obstacle("incomplete", problem.row, problem.message, str(problem))
    if judgement.index_set:
        yield from _taken_code(draft, judgement.index_set)
    for found in judgement.findings:
        if found.code != "needs-review" and (found.severity == "error" or not found.answer):
            row = rows.get(found.at, editing.GENERAL if found.at else editing.HEAD)
            yield Obstacle(found.severity, row, found.code, found.message)
    accepted = acceptances(draft)
    for row, name in reviewed_rows(draft.tree):
        if row not in accepted:
            yield Obstacle("review", row, "", f"{name} chưa có người xem và nhận.")


def shared_doubts(obstacles: Iterable[Obstacle]) -> frozenset[str]:
    """The codes of doubts that stand at many components: one answer for the whole set settles them."""
    counted = Counter(each.code for each in obstacles if each.kind == "doubt")
    return frozenset(code for code, times in counted.items() if times > _MANY)


def reviewed_rows(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield every row that a person has to accept, and what it is called."""
    yield editing.HEAD, "Phần đầu và cấu trúc"
    if tree.get("general") or tree.get("shared"):
        yield editing.GENERAL, "Thông tin chung"
    for node in editing.nodes(tree, "component"):
        yield node.row, f"Chỉ số {node.code}"


def _taken_code(draft: Draft, index_set: Definition) -> Iterator[Obstacle]:
    """Yield when the code belongs to somebody else's set."""
    others = IndexSet.objects.filter(code=index_set.code).exclude(Q(owner=None) | Q(owner=draft.owner))
    other = others.select_related("owner").first()
    if other:
        message = f"Mã {index_set.code} là của {other.owner}. Đặt mã khác ở phần đầu."
        yield Obstacle("error", editing.HEAD, "code-taken", message)


def undoable(draft: Draft) -> DraftEdit | None:
    """The newest edit that still stands and was not itself an undoing; None when there is none."""
    edits = DraftEdit.objects.filter(draft=draft, undoes=None, undone_by=None)
    return edits.order_by("-version").select_related("by").first()


def tree_when_seen(draft: Draft, row: str, seen: str) -> Tree | None:
    """The tree as it stood when the node had this digest; None when it never had, or long ago."""
    edits = DraftEdit.objects.filter(draft=draft).order_by("-version")
    for before in edits.values_list("before", flat=True)[:_LOOKED_BACK].iterator():
        tree: Tree = json.loads(zlib.decompress(bytes(before)))
        if editing.digest_of(tree, row) == seen:
            return tree
    return None


def last_edits(draft: Draft, row: str = "", *, count: int = 20) -> list[DraftEdit]:
    """The newest edits of the draft, or of one node, without the trees they keep."""
    edits = DraftEdit.objects.filter(draft=draft)
    edits = edits.filter(row=row) if row else edits
    edits = edits.select_related("by", "undone_by").defer("before", "undone_by__before")
    return list(edits.order_by("-version")[:count])


def drafts_of_document(document: SourceDocument) -> list[Draft]:
    """The drafts that were made of an uploaded document, in its order."""
    return list(Draft.objects.filter(document=document).defer("tree").order_by("pk"))


def document_content(document: SourceDocument) -> bytes:
    """The uploaded file."""
    content = SourceDocument.objects.filter(pk=document.pk).values_list("content", flat=True).get()
    return bytes(content)


def is_known_document(content: bytes, owner: Organisation) -> bool:
    """Whether this very file was uploaded for the organisation before."""
    digest = hashlib.sha256(content).hexdigest()
    return SourceDocument.objects.filter(owner=owner, digest=digest).exists()
