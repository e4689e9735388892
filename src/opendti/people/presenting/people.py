"""Accounts as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from opendti.people import access, queries
from opendti.people.models import Invitation, Membership, Organisation, User
from opendti.people.queries import people as rows_of
from opendti.people.queries.people import ACTIVE, CLOSED, FORMER, NEW, STATES, Filter
from opendti.people.roles import Role

PER_PAGE = 50
MOST_CHOICES = 200
SUGGESTED = 12
MARKS = {NEW: "none", ACTIVE: "ok", FORMER: "excluded", CLOSED: "excluded"}


@dataclass(frozen=True, slots=True)
class Row:
    """One account in a list. The e-mail is empty where it is none of the reader's business."""

    pk: int
    name: str
    username: str
    email: str
    hats: tuple[str, ...]
    state: str
    words: str
    mark: str
    has_second_factor: bool
    last_login: datetime | None
    link_until: datetime | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of accounts, how it is narrowed, and the pages beside it."""

    rows: tuple[Row, ...]
    total: int
    first: int
    last: int
    tabs: tuple[tuple[str, str, int, str, bool], ...]
    filter: Filter
    roles: tuple[tuple[str, str], ...]
    organisations: tuple[Organisation, ...]  # None where there are too many to choose from.
    query: str
    earlier: str
    later: str

    @property
    def is_narrowed(self) -> bool:
        return self.filter != Filter()

    @property
    def filters_in_use(self) -> int:
        """How many of the filters a phone folds away narrow the list."""
        by = self.filter
        return sum(map(bool, (by.organisation or by.place, by.role, by.has_second_factor is not None)))


def list_page(scope: QuerySet[Organisation], by: Filter, query: QueryDict) -> ListPage:
    """Fifty accounts; `query` is the address they were asked with."""
    people = _people(scope)
    counts = rows_of.counts_of_states(rows_of.narrowed(people, _without_state(by), scope))
    total = counts[by.state] if by.state else sum(counts.values())
    number = min(_number(query.get("page", "")), max((total - 1) // PER_PAGE, 0))
    begin = number * PER_PAGE
    pks = rows_of.narrowed(people, by, scope).values_list("pk", flat=True)[begin : begin + PER_PAGE]
    wanted = rows_of.with_details(User.objects.filter(pk__in=list(pks)), scope)
    rows = tuple(_row(each) for each in wanted.order_by("search_text", "pk"))
    kept = {key: str(value) for key, value in query.items() if key != "page" and value}
    choices = tuple(living(scope)[: MOST_CHOICES + 1])
    return ListPage(
        rows=rows,
        total=total,
        first=begin + 1 if rows else 0,
        last=begin + len(rows),
        tabs=tuple(_tabs(counts, by.state, kept)),
        filter=by,
        roles=tuple((role.value, role.label) for role in Role),
        organisations=choices if len(choices) <= MOST_CHOICES else (),
        query=urlencode(kept),
        earlier=urlencode({**kept, "page": number}) if number else "",
        later=urlencode({**kept, "page": number + 2}) if begin + len(rows) < total else "",
    )


def listed(scope: QuerySet[Organisation], by: Filter) -> Iterator[Row]:
    """All accounts the filter leaves, for a workbook."""
    wanted = rows_of.with_details(rows_of.narrowed(_people(scope), by, scope), scope)
    return (_row(each) for each in wanted)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation to choose: what is written into the field, and what tells it from its namesakes."""

    value: str
    name: str
    code: str
    place: str


def suggestions(scope: QuerySet[Organisation], words: str) -> list[Suggestion]:
    """The first few that hold the words, of those that exist today or will."""
    found = queries.suggested(queries.living(scope), words.strip()[:100], most=SUGGESTED)
    return [
        Suggestion(each.with_code, each.name, each.code, each.parent.called if each.parent else "")
        for each in found
    ]


def living(scope: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The organisations one may choose, those above before those below."""
    return queries.living(scope).order_by("order", "name", "code")


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody has, had or will have."""

    pk: int
    words: str
    valid_from: date
    valid_until: date | None
    is_over: bool
    is_coming: bool
    can_end: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account as who hands it out sees it."""

    person: User
    row: Row
    held: tuple[Held, ...]
    over: tuple[Held, ...]
    has_roles_elsewhere: bool
    can_change: bool
    can_link: bool
    is_own: bool
    links: tuple[Invitation, ...]
    sessions: tuple[UserSession, ...]


def account_page(
    person: User, giver: User, scope: QuerySet[Organisation], *, can_change: bool
) -> AccountPage:
    """The account with the memberships that are in the giver's scope."""
    reach = queries.reach_of(giver)
    found = rows_of.with_details(User.objects.filter(pk=person.pk), scope).get()
    shown: list[Membership] = found.shown  # type: ignore[attr-defined]
    held = [_held(each, reach) for each in shown]
    inside = {each.pk for each in shown}
    return AccountPage(
        person=person,
        row=_row(found),
        held=tuple(each for each in held if not each.is_over),
        over=tuple(each for each in held if each.is_over),
        has_roles_elsewhere=any(each.pk not in inside for each in queries.lasting_memberships(person)),
        can_change=can_change,
        can_link=bool(queries.linkable([person], reach, giver=giver)),
        is_own=person.pk == giver.pk,
        links=tuple(queries.invitations_of(person)[:10]),
        sessions=tuple(UserSession.objects.filter(user=person).order_by("-last_seen_at")[:10]),
    )


@dataclass(frozen=True, slots=True)
class ActivationPage:
    """For whom a link is."""

    username: str
    full_name: str
    hats: tuple[str, ...]
    begins_on: date | None
    expires_at: datetime


def activation_page(invitation: Invitation) -> ActivationPage:
    """Name, roles and until when; `begins_on` when all the roles are still to come."""
    user = invitation.user
    held = list(queries.lasting_memberships(user))
    first = min(each.valid_from for each in held)
    return ActivationPage(
        username=user.username,
        full_name=str(user),
        hats=tuple(each.words for each in held),
        begins_on=first if first > timezone.localdate() else None,
        expires_at=invitation.expires_at,
    )


def _people(scope: QuerySet[Organisation]) -> QuerySet[User]:
    return queries.people_of(scope, with_strangers=access.is_over_all(scope))


def _row(user: User) -> Row:
    shown: list[Membership] = user.shown  # type: ignore[attr-defined]
    is_somebody: bool = user.is_somebody  # type: ignore[attr-defined]
    today = timezone.localdate()
    lasting = [each for each in shown if each.valid_until is None or each.valid_until >= today]
    state = rows_of.state_of(user, is_somebody=is_somebody)
    return Row(
        pk=user.pk,
        name=str(user),
        username=user.username,
        email=user.email if lasting or not is_somebody else "",
        hats=tuple(_hat(each, today) for each in lasting or shown[-1:]),
        state=state,
        words="Đã xoá dữ liệu cá nhân" if user.erased_at else STATES[state],
        mark=MARKS[state],
        has_second_factor=user.has_second_factor,  # type: ignore[attr-defined]
        last_login=user.last_login,
        link_until=user.link_until,  # type: ignore[attr-defined]
    )


def _hat(membership: Membership, today: date) -> str:
    if membership.valid_from > today:
        return f"{membership.words}, từ {membership.valid_from:%d/%m/%Y}"
    if membership.valid_until is not None:
        return f"{membership.words}, đến {membership.valid_until:%d/%m/%Y}"
    return membership.words


def _held(membership: Membership, reach: queries.Reach) -> Held:
    today = timezone.localdate()
    is_over = membership.valid_until is not None and membership.valid_until < today
    return Held(
        pk=membership.pk,
        words=membership.words,
        valid_from=membership.valid_from,
        valid_until=membership.valid_until,
        is_over=is_over,
        is_coming=membership.valid_from > today,
        can_end=not is_over and membership.role in reach.roles_in(membership.organisation),
    )


def _tabs(
    counts: dict[str, int], chosen: str, kept: dict[str, str]
) -> Iterator[tuple[str, str, int, str, bool]]:
    """Word, state, count, address, whether it is the one shown."""
    rest = {key: value for key, value in kept.items() if key != "state"}
    yield "Tất cả", "", sum(counts.values()), urlencode(rest), not chosen
    for state, words in STATES.items():
        yield words, state, counts[state], urlencode({**rest, "state": state}), state == chosen


def _without_state(by: Filter) -> Filter:
    return replace(by, state="")


def _number(typed: str) -> int:
    """Pages are counted from one in the address, from zero here."""
    return max(int(typed) - 1, 0) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
