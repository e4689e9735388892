"""Reading frozen results. Touches only the tables of this app; lists make a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from .models import Publication, UnitResult
from .workflow import PublicationState


@dataclass(frozen=True, slots=True)
class Previous:
    """How the same organisation stood in an earlier year; only percents compare across years."""

    year: int
    percent: str | None
    rank: int | None


def published() -> QuerySet[Publication]:
    """What is in force, newest year first."""
    return Publication.objects.filter(state=PublicationState.PUBLISHED).order_by("-year", "-pk")


def latest_published() -> Publication | None:
    return published().first()


def computed_of(round_slug: str) -> Publication | None:
    """The computation of a round that waits for publication, if there is one."""
    return Publication.objects.filter(round_slug=round_slug, state=PublicationState.COMPUTED).first()


def previous(publication: Publication) -> dict[str, Previous]:
    """How each organisation stood in the owner's last published year before this one."""
    earlier = published().filter(year__lt=publication.year, owner_name=publication.owner_name).first()
    if earlier is None:
        return {}
    return {
        unit.organisation_code: Previous(earlier.year, unit.percent, unit.rank)
        for unit in UnitResult.objects.filter(group__publication=earlier)
    }


def published_units(round_slugs: Iterable[str], codes: Iterable[str]) -> dict[tuple[str, str], UnitResult]:
    """What is in force of these organisations in these rounds, by round and code; one query."""
    units = UnitResult.objects.filter(
        group__publication__state=PublicationState.PUBLISHED,
        group__publication__round_slug__in=set(round_slugs),
        organisation_code__in=set(codes),
    )
    related = units.select_related("group__publication")
    return {(each.group.publication.round_slug, each.organisation_code): each for each in related}
