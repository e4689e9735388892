"""The page of a round: its phases, the one next step with what it will do, the boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.utils import timezone

from opendti.assessment.models import Exclusion, Round
from opendti.assessment.queries.rounds_pages import AgencyLine, Board, UnitLine
from opendti.assessment.workflow import RoundState, SheetState, Step
from opendti.scoring import rounding
from opendti.scoring.definition import Component, MainIndex

from .bars import share
from .deadlines import distance
from .marks import Mark
from .places import leaves_of
from .round_steps import StepDialog, dialog_of

Query = Mapping[str, str]


class Phase(NamedTuple):
    """A phase with its day: when it ended, or when it is due. `state` is done, now or next."""

    title: str
    state: str
    day: str
    word: str


class UnitRow(NamedTuple):
    """A unit's line with its bar and its mark."""

    line: UnitLine
    share: Decimal
    mark: Mark


class AgencyRow(NamedTuple):
    """An appraiser's line with its bar and its mark."""

    line: AgencyLine
    share: Decimal
    mark: Mark


class Excludable(NamedTuple):
    """A main index with the components that may be taken out; parts stand after their component."""

    main: MainIndex
    components: list[Component]


@dataclass
class ExclusionForm:
    """What the manager sent to take a component out; `errors` by field."""

    data: Query
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def sheet_pk(self) -> int:
        sent = self.data.get("sheet", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0

    @property
    def item(self) -> str:
        return self.data.get("item", "").strip()

    @property
    def kind(self) -> Exclusion.Kind:
        is_other = self.data.get("kind") == Exclusion.Kind.NOT_APPLICABLE.value
        return Exclusion.Kind.NOT_APPLICABLE if is_other else Exclusion.Kind.EXCLUDED

    @property
    def reason(self) -> str:
        return self.data.get("reason", "").replace("\r\n", "\n").replace("\x00", "").strip()


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Everything the page shows; `board` is the ranking group chosen among `boards`."""

    round: Round
    boards: Sequence[Board]
    board: Board | None
    phases: list[Phase]
    dialogs: list[StepDialog]
    distance: str
    units: list[UnitRow]
    agencies: list[AgencyRow]
    excludable: list[Excludable]
    kinds: list[tuple[str, str]]
    can_exclude: bool
    opens_sheets: bool
    form: ExclusionForm
    happened: Mapping[str, datetime]
    asks: str

    @property
    def state(self) -> str:
        return self.round.state

    @property
    def unit_count(self) -> int:
        return sum(len(board.units) for board in self.boards)

    @property
    def submitted(self) -> int:
        return self.unit_count - sum(board.not_submitted for board in self.boards)

    @property
    def not_submitted(self) -> int:
        return sum(board.not_submitted for board in self.boards)

    @property
    def stranded(self) -> list[UnitLine]:
        """Units that have ended before they submitted, so that nobody can any more."""
        units = [unit for board in self.boards for unit in board.units]
        return [unit for unit in units if unit.ended_on and unit.sheet.state == SheetState.FILLING]

    @property
    def concluded(self) -> int:
        return sum(board.concluded for board in self.boards)

    @property
    def places(self) -> int:
        """Item × sheet, each counted once."""
        return sum(board.total for board in self.boards)

    @property
    def left(self) -> int:
        return self.places - self.concluded

    @property
    def primary(self) -> StepDialog | None:
        return next((each for each in self.dialogs if each.is_primary), None)

    @property
    def computed_at(self) -> datetime | None:
        return self.happened.get("round.computed")

    @property
    def published_at(self) -> datetime | None:
        return self.happened.get("round.published")


def round_page(
    round_: Round,
    boards: Sequence[Board],
    steps: Sequence[Step],
    happened: Mapping[str, datetime],
    query: Query,
    *,
    can_exclude: bool = False,
    opens_sheets: bool = True,
    form: ExclusionForm | None = None,
) -> RoundPage:
    """The page with the group and the dialog that the query names."""
    board = next((each for each in boards if each.group.code == query.get("group")), None)
    board = board or (boards[0] if boards else None)
    return RoundPage(
        round=round_,
        boards=boards,
        board=board,
        phases=phases_of(round_, happened),
        dialogs=[dialog_of(step, boards) for step in steps],
        distance=distance(_due_on(round_)),
        units=[_unit(round_, line) for line in board.units] if board else [],
        agencies=[_agency(line) for line in board.agencies] if board else [],
        excludable=_excludable(board) if board and can_exclude else [],
        kinds=[(kind.value, str(kind.label)) for kind in Exclusion.Kind],
        can_exclude=can_exclude,
        opens_sheets=opens_sheets,
        form=form or ExclusionForm({}),
        happened=happened,
        asks=query.get("ask", ""),
    )


_PHASES = (
    (RoundState.DRAFT, "Chuẩn bị", "round.opened"),
    (RoundState.OPEN, "Tự đánh giá", "round.self_assessment_closed"),
    (RoundState.APPRAISAL, "Thẩm định", "round.computed"),
    (RoundState.COMPUTED, "Kết quả", "round.published"),
    (RoundState.PUBLISHED, "Công bố", "round.published"),
)


def phases_of(round_: Round, happened: Mapping[str, datetime]) -> list[Phase]:
    """The five phases; `happened` are the times of the events that ended them."""
    at = list(RoundState).index(RoundState(round_.state))
    due = {RoundState.OPEN: round_.self_assessment_due_on, RoundState.APPRAISAL: round_.appraisal_due_on}
    phases = []
    for number, (state, title, event) in enumerate(_PHASES):
        is_done = number < at or round_.state == RoundState.PUBLISHED
        ended, due_on = happened.get(event), due.get(state)
        if is_done:
            day = f"{timezone.localtime(ended):%d/%m/%Y}" if ended else ""
            phases.append(Phase(title, "done", day, "xong"))
        else:
            day = f"hạn {due_on:%d/%m/%Y}" if due_on else ""
            is_now = number == at
            phases.append(
                Phase(title, "now" if is_now else "next", day, "đang làm" if is_now else "chưa tới")
            )
    return phases


def _due_on(round_: Round) -> date | None:
    is_appraisal = round_.state == RoundState.APPRAISAL
    return round_.appraisal_due_on if is_appraisal else round_.self_assessment_due_on


def _unit(round_: Round, line: UnitLine) -> UnitRow:
    entered, total = line.progress
    return UnitRow(line, share(Fraction(entered), Fraction(total)), _unit_mark(round_, line))


def _unit_mark(round_: Round, line: UnitLine) -> Mark:
    sheet = line.sheet
    if sheet.submitted_at is not None:
        return Mark("ok", "Đã gửi")
    if sheet.state == SheetState.WAITING:
        return Mark("none", sheet.state_words)
    if sheet.state != SheetState.FILLING:
        return Mark("err", "Chưa gửi")
    due_on = round_.self_assessment_due_on
    if due_on is not None and due_on < timezone.localdate():
        return Mark("err", "Quá hạn")
    return Mark("none", sheet.state_words if line.changed_at else "Chưa nhập")


def _agency(line: AgencyLine) -> AgencyRow:
    width = share(Fraction(line.concluded), Fraction(line.total))
    if not line.left:
        return AgencyRow(line, width, Mark("ok", "Xong"))
    words = f"Còn {rounding.figure(Fraction(line.left))} lượt" if line.concluded else "Chưa kết luận"
    return AgencyRow(line, width, Mark("none", words))


def _excludable(board: Board) -> list[Excludable]:
    found = []
    for main in board.index_set.main_indexes:
        components: list[Component] = []
        for component in main.components:
            parts = list(leaves_of(component)) if component.parts else []
            components += [component, *parts]
        found.append(Excludable(main, components))
    return found
