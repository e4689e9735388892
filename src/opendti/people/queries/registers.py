"""The register of all organisations, read in two queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from opendti.people.models import Organisation, OrganisationVersion
from opendti.people.registers import SINCE_EVER, STILL, Life, Register, Spell


def register() -> Register:
    """Every organisation with all its dated states."""
    spells: dict[int, list[Spell]] = {}
    columns = ("organisation_id", "valid_from", "name", "short_name", "level", "parent_id")
    for key, begin, *rest in OrganisationVersion.objects.values_list(*columns):  # In order of days.
        spells.setdefault(key, []).append(Spell(begin or SINCE_EVER, *rest))
    rows = Organisation.objects.order_by().values_list("pk", "code", "order", "valid_from", "valid_until")
    return Register(
        Life(pk, code, order, begin or SINCE_EVER, end or STILL, spells[pk])
        for pk, code, order, begin, end in rows
    )


def versions_on(day: date, organisations: Iterable[int] | None = None) -> dict[int, Spell]:
    """Name, level and parent in force on a day by primary key; those that did not exist then are left out."""
    states = register().on(day)
    return states if organisations is None else {pk: states[pk] for pk in organisations if pk in states}


def tree_on(day: date) -> dict[int | None, list[int]]:
    """The keys under each parent on a day, in order; under None those at the top."""
    book = register()
    under: dict[int | None, list[int]] = {}
    states = book.on(day)
    for key in sorted(states, key=lambda each: (book[each].order, book[each].code)):
        under.setdefault(states[key].parent, []).append(key)
    return under
