"""Reading the catalog."""

from .drafts import Obstacle, acceptances, drafts_of, last_edits, obstacles, undoable
from .published import definition_of, matches

__all__ = [
    "Obstacle",
    "acceptances",
    "definition_of",
    "drafts_of",
    "last_edits",
    "matches",
    "obstacles",
    "undoable",
]
