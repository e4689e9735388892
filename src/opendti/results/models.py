"""Frozen results, the only tables the public side reads.

Names and texts are copied, so nothing here changes when something else does. Personal data never
get here. Exact values are text: `620/3`. Rows are written once; only a publication's state moves on.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opendti.common.append_only import AppendOnly, AppendOnlyQuerySet
from opendti.people.models import User
from opendti.scoring.wording import cited

from .workflow import PublicationState

NOT_CONCLUDED = "not_concluded"
"""The flag of a component no appraiser concluded on: the unit's own values count."""


class Publication(models.Model):
    """One computation of a round, and what became of it."""

    round_slug = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    owner_name = models.CharField(max_length=200)
    is_illustrative = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=PublicationState.COMPUTED.value)
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decision_number = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round_slug"], condition=Q(state="published"), name="publication_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["round_slug"], condition=Q(state="computed"), name="publication_one_computed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PublicationState]),
                name="publication_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


class GroupResult(AppendOnly):
    """A ranking group as it was; `places` decimals are shown."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="groups")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    index_set_code = models.CharField(max_length=120)
    index_set_version = models.PositiveIntegerField()
    index_set_title = models.TextField()
    decision_number = models.CharField(max_length=80)
    max = models.TextField()
    places = models.PositiveSmallIntegerField()

    objects = AppendOnlyQuerySet["GroupResult"].as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["publication", "code"], name="group_result_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def decision_cited(self) -> str:
        """The decision as a text cites it: “Quyết định số 2405/QĐ-UBND”."""
        return cited(self.decision_number)


class UnitResult(AppendOnly):
    """A unit's index. `position` is its place by exact percent; `rank` may be shared, or absent."""

    group = models.ForeignKey(GroupResult, models.PROTECT, related_name="units")
    organisation_code = models.SlugField(max_length=60)
    organisation_name = models.CharField(max_length=200)
    organisation_short_name = models.CharField(max_length=80, blank=True)
    points = models.TextField()
    max = models.TextField()
    percent = models.TextField(null=True)  # noqa: DJ001 - nothing left to reach
    self_points = models.TextField()
    self_percent = models.TextField(null=True)  # noqa: DJ001 - the same
    position = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(null=True)
    is_ranked = models.BooleanField()
    class_label = models.CharField(max_length=80, blank=True)
    was_submitted = models.BooleanField()

    objects = AppendOnlyQuerySet["UnitResult"].as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "organisation_code"], name="unit_result_once")
        ]

    def __str__(self) -> str:
        return self.organisation_name


class NodeResult(AppendOnly):
    """One node of a unit's score tree, in the order of the decision.

    `max` is what this unit could reach, `full_max` what the decision gives. `flags` are pairs of code
    and what it is about. `explanation` is an `explaining.Explanation`, for components and their parts.
    """

    unit = models.ForeignKey(UnitResult, models.PROTECT, related_name="nodes")
    code = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    parent_code = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    short = models.TextField(blank=True)
    order = models.PositiveIntegerField()
    points = models.TextField()
    max = models.TextField()
    full_max = models.TextField()
    self_points = models.TextField()
    state = models.CharField(max_length=14)
    outcome = models.CharField(max_length=8, blank=True)
    flags = models.JSONField(default=list)
    explanation = models.JSONField(null=True)

    objects = AppendOnlyQuerySet["NodeResult"].as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "code"], name="node_result_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.points}/{self.max}"
