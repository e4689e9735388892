"""Which component continues which, so that years can be compared."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from opendti.audit import actions as audit
from opendti.catalog import queries
from opendti.catalog.models import ComponentMatch, IndexSet
from opendti.common.refusals import Invalid
from opendti.people import queries as people
from opendti.people.models import User


@transaction.atomic
def match(before: IndexSet, after: IndexSet, *, pairs: Mapping[str, str], by: User) -> int:
    """Keeps what continues what, by code (before → after, "" for none); returns how many rows are new.

    Raises Invalid when a code is unknown, or one component would continue two.
    """
    known_before, known_after = (
        {each.code for each in queries.definition_of(row).all_components} for row in (before, after)
    )
    for old, new in pairs.items():
        if old not in known_before:
            raise Invalid(f"Bộ {before} không có chỉ số {old}.", old)
        if new and new not in known_after:
            raise Invalid(f"Bộ {after} không có chỉ số {new}. Chọn một mã có trong danh sách.", old)
    kept = {**queries.matches(before, after), **pairs}
    taken = [new for new in kept.values() if new]
    twice = next((new for new in taken if taken.count(new) > 1), None)
    if twice:
        raise Invalid(
            f"Chỉ số {twice} được nối với hai chỉ số cũ. Mỗi chỉ số mới nối với nhiều nhất một.", twice
        )
    changed = {old: new for old, new in pairs.items() if queries.matches(before, after).get(old) != new}
    rows = [
        ComponentMatch(before=before, after=after, before_code=old, after_code=new, by=by)
        for old, new in changed.items()
    ]
    ComponentMatch.objects.bulk_create(rows)
    if rows:
        told = {"before": str(before), **changed}
        acting = people.organisation_name_of(by)
        audit.record("index_set.matched", by=by, subject=after, after=told, organisation=acting)
    return len(rows)
