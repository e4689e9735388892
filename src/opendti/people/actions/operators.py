"""The first operator of an installation, and the way back in when everybody has lost it."""

from __future__ import annotations

from django.db import transaction

from opendti.audit import actions as audit
from opendti.common.refusals import Refused
from opendti.people import queries
from opendti.people.models import Invitation, Organisation, User
from opendti.people.roles import Role

from .adding import add_organisation, add_person
from .invitations import Link, hand_out, new_links
from .memberships import add_membership
from .people import reopen_account, reset_second_factor
from .taking_effect import hold_organisations


@transaction.atomic
def add_operator(*, organisation: str, code: str, username: str, full_name: str) -> Link:
    """An operator of the top organisation, which is made if need be, with a link for them.

    An account that is there gets the role, and is opened again if it was closed. Refused if the code is
    of another organisation, or the account is an operator there already.
    """
    with audit.gathered():
        top = _top(organisation, code)
        hold_organisations([top.pk])
        user = User.objects.filter(username=User.normalize_username(username)).first()
        if user is None:
            user = add_person(username, full_name=full_name)
        elif not user.is_active:
            reopen_account(user)
        if not queries.memberships_of(user).filter(organisation=top, role=Role.OPERATOR).exists():
            add_membership(user, organisation=top, role=Role.OPERATOR)
        return _link(user)


@transaction.atomic
def link_for_operator(username: str, *, without_second_factor: bool = False) -> Link:
    """A new link for an operator; on request their second factor goes too. Refused for anybody else."""
    user = User.objects.filter(username=User.normalize_username(username)).first()
    if user is None or not queries.memberships_of(user).filter(role=Role.OPERATOR).exists():
        raise Refused(
            f"Không có người vận hành nào tên {username}. Thêm bằng: opendti operator add. "
            "Liên kết cho người khác thì cấp ở trang Tài khoản."
        )
    if not user.is_active:
        raise Refused(f"Tài khoản {username} đã đóng. Mở lại bằng: opendti operator add với đúng tên này.")
    with audit.gathered():
        if without_second_factor and queries.has_second_factor(user):
            reset_second_factor(user)
        return _link(user)


def _top(name: str, code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        return add_organisation(code, name=name)
    if found.parent_id is not None or found.name != name:
        raise Refused(f"Mã {code} đã là của {found}. Ghi đúng tên cơ quan cao nhất đó, hoặc chọn mã khác.")
    return found


def _link(user: User) -> Link:
    links = new_links([user])
    hand_out(links, by=None, way=Invitation.Way.COMMAND)
    return links[0]
