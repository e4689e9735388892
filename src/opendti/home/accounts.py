"""What waits for an operator: people who have no way into their account yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from opendti.people import queries as people
from opendti.people.models import User
from opendti.people.queries import people as accounts
from opendti.people.roles import Role


@dataclass(frozen=True, slots=True)
class AccountsWaiting:
    """How many in the operator's organisations have not opened their account, and have no link to do it."""

    new: int
    without_link: int

    @property
    def title(self) -> str:
        if self.without_link:
            return f"Cấp liên kết cho {self.without_link} người"
        return f"{self.new} người chưa kích hoạt tài khoản"

    @property
    def what(self) -> str:
        if self.without_link:
            return f"{self.new} tài khoản chưa kích hoạt, {self.without_link} chưa có liên kết còn hạn"
        return "Đã có liên kết, chờ người nhận mở"

    @property
    def url(self) -> str:
        if self.without_link:
            return f"{reverse('people:links')}?link=no"
        return f"{reverse('people:accounts')}?state={accounts.NEW}"


def accounts_waiting(user: User) -> AccountsWaiting | None:
    """What waits in the organisations the person operates; None when nothing does, or they operate none."""
    if Role.OPERATOR not in {each.role for each in user.hats}:
        return None
    scope = people.scope_of(user, Role.OPERATOR)
    own = accounts.people_of(scope)
    new = accounts.narrowed(own, accounts.Filter(state=accounts.NEW), scope).count()
    if not new:
        return None
    bare = accounts.Filter(state=accounts.NEW, has_link=False)
    return AccountsWaiting(new, accounts.narrowed(own, bare, scope).count())
