"""What can be done to the tree of a draft, as pure functions from tree to tree."""

from .nodes import (
    GENERAL,
    HEAD,
    Node,
    digest_of,
    find,
    give_rows,
    nodes,
    without_rows,
)
from .shaping import EditError, add, move, put, remove, renumber, split

__all__ = [
    "GENERAL",
    "HEAD",
    "EditError",
    "Node",
    "add",
    "digest_of",
    "find",
    "give_rows",
    "move",
    "nodes",
    "put",
    "remove",
    "renumber",
    "split",
    "without_rows",
]
