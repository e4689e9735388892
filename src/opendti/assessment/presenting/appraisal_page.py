"""The queue of an appraiser, and the page of one item with or without a unit's panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from opendti.assessment import queries
from opendti.assessment.appraisal_forms import ADJUST, FindingForm
from opendti.assessment.models import RankingGroup, Round, Sheet
from opendti.assessment.queries import appraisal_pages as pages
from opendti.assessment.queries.appraisal_pages import ItemPage, QueueGroup, QueueItem, QueueSection
from opendti.assessment.workflow import RoundState
from opendti.scoring import engine, entries, forms
from opendti.scoring.answers import Sheet as Answers
from opendti.scoring.definition import Component, GeneralItem
from opendti.scoring.outcomes import Score

from .accepting import bulk_words
from .bars import share
from .component_table import Line, Table, table_of
from .deadlines import distance
from .finding_panel import Panel, place_of
from .marks import Mark
from .places import Place, places_in
from .rule_words import RuleWords, rule_words

Query = Mapping[str, str]

# -- The queue ------------------------------------------------------------------------------------

FILTERS = {"all": "Tất cả", "open": "Chưa xong", "warned": "Có cảnh báo"}


class Choice(NamedTuple):
    """A tab or a filter with its count."""

    key: str
    label: str
    number: str
    is_current: bool


class QueueRow(NamedTuple):
    """An item of the queue with its bar and its mark."""

    item: QueueItem
    share: Decimal
    mark: Mark


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One ranking group of the queue; the tabs lead to the others."""

    current: QueueGroup | None
    tabs: list[Choice]
    filters: list[Choice]
    sections: list[tuple[QueueSection, list[QueueRow]]]
    distance: str
    next_item: QueueItem | None
    waiting: Sequence[Round]


def queue_page(groups: list[QueueGroup], waiting: Sequence[Round], query: Query) -> QueuePage:
    """The group and filter the query names, or the first group with something left."""
    unfinished = [group for group in groups if group.concluded < group.total]
    wanted = [group for group in groups if str(group.group.pk) == query.get("group")]
    current = next(iter(wanted + unfinished + groups), None)
    show = query.get("show", "all") if query.get("show") in FILTERS else "all"
    items = current.items if current else []
    return QueuePage(
        current=current,
        tabs=[_tab(group, is_current=group is current) for group in groups],
        filters=[
            Choice(key, label, str(sum(_fits(key, item) for item in items)), key == show)
            for key, label in FILTERS.items()
        ],
        sections=_sections(current, show),
        distance=_distance(current.group.round) if current else "",
        next_item=next((item for item in items if item.left), None),
        waiting=waiting,
    )


def _tab(group: QueueGroup, *, is_current: bool) -> Choice:
    return Choice(str(group.group.pk), group.group.title, f"{group.concluded}/{group.total}", is_current)


def _sections(current: QueueGroup | None, show: str) -> list[tuple[QueueSection, list[QueueRow]]]:
    sections = current.sections if current else []
    shown = [(each, [_row(item) for item in each.items if _fits(show, item)]) for each in sections]
    return [(section, rows) for section, rows in shown if rows]


def _fits(show: str, item: QueueItem) -> bool:
    return {"open": item.left > 0, "warned": item.warned > 0}.get(show, True)


def _row(item: QueueItem) -> QueueRow:
    width = share(Fraction(item.concluded), Fraction(item.total))
    if not item.left:
        return QueueRow(item, width, Mark("ok", "Xong"))
    words = f"Còn {item.left} đơn vị" if item.concluded else "Chưa kết luận"
    return QueueRow(item, width, Mark("none", words))


# -- One item -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AppraisalPage:
    """One item across all units; `panel` is that of one of them, `saved` the one just concluded on."""

    item_page: ItemPage
    table: Table
    place: Place | None
    rule: RuleWords
    distance: str
    position: int
    before: str
    after: str
    show: str
    asks: str
    saved: Line | None
    panel: Panel | None

    @property
    def group(self) -> RankingGroup:
        return self.item_page.group

    @property
    def item(self) -> object:
        return self.item_page.view.item

    @property
    def index_set(self) -> object:
        return self.item_page.view.index_set

    @property
    def is_too_early(self) -> bool:
        """Before appraisal the units' figures are still their own business."""
        return self.group.round.state in (RoundState.DRAFT, RoundState.OPEN)

    @property
    def is_expert(self) -> bool:
        item = self.item_page.view.item
        return isinstance(item, Component) and isinstance(item.rule, forms.Expert)

    @property
    def lines(self) -> list[Line]:
        """The units shown: all of them, or those without a conclusion and the one that is open."""
        if self.show != "open":
            return self.table.lines
        current = self.panel.sheet_id if self.panel else None
        return [line for line in self.table.lines if line.is_open or line.sheet.pk == current]

    @property
    def suppliers(self) -> str:
        """Who supplies figures or takes part in appraising, as far as the decision says."""
        item = self.item_page.view.item
        if not isinstance(item, Component):
            return ""
        supplied = [f"{each.supplier} cung cấp {each.id}" for each in item.figures if each.supplier]
        return "; ".join(supplied or [f"{name} phối hợp" for name in item.suppliers])

    @property
    def bulk_words(self) -> str:
        """What is doubtful about the units that would all be accepted at once."""
        return bulk_words(self.item_page, self.table)

    @property
    def can_accept_all(self) -> bool:
        is_open = self.group.round.state == RoundState.APPRAISAL
        return self.item_page.can_appraise and is_open and bool(self.table.left) and not self.is_expert


def appraisal_page(
    found: ItemPage, query: Query, *, sheet: Sheet | None = None, form: FindingForm | None = None
) -> AppraisalPage:
    """The page of an item, with the panel of `sheet`, which is one of the group's, if there is one."""
    view, group = found.view, found.group
    table = table_of(found)
    at = found.codes.index(view.item.code)
    year = group.round.plan_year
    is_component = isinstance(view.item, Component)
    return AppraisalPage(
        item_page=found,
        table=table,
        place=places_in(view.index_set).get(view.item.code),
        rule=rule_words(view.index_set, view.item, year=year)
        if isinstance(view.item, Component)
        else _unscored(view.item),
        distance=_distance(group.round),
        position=at + 1,
        before=found.codes[at - 1] if at else "",
        after=found.codes[at + 1] if at + 1 < len(found.codes) else "",
        show="open" if query.get("show") == "open" else "all",
        asks=query.get("ask", ""),
        saved=next((line for line in table.lines if str(line.sheet.pk) == query.get("saved")), None),
        panel=_panel(found, table, sheet, form, is_component=is_component) if sheet else None,
    )


def _unscored(item: GeneralItem) -> RuleWords:
    """What a general item is for; one that holds no number enters no formula."""
    if not item.is_number:
        return RuleWords("Không tính điểm", "")
    return RuleWords("Không tính điểm; ", "số này vào công thức của các chỉ số")


def _panel(
    found: ItemPage, table: Table, sheet: Sheet, form: FindingForm | None, *, is_component: bool
) -> Panel:
    remark = pages.remark_on(sheet, found.view.item.code)
    previewed = _previewed(found, sheet, form) if form and is_component else None
    return Panel(found, table, place_of(found, sheet.pk), remark, form, previewed)


def _previewed(found: ItemPage, sheet: Sheet, form: FindingForm) -> Score | None:
    """The score of what was sent; None where it cannot be scored, or only beside the other units."""
    item = found.view.item
    if form.verdict != ADJUST:
        return next(row.self_score for row in found.view.rows if row.sheet.pk == sheet.pk)
    if isinstance(item, Component) and isinstance(item.rule, forms.MinMax):
        return None
    values = form.entries
    if form.errors.keys() - {"reason"}:
        return None
    index_set = found.view.index_set
    answers = queries.answers_of([sheet], index_set, appraised=True)[sheet.pk]
    tried = entries.assemble(index_set, values).answers
    others = {code: answer for code, answer in answers.answers.items() if code != item.code}
    laid = Answers(answers.general, {**others, **tried})
    return engine.score(index_set, laid, year=found.group.round.plan_year).find(item.code)


def _distance(round_: Round) -> str:
    """How far the deadline is; nothing when it no longer matters."""
    return distance(round_.appraisal_due_on) if round_.state == RoundState.APPRAISAL else ""
