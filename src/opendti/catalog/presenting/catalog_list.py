"""The list of index sets: what is published, what the library holds besides, both after a search."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from opendti.catalog.queries import reading
from opendti.catalog.queries.reading import LibraryFile, Listed
from opendti.scoring.likeness import folded

LONG = 8
"""From so many rows on the list has a search field."""


@dataclass(frozen=True, slots=True)
class DecisionListed:
    """The published versions of the sets of one decision."""

    number: str
    place: str
    year: int
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogList:
    """What the page shows; the totals are those before the search."""

    decisions: tuple[DecisionListed, ...]
    complete: tuple[LibraryFile, ...]
    frames: tuple[LibraryFile, ...]
    total: int
    found: int
    query: str

    @property
    def is_long(self) -> bool:
        return self.total > LONG or bool(self.query)


def catalog_list(query: str) -> CatalogList:
    """The list as far as it has the words of the query, with or without accents."""
    rows, files = reading.published(), reading.library_files()
    words = folded(query).split()
    kept = [each for each in rows if _has(words, *_texts(each))]
    left = [each for each in files if _has(words, *_file_texts(each))]
    groups = groupby(kept, key=lambda each: (each.row.decision_number, each.row.place, each.row.year))
    return CatalogList(
        decisions=tuple(DecisionListed(*key, tuple(some)) for key, some in groups),
        complete=tuple(each for each in left if not each.is_frame),
        frames=tuple(each for each in left if each.is_frame),
        total=len(rows) + len(files),
        found=len(kept) + len(left),
        query=query,
    )


def _texts(each: Listed) -> tuple[str, ...]:
    row = each.row
    return (
        row.title,
        row.level,
        row.decision_number,
        row.place,
        row.code,
        str(row.year),
        str(row.owner or ""),
    )


def _file_texts(each: LibraryFile) -> tuple[str, ...]:
    return (each.title, each.level, each.decision_number, each.place, each.code, str(each.year or ""))


def _has(words: list[str], *texts: str) -> bool:
    folded_text = folded(" ".join(texts))
    return all(word in folded_text for word in words)
