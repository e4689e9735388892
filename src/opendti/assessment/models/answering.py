"""What a unit gives on its sheet. One row per value, so that two people can work side by side."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opendti.people.models import User

from .rounds import Sheet

MAX_REMARK = 2_000


class Answer(models.Model):
    """One value: `item` is a component or general item, `key` the field (`check:<id>` for a check)."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="answers")
    item = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    value = models.TextField()
    version = models.PositiveIntegerField()
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "item", "key"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.key} = {self.value}"


class Remark(models.Model):
    """The unit's own words on a component (giải trình)."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="remarks")
    item = models.CharField(max_length=40)
    text = models.TextField(max_length=MAX_REMARK)
    version = models.PositiveIntegerField()
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "item"], name="remark_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.text[:40]}"


class EvidenceLink(models.Model):
    """Where evidence can be read (tài liệu kiểm chứng); http or https only."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="links")
    item = models.CharField(max_length=40)
    url = models.URLField(max_length=1_000)
    title = models.CharField(max_length=200)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Exclusion(models.Model):
    """A component the round manager took out of this unit's total (không đánh giá)."""

    class Kind(models.TextChoices):
        EXCLUDED = "excluded", "Không đánh giá"
        NOT_APPLICABLE = "not_applicable", "Không có trong bộ của đơn vị"

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="exclusions")
    item = models.CharField(max_length=40)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="exclusion_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["excluded", "not_applicable"]), name="exclusion_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.kind}"
