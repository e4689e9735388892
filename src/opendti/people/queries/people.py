"""Accounts as lists and pages want them: whose, in which state, with which links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from opendti.people.models import Invitation, Membership, Organisation, User
from opendti.people.roles import Role

from .organisations import matching
from .reach import Reach

NEW, ACTIVE, FORMER, CLOSED = "new", "active", "former", "closed"
STATES = {
    NEW: "Chưa kích hoạt",
    ACTIVE: "Đang dùng",
    FORMER: "Đã đóng theo vai trò",
    CLOSED: "Đã đóng",
}
"""What an account can be; of several the last one counts."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of accounts is narrowed to; empty means no matter."""

    words: str = ""
    organisation: Organisation | None = None
    role: Role | None = None
    state: str = ""
    has_second_factor: bool | None = None
    has_link: bool | None = None
    pks: tuple[int, ...] = ()
    place: str = ""


def people_of(scope: QuerySet[Organisation], *, with_strangers: bool = False) -> QuerySet[User]:
    """The accounts that are or were something in the scope; also those that are nothing anywhere."""
    known = Q(pk__in=_who(Membership.objects.filter(organisation__in=scope.values("pk"))))
    if with_strangers:
        known |= ~Q(pk__in=_who(Membership.objects.all()))
    return User.objects.filter(known)


def narrowed(people: QuerySet[User], by: Filter, scope: QuerySet[Organisation]) -> QuerySet[User]:
    """Those the filter wants, in the order of their names."""
    rows = matching(people, by.words)
    if by.pks:
        rows = rows.filter(pk__in=by.pks)
    if by.organisation or by.role or by.place:
        rows = rows.filter(pk__in=_who(_current(by, scope)))
    if by.state in STATES:
        rows = rows.filter(_is_in_state(by.state))
    if by.has_second_factor is not None:
        has = Q(pk__in=_second_factors().values("user_id"))
        rows = rows.filter(has if by.has_second_factor else ~has)
    if by.has_link is not None:
        has = Q(pk__in=_links().order_by().values("user_id"))
        rows = rows.filter(has if by.has_link else ~has)
    return rows.order_by("search_text", "pk")


def _current(by: Filter, scope: QuerySet[Organisation]) -> QuerySet[Membership]:
    """The memberships of today that the filter asks for."""
    where = matching(scope, by.place)
    if by.organisation:
        where = where.filter(path__startswith=by.organisation.path)
    rows = Membership.objects.valid_on().filter(organisation__in=where.values("pk"))
    return rows.filter(role=by.role) if by.role else rows


def _who(memberships: QuerySet[Membership]) -> QuerySet[Membership, int]:
    """Whose memberships these are; a set the database makes once, not once for each account."""
    return memberships.order_by().values_list("user_id", flat=True)


def with_details(people: QuerySet[User], scope: QuerySet[Organisation]) -> QuerySet[User]:
    """Adds what a row shows: `shown` memberships of the scope, state, second factor, link.

    Always the same number of queries.
    """
    own = Membership.objects.filter(Exists(scope.filter(pk=OuterRef("organisation_id"))))
    return people.annotate(
        is_somebody=Exists(Membership.objects.valid_on().filter(user=OuterRef("pk"))),
        has_second_factor=Exists(_second_factors().filter(user=OuterRef("pk"))),
        link_until=Subquery(_links().filter(user=OuterRef("pk")).values("expires_at")[:1]),
    ).prefetch_related(
        Prefetch(
            "memberships", own.select_related("organisation").order_by("valid_from", "pk"), to_attr="shown"
        )
    )


def memberships_of_people_in(scope: QuerySet[Organisation], user_pks: Iterable[int]) -> Iterator[Membership]:
    """What these people are, were and will be in the scope, oldest first."""
    wanted = set(user_pks)
    rows = Membership.objects.filter(organisation__in=scope.values("pk")).order_by("pk")
    return (each for each in rows if each.user_id in wanted)


def usernames_taken() -> set[str]:
    """The names people log in with, of the whole installation. Never to be shown."""
    return set(User.objects.values_list("username", flat=True))


def counts_of_states(people: QuerySet[User]) -> dict[str, int]:
    """How many accounts are in each of STATES, in one query."""
    sums = {state: Count("pk", filter=_is_in_state(state)) for state in STATES}
    found: dict[str, int] = people.order_by().aggregate(**sums)
    return found


def living(scope: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Those that exist today or will."""
    return scope.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))


def state_of(user: User, *, is_somebody: bool) -> str:
    """One of STATES."""
    if not user.is_active:
        return CLOSED
    if not is_somebody:
        return FORMER
    return ACTIVE if user.is_activated else NEW


def lasting_memberships(user: User, *, on: date | None = None) -> QuerySet[Membership]:
    """The memberships of today and of days to come."""
    day = on or timezone.localdate()
    rows = Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), user=user)
    return rows.select_related("organisation").order_by("valid_from", "pk")


def lasting_memberships_of(people: Iterable[User]) -> QuerySet[Membership]:
    """What several people are or will be."""
    day = timezone.localdate()
    rows = Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), user__in=people)
    return rows.select_related("organisation").order_by("valid_from", "pk")


def linkable(people: Iterable[User], reach: Reach, *, giver: User) -> list[User]:
    """Those the giver may hand a link, in their order; two queries.

    A link is the account: so all that the person is or will be must be the giver's to give, and an
    account in use only an operator's. Nobody makes a link for themselves.
    """
    rows = [each for each in people if each.is_active and each.pk != giver.pk]
    held: dict[int, list[Membership]] = {}
    for each in lasting_memberships_of(rows):
        held.setdefault(each.user_id, []).append(each)
    return [each for each in rows if _may_link(each, held.get(each.pk, []), reach)]


def _may_link(user: User, held: list[Membership], reach: Reach) -> bool:
    if not held or not all(Role(each.role) in reach.roles_in(each.organisation) for each in held):
        return False
    return not user.is_activated or all(each.organisation.path.startswith(reach.as_operator) for each in held)


def has_second_factor(user: User) -> bool:
    """Whether the person has an app or a passkey; recovery codes alone are none."""
    return _second_factors().filter(user=user).exists()


def owes_second_factor(user: User) -> bool:
    """Whether one of the person's roles of today asks for a second factor they do not have."""
    wanted = Membership.objects.valid_on().filter(user=user, role__in=settings.OPENDTI_SECOND_FACTOR)
    return wanted.exists() and not has_second_factor(user)


def open_invitations(token: str) -> QuerySet[Invitation]:
    """The link with this token, if it still opens an account of somebody who is or will be something."""
    day = timezone.localdate()
    lasting = Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=day), user=OuterRef("user_id")
    )
    return Invitation.objects.filter(
        Exists(lasting),
        token_digest=digest_of(token),
        used_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
        user__is_active=True,
    )


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def invitations_of(user: User) -> QuerySet[Invitation]:
    """The links made for somebody, newest first, with who made them."""
    return Invitation.objects.filter(user=user).select_related("by").order_by("-made_at", "-pk")


def _is_in_state(state: str) -> Q:
    is_somebody = Q(pk__in=_who(Membership.objects.valid_on()))
    is_new = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX, last_login=None)
    return {
        CLOSED: Q(is_active=False),
        FORMER: Q(is_active=True) & ~is_somebody,
        NEW: Q(is_active=True) & is_somebody & is_new,
        ACTIVE: Q(is_active=True) & is_somebody & ~is_new,
    }[state]


def _second_factors() -> QuerySet[Authenticator]:
    """Recovery codes alone are none: they only stand in for a lost one."""
    found: QuerySet[Authenticator] = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return found


def _links() -> QuerySet[Invitation]:
    now = timezone.now()
    rows = Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    return rows.order_by(F("expires_at").desc())
