"""The tree at the left of a sheet, with its counts; and what comes before and after a component."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from opendti.assessment.queries import progress_of
from opendti.assessment.queries.pages import Contents
from opendti.scoring import rounding, wording
from opendti.scoring.outcomes import Score, State

from .bars import share
from .marks import Mark, mark_of
from .places import Place, places_in, slug

FILTERS = {"all": "Tất cả", "todo": "Cần làm", "warned": "Cảnh báo"}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf as it stands."""

    place: Place
    node: Score
    mark: Mark
    points: str

    @property
    def code(self) -> str:
        return self.place.code

    @property
    def slug(self) -> str:
        return slug(self.place.code)


@dataclass(frozen=True, slots=True)
class Index:
    """A main index with its leaves and what is still to be entered there."""

    code: str
    name: str
    points: str
    maximum: str
    share: object
    percent: str
    left: int
    missing: Fraction
    rows: list[Row]
    shown: list[Row]
    is_open: bool

    @property
    def slug(self) -> str:
        return slug(self.code)


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the three filters, and how many rows it leaves."""

    key: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """The sheet in numbers: `entered` of `total` components as the decision counts them."""

    points: str
    maximum: str
    entered: int
    total: int
    share: object
    missing_points: str
    warned: int
    waiting: int

    @property
    def missing(self) -> int:
        return self.total - self.entered


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything the tree shows."""

    indexes: list[Index]
    filters: list[Filter]
    totals: Totals
    show: str

    @property
    def rows(self) -> list[Row]:
        return [row for index in self.indexes for row in index.rows]

    def row(self, code: str) -> Row:
        """The row of a leaf; KeyError when there is none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)

    def index_of(self, code: str) -> Index:
        """The main index a leaf belongs to; KeyError when there is none."""
        for index in self.indexes:
            if any(row.code == code for row in index.rows):
                return index
        raise KeyError(code)

    def beside(self, code: str) -> tuple[Row | None, Row | None]:
        """The rows before and after a leaf among those shown."""
        codes = [row.code for row in self.rows]
        at = codes.index(code)
        shown = [row for row in self.rows if _fits(self.show, row.mark)]
        before = [row for row in shown if codes.index(row.code) < at]
        after = [row for row in shown if codes.index(row.code) > at]
        return (before[-1] if before else None), (after[0] if after else None)


def tree_of(contents: Contents, *, show: str = "all", current: str = "") -> Tree:
    """The tree with one of the FILTERS; the main index of `current` stands open."""
    rows = _rows(contents)
    indexes = [
        _index(contents, score, [row for row in rows if row.place.main.code == score.code], show, current)
        for score in contents.score.walk()
        if score.kind == "main_index"
    ]
    filters = [
        Filter(key, label, _count(row for row in rows if _fits(key, row.mark)), key == show)
        for key, label in FILTERS.items()
    ]
    return Tree(indexes, filters, _totals(contents, rows), show)


def _rows(contents: Contents) -> list[Row]:
    nodes = {node.code: node for node in contents.score.walk() if node.kind in ("component", "part")}
    places = contents.index_set.rounding.places
    found = []
    for code, place in places_in(contents.index_set).items():
        mark = mark_of(contents, place.leaf, nodes[code])
        points = wording.points(nodes[code].points, places) if _counts(mark) else NOTHING
        found.append(Row(place, nodes[code], mark, points if mark.state != "excluded" else ""))
    return found


def _counts(mark: Mark) -> bool:
    return mark.state not in ("none", "waiting", "excluded")


def _index(contents: Contents, score: Score, rows: list[Row], show: str, current: str) -> Index:
    main = rows[0].place.main
    places = contents.index_set.rounding.places
    left = [row for row in rows if row.mark.state == "none"]
    shown = [row for row in rows if _fits(show, row.mark) or row.code == current]
    return Index(
        code=main.code,
        name=main.title,
        points=wording.points(score.points, places),
        maximum=rounding.figure(score.max),
        share=share(score.points, score.max),
        percent=NOTHING if score.percent is None else rounding.shown(score.percent, 1),
        left=_count(left),
        missing=_maximum(left),
        rows=rows,
        shown=shown,
        is_open=any(row.code == current for row in rows) or (show != "all" and bool(shown)),
    )


def _count(rows: Iterable[Row]) -> int:
    """How many components, as the decision counts them: one with parts is one."""
    return len({row.place.parent.code for row in rows})


def _fits(show: str, mark: Mark) -> bool:
    if show == "todo":
        return mark.is_todo
    return mark.is_warning if show == "warned" else True


def _totals(contents: Contents, rows: list[Row]) -> Totals:
    score = contents.score
    entered, total = progress_of(contents.index_set, contents.answers, score)
    return Totals(
        points=wording.points(score.points, contents.index_set.rounding.places),
        maximum=rounding.figure(score.max),
        entered=entered,
        total=total,
        share=share(Fraction(entered), Fraction(total)),
        missing_points=rounding.figure(_maximum(row for row in rows if row.mark.state == "none")),
        warned=_count(row for row in rows if row.mark.is_warning),
        waiting=sum(row.mark.state == "waiting" for row in rows),
    )


def _maximum(rows: Iterable[Row]) -> Fraction:
    """What the rows could still bring."""
    return sum((row.node.max for row in rows if row.node.state is not State.EXCLUDED), Fraction(0))
