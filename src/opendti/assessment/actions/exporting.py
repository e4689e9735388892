"""That somebody took contact data of a unit along."""

from __future__ import annotations

from django.db import transaction

from opendti.assessment import queries
from opendti.assessment.models import Answer, Sheet
from opendti.assessment.queries.personal import personal_codes
from opendti.people.models import User

from .tracing import trace


@transaction.atomic
def tell_of_export(sheet: Sheet, *, by: User) -> None:
    """Leaves an entry if the sheet holds contact data; without it a file of the sheet is nobody's secret."""
    items = personal_codes(queries.definition_of(sheet))
    if Answer.objects.filter(sheet=sheet, item__in=items).exists():
        trace("sheet.exported", sheet, by, after={"form": "xlsx"})
