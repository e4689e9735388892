"""The sheets of somebody's units through the years, and those of the units they took over from."""

from __future__ import annotations

from django.db.models import QuerySet

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
