"""The gates of this app's own pages, and the one way to the person behind a request.

A stranger gets 404, so that nothing is given away; a colleague without the role 403.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from . import queries
from .models import Membership, Organisation, PendingImport, User
from .roles import Role

Visitor = AbstractBaseUser | AnonymousUser

OPERATORS = (Role.OPERATOR,)
ACCOUNT_GIVERS = (Role.OPERATOR, Role.MANAGER)
AUDITORS = (Role.AUDITOR, Role.OPERATOR)


def person(user: Visitor) -> User:
    """The person logged in; PermissionDenied when nobody is."""
    if isinstance(user, User) and user.is_active:
        return user
    raise PermissionDenied("Bạn chưa đăng nhập. Đăng nhập rồi thử lại.")


def demo_only() -> None:
    """Raises Http404 outside the demo, so that a real installation shows no trace of it."""
    if not settings.OPENDTI_DEMO:
        raise Http404


def member(user: Visitor) -> User:
    """The person, who has some membership today; others get 404."""
    found = person(user)
    if not queries.memberships_worn(found).exists():
        raise Http404("Không có trang này")
    return found


def operator(user: Visitor) -> tuple[User, QuerySet[Organisation]]:
    """An operator and the organisations that are theirs to look after."""
    return _with_scope(user, OPERATORS)


def account_giver(user: Visitor) -> tuple[User, QuerySet[Organisation]]:
    """Who hands out accounts, operator or manager, and the organisations they do it for."""
    return _with_scope(user, ACCOUNT_GIVERS)


def auditor_of(user: Visitor) -> tuple[User, QuerySet[Organisation]]:
    """Who reads the trail, auditor or operator, and the organisations whose people it is about."""
    return _with_scope(user, AUDITORS)


def auditor_of_all(user: Visitor) -> User:
    """Who reads the whole trail, and so may have the chain looked at."""
    found, scope = auditor_of(user)
    if not is_over_all(scope):
        raise PermissionDenied("Cả chuỗi nhật ký do người kiểm tra nhật ký ở cấp trên cùng kiểm tra.")
    return found


def is_over_all(scope: QuerySet[Organisation]) -> bool:
    """Whether a scope holds a top organisation, so that what belongs to nobody is theirs too."""
    return scope.filter(parent=None).exists()


def organisation_for(user: Visitor, pk: int, *, to: str = "view") -> Organisation:
    """The organisation: to `view` for every member, to `change` for the operators above it."""
    found = member(user)
    organisation = Organisation.objects.select_related("parent").filter(pk=pk).first()
    if organisation is None:
        raise Http404("Không có cơ quan này")
    if to != "view" and not queries.scope_of(found, *OPERATORS).filter(pk=pk).exists():
        raise PermissionDenied(_who_can(OPERATORS))
    return organisation


def person_for(user: Visitor, pk: int, *, to: str = "view") -> User:
    """An account somebody hands out or looks after.

    To `view`, and to change memberships in one's own organisations, for operators and managers in whose
    organisations the person is or was anything; to `change` the account itself (names, closing, second
    factor) only for operators of all the organisations the person is in, today or later.
    """
    giver, scope = account_giver(user)
    found = User.objects.filter(pk=pk).first()
    if found is None or not _is_known_to(found, scope):
        raise Http404("Không có tài khoản này")
    if to != "view":
        own = queries.scope_of(giver, *OPERATORS)
        elsewhere = Membership.objects.lasting().filter(user=found).exclude(organisation__in=own)
        if elsewhere.exists() or not own.exists():
            raise PermissionDenied(_who_can(OPERATORS))
    return found


def membership_for(user: Visitor, pk: int, membership_pk: int) -> Membership:
    """The membership of an account, for who may end it: whoever might have given it."""
    found = person_for(user, pk)
    giver, scope = account_giver(user)
    rows = Membership.objects.select_related("organisation", "user")
    membership = rows.filter(pk=membership_pk, user=found, organisation__in=scope.values("pk")).first()
    if membership is None:
        raise Http404("Không có vai trò này")
    if membership.role not in queries.reach_of(giver).roles_in(membership.organisation):
        raise PermissionDenied(_who_can(OPERATORS))
    return membership


def people_import_for(user: Visitor, pk: int) -> PendingImport:
    """An uploaded list of people, for who uploaded it; everybody else gets 404."""
    giver, _ = account_giver(user)
    return queries.pending_import(pk, PendingImport.Kind.PEOPLE, by=giver)


def _is_known_to(found: User, scope: QuerySet[Organisation]) -> bool:
    memberships = Membership.objects.filter(user=found)
    return memberships.filter(organisation__in=scope).exists() or (
        not memberships.exists() and is_over_all(scope)
    )


def _with_scope(user: Visitor, roles: tuple[Role, ...]) -> tuple[User, QuerySet[Organisation]]:
    """403 for members without the role, 404 for people who are nothing here."""
    found = member(user)
    scope = queries.scope_of(found, *roles)
    if not scope.exists():
        raise PermissionDenied(_who_can(roles))
    return found, scope


def _who_can(roles: tuple[Role, ...]) -> str:
    names = ", ".join(role.label for role in roles)
    return f"Việc này dành cho vai trò: {names}. Nhờ người có vai trò đó, hoặc chuyển sang vai trò đó."
