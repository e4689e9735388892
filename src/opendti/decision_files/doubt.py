"""What looks wrong in a document, as the importer tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An inconsistency under a stable code, and where: a component's code, "" for the whole set."""

    code: str
    at: str
    message: str
