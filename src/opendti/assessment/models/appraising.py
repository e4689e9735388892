"""Who appraises which component, and what was found. A unit's own answers are never touched."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opendti.people.models import Organisation, User

from .rounds import RankingGroup, Sheet


class Assignment(models.Model):
    """An organisation appraises a component for every unit of the group; a component may have two."""

    group = models.ForeignKey(RankingGroup, models.PROTECT, related_name="assignments")
    item = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "item", "organisation"], name="assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.organisation_id}"


class Finding(models.Model):
    """What the appraiser concluded about one item of one sheet.

    Adjusted, its values stand in place of all the unit's values for that item; the points come from
    the engine.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Công nhận"
        ADJUSTED = "adjusted", "Điều chỉnh"

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="findings")
    item = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(outcome="accepted") | (Q(outcome="adjusted") & ~Q(reason="")),
                name="finding_adjusted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.outcome}"


class FindingValue(models.Model):
    """One value of an adjusted item, in the terms of `Answer`."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="values")
    key = models.CharField(max_length=80)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "key"], name="finding_value_once")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
