"""The chain: what an entry's digest is taken over. `docs/audit-trail.md` says it for third parties.

An entry's digest is the SHA-256 of all its columns but the digest itself, the previous entry's
digest among them, as one JSON text in which nothing is left to choice. A column that is changed no
longer fits its digest; an entry that is taken away or put in no longer continues the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

NOTHING_BEFORE = "0" * 64
"""What the first entry has for the digest of the one before."""

COLUMNS = (
    "actor_id", "address", "after", "at", "before", "event", "hat", "hat_organisation_id", "note", "number",
    "organisation", "previous", "request_id", "subject_id", "subject_kind",
)  # fmt: skip
"""The columns under the digest, in the order in which they stand in the text."""


def digest_of(columns: Mapping[str, object]) -> str:
    """The digest of an entry with these columns, as hexadecimal digits."""
    return hashlib.sha256(canonical(columns).encode("utf-8")).hexdigest()


def fits(columns: Mapping[str, object], digest: str) -> bool:
    """Whether it is the digest of an entry with these columns, whatever somebody put into them."""
    try:
        return digest_of(columns) == digest
    except (TypeError, ValueError, RecursionError):  # Nothing that `storable` lets through.
        return False


def canonical(columns: Mapping[str, object]) -> str:
    """The columns as one JSON text, the same from every database.

    Names in order, no space between signs, letters as they are and not as escapes, the moment in UTC
    with six digits of the second.
    """
    told = {name: columns[name] for name in COLUMNS}
    moment = told["at"]
    if isinstance(moment, datetime):
        told["at"] = moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def storable(value: object) -> object:
    """The value as it comes back from a JSON column of either database.

    Only texts, whole numbers, true, false, nothing, lists and tables of these: PostgreSQL keeps other
    numbers in a form of its own. Raises TypeError for anything else.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {text(str(key)): storable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(each) for each in value]
    raise TypeError(f"{value!r} cannot stand in the trail: give a text, a whole number, a list or a table")


def text(value: str) -> str:
    """The text with the signs replaced that no database keeps: NUL, and halves of a pair."""
    return str(value).encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
