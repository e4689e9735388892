"""The trace of what happened to a sheet."""

from __future__ import annotations

from opendti.assessment.models import Sheet
from opendti.audit import actions as audit
from opendti.audit.actions import State
from opendti.people import queries as people
from opendti.people.models import User


def trace(
    event: str,
    sheet: Sheet,
    by: User,
    *,
    before: State | None = None,
    after: State | None = None,
) -> None:
    """Adds an entry about the sheet, under the organisation the person acts for."""
    organisation = people.organisation_name_of(by)
    audit.record(event, by=by, subject=sheet, before=before, after=after, organisation=organisation)
