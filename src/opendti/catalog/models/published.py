"""Index sets as they were published: the file's text, kept whole."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from opendti.common.append_only import AppendOnly, AppendOnlyQuerySet
from opendti.people.models import Organisation


class IndexSet(AppendOnly):
    """One version of an index set; never changed, because rounds are scored by it.

    `source` is the YAML file. Lists leave it out (`defer`), it is long; what they show of it stands in
    columns. `owner` is the organisation that published it, None for what came with the library.
    `based_on` is the version it was cloned from.
    """

    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.TextField()
    level = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    component_count = models.PositiveIntegerField()
    max_points = models.CharField(max_length=40)
    decision_number = models.CharField(max_length=80)
    place = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="index_sets")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["IndexSet"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="index_set_version_once")]
        ordering = ["code", "version"]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Retirement(AppendOnly):
    """The version takes no new rounds from now on; those that use it go on."""

    index_set = models.OneToOneField(IndexSet, models.PROTECT, related_name="retirement")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()

    objects = AppendOnlyQuerySet["Retirement"].as_manager()

    def __str__(self) -> str:
        return f"{self.index_set_id}: {self.reason}"


class ComponentMatch(AppendOnly):
    """Which component of one set continues which of another, as a person decided; the newest row counts.

    An empty `after_code` says that the component has no successor; an empty `before_code`, that it is new.
    """

    before = models.ForeignKey(IndexSet, models.PROTECT, related_name="matches_after")
    after = models.ForeignKey(IndexSet, models.PROTECT, related_name="matches_before")
    before_code = models.CharField(max_length=40, blank=True)
    after_code = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["ComponentMatch"].as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before_code or '–'} → {self.after_code or '–'}"
