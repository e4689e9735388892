"""Reading the catalog."""

from .drafts import (
    Judgement,
    Obstacle,
    acceptances,
    document_content,
    drafts_of,
    drafts_of_document,
    is_known_document,
    judge,
    last_edits,
    obstacles,
    shared_doubts,
    tree_when_seen,
    undoable,
)
from .published import definition_of, is_retired, matches

__all__ = [
    "Judgement",
    "Obstacle",
    "acceptances",
    "definition_of",
    "document_content",
    "drafts_of",
    "drafts_of_document",
    "is_known_document",
    "is_retired",
    "judge",
    "last_edits",
    "matches",
    "obstacles",
    "shared_doubts",
    "tree_when_seen",
    "undoable",
]
