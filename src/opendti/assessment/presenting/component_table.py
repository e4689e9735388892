"""One item across all units as a table: what each gave, what it is worth, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from opendti.assessment.models import Finding, Sheet
from opendti.assessment.queries import UnitRow
from opendti.assessment.queries.appraisal_pages import ItemPage
from opendti.scoring import entries, forms, quantities, rounding, wording
from opendti.scoring.definition import Component, GeneralItem
from opendti.scoring.formula import Formula
from opendti.scoring.outcomes import State

from .bars import share
from .cautions import warnings_of
from .marks import Mark

NOTHING = "–"
LONGEST_HEAD = 26
"""A condition's text that is longer stands under its number, with the text in the tip and the panel."""


class Column(NamedTuple):
    """A column of the unit's own answer; `kind` is fig, ratio, text, check or date; `tip` the full name."""

    kind: str
    head: str
    tip: str = ""


class Cell(NamedTuple):
    """What stands in such a column. A ratio has a bar; a check has a mark."""

    kind: str
    text: str
    share: Decimal | None = None
    is_wrong: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One unit. `points` are the appraised ones once there is a conclusion; for a general item its value."""

    sheet: Sheet
    cells: list[Cell]
    self_points: str
    links: int
    has_remark: bool
    warnings: list[Mark]
    conclusion: Mark
    points: str
    is_off: bool

    @property
    def name(self) -> str:
        return self.sheet.unit_called

    @property
    def is_open(self) -> bool:
        """Whether nothing was concluded yet."""
        return self.conclusion.state == "none"


@dataclass(frozen=True, slots=True)
class Table:
    """All units in the order of the group, and how many stand how."""

    columns: list[Column]
    lines: list[Line]
    has_points: bool

    def count(self, *states: str) -> int:
        return sum(line.conclusion.state in states for line in self.lines)

    @property
    def accepted(self) -> int:
        return self.count("ok")

    @property
    def adjusted(self) -> int:
        return self.count("adjusted")

    @property
    def excluded(self) -> int:
        return self.count("excluded")

    @property
    def left(self) -> int:
        return self.count("none")


def table_of(page: ItemPage) -> Table:
    """The table of an item, its columns by the form of its rule."""
    item = page.view.item
    lines = [_line(page, row) for row in page.view.rows]
    return Table(columns_of(item), lines, has_points=isinstance(item, Component))


def columns_of(item: Component | GeneralItem) -> list[Column]:
    """What the units give for the item."""
    if isinstance(item, GeneralItem):
        return [Column("fig", f"Tự khai, {item.unit}" if item.unit else "Tự khai")]
    columns = [Column("fig", each.id, f"{each.label}, {each.unit}") for each in item.figures]
    formula = compared(item)
    if formula is not None:
        unit = ", %" if formula.is_ratio else ""
        columns.append(Column("ratio", f"{formula.written()}{unit}"))
    if isinstance(item.rule, forms.Levels):
        columns.append(Column("text", "Mức tự chọn"))
    if isinstance(item.rule, forms.Deadline):
        columns.append(Column("date", "Ngày ban hành"))
    if isinstance(item.rule, forms.Checklist):
        columns += [_condition(number, each.label) for number, each in enumerate(item.rule.conditions, 1)]
    return columns


def _condition(number: int, label: str) -> Column:
    return Column("check", label if len(label) <= LONGEST_HEAD else f"Điều kiện {number}", label)


def compared(component: Component) -> Formula | None:
    """The formula whose value is compared, where it says more than the figures themselves."""
    rule = component.rule
    if isinstance(rule, (forms.Ratio, forms.AllOrNothing, forms.Bands, forms.Steps, forms.MinMax)):
        return rule.of if len(rule.of.source.strip()) > 1 else None
    return None


def is_withdrawn(row: UnitRow) -> bool:
    """Whether the item is out of this unit's total, by itself or with its parent."""
    gone = (State.EXCLUDED, State.NOT_APPLICABLE)
    return row.exclusion is not None or (row.self_score is not None and row.self_score.state in gone)


def conclusion_of(item: Component | GeneralItem, row: UnitRow) -> Mark:
    """What was found, as a mark with its word; expert points are given, not accepted."""
    is_expert = isinstance(item, Component) and isinstance(item.rule, forms.Expert)
    if is_withdrawn(row):
        return Mark("excluded", row.exclusion.get_kind_display() if row.exclusion else "Không đánh giá")
    if row.finding is None:
        return Mark("none", "Chưa cho điểm" if is_expert else "Chưa kết luận")
    if row.finding.outcome == Finding.Outcome.ACCEPTED:
        return Mark("ok", row.finding.get_outcome_display())
    return Mark("ok", "Đã cho điểm") if is_expert else Mark("adjusted", row.finding.get_outcome_display())


def _line(page: ItemPage, row: UnitRow) -> Line:
    item, is_off = page.view.item, is_withdrawn(row)
    places = page.view.index_set.rounding.places
    own = row.self_score
    return Line(
        sheet=row.sheet,
        cells=[] if is_off else _cells(page, row),
        self_points=NOTHING if own is None or _is_empty(item, row) else wording.points(own.points, places),
        links=len(row.links),
        has_remark=bool(row.remark),
        warnings=[] if is_off else warnings_of(item, row),
        conclusion=conclusion_of(item, row),
        points=_found(row, places),
        is_off=is_off,
    )


def _is_empty(item: Component | GeneralItem, row: UnitRow) -> bool:
    """Expert points that nobody gave are no 0."""
    is_expert = isinstance(item, Component) and isinstance(item.rule, forms.Expert)
    return is_withdrawn(row) or (is_expert and "points" not in row.values)


def _found(row: UnitRow, places: int) -> str:
    if row.finding is None or is_withdrawn(row):
        return NOTHING
    if row.appraised_score is not None:
        return wording.points(row.appraised_score.points, places)
    values = row.found_values if row.finding.outcome == Finding.Outcome.ADJUSTED else row.values
    return shown(values.get("value"))


def shown(value: str | None) -> str:
    """A stored number in Vietnamese form; a text as it is; a dash for nothing."""
    if value is None:
        return NOTHING
    try:
        return rounding.figure(Fraction(value))
    except ValueError:
        return value


def _cells(page: ItemPage, row: UnitRow) -> list[Cell]:
    item, given = page.view.item, row.values
    if isinstance(item, GeneralItem):
        return [Cell("fig", shown(given.get("value")))]
    figures = page.figures.get(row.sheet.pk, {})
    cells = [
        Cell("fig", rounding.figure(figures[each.id]) if each.id in figures else NOTHING)
        for each in item.figures
    ]
    formula = compared(item)
    if formula is not None:
        cells.append(_ratio(item, formula, figures))
    if isinstance(item.rule, forms.Levels):
        cells.append(Cell("text", entries.asked(item).levels.get(given.get("level", ""), NOTHING)))
    if isinstance(item.rule, forms.Deadline):
        cells.append(Cell("date", day_words(given)))
    if isinstance(item.rule, forms.Checklist):
        cells += [Cell("check", "", mark=_check(given, each.id)) for each in item.rule.conditions]
    return cells


def day_words(given: dict[str, str]) -> str:
    """The day of a deadline as given: `15/01/2024`, `Chưa ban hành`, or a dash."""
    if "date" in given:
        return f"{quantities.day(given['date']):%d/%m/%Y}"
    return "Chưa ban hành" if "level" in given else NOTHING


def _check(given: dict[str, str], condition: str) -> Mark:
    if f"check:{condition}" in given:
        return Mark("ok", "Có")
    return Mark("excluded", "Không") if given else Mark("none", "Chưa nhập")


def _ratio(component: Component, formula: Formula, figures: dict[str, Fraction]) -> Cell:
    try:
        value = formula.run(figures)
    except (KeyError, ZeroDivisionError):
        return Cell("ratio", NOTHING, share(Fraction(0), Fraction(1)))
    top = full_at(component)
    if not formula.is_ratio:
        return Cell("ratio", rounding.figure(value), share(value, top))
    places = 4 if top < Fraction(1, 20) else 2
    scale = top if top < Fraction(1, 5) or top > 1 else Fraction(1)
    return Cell(
        "ratio",
        rounding.shown(100 * value, places),
        share(value, scale),
        is_wrong=value > max(scale, Fraction(1)),
    )


def full_at(component: Component) -> Fraction:
    """The value from which there are full points; 1 where the rule names none."""
    rule = component.rule
    if isinstance(rule, forms.Ratio):
        return rule.full_at
    if isinstance(rule, forms.Bands):
        return max(band.at_least for band in rule.bands)
    if isinstance(rule, forms.Steps):
        return max(step.at_least for step in rule.steps)
    return Fraction(1)
