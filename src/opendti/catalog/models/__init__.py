"""The tables of the catalog: published sets, and the drafts they come from."""

from .drafts import Acceptance, Draft, DraftEdit, PrintedRow, SourceDocument
from .published import ComponentMatch, IndexSet, Retirement

__all__ = [
    "Acceptance",
    "ComponentMatch",
    "Draft",
    "DraftEdit",
    "IndexSet",
    "PrintedRow",
    "Retirement",
    "SourceDocument",
]
