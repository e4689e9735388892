"""Giving somebody a role in an organisation, and ending it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from opendti.audit import actions as audit
from opendti.common.refusals import Invalid, Refused
from opendti.people import periods, queries
from opendti.people.models import Invitation, Membership, Organisation, User
from opendti.people.roles import GIVEN_BY_MANAGERS, Role

from .taking_effect import hold_organisations


@transaction.atomic
def add_membership(
    user: User,
    *,
    organisation: Organisation,
    role: Role,
    valid_from: date | None = None,
    valid_until: date | None = None,
    by: User | None = None,
) -> Membership:
    """The person gets the role from `valid_from` (today) on.

    Refused where they have it on some of these days already, or the organisation does not exist on all
    of them. A role that managers do not give ends the links that are still open.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    begins = valid_from or timezone.localdate()
    if problem := periods.outside(organisation, begins, valid_until):
        raise Refused(problem)
    _refuse_twice(user, organisation, role, begins, valid_until)
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, valid_from=begins, valid_until=valid_until
    )
    if role not in GIVEN_BY_MANAGERS:
        # A link a manager printed before must not open an account that may now do more than they give.
        open_links = Invitation.objects.filter(user=user, used_at=None, revoked_at=None)
        open_links.update(revoked_at=timezone.now())
    user.__dict__.pop("hats", None)
    audit.record("membership.added", by=by, subject=membership, after=_state(membership))
    return membership


def give_membership(
    user: User,
    *,
    organisation_pk: int,
    role: Role,
    valid_from: date | None = None,
    valid_until: date | None = None,
    by: User,
) -> Membership:
    """`add_membership` by somebody who hands out roles.

    Http404 for an organisation outside their scope, as if there were none; PermissionDenied for a role
    only an operator gives.
    """
    organisation = demand_givable(by, organisation_pk, role)
    return add_membership(
        user, organisation=organisation, role=role, valid_from=valid_from, valid_until=valid_until, by=by
    )


def demand_givable(giver: User, organisation_pk: int, role: Role) -> Organisation:
    """The organisation, if the giver may give the role there; Http404 or PermissionDenied if not."""
    organisation = Organisation.objects.filter(pk=organisation_pk).first()
    roles = queries.reach_of(giver).roles_in(organisation) if organisation else frozenset()
    if organisation is None or not roles:
        raise Http404("Không có cơ quan này")
    if role not in roles:
        raise PermissionDenied(
            f"Vai trò {role.label} do người giữ vai trò {Role.OPERATOR.label} cấp. Nhờ người đó cấp."
        )
    return organisation


@transaction.atomic
def end_membership(membership: Membership, *, on: date | None = None, by: User | None = None) -> None:
    """The role is no longer the person's from the day on (today); one that has not begun is taken back.

    Days that are over stay as they were: raises Invalid (field `on`) for one. One that began today can be
    taken back today, because only so it stops at once; the trail keeps it. Refused when it ends earlier
    already, or when it is the last operator's of a top organisation.
    """
    today = timezone.localdate()
    day = on or today
    if day < today:
        raise Invalid(
            f"Ngày {day:%d/%m/%Y} đã qua, mà vai trò những ngày đã qua giữ nguyên trong lịch sử. "
            f"Chọn từ hôm nay {today:%d/%m/%Y} trở đi.",
            "on",
        )
    hold_organisations([membership.organisation_id])
    current = _held(membership)
    if current is None or (current.valid_until is not None and current.valid_until < day):
        raise Refused(
            "Vai trò này đã hết trước ngày đó, nên không có gì để kết thúc. Mở lại trang để xem bản mới nhất."
        )
    refuse_last_operator([current], on=day)
    before = _state(current)
    here = Membership.objects.filter(pk=current.pk)
    if day <= current.valid_from:
        here.delete()
        audit.record("membership.withdrawn", by=by, subject=membership, before=before)
        return
    current.valid_until = day - timedelta(1)
    here.update(valid_until=current.valid_until)
    if current.valid_until < today:
        User.objects.filter(hat=current.pk).update(hat=None)
    audit.record("membership.ended", by=by, subject=membership, before=before, after=_state(current))


def refuse_last_operator(going: list[Membership], *, on: date | None = None) -> None:
    """Refused when a top organisation would be left without an operator who can log in.

    Those who stay count if their account is open and activated, and if they stay as long as those who go
    would have. Call it in the transaction, before other locks: of two who go at once the second waits
    here for the first, and is then refused.
    """
    day = on or timezone.localdate()
    posts = [each for each in going if each.role == Role.OPERATOR]
    hold_organisations({each.organisation_id for each in posts})
    tops = Organisation.objects.filter(pk__in=[each.organisation_id for each in posts], parent=None)
    for top in tops.order_by("pk"):
        for post in posts:
            if post.organisation_id == top.pk and not _stays_operated(top, post, going, day):
                raise Refused(
                    f"{post.user} là người vận hành cuối cùng đăng nhập được của {top}, nên chưa kết thúc "
                    "được. Cấp vai trò Vận hành hệ thống cho người khác, không hết hạn sớm hơn; "
                    "khi người đó đã kích hoạt tài khoản thì làm lại."
                )


def _stays_operated(top: Organisation, post: Membership, going: list[Membership], day: date) -> bool:
    """Whether somebody else operates it on the first and on the last day on which the post is missed."""
    first, last = max(day, post.valid_from), post.valid_until
    if last is not None and last < first:
        return True
    others = queries.operators_who_get_in(first).filter(organisation=top)
    lasting = Q(valid_until=None) if last is None else Q(valid_until=None) | Q(valid_until__gte=last)
    return others.filter(lasting).exclude(pk__in=[each.pk for each in going]).exists()


def _held(membership: Membership) -> Membership | None:
    """The row as it is now, locked until the transaction ends."""
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "user", "organisation"
    )
    return rows.filter(pk=membership.pk).first()


def _refuse_twice(
    user: User, organisation: Organisation, role: Role, begins: date, ends: date | None
) -> None:
    same = Membership.objects.filter(user=user, organisation=organisation, role=role)
    same = same.filter(Q(valid_until=None) | Q(valid_until__gte=begins))
    if ends is not None:
        same = same.filter(valid_from__lte=ends)
    if there := same.first():
        until = f" đến {there.valid_until:%d/%m/%Y}" if there.valid_until else ""
        raise Refused(
            f"{user} đã có vai trò {Role(role).label} ở {organisation} "
            f"từ {there.valid_from:%d/%m/%Y}{until}. Chọn ngày không trùng, hoặc kết thúc vai trò cũ trước."
        )


def _state(membership: Membership) -> dict[str, object]:
    until = membership.valid_until
    return {
        "user": membership.user.username,
        "organisation": membership.organisation.code,
        "role": Role(membership.role).value,
        "valid_from": membership.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else None,
    }
