"""The only way in. A stranger gets 404, so that nothing is given away; a colleague without the role 403.

Who has to do with a sheet: the members of its unit, those who follow the round for its owner
(manager, secretary, council, leadership, auditor), and the appraisers assigned to a component of its
group; council and appraisers once it is appraised. The clerks and the head of an organisation that
followed the unit may look at it and at nothing more. `docs/who-may-what.md` has it as tables.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from opendti.people import access as people
from opendti.people import queries as membership
from opendti.people.models import Organisation, User
from opendti.people.roles import Role

from . import queries, workflow
from .models import Assignment, RankingGroup, Round, Sheet

Visitor = AbstractBaseUser | AnonymousUser

_UNIT = frozenset({Role.CLERK, Role.HEAD})


def get_for(user: Visitor, pk: int, *, to: str = "view", item: str | None = None) -> Sheet:
    """The sheet, if this person may take the step `to` (or just `view`) on it.

    `item` narrows `appraise` to the component's own appraisers. Whether the step is open in the
    present state is for the action to say.
    """
    person = people.person(user)
    sheet = _sheets().filter(pk=pk).first()
    if sheet is None:
        raise Http404("Không có phiếu này")
    allowed = workflow.VIEWERS if to == "view" else workflow.step(workflow.SHEET, to).roles
    if roles_on(person, sheet, item=item) & allowed:
        return sheet
    is_heir = _is_heir(person, sheet)
    if is_heir and to == "view":
        return sheet
    if is_heir or _has_to_do_with(person, sheet):
        raise PermissionDenied(_who_can(allowed))
    raise Http404("Không có phiếu này")


def roles_on(user: User, sheet: Sheet, *, item: str | None = None) -> frozenset[Role]:
    """The roles in which the person may act on the sheet; for `item` if one is named."""
    own = membership.roles_in(user, sheet.organisation_id) & _UNIT
    owner = membership.roles_in(user, sheet.group.round.owner_id) & workflow.FOLLOWERS
    if sheet.state not in workflow.SEEN_BY_ALL:
        return (own | owner) - workflow.FROM_APPRAISAL_ON
    appraises = appraisers_of(user, sheet.group, item).exists()
    return own | owner | ({Role.APPRAISER} if appraises else frozenset())


def appraisers_of(user: User, group: RankingGroup, item: str | None = None) -> QuerySet[Organisation]:
    """The organisations for which the person appraises the component, or any of the group's."""
    assigned = Assignment.objects.filter(group=group)
    if item is not None:
        assigned = assigned.filter(item=item)
    mine = membership.organisations_where(user, Role.APPRAISER)
    return mine.filter(pk__in=assigned.values("organisation_id"))


def group_for(user: Visitor, pk: int, *, to: str = "view", item: str | None = None) -> RankingGroup:
    """The ranking group: to `view` for who follows the round and for its appraisers, to `appraise` for these.

    `item` narrows both to the component's own appraisers.
    """
    person = people.person(user)
    groups = RankingGroup.objects.select_related("round__owner", "index_set").defer("index_set__source")
    group = groups.filter(pk=pk).first()
    if group is None:
        raise Http404("Không có nhóm này")
    owner = membership.roles_in(person, group.round.owner_id) & workflow.FOLLOWERS
    if appraisers_of(person, group, item).exists() or (owner and to == "view"):
        return group
    if owner or appraisers_of(person, group).exists():
        raise PermissionDenied(_who_can(frozenset({Role.APPRAISER})))
    raise Http404("Không có nhóm này")


def unit_person(user: Visitor) -> User:
    """Who fills in or heads a unit today; 403 for other members, 404 for people who are nothing here."""
    person = people.member(user)
    if not membership.organisations_where(person, *_UNIT).exists():
        raise PermissionDenied(_who_can(_UNIT))
    return person


def round_for(user: Visitor, slug: str, *, to: str = "view") -> Round:
    """The round: to `view` for those who follow it for its owner, any step `to` by the workflow tables.

    A step of its sheets may be named too, where the sheet is only known once the form was read.
    """
    person = people.person(user)
    found = Round.objects.select_related("owner").filter(slug=slug).first()
    roles = membership.roles_in(person, found.owner_id) if found else frozenset()
    if found is None or not roles:
        raise Http404("Không có đợt đánh giá này")
    allowed = workflow.FOLLOWERS if to == "view" else workflow.step(workflow.ROUND + workflow.SHEET, to).roles
    if not roles & allowed:
        raise PermissionDenied(_who_can(allowed))
    return found


def _sheets() -> QuerySet[Sheet]:
    related = ("organisation", "group__round__owner", "group__index_set", "submitted_by")
    return Sheet.objects.select_related(*related).defer("group__index_set__source")


def _has_to_do_with(user: User, sheet: Sheet) -> bool:
    return bool(membership.roles_in(user, sheet.organisation_id) or roles_on(user, sheet))


def _is_heir(user: User, sheet: Sheet) -> bool:
    """Whether the person fills in or heads an organisation that followed the sheet's unit.

    Only once the unit has ended: one that goes on after a split keeps its sheets to itself.
    """
    last = sheet.organisation.valid_until
    if last is None or last >= timezone.localdate():
        return False
    return sheet.organisation_id in queries.units_left_to(user)


def _who_can(roles: frozenset[Role]) -> str:
    names = ", ".join(role.label for role in Role if role in roles)
    return f"Việc này dành cho vai trò: {names}. Nhờ người có vai trò đó, hoặc đăng nhập bằng tài khoản khác."
