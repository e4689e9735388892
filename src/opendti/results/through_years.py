"""An organisation through the years: its results and those of the organisations it followed.

Each year stands under the name of that time. Only percents compare across years.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from opendti.assessment.queries import closed_sheets_open_to, rounds_of
from opendti.people import queries as people
from opendti.people.models import Organisation, User

from .models import UnitResult
from .workflow import PublicationState


@dataclass(frozen=True, slots=True)
class Year:
    """One result; `ranked` is how many of its group had a rank. `is_own` is False for a predecessor's.

    `sheet` is the key of the sheet behind it, where the reader may look at that.
    """

    unit: UnitResult
    is_own: bool
    ranked: int
    sheet: int | None = None

    @property
    def share(self) -> int:
        """The width of the bar, percent."""
        return max(0, min(100, int(Fraction(self.unit.percent)))) if self.unit.percent else 0

    @property
    def is_published(self) -> bool:
        return self.unit.group.publication.state == PublicationState.PUBLISHED


def years_of(organisation: Organisation, reader: User) -> list[Year]:
    """The newest first, of one year its own first; a fixed number of queries.

    What is published is for every member; what is only computed for those who follow that round.
    """
    before = people.inherits_from([organisation.pk])
    codes = people.codes_of([organisation.pk, *before])
    units = (
        UnitResult.objects.filter(organisation_code__in=codes)
        .select_related("group__publication")
        .order_by("-group__publication__year", "group__publication__round_slug", "organisation_name")
    )
    followed = {each.slug for each in rounds_of(reader)}
    shown = [unit for unit in units if _is_open(unit, followed)]
    ranked = _ranked({unit.group_id for unit in shown})
    sheets = closed_sheets_open_to(reader, codes)
    years = [
        Year(
            each,
            each.organisation_code == organisation.code,
            ranked.get(each.group_id, 0),
            sheets.get((each.group.publication.round_slug, each.organisation_code)),
        )
        for each in shown
    ]
    return sorted(years, key=lambda year: (-year.unit.group.publication.year, not year.is_own))


def _is_open(unit: UnitResult, followed: set[str]) -> bool:
    publication = unit.group.publication
    if publication.state == PublicationState.PUBLISHED:
        return True
    return publication.state == PublicationState.COMPUTED and publication.round_slug in followed


def _ranked(groups: set[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    rows = UnitResult.objects.filter(group__in=groups, rank__isnull=False)
    for group in rows.order_by().values_list("group_id", flat=True):
        counts[group] = counts.get(group, 0) + 1
    return counts
