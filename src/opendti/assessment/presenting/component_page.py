"""The page of one component: its fields, its points, what the decision says, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from opendti.assessment.models import Answer, EvidenceLink

from .boxes import Caution, PointsBox, cautions, points_box
from .fields import Inputs, inputs_of
from .places import Place
from .sheet_page import SheetPage
from .trees import Index, Row


@dataclass(frozen=True, slots=True)
class ComponentPage:
    """Everything about one leaf component of one sheet."""

    row: Row
    index: Index
    inputs: Inputs
    points: PointsBox
    cautions: list[Caution]
    links: list[EvidenceLink]
    exclusion: str
    before: Row | None
    after: Row | None
    last_change: Answer | None
    url: str

    @property
    def place(self) -> Place:
        return self.row.place

    @property
    def clause(self) -> str:
        return f"mục {self.place.code}"


def component_page(page: SheetPage, code: str) -> ComponentPage:
    """The component's page; KeyError for a code that is no leaf of the set."""
    contents = page.contents
    row = page.tree.row(code)
    before, after = page.tree.beside(code)
    changed = [each for (item, _), each in contents.rows.items() if item == code]
    withdrawn = contents.exclusions.get(code) or contents.exclusions.get(row.place.parent.code)
    return ComponentPage(
        row=row,
        index=page.tree.index_of(code),
        inputs=inputs_of(contents, row.place, page.problems),
        points=points_box(contents, row, why_url=reverse("assessment:why", args=[page.sheet.pk, code])),
        cautions=cautions(contents, row),
        links=contents.links.get(code, []),
        exclusion=withdrawn.reason if withdrawn else "",
        before=before,
        after=after,
        last_change=max(changed, key=lambda each: each.updated_at, default=None),
        url=reverse("assessment:item", args=[page.sheet.pk, code]) + page.query,
    )
