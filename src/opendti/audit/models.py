"""Who did what, when, for whom, and what stood there before and after."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from opendti.common.append_only import AppendOnly, AppendOnlyQuerySet


class Entry(AppendOnly):
    """One thing that happened. Names are copied, because organisations are renamed and merged."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.TextField(blank=True)
    event = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)

    objects = AppendOnlyQuerySet["Entry"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.subject_kind} {self.subject_id}"
