"""What to look through before the sheet is submitted: what is missing, warned, without evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from opendti.assessment.queries.pages import Contents
from opendti.scoring import rounding

from .boxes import cautions
from .general import Fact, Facts
from .trees import Index, Row, Tree


class Doubt(NamedTuple):
    """A component to look at again, why, and whether the unit has given its reason."""

    row: Row
    what: str
    is_explained: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not entered in one main index."""

    index: Index
    rows: list[Row]
    maximum: str


@dataclass(frozen=True, slots=True)
class Review:
    """The lists of the review page."""

    doubts: list[Doubt]
    missing: list[Missing]
    missing_facts: list[str]
    missing_facts_words: str
    bare: list[Row]

    @property
    def unexplained(self) -> int:
        return sum(not doubt.is_explained for doubt in self.doubts)

    @property
    def missing_count(self) -> int:
        return sum(each.index.left for each in self.missing)


def review_of(contents: Contents, tree: Tree, facts: Facts) -> Review:
    """What stands in the way, or should be known, before submitting."""
    doubts = [_doubt(contents, row) for row in tree.rows if row.mark.is_warning]
    missing = [_missing(index) for index in tree.indexes if index.left]
    facts_left = [fact for fact in facts.facts if fact.mark.is_todo and not fact.is_hidden]
    codes = [fact.item.code for fact in facts_left]
    bare = [row for row in tree.rows if _is_bare(contents, row)]
    return Review(doubts, missing, codes, _facts_words(facts_left), bare)


def _facts_words(facts: list[Fact]) -> str:
    """That they bring no points; the formulas only for those which a formula takes its number from."""
    used = [fact.item.code for fact in facts if fact.used]
    words = f"{len(facts)} mục không tính điểm"
    if not used:
        return words
    return f"{words}, nhưng các công thức lấy số ở {'đây' if len(used) == len(facts) else ', '.join(used)}"


def _missing(index: Index) -> Missing:
    rows = [row for row in index.rows if row.mark.state == "none"]
    return Missing(index, rows, rounding.figure(index.missing))


def _doubt(contents: Contents, row: Row) -> Doubt:
    what = " ".join(each.what for each in cautions(contents, row))
    return Doubt(row, what or row.mark.word, row.code in contents.remarks)


def _is_bare(contents: Contents, row: Row) -> bool:
    """Whether points are claimed without the evidence the decision asks for."""
    claims = row.mark.state in ("ok", "warn") and row.node.points > 0
    return claims and bool(row.place.evidence) and row.code not in contents.links
