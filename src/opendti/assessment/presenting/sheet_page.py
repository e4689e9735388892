"""What every page of a sheet shows around its own content: the bar, the tree, who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from opendti.assessment import workflow
from opendti.assessment.models import Sheet
from opendti.assessment.queries import pages
from opendti.assessment.queries.pages import Contents
from opendti.assessment.workflow import SheetState
from opendti.people.models import User
from opendti.people.roles import Role

from .fields import NO_PROBLEMS, Problems
from .general import Fact, Facts, facts_of
from .trees import FILTERS, Tree, tree_of

_CLOSED_BECAUSE = {
    SheetState.WAITING: "Đợt đánh giá chưa mở nên chưa nhập được.",
    SheetState.SUBMITTED: "Phiếu đã gửi, không sửa được nữa.",
    SheetState.APPRAISAL: "Phiếu đang được thẩm định, không sửa được nữa.",
    SheetState.CLOSED: "Đợt thẩm định đã khoá, phiếu không sửa được nữa.",
}


@dataclass
class SheetPage:
    """One person looking at one sheet. Read once per request."""

    sheet: Sheet
    contents: Contents
    roles: frozenset[Role]
    tree: Tree
    show: str
    problems: Problems

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.contents, sees_personal=self.sees_personal, problems=self.problems)

    @property
    def year(self) -> int:
        return self.sheet.group.round.year

    @property
    def decision(self) -> str:
        return self.contents.index_set.decision.number

    @property
    def can_fill(self) -> bool:
        return self._can("fill")

    @property
    def can_submit(self) -> bool:
        return self._can("submit")

    @property
    def contacts(self) -> list[Fact]:
        """The items of the contact block."""
        return [fact for fact in self.facts.facts if fact.is_personal]

    @property
    def can_erase_contact(self) -> bool:
        """Whether there is something in the contact block, and the person may erase it."""
        return self._can("erase_contact") and any(fact.field.shown for fact in self.contacts)

    @property
    def is_of_unit(self) -> bool:
        return bool(self.roles & {Role.CLERK, Role.HEAD})

    @property
    def sees_personal(self) -> bool:
        return bool(self.roles & workflow.SEES_CONTACT)

    @property
    def is_locked(self) -> bool:
        """Whether the unit itself can write nothing more; a viewer may look at a sheet that is open."""
        return self.sheet.state not in (SheetState.WAITING, SheetState.FILLING)

    @property
    def closed_because(self) -> str:
        """Why nothing can be entered here; empty while it can."""
        if self.can_fill:
            return ""
        return _CLOSED_BECAUSE.get(SheetState(self.sheet.state), "Bạn chỉ xem được phiếu này.")

    @property
    def last_saved_at(self) -> datetime | None:
        return self.contents.last_saved_at

    @property
    def query(self) -> str:
        """What keeps the tree's filter in a link."""
        return "" if self.show == "all" else f"?show={self.show}"

    def _can(self, name: str) -> bool:
        steps = workflow.steps_open_to(workflow.SHEET, self.roles, self.sheet.state)
        return any(step.name == name for step in steps)


def sheet_page(
    sheet: Sheet, user: User, *, show: str = "", current: str = "", problems: Problems = NO_PROBLEMS
) -> SheetPage:
    """The page's frame; `current` is the item being looked at."""
    show = show if show in FILTERS else "all"
    contents = pages.contents_of(sheet)
    tree = tree_of(contents, show=show, current=current)
    return SheetPage(sheet, contents, pages.roles_of(user, sheet), tree, show, problems)
