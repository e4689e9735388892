"""Drafts of index sets: what was read from a document, what people made of it, and who accepted what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from opendti.catalog.workflow import DraftState
from opendti.common.append_only import AppendOnly, AppendOnlyQuerySet
from opendti.people.models import Organisation

from .published import IndexSet


class SourceDocument(AppendOnly):
    """A decision as it was uploaded, kept whole, with the report of its reading."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="source_documents")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    report = models.JSONField()
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AppendOnlyQuerySet["SourceDocument"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="document_once_per_owner")]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """An index set in the making.

    `tree` is the file as plain text values (scoring.trees), each node with a `row` of its own that
    stays when codes change. `version` counts the edits.
    """

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="drafts")
    title = models.TextField()
    tree = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=DraftState.choices, default=DraftState.OPEN)
    based_on = models.ForeignKey(IndexSet, models.PROTECT, null=True, related_name="drafts")
    document = models.ForeignKey(SourceDocument, models.PROTECT, null=True, related_name="drafts")
    published = models.OneToOneField(IndexSet, models.PROTECT, null=True, related_name="draft")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-edited_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_known"),
            models.CheckConstraint(
                condition=Q(state=DraftState.PUBLISHED) ^ Q(published=None), name="draft_published_has_a_set"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_words(self) -> str:
        return DraftState(self.state).label


class DraftEdit(AppendOnly):
    """One edit of a draft: what was done, and the tree as it stood before (JSON, compressed).

    `row` is the node that was edited, "" for the whole. `undoes` is the edit that was taken back.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="edits")
    version = models.PositiveIntegerField()
    row = models.CharField(max_length=20, blank=True)
    what = models.TextField()
    before = models.BinaryField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AppendOnlyQuerySet["DraftEdit"].as_manager()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["draft", "version"], name="draft_edit_version_once")]

    def __str__(self) -> str:
        return f"{self.version}: {self.what}"


class PrintedRow(AppendOnly):
    """The document's own row behind a component of a draft, and how sure the reading of it was.

    `cells` are pairs of heading and cell as printed; `said` is the sentence the rule was read from.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="printed_rows")
    row = models.CharField(max_length=20)
    cells = models.JSONField()
    certainty = models.CharField(max_length=10)
    said = models.TextField(blank=True)
    reasons = models.JSONField(default=list)

    objects = AppendOnlyQuerySet["PrintedRow"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "row"], name="printed_row_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.row}"


class Acceptance(AppendOnly):
    """Someone accepted a node as it stood; it holds while the node's digest is still this one.

    `is_taken_over` says that nobody looked again: the node is the same as in the version cloned.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="acceptances")
    row = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    is_taken_over = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AppendOnlyQuerySet["Acceptance"].as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["draft", "row"], name="acceptance_by_row")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.row}"
