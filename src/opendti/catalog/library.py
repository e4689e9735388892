"""The folder of index sets that came with the software, frames included."""

from __future__ import annotations

import os
import re
from pathlib import Path

from opendti.scoring import trees
from opendti.scoring.trees import Tree

VARIABLE = "OPENDTI_INDEXSETS"
_CODE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


def place() -> Path:
    """Where the library's folder is, or should be."""
    said = os.environ.get(VARIABLE)
    return Path(said) if said else Path(__file__).resolve().parents[3] / "indexsets"


def folder() -> Path | None:
    """The library's folder, or None where this installation has none."""
    path = place()
    return path if path.is_dir() else None


def codes() -> list[str]:
    """The codes in the library, in order."""
    found = folder()
    return sorted(f"{path.parent.name}/{path.stem}" for path in found.glob("*/*.yaml")) if found else []


def tree_called(code: str) -> Tree | None:
    """The tree of the library's file with this code; None when there is none. Raises IndexSetError."""
    found = folder()
    if found is None or not _CODE.fullmatch(code) or code not in codes():
        return None
    return trees.parse((found / f"{code}.yaml").read_text(encoding="utf-8"), name=code)
