"""Who sees results before they are public: those who follow the round for its owner."""

from __future__ import annotations

from django.http import Http404

from opendti.assessment import access as assessment
from opendti.assessment.access import Visitor

from .models import Publication


def public_publication(round_slug: str) -> Publication:
    """The published results of a round, for everybody; 404 for anything else."""
    publication = Publication.objects.filter(round_slug=round_slug, state="published").first()
    if publication is None:
        raise Http404("Chưa có kết quả công bố")
    return publication


def replaced_publication(round_slug: str, pk: int) -> Publication:
    """A published list that a newer one has replaced, for everybody; 404 for anything else."""
    publication = Publication.objects.filter(round_slug=round_slug, pk=pk, state="superseded").first()
    if publication is None:
        raise Http404("Chưa có kết quả công bố")
    return publication


def results_of(user: Visitor, round_slug: str) -> Publication | None:
    """What came out of a round, for those who follow it; None before it is computed.

    A computation that waits for publication comes before the list that is in force.
    """
    assessment.round_for(user, round_slug)
    found = Publication.objects.filter(round_slug=round_slug, state__in=["computed", "published"])
    return found.order_by("state").first()
