"""The panel beside the table: one unit's answer to one item, and the form that concludes on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from opendti.assessment import workflow
from opendti.assessment.appraisal_forms import ACCEPT, ADJUST, FindingForm
from opendti.assessment.models import Finding, Remark
from opendti.assessment.queries import UnitRow
from opendti.assessment.queries.appraisal_pages import ItemPage
from opendti.people.roles import Role
from opendti.scoring import forms, quantities, wording
from opendti.scoring.answers import NONE_LEVEL
from opendti.scoring.definition import Component, GeneralItem
from opendti.scoring.outcomes import Score

from .answer_words import answer_words
from .cautions import adjusted_score
from .component_table import NOTHING, Line, Table, day_words, is_withdrawn
from .finding_fields import Number, Option, numbers_of, options_of, typed_number

MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the panel shows. `at` is the unit's place among all.

    `form` holds what was sent and not stored, `previewed` the score it would bring, where it can be
    scored.
    """

    page: ItemPage
    table: Table
    at: int
    remark: Remark | None
    form: FindingForm | None = None
    previewed: Score | None = None

    @property
    def row(self) -> UnitRow:
        return self.page.view.rows[self.at]

    @property
    def line(self) -> Line:
        return self.table.lines[self.at]

    @property
    def item(self) -> Component | GeneralItem:
        return self.page.view.item

    @property
    def sheet_id(self) -> int:
        return self.row.sheet.pk

    @property
    def errors(self) -> dict[str, str]:
        return self.form.errors if self.form else {}

    # -- The units before and after --

    @property
    def before(self) -> Line | None:
        return self.table.lines[self.at - 1] if self.at else None

    @property
    def after(self) -> Line | None:
        return next(iter(self.table.lines[self.at + 1 :]), None)

    @property
    def next_open(self) -> Line | None:
        """The next unit without a conclusion, from the first again after the last."""
        lines = self.table.lines
        return next((each for each in lines[self.at + 1 :] + lines[: self.at] if each.is_open), None)

    @property
    def others(self) -> list[tuple[str, str]]:
        """What experts gave other units, so that like is measured alike."""
        return _others(self) if self.needs_points else []

    # -- What the unit gave, and what was found --

    @property
    def summary(self) -> str:
        return _summary(self.page, self.row, self.line)

    @property
    def flags(self) -> list[str]:
        return [wording.flag(flag) for flag in self.row.self_score.flags] if self.row.self_score else []

    @property
    def result_flags(self) -> list[str]:
        """What to look at again in the adjusted values: those tried out, else those stored."""
        if self.form:
            score = self.previewed if self.form.verdict == ADJUST else None
        else:
            score = adjusted_score(self.row)
        return [wording.flag(flag) for flag in score.flags] if score else []

    @property
    def found(self) -> str:
        """The adjusted values in words; empty where the unit's own stand."""
        known = self.page.found_figures.get(self.sheet_id)
        return answer_words(self.item, self.row.found_values, known) if self.row.found_values else ""

    @property
    def mine(self) -> str:
        """The conclusion that was not stored because another came first."""
        if self.form is None or self.form.verdict != ADJUST:
            return str(Finding.Outcome.ACCEPTED.label)
        values = {entry.key: entry.value for entry in self.form.entries}
        return f"{Finding.Outcome.ADJUSTED.label}: {answer_words(self.item, values)}"

    # -- The form --

    @property
    def can_conclude(self) -> bool:
        return can_conclude(self.page, self.row)

    @property
    def needs_points(self) -> bool:
        return _has(self.item, forms.Expert)

    @property
    def has_preview(self) -> bool:
        """Whether points follow from the values, so that they can be shown while these are typed."""
        return self.table.has_points and not self.needs_points

    @property
    def accepts_own(self) -> bool:
        """Whether there are points of the unit's own that could be accepted."""
        return not self.needs_points or "points" in self.row.values

    @property
    def verdict(self) -> str:
        if self.form:
            return self.form.verdict
        if self.row.finding is not None:
            return self.row.finding.outcome
        return ACCEPT if self.accepts_own else ADJUST

    @property
    def reason(self) -> str:
        if self.form:
            return self.form.reason
        return self.row.finding.reason if self.row.finding else ""

    @property
    def version(self) -> int:
        if self.form:
            return self.form.version
        return self.row.finding.version if self.row.finding else 0

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields: what was sent, else what was found, else what the unit gave."""
        if self.form:
            return {f"check:{value}" if name == "check" else name: value for name, value in self.form.given}
        is_adjusted = self.row.finding is not None and self.row.finding.outcome == ADJUST
        return self.row.found_values if is_adjusted else self.row.values

    @property
    def numbers(self) -> list[Number]:
        return numbers_of(self.page, self.row, self.values, self.form)

    @property
    def options(self) -> list[Option]:
        return options_of(self.item, self.row, self.values)

    @property
    def option_kind(self) -> str:
        return "checkbox" if _has(self.item, forms.Checklist) else "radio"

    @property
    def has_day(self) -> bool:
        return _has(self.item, forms.Deadline)

    @property
    def own_day(self) -> str:
        return day_words(self.row.values)

    @property
    def day(self) -> str:
        day = self.values.get("date", "")
        return day if self.form or not day else f"{quantities.day(day):%d/%m/%Y}"

    @property
    def is_unissued(self) -> bool:
        return self.values.get("level") == NONE_LEVEL

    @property
    def typed_points(self) -> str:
        """What stands in the field for expert points."""
        points = self.values.get("points", "")
        return points if self.form else typed_number(points)

    # -- The points --

    @property
    def points(self) -> str:
        points = self._points
        return NOTHING if points is None else wording.points(points, self._places)

    @property
    def self_points(self) -> str:
        return self.line.self_points

    @property
    def change(self) -> str:
        """By how much the points move against the unit's own."""
        if self._points is None or self.row.self_score is None or self.self_points == NOTHING:
            return ""
        difference = self._points - self.row.self_score.points
        if difference == 0:
            return "Bằng điểm tự đánh giá"
        how = "Tăng" if difference > 0 else "Giảm"
        return f"{how} {wording.points(abs(difference), self._places)} điểm so với tự đánh giá"

    @property
    def preview_words(self) -> str:
        """What stands beside the button while values are tried out."""
        return next((text for name, text in self.errors.items() if name != "reason"), self.change)

    @property
    def _points(self) -> Fraction | None:
        """The points of what is in the fields; expert points nobody gave are no 0."""
        if self.form:
            return self.previewed.points if self.previewed else None
        is_empty = not self.accepts_own and self.row.finding is None
        if self.row.appraised_score is None or is_withdrawn(self.row) or is_empty:
            return None
        return self.row.appraised_score.points

    @property
    def _places(self) -> int:
        return self.page.view.index_set.rounding.places


def place_of(page: ItemPage, pk: int) -> int:
    """Where the sheet stands among the units; KeyError when it is not among them."""
    for number, row in enumerate(page.view.rows):
        if row.sheet.pk == pk:
            return number
    raise KeyError(pk)


def can_conclude(page: ItemPage, row: UnitRow) -> bool:
    """Whether the person may conclude on this sheet now; what is excluded needs no conclusion."""
    steps = workflow.steps_open_to(workflow.SHEET, [Role.APPRAISER], row.sheet.state)
    is_open = any(step.name == "appraise" for step in steps)
    return page.can_appraise and is_open and not is_withdrawn(row)


def _has(item: Component | GeneralItem, form: type[forms.Rule]) -> bool:
    return isinstance(item, Component) and isinstance(item.rule, form)


def _summary(page: ItemPage, row: UnitRow, line: Line) -> str:
    if is_withdrawn(row):
        return line.conclusion.word
    words = answer_words(page.view.item, row.values, page.figures.get(row.sheet.pk))
    if row.self_score is None:
        return f"Tự khai: {words}"
    if line.self_points == NOTHING:
        return f"{words} · đơn vị không tự chấm"
    return f"{words} · tự đánh giá {line.self_points} điểm"


def _others(panel: Panel) -> list[tuple[str, str]]:
    given = [
        (f"{line.name}, {answer_words(panel.item, {}, panel.page.figures.get(line.sheet.pk))}", line.points)
        for line, row in zip(panel.table.lines, panel.page.view.rows, strict=True)
        if row.finding is not None and line is not panel.line
    ]
    return given[:MOST_OTHERS]
