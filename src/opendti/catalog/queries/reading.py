"""Published sets and the library's files, as lists and choices show them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.db.models import QuerySet

from opendti.catalog import library
from opendti.catalog.models import IndexSet
from opendti.scoring import frames, loading
from opendti.scoring.frames import Frame

State = Literal["current", "replaced", "retired"]
STATES: dict[State, str] = {"current": "Đang dùng", "replaced": "Đã có bản mới", "retired": "Thôi dùng"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A published version and what has become of it."""

    row: IndexSet
    state: State

    @property
    def state_words(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFile:
    """A file that came with the software and is not published here; a frame tells what it lacks."""

    code: str
    title: str
    level: str = ""
    year: int | None = None
    decision_number: str = ""
    place: str = ""
    is_frame: bool = False
    components: int | None = None
    max: str = ""
    gaps: tuple[str, ...] = ()
    problem: str = ""


def published() -> list[Listed]:
    """Every published version without its source: the newest decisions, then the newest versions first."""
    rows = list(_rows())
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.code] = max(newest.get(row.code, 0), row.version)
    rows.sort(key=lambda row: (-row.year, row.decision_number, row.place, row.code, -row.version))
    return [Listed(row, _state(row, newest[row.code])) for row in rows]


def listed(row: IndexSet) -> Listed:
    """One version with what has become of it."""
    return Listed(row, _state(row, max(_rows().filter(code=row.code).values_list("version", flat=True))))


def _rows() -> QuerySet[IndexSet]:
    return IndexSet.objects.select_related("owner", "retirement").defer("source")


def _state(row: IndexSet, newest: int) -> State:
    if getattr(row, "retirement", None):
        return "retired"
    return "replaced" if row.version < newest else "current"


def library_files() -> list[LibraryFile]:
    """The library's files that are not published as they stand, complete ones first."""
    folder = library.folder()
    if folder is None:
        return []
    known = set(IndexSet.objects.values_list("digest", flat=True))
    texts = [(code, (folder / f"{code}.yaml").read_text(encoding="utf-8")) for code in library.codes()]
    found = [_file(code, text) for code, text in texts if _digest(text) not in known]
    return sorted(found, key=lambda each: (each.is_frame, -(each.year or 0), each.code))


_files: dict[tuple[str, str], LibraryFile] = {}


def _file(code: str, text: str) -> LibraryFile:
    """What the file says; read once, since reading takes far longer than asking whether it changed."""
    key = (code, _digest(text))
    if key not in _files:
        _files[key] = _read(code, text)
    return _files[key]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _read(code: str, text: str) -> LibraryFile:
    try:
        tree, _ = loading.parse(text, name=code)
        if frames.is_frame(tree):
            return _frame(frames.read(text, name=code))
        complete = loading.read(text, name=code)
    except loading.IndexSetError as wrong:
        return LibraryFile(code=code, title=code, problem=wrong.problems[0])
    return LibraryFile(
        code=code,
        title=complete.title,
        level=complete.level,
        year=complete.year,
        decision_number=complete.decision.number,
        place=complete.decision.place,
        components=len(list(complete.components)),
        max=str(complete.max),
    )


def _frame(frame: Frame) -> LibraryFile:
    return LibraryFile(
        code=frame.code,
        title=frame.title,
        level=frame.level,
        year=frame.year,
        decision_number=frame.decision.number or "",
        place=frame.decision.place or "",
        is_frame=True,
        components=frames.declared_components(frame) or len(frame.components) or None,
        max="" if frame.max is None else str(frame.max),
        gaps=tuple(gap.message for gap in frames.gaps(frame)),
    )


def library_text(row: IndexSet) -> Path | None:
    """The library's file the version was imported from, letter for letter; None for any other."""
    folder = library.folder()
    path = folder / f"{row.code}.yaml" if folder else None
    if path is None or not path.is_file() or _digest(path.read_text(encoding="utf-8")) != row.digest:
        return None
    return path
