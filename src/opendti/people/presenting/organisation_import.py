"""The preview of an uploaded list: the rows that need a look first, then all others."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from opendti.common.refusals import Invalid, Refused
from opendti.people.models import PendingImport
from opendti.people.organisation_files.checking import (
    DIFFERS,
    ERROR,
    KIND_WORDS,
    MARKS,
    NEW,
    SAME,
    Preview,
    Row,
)

SHOWN = 300
"""Rows of one kind that are listed; of more only the number is told."""


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind."""

    kind: str
    title: str
    mark: str
    rows: list[Row]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What the page shows; `chosen` are the codes ticked to be corrected."""

    pending: PendingImport
    sections: list[Section]
    counts: dict[str, int]
    doubtful: int
    digest: str
    refusal: str
    chosen: list[str]
    reason: str
    correctable: int
    tops: list[str]
    """New ones at the top, which whoever confirms then operates."""

    @property
    def has_errors(self) -> bool:
        return self.counts[ERROR] > 0

    @property
    def can_confirm(self) -> bool:
        return not self.has_errors and (self.counts[NEW] > 0 or self.correctable > 0)

    @property
    def new(self) -> int:
        return self.counts[NEW]


def import_page(
    pending: PendingImport, preview: Preview, *, refusal: Invalid | Refused | None, given: QueryDict
) -> ImportPage:
    sections = [_section(kind, preview) for kind in (ERROR, DIFFERS, NEW, SAME) if preview.counts[kind]]
    return ImportPage(
        pending=pending,
        sections=sections,
        counts=preview.counts,
        doubtful=preview.doubtful,
        digest=preview.digest(),
        refusal=str(refusal) if refusal else "",
        chosen=given.getlist("correct"),
        reason=given.get("reason", ""),
        correctable=sum(row.can_be_corrected for row in preview.rows),
        tops=[row.listed.name for row in preview.of_kind(NEW) if not row.listed.parent_code],
    )


def _section(kind: str, preview: Preview) -> Section:
    """Rows with doubts come first."""
    rows = sorted(preview.of_kind(kind), key=lambda row: (not row.listed.doubts, row.listed.number))
    return Section(kind, KIND_WORDS[kind], MARKS[kind], rows[:SHOWN], len(rows))
