"""Whatever is done to the tree: at its top there stays an operator who can log in.

Nobody but the operators of an organisation, or of one above it, looks after it. So one without any above
needs an operator of its own: who founds it or moves it there becomes that, unless somebody is already.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from opendti.common.refusals import Refused
from opendti.people import queries
from opendti.people.models import Organisation, User
from opendti.people.plans import Plan
from opendti.people.registers import Register
from opendti.people.roles import Role
from opendti.people.soundness import listed, shown

from .memberships import add_membership


class Term(NamedTuple):
    """The days of a role, both included."""

    begins: date
    ends: date | None


def taken_over(plan: Plan, after: Register) -> list[int]:
    """The keys of the organisations that the plan puts at the top and that nobody would operate.

    `after` is the register as it would be; new organisations have negative keys, as in the plan.
    """
    founded = [-number for number, unit in enumerate(plan.founded, start=1) if unit.parent is None]
    moved = [key for key, spell in plan.restated if spell.parent is None]
    day = first_day(plan)
    tops = [key for key in dict.fromkeys([*founded, *moved]) if after[key].at(day)]
    return [top for top in tops if not _is_operated(_where_from(plan, top), day)]


def refuse_without_operator(plan: Plan, after: Register) -> None:
    """Refused when operators of top organisations would lose their place, and no other top had one."""
    day = first_day(plan)
    gone = {*plan.ended, *(key for key, spell in plan.restated if spell.parent is not None)}
    losing = queries.operators_who_get_in(day).filter(organisation__in=gone, organisation__parent=None)
    names = list(losing.order_by("organisation").values_list("organisation__name", flat=True).distinct())
    if not names or taken_over(plan, after):
        return
    tops = [life.key for life in after if (spell := life.at(day)) and spell.parent is None]
    places = {place for top in tops for place in _where_from(plan, top)}
    if not _is_operated(places, day):
        raise Refused(
            f"Từ {shown(day)} không cơ quan cấp cao nhất nào còn người vận hành đăng nhập được, "
            f"vì người vận hành hiện nay thuộc {listed(names)}. Cho người đang có vai trò tiếp tục ở cơ quan "
            "kế tục, hoặc cấp vai trò Vận hành hệ thống ở một cơ quan cấp cao nhất khác trước."
        )


def term_of(by: User, begins: date) -> Term:
    """From the day on, for as long as the person is an operator now; Refused if that is over by then."""
    ends = [row.valid_until for row in queries.memberships_worn(by) if row.role == Role.OPERATOR]
    last = None if None in ends else max(filter(None, ends), default=None)
    if last is not None and last < begins:
        raise Refused(
            f"Vai trò Vận hành hệ thống của bạn hết ngày {shown(last)}, trước ngày {shown(begins)}, nên "
            "không ai vận hành cơ quan cấp cao nhất mới. Chọn ngày sớm hơn, hoặc nhờ người vận hành khác làm."
        )
    return Term(begins, last)


def take_over(organisations: Iterable[Organisation], term: Term, *, by: User) -> None:
    """Makes the person an operator of these, as long as they exist."""
    for organisation in organisations:
        ends = [day for day in (term.ends, organisation.valid_until) if day]
        add_membership(
            by,
            organisation=organisation,
            role=Role.OPERATOR,
            valid_from=term.begins,
            valid_until=min(ends, default=None),
            by=by,
        )


def take_over_listed(codes: Iterable[str], *, by: User) -> None:
    """The same for organisations that a list has put at the top: those that exist today or will."""
    today = timezone.localdate()
    tops = Organisation.objects.filter(code__in=list(codes), parent=None).exclude(valid_until__lt=today)
    for top in tops:
        take_over([top], term_of(by, max(today, top.valid_from or today)), by=by)


def first_day(plan: Plan) -> date:
    """The first day on which the plan changes who may do what."""
    return max(plan.terms.effective_on, timezone.localdate())


def _where_from(plan: Plan, key: int) -> set[int]:
    """The organisation, and those whose people come to it."""
    return {key, *(old for old, new in plan.heirs if new == key)}


def _is_operated(places: Iterable[int], day: date) -> bool:
    there = [place for place in places if place > 0]
    return queries.operators_who_get_in(day).filter(organisation__in=there).exists()
