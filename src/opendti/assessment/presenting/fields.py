"""The fields of a component or a general item, as the templates show them.

A field's `name` is its name in the form: the letter, `level`, `check:<id>`, `date`, `remark`; on the
page of general information the item's code. `field` is what the actions call it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from opendti.assessment.models import Answer, Remark
from opendti.assessment.models.answering import MAX_REMARK
from opendti.assessment.queries.pages import Contents
from opendti.scoring import engine, forms, rounding, wording
from opendti.scoring.answers import NONE_LEVEL
from opendti.scoring.definition import Component, Figure
from opendti.scoring.entries import asked

from .places import Place, slug
from .problems import Problem

Problems = Mapping[str, Problem]
NO_PROBLEMS: Problems = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to enter. `shown` is the stored value as people write it, `plain` without grouping."""

    item: str
    field: str
    name: str
    label: str
    kind: str
    shown: str = ""
    plain: str = ""
    version: int = 0
    unit: str = ""
    help: str = ""
    linked: str = ""
    linked_value: str = ""
    is_locked: bool = False
    is_suggested: bool = False
    differs: bool = False
    problem: Problem | None = None

    @property
    def id(self) -> str:
        """The id of the input, unique on the page."""
        return f"o-{slug(self.item)}-{slug(self.field)}"

    @property
    def value(self) -> str:
        """What stands in the input: what was typed last, if it could not be taken."""
        return self.problem.typed if self.problem else self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A level or a condition with the decision's words and what it is worth."""

    item: str
    field: str
    name: str
    value: str
    label: str
    worth: str
    is_chosen: bool
    was: str
    version: int
    is_none: bool = False

    @property
    def id(self) -> str:
        """The id of the input, unique on the page."""
        return f"o-{slug(self.item)}-{slug(self.field)}-{slug(self.value)}"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a component asks of the unit."""

    figures: list[Field]
    levels: list[Choice]
    checks: list[Choice]
    day: Field | None
    remark: Field
    is_expert: bool
    problem: Problem | None = None

    @property
    def remark_maximum(self) -> int:
        return MAX_REMARK


def inputs_of(contents: Contents, place: Place, problems: Problems = NO_PROBLEMS) -> Inputs:
    """The fields of a leaf component with their values, and with what was wrong by field name."""
    leaf = place.leaf
    rule = leaf.rule
    return Inputs(
        figures=[_figure(contents, leaf, figure, problems) for figure in leaf.figures],
        levels=_levels(contents, leaf, problems) if isinstance(rule, forms.Levels) else [],
        checks=_checks(contents, leaf),
        day=_day(contents, leaf, problems) if isinstance(rule, forms.Deadline) else None,
        remark=remark_field(contents, leaf.code, problems),
        is_expert=isinstance(rule, forms.Expert),
        problem=_choice_problem(leaf, problems),
    )


def _choice_problem(leaf: Component, problems: Problems) -> Problem | None:
    """What was wrong with a level or a condition, with the words for both sides instead of ids."""
    asks = asked(leaf)
    words = asks.levels | asks.checks
    for name, problem in problems.items():
        if name == "level" or name.startswith("check:"):
            theirs = None if problem.theirs is None else words.get(problem.theirs, problem.theirs)
            return replace(problem, typed=words.get(problem.typed, problem.typed), theirs=theirs)
    return None


def field_names(leaf: Component) -> list[str]:
    """The names of the fields a unit may fill in for the component, the remark included.

    Points given by an expert are not among them, nor figures that come from general information.
    """
    asks = asked(leaf)
    names = [figure.id for figure in leaf.figures if not figure.source]
    names += [f"check:{condition}" for condition in asks.checks]
    names += ["level"] if asks.levels else []
    names += ["date"] if asks.has_date else []
    return [*names, "remark"]


def typed_number(value: str) -> tuple[str, str]:
    """A stored number as people write it and without grouping: `131.214`, `131214`."""
    number = Fraction(value)
    shown = rounding.figure(number)
    return shown, shown.replace(".", "")


def _row(contents: Contents, item: str, key: str) -> Answer | None:
    return contents.rows.get((item, key))


def version_of(row: Answer | Remark | None, problem: Problem | None = None) -> int:
    """The row's version; in a conflict the one the person saw, until they have decided."""
    if problem and problem.kind == "conflict":
        return problem.seen
    return row.version if row else 0


def _figure(contents: Contents, leaf: Component, figure: Figure, problems: Problems) -> Field:
    row = _row(contents, leaf.code, figure.id)
    known = engine.linked_value(figure, contents.answers.general)
    origin = figure.source or (figure.default.written() if figure.default else "")
    linked_value = "" if known is None else rounding.figure(known)
    shown, plain = typed_number(row.value) if row else ("", "")
    problem = problems.get(figure.id)
    return Field(
        item=leaf.code,
        field=figure.id,
        name=figure.id,
        label=figure.label,
        kind=figure.kind,
        shown=shown,
        plain=plain,
        version=version_of(row, problem),
        unit="%" if figure.kind == "percent" and not figure.unit else figure.unit,
        help=f"{figure.supplier} cung cấp số này" if figure.supplier and known is None else "",
        linked=origin,
        linked_value=linked_value,
        is_locked=bool(figure.source),
        is_suggested=bool(not figure.source and known is not None and row is None and not problem),
        differs=bool(row and known is not None and not figure.source and Fraction(row.value) != known),
        problem=problem,
    )


def _levels(contents: Contents, leaf: Component, problems: Problems) -> list[Choice]:
    """The levels; after a conflict the one the person chose stays chosen until they decide."""
    rule = leaf.rule
    row = _row(contents, leaf.code, "level")
    stored = row.value if row else ""
    chosen = problems["level"].typed if "level" in problems else stored
    return [
        Choice(
            item=leaf.code,
            field="level",
            name="level",
            value=level.id,
            label=level.label,
            worth=_worth(level.worth, leaf),
            is_chosen=level.id == chosen,
            was=stored,
            version=version_of(row, problems.get("level")),
        )
        for level in (rule.levels if isinstance(rule, forms.Levels) else ())
    ]


def _checks(contents: Contents, leaf: Component) -> list[Choice]:
    rule = leaf.rule
    if not isinstance(rule, forms.Checklist):
        return [_none(contents, leaf, "Chưa ban hành")] if isinstance(rule, forms.Deadline) else []
    choices = []
    for condition in rule.conditions:
        row = _row(contents, leaf.code, f"check:{condition.id}")
        choice = Choice(
            item=leaf.code,
            field=f"check:{condition.id}",
            name=f"check:{condition.id}",
            value=condition.id,
            label=condition.label,
            worth=_worth(condition.worth, leaf),
            is_chosen=row is not None,
            was=condition.id if row else "",
            version=version_of(row),
        )
        choices.append(choice)
    return [*choices, _none(contents, leaf, "Chưa đáp ứng điều kiện nào")]


def _none(contents: Contents, leaf: Component, label: str) -> Choice:
    row = _row(contents, leaf.code, "level")
    return Choice(
        item=leaf.code,
        field="level",
        name="level",
        value=NONE_LEVEL,
        label=label,
        worth="0 điểm",
        is_chosen=row is not None,
        was=row.value if row else "",
        version=version_of(row),
        is_none=True,
    )


def _worth(worth: Fraction, leaf: Component) -> str:
    return f"{rounding.figure(worth * leaf.max)}{wording.NBSP}điểm"


def _day(contents: Contents, leaf: Component, problems: Problems) -> Field:
    row = _row(contents, leaf.code, "date")
    shown = f"{date.fromisoformat(row.value):%d/%m/%Y}" if row else ""
    rule = leaf.rule
    year = contents.sheet.group.round.plan_year
    limit = f"{rule.before}/{year}" if isinstance(rule, forms.Deadline) else ""
    return Field(
        item=leaf.code,
        field="date",
        name="date",
        label="Ngày ban hành",
        kind="date",
        shown=shown,
        plain=shown,
        version=version_of(row, problems.get("date")),
        help=f"Viết ngày/tháng/năm, ví dụ 05/01/{year}. Điểm tối đa khi ban hành trước ngày {limit}.",
        problem=problems.get("date"),
    )


def remark_field(contents: Contents, item: str, problems: Problems = NO_PROBLEMS) -> Field:
    """The unit's own words on an item."""
    remark = contents.remarks.get(item)
    return Field(
        item=item,
        field="remark",
        name="remark",
        label="Giải trình",
        kind="remark",
        shown=remark.text if remark else "",
        version=version_of(remark, problems.get("remark")),
        problem=problems.get("remark"),
    )
