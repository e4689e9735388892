"""Index sets as they were imported: the file's text, kept whole."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from opendti.common.append_only import AppendOnly, AppendOnlyQuerySet


class IndexSet(AppendOnly):
    """One version of an index set; never changed, because rounds are scored by it.

    `source` is the YAML file. Lists leave it out (`defer`), it is long.
    """

    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.TextField()
    level = models.CharField(max_length=40)
    decision_number = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["IndexSet"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="index_set_version_once")]
        ordering = ["code", "version"]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
