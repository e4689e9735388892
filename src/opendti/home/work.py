"""What a person has to do, as the lines of the front page, grouped by when it is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from opendti.assessment import queries
from opendti.assessment.models import Round, Sheet
from opendti.assessment.presenting.boxes import cautions
from opendti.assessment.presenting.general import Facts, facts_of
from opendti.assessment.presenting.marks import Mark
from opendti.assessment.presenting.trees import Row, Tree, tree_of
from opendti.assessment.queries import ComponentWork, RoundWork, SheetWork
from opendti.assessment.queries.pages import Contents, contents_by_sheet
from opendti.assessment.workflow import STATE_WORDS, RoundState, SheetState
from opendti.people.models import User
from opendti.people.roles import Role
from opendti.scoring import rounding

from . import days
from .accounts import AccountsWaiting, accounts_waiting
from .addresses import address
from .past_sheets import Predecessors, predecessors_of

WAITING = "Đang chờ người khác"
_ORDER = (
    days.OVERDUE,
    days.SOON,
    days.THIS_WEEK,
    days.NEXT_WEEK,
    days.LATER,
    days.NO_DAY,
    WAITING,
)
MANY = 6
"""From so many lines of one kind on they are drawn together."""


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what, why, when, and the button that leads there."""

    mark: Mark
    title: str
    what: str
    due: date | None
    do: str
    url: str
    is_primary: bool = False
    is_waiting: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under one heading."""

    title: str
    tasks: list[Task]

    @property
    def is_overdue(self) -> bool:
        return self.title == days.OVERDUE


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet of the person's unit with its tree, for the card at the right."""

    sheet: Sheet
    contents: Contents
    tree: Tree
    facts: Facts
    can_fill: bool
    can_submit: bool

    @property
    def due(self) -> date | None:
        return self.sheet.group.round.self_assessment_due_on


class RoundCard(NamedTuple):
    """A round the person manages or follows, and how many sheets stand where."""

    round: Round
    url: str
    counts: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The front page."""

    groups: list[Group]
    sheets: list[OwnSheet]
    rounds: list[RoundCard]
    today: date
    deadline: date | None = None
    deadline_is: str = ""
    fills: bool = False
    predecessors: Predecessors | None = None

    @property
    def count(self) -> int:
        return sum(len(group.tasks) for group in self.groups if group.title != WAITING)


def desk_of(user: User, today: date) -> Desk:
    """Everything the person has to do or waits for; the queries do not grow with the work."""
    work = queries.work_for(user)
    contents = contents_by_sheet(each.sheet for each in work.sheets)
    sheets = [_own(each, contents[each.sheet.pk]) for each in work.sheets]
    tasks = [
        *(task for own in sheets for task in _sheet_tasks(own)),
        *_appraisal_tasks(work.components),
        *(task for each in work.rounds for task in _round_tasks(each)),
        *_account_tasks(accounts_waiting(user)),
    ]
    deadline, deadline_is = _deadline(sheets, work.components, work.rounds)
    cards = [_card(each) for each in work.rounds[:3]]
    return Desk(
        _grouped(tasks, today),
        sheets,
        cards,
        today,
        deadline,
        deadline_is,
        fills=bool({each.role for each in user.hats} & {Role.CLERK, Role.HEAD}),
        predecessors=predecessors_of(user),
    )


def _own(work: SheetWork, contents: Contents) -> OwnSheet:
    steps = {step.name for step in work.steps}
    facts = facts_of(contents, sees_personal=True)
    return OwnSheet(work.sheet, contents, tree_of(contents), facts, "fill" in steps, "submit" in steps)


def _grouped(tasks: Iterable[Task], today: date) -> list[Group]:
    found: dict[str, list[Task]] = {title: [] for title in _ORDER}
    for task in tasks:
        title = WAITING if task.is_waiting else days.group_of(task.due, today)
        found[title].append(replace(task, when=_when(task.due, today)))
    return [Group(title, rows) for title, rows in found.items() if rows]


def _when(due: date | None, today: date) -> str:
    """The second line under the day: how late, or which day of the week."""
    if due is None:
        return ""
    return days.distance(due, today) if due <= today else days.weekday(due)


# -- A unit's sheet -------------------------------------------------------------------------------


def _sheet_tasks(own: OwnSheet) -> Iterator[Task]:
    if not own.can_fill:
        yield from _after_sending(own)
        return
    pk, tree = own.sheet.pk, own.tree
    if own.facts.todo:
        codes = [fact.item.code for fact in own.facts.facts if fact.mark.is_todo]
        what = f"{len(codes)} mục chưa nhập: {', '.join(codes[:8])}{' …' if len(codes) > 8 else ''}"
        url = reverse("assessment:general", args=[pk]) + "?show=todo"
        yield Task(Mark("none", "Chưa nhập"), "Thông tin chung", what, own.due, "Nhập", url)
    yield from _warned(own, [row for row in tree.rows if row.mark.is_warning])
    for index in tree.indexes:
        rows = [row for row in index.rows if row.mark.state == "none"]
        if rows:
            codes = [row.code for row in rows]
            shown = ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
            what = f"{index.left} chỉ số chưa nhập, tối đa {rounding.figure(index.missing)} điểm"
            url = _item(pk, codes[0], "todo")
            yield Task(Mark("none", "Chưa nhập"), f"{shown} {index.name}", what, own.due, "Nhập", url)
    yield _sending(own)


def _warned(own: OwnSheet, rows: list[Row]) -> Iterator[Task]:
    pk = own.sheet.pk
    if len(rows) >= MANY:
        title = f"{', '.join(row.code for row in rows[:8])}{' …' if len(rows) > 8 else ''}"
        url = _item(pk, rows[0].code, "warned")
        what = f"{len(rows)} chỉ số có cảnh báo"
        yield Task(Mark("warn", "Cảnh báo"), title, what, own.due, "Xem lại", url)
        return
    for row in rows:
        what = " ".join(each.what for each in cautions(own.contents, row)) or row.mark.word
        url = _item(pk, row.code, "warned")
        yield Task(row.mark, f"{row.code} {row.place.name}", what, own.due, "Xem lại", url)


def _sending(own: OwnSheet) -> Task:
    url = reverse("assessment:review", args=[own.sheet.pk])
    totals = own.tree.totals
    what = f"{totals.points}/{totals.maximum} điểm, đã nhập {totals.entered}/{totals.total}"
    if own.can_submit:
        mark = Mark("confirm", "Cần gửi")
        return Task(mark, "Xem lại và gửi phiếu", what, own.due, "Gửi", url, is_primary=not totals.missing)
    mark = Mark("waiting", "Đang chờ")
    return Task(mark, "Gửi phiếu", "Chờ lãnh đạo đơn vị xem lại và gửi", own.due, "Xem", url, is_waiting=True)


def _after_sending(own: OwnSheet) -> Iterator[Task]:
    round_ = own.sheet.group.round
    if own.sheet.submitted_at and own.sheet.state != SheetState.CLOSED:
        url = reverse("assessment:receipt", args=[own.sheet.pk])
        title = "Phiếu đang được thẩm định" if own.sheet.state == SheetState.APPRAISAL else "Phiếu đã gửi"
        what = f"Chờ các đơn vị thẩm định · {round_.title}"
        due = round_.appraisal_due_on
        yield Task(Mark("waiting", "Đang chờ"), title, what, due, "Biên nhận", url, is_waiting=True)


def _item(pk: int, code: str, show: str) -> str:
    return f"{reverse('assessment:item', args=[pk, code])}?show={show}"


# -- Appraisers and managers ----------------------------------------------------------------------


def _appraisal_tasks(components: list[ComponentWork]) -> Iterator[Task]:
    left = [each for each in components if each.concluded < each.total]
    queue = address("assessment:appraisal-queue", fallback="/appraisal/")
    if len(left) >= MANY:
        cells = sum(each.total - each.concluded for each in left)
        titles = sorted({each.group.title for each in left})
        what = f"{len(left)} chỉ số, {cells} lượt đơn vị chưa kết luận · {', '.join(titles)}"
        due = left[0].group.round.appraisal_due_on
        yield Task(Mark("none", "Chưa kết luận"), "Thẩm định", what, due, "Mở", queue, is_primary=True)
        return
    for each in left:
        what = f"{each.group.title}: còn {each.total - each.concluded}/{each.total} đơn vị chưa kết luận"
        due = each.group.round.appraisal_due_on
        url = address("assessment:appraise", each.group.pk, each.code, fallback=queue)
        yield Task(Mark("none", "Chưa kết luận"), f"{each.code} {each.title}", what, due, "Thẩm định", url)


_NEXT = {
    RoundState.DRAFT: ("open", "Mở đợt", "Đợt đang chuẩn bị, chưa đơn vị nào nhập được"),
    RoundState.OPEN: ("close_self_assessment", "Mở", "{sent}/{total} phiếu đã gửi"),
    RoundState.APPRAISAL: ("compute", "Mở", "Đang thẩm định"),
    RoundState.COMPUTED: ("publish", "Mở", "Đã tính kết quả, chưa công bố"),
}


def _round_tasks(work: RoundWork) -> Iterator[Task]:
    state = RoundState(work.round.state)
    name, do, what = _NEXT.get(state, ("", "", ""))
    step = next((each for each in work.steps if each.name == name), None)
    if step is None:
        return
    sent = work.sheets.get(SheetState.SUBMITTED, 0)
    told = what.format(sent=sent, total=sum(work.sheets.values()))
    due = _round_due(work)
    url = address("assessment:round", work.round.slug, fallback=f"/rounds/{work.round.slug}/")
    yield Task(Mark("confirm", "Bước tiếp"), f"{step.label}: {work.round.title}", told, due, do, url)


def _account_tasks(waiting: AccountsWaiting | None) -> Iterator[Task]:
    if waiting and waiting.without_link:
        yield Task(Mark("none", "Chưa cấp"), waiting.title, waiting.what, None, "Cấp", waiting.url)
    elif waiting:
        mark = Mark("waiting", "Đang chờ")
        yield Task(mark, waiting.title, waiting.what, None, "Xem", waiting.url, is_waiting=True)


def _card(work: RoundWork) -> RoundCard:
    url = address("assessment:round", work.round.slug, fallback="")
    counts = [(STATE_WORDS[state], work.sheets[state]) for state in SheetState if state in work.sheets]
    return RoundCard(work.round, url, counts)


def _round_due(work: RoundWork) -> date | None:
    if work.round.state == RoundState.OPEN:
        return work.round.self_assessment_due_on
    return work.round.appraisal_due_on if work.round.state == RoundState.APPRAISAL else None


def _deadline(
    sheets: list[OwnSheet], components: list[ComponentWork], rounds: list[RoundWork]
) -> tuple[date | None, str]:
    """The next deadline of the person's own, and what it is."""
    for own in sheets:
        if own.can_fill and own.due:
            return own.due, "Hạn gửi phiếu"
    for each in components:
        if each.concluded < each.total and each.group.round.appraisal_due_on:
            return each.group.round.appraisal_due_on, "Hạn thẩm định"
    for work in rounds:
        due = _round_due(work)
        if due:
            is_open = work.round.state == RoundState.OPEN
            return due, "Hạn các đơn vị gửi phiếu" if is_open else "Hạn thẩm định"
    return None, ""
