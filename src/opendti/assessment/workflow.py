"""The states of a round and of a sheet, and who may take them further. One table each, no database.

A sheet's own state is all that stands between a person and a write: opening and closing the round
moves its sheets along, so one conditional UPDATE on one row decides every race.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from opendti.people.roles import Role


class RoundState(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"
    OPEN = "open"
    APPRAISAL = "appraisal"
    COMPUTED = "computed"
    PUBLISHED = "published"


class SheetState(StrEnum):
    """Where a sheet stands. Whether it was ever submitted is `submitted_at`, not a state."""

    WAITING = "waiting"
    FILLING = "filling"
    SUBMITTED = "submitted"
    APPRAISAL = "appraisal"
    CLOSED = "closed"


State = RoundState | SheetState

STATE_WORDS: dict[State, str] = {
    RoundState.DRAFT: "Đang chuẩn bị",
    RoundState.OPEN: "Đang tự đánh giá",
    RoundState.APPRAISAL: "Đang thẩm định",
    RoundState.COMPUTED: "Đã tính kết quả",
    RoundState.PUBLISHED: "Đã công bố",
    SheetState.WAITING: "Chưa mở",
    SheetState.FILLING: "Đang nhập",
    SheetState.SUBMITTED: "Đã gửi",
    SheetState.APPRAISAL: "Đang thẩm định",
    SheetState.CLOSED: "Đã đóng",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from one of the states `source` to `target`, and the roles that may do it.

    Without `target` the state stays. A step without `roles` is taken by another step: opening the
    round opens its sheets.
    """

    name: str
    label: str
    source: frozenset[State]
    target: State | None
    roles: frozenset[Role] = frozenset()


def _step(name: str, label: str, source: Iterable[State], target: State | None, *roles: Role) -> Step:
    return Step(name, label, frozenset(source), target, frozenset(roles))


_R, _S = RoundState, SheetState

ROUND: tuple[Step, ...] = (
    _step("set_up", "Sửa thiết lập", [_R.DRAFT], None, Role.MANAGER),
    _step("open", "Mở đợt đánh giá", [_R.DRAFT], _R.OPEN, Role.MANAGER),
    _step("close_self_assessment", "Đóng tự đánh giá", [_R.OPEN], _R.APPRAISAL, Role.MANAGER),
    _step("compute", "Đóng thẩm định và tính kết quả", [_R.APPRAISAL], _R.COMPUTED, Role.MANAGER),
    _step("reopen_appraisal", "Mở lại thẩm định", [_R.COMPUTED], _R.APPRAISAL, Role.MANAGER),
    _step("publish", "Công bố", [_R.COMPUTED], _R.PUBLISHED, Role.MANAGER),
)

SHEET: tuple[Step, ...] = (
    _step("open", "Mở phiếu", [_S.WAITING], _S.FILLING),
    _step("fill", "Nhập số liệu", [_S.FILLING], None, Role.CLERK, Role.HEAD),
    _step("submit", "Gửi phiếu", [_S.FILLING], _S.SUBMITTED, Role.HEAD),
    _step("exclude", "Không đánh giá", [_S.FILLING, _S.SUBMITTED, _S.APPRAISAL], None, Role.MANAGER),
    _step("erase_contact", "Xoá thông tin liên hệ", _S, None, Role.HEAD, Role.MANAGER),
    _step("begin_appraisal", "Chuyển thẩm định", [_S.FILLING, _S.SUBMITTED], _S.APPRAISAL),
    _step("appraise", "Thẩm định", [_S.APPRAISAL], None, Role.APPRAISER),
    _step("close", "Đóng", [_S.APPRAISAL], _S.CLOSED),
    _step("reopen_appraisal", "Mở lại thẩm định", [_S.CLOSED], _S.APPRAISAL),
)

FOLLOWERS = frozenset({Role.MANAGER, Role.SECRETARY, Role.COUNCIL, Role.LEADER, Role.AUDITOR})
"""The roles in a round's owner that may look at the round and its results."""

VIEWERS = FOLLOWERS | {Role.CLERK, Role.HEAD, Role.APPRAISER}
"""The roles that may look at a sheet they have to do with."""

FROM_APPRAISAL_ON = frozenset({Role.APPRAISER, Role.COUNCIL})
"""The viewers for whom a sheet is there only once its unit can change nothing more."""

SEEN_BY_ALL = frozenset({SheetState.APPRAISAL, SheetState.CLOSED})
"""The states of a sheet in which those see it too."""

SEES_CONTACT = frozenset({Role.CLERK, Role.HEAD, Role.MANAGER, Role.SECRETARY})
"""The roles that may read the contact block: those of the unit and those who must reach it."""


def step(table: tuple[Step, ...], name: str) -> Step:
    """The step of that name; KeyError when the table has none."""
    for each in table:
        if each.name == name:
            return each
    raise KeyError(name)


def steps_open_to(table: tuple[Step, ...], roles: Collection[Role], state: str) -> list[Step]:
    """The steps a person with these roles may take in this state, in the table's order."""
    return [each for each in table if state in each.source and each.roles & frozenset(roles)]
