"""Every change of the catalog, one function each."""

from .accepting import accept
from .assigning import assign, plan_assignment
from .drafting import Conflict, discard, edit, undo
from .importing import import_file, import_text
from .matching import match
from .publishing import publish, retire
from .starting import start_from_document, start_from_index_set, start_from_tree

__all__ = [
    "Conflict",
    "accept",
    "assign",
    "discard",
    "edit",
    "import_file",
    "import_text",
    "match",
    "plan_assignment",
    "publish",
    "retire",
    "start_from_document",
    "start_from_index_set",
    "start_from_tree",
    "undo",
]
