"""One's own account."""

from __future__ import annotations

from dataclasses import dataclass

from opendti.people import queries
from opendti.people.models import Membership, User

from .addresses import address

_LINKS = (
    ("account_change_password", "Đổi mật khẩu", "key"),
    ("mfa_index", "Bước xác thực thứ hai, khoá truy cập", "shield-ok"),
    ("usersessions_list", "Máy đang đăng nhập", "device"),
)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Who I am, and where I change how I log in."""

    person: User
    hats: tuple[Membership, ...]
    worn: int | None
    has_second_factor: bool
    owes_second_factor: bool
    links: tuple[tuple[str, str, str], ...]


def own_page(person: User) -> OwnPage:
    """Links are those there are pages for: address, words, icon."""
    links = ((address(name), words, icon) for name, words, icon in _LINKS)
    return OwnPage(
        person=person,
        hats=tuple(queries.memberships_of(person)),
        worn=person.hat_id,
        has_second_factor=queries.has_second_factor(person),
        owes_second_factor=queries.owes_second_factor(person),
        links=tuple(link for link in links if link[0]),
    )
