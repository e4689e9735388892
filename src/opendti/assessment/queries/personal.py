"""Which of a sheet's items hold personal data (Luật 91/2025/QH15), and what was erased of them."""

from __future__ import annotations

from typing import NamedTuple

from opendti.assessment.models import Sheet
from opendti.audit import queries as audit
from opendti.audit.models import Entry
from opendti.scoring.definition import GeneralItem, IndexSet

PERSONAL = ("contact",)
"""The kinds of general items that hold personal data."""

ERASED = "contact.erased"
"""The event that tells of an erasure."""

TOUCHED = "có sửa"
"""What the trail says instead of the value: an entry can never be erased."""


class Erasure(NamedTuple):
    """The last time an item was erased, and for whom it was done is in the trail's note."""

    item: str
    entry: Entry


def is_personal(item: GeneralItem) -> bool:
    """Whether the item holds data about a person."""
    return item.kind in PERSONAL


def personal_codes(index_set: IndexSet) -> frozenset[str]:
    """The codes of the items that hold personal data."""
    return frozenset(item.code for item in index_set.general_items if is_personal(item))


def erasures_of(sheet: Sheet) -> dict[str, Erasure]:
    """The newest erasure of each item of the sheet."""
    entries = audit.trail_of(sheet).filter(event=ERASED)
    found = [Erasure(str((entry.after or {}).get("item", "")), entry) for entry in entries]
    return {each.item: each for each in reversed(found)}
