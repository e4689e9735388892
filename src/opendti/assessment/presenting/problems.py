"""What went wrong with one field, for the place beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` is error, ambiguous or conflict. `typed` is what the person gave, kept as it was.

    An ambiguous number has two `readings`, each as it is shown and as it is posted, which must not
    be ambiguous again.

    For a conflict `theirs` is what stands there now (None if it was removed) under `version`, and
    `seen` the version the person still has before them: until they decide, nothing overwrites theirs.
    """

    kind: str
    message: str
    typed: str
    readings: tuple[tuple[str, str], ...] = ()
    mine: str = ""
    theirs: str | None = None
    who: str = ""
    when: datetime | None = None
    version: int = 0
    seen: int = 0
