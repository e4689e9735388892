"""That a list of people was taken along."""

from __future__ import annotations

from django.db import transaction

from opendti.audit import actions as audit
from opendti.people.models import User


@transaction.atomic
def tell_of_export(rows: int, *, by: User) -> None:
    """Leaves an entry about the person who took the list; not whom it holds, only how many."""
    audit.record("people.exported", by=by, subject=by, after={"form": "xlsx", "rows": rows})
