"""Organisations and what became of them: dated states, the changes behind them, who followed whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Organisation(models.Model):
    """An agency, the same one under every name it had.

    Name, short name, level and parent are those in force today, copied from the version in force; what
    held on another day is asked of the versions. `level` is data (tỉnh, sở, huyện, xã …): levels come
    and go with the law. `path` holds the codes from the top down, `/tinh/so-y-te/`.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField(default=0)
    path = models.TextField(db_index=True)
    valid_from = models.DateField(null=True, blank=True)  # Null: since before anyone wrote it down.
    valid_until = models.DateField(null=True, blank=True)  # The last day; null while it exists.
    search_text = models.TextField()

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="organisation_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def with_code(self) -> str:
        """`Xã Đồng Tâm (xa-dong-tam)`: communes share names."""
        return f"{self.name} ({self.code})"


class OrganisationChange(models.Model):
    """One dated event in the life of one or more organisations, with the decision behind it."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", "Thành lập"
        RENAMED = "renamed", "Đổi tên"
        MOVED = "moved", "Chuyển cơ quan cấp trên"
        MERGED = "merged", "Sáp nhập"
        SPLIT = "split", "Chia tách"
        DISSOLVED = "dissolved", "Giải thể"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    effective_on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    organisations = models.ManyToManyField(Organisation, related_name="changes")  # All it touched.

    class Meta:
        ordering = ["effective_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class OrganisationVersion(models.Model):
    """An organisation's name, level and place from one day on, until its next version or its end."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="versions")
    valid_from = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    change = models.ForeignKey(
        OrganisationChange, models.PROTECT, null=True, blank=True, related_name="versions"
    )

    class Meta:
        ordering = [F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="version_one_a_day"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_from=None), name="version_one_since_ever"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from})"

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Succession(models.Model):
    """One organisation follows another: by merger, split, or taking over from one that was dissolved."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="inheritances")
    change = models.ForeignKey(OrganisationChange, models.PROTECT, related_name="successions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "change"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
