"""The sheets of somebody's units through the years, and those of the units they took over from."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from opendti.assessment import workflow
from opendti.assessment.models import Sheet
from opendti.assessment.workflow import SheetState
from opendti.people import queries as people
from opendti.people.models import User
from opendti.people.roles import Role

_UNIT = (Role.CLERK, Role.HEAD)


def units_of(user: User) -> set[int]:
    """The organisations the person fills in for or heads today."""
    return set(people.organisations_where(user, *_UNIT).values_list("pk", flat=True))


def units_left_to(user: User) -> set[int]:
    """The ended organisations whose sheets these may look at."""
    return people.left_to(units_of(user))


def sheets_through_years(organisation_ids: set[int]) -> QuerySet[Sheet]:
    """Every sheet of these units that was ever opened, the newest round first."""
    related = ("organisation", "group__round__owner", "group__index_set")
    sheets = Sheet.objects.select_related(*related).defer("group__index_set__source")
    sheets = sheets.filter(organisation__in=organisation_ids).exclude(state=SheetState.WAITING)
    return sheets.order_by("-group__round__year", "group__round__slug", "unit_name", "pk")


def closed_sheets_open_to(user: User, codes: Iterable[str]) -> dict[tuple[str, str], int]:
    """The appraised sheets of these organisations that the person may look at, by round and code.

    Those of their units and of who these took over from, and those of rounds they follow for the owner.
    """
    own = units_of(user)
    followed = people.organisations_where(user, *workflow.FOLLOWERS)
    mine = Q(organisation__in=own | people.left_to(own)) | Q(group__round__owner__in=followed.values("pk"))
    sheets = Sheet.objects.filter(mine, organisation__code__in=list(codes), state__in=workflow.SEEN_BY_ALL)
    columns = ("group__round__slug", "organisation__code", "pk")
    return {(slug, code): pk for slug, code, pk in sheets.order_by().values_list(*columns)}
