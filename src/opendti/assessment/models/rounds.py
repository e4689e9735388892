"""A round, its ranking groups, and the sheet of each unit taking part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opendti.assessment.workflow import STATE_WORDS, RoundState, SheetState
from opendti.catalog.models import IndexSet
from opendti.people.models import Organisation, User


class Round(models.Model):
    """One year's assessment by one owner (đợt đánh giá)."""

    slug = models.SlugField(max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    plan_year = models.PositiveSmallIntegerField()  # The year whose plan a deadline is about.
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="owned_rounds")
    state = models.CharField(max_length=12, default=RoundState.DRAFT.value)
    self_assessment_due_on = models.DateField(null=True, blank=True)
    appraisal_due_on = models.DateField(null=True, blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RoundState]), name="round_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_words(self) -> str:
        return STATE_WORDS[RoundState(self.state)]


class RankingGroup(models.Model):
    """The units ranked against each other by one index set (khối, nhóm xếp hạng)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="groups")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    index_set = models.ForeignKey(IndexSet, models.PROTECT, related_name="ranking_groups")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="group_code_once")]

    def __str__(self) -> str:
        return self.title


class Sheet(models.Model):
    """One unit's self-assessment in one round (phiếu tự đánh giá).

    `version` grows with every write to the sheet or to what hangs on it; a row's own version is the
    sheet's when that row was last written. So versions never come back, not even after a removal.
    `unit_name` and `unit_short_name` are what the unit was called when the round opened (before that,
    when it was added): a unit that is renamed or merged later keeps its sheet under its own name.
    """

    group = models.ForeignKey(RankingGroup, models.PROTECT, related_name="sheets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sheets")
    unit_name = models.CharField(max_length=200)
    unit_short_name = models.CharField(max_length=80, blank=True)
    is_ranked = models.BooleanField(default=True)
    state = models.CharField(max_length=12, default=SheetState.WAITING.value)
    version = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["group__order", "organisation__order", "organisation__code"]
        constraints = [
            models.UniqueConstraint(fields=["group", "organisation"], name="sheet_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SheetState]), name="sheet_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.group_id}"

    @property
    def state_words(self) -> str:
        return STATE_WORDS[SheetState(self.state)]

    @property
    def unit_called(self) -> str:
        """The unit's short name where there was one."""
        return self.unit_short_name or self.unit_name
