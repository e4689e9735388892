"""Who is about to get a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import QuerySet

from opendti.common.refusals import Invalid, Refused
from opendti.people import access, queries
from opendti.people.models import Membership, Organisation, User
from opendti.people.queries import people as rows_of
from opendti.people.queries.people import NEW, Filter

MOST_LETTERS = 500
MOST_MAILS = 200


@dataclass(frozen=True, slots=True)
class HandingOut:
    """The people, how many would lose an older link, how many have an address, and who is left out."""

    people: tuple[User, ...]
    first: tuple[User, ...]
    with_link: int
    with_email: int
    left_out: int
    hidden: tuple[tuple[str, str], ...]
    sends_mail: bool
    has_chosen: bool
    only_without_link: bool

    @property
    def others(self) -> int:
        """How many more there are than those named."""
        return len(self.people) - len(self.first)


def page(giver: User, scope: QuerySet[Organisation], by: Filter) -> HandingOut:
    """Those chosen, or else all that are not activated; only whom the giver may hand a link."""
    wanted = _wanted(scope, by)
    people = queries.linkable(wanted, queries.reach_of(giver), giver=giver)
    return HandingOut(
        people=tuple(people),
        first=tuple(people[:12]),
        with_link=len([each for each in people if getattr(each, "link_until", None)]),
        with_email=sum(1 for each in people if each.email),
        left_out=len(wanted) - len(people),
        hidden=tuple(_hidden(by)),
        sends_mail=bool(settings.OPENDTI_MAIL),
        has_chosen=bool(by.pks),
        only_without_link=by.has_link is False,
    )


def confirmed(
    giver: User, scope: QuerySet[Organisation], by: Filter, *, count: str, by_mail: bool = False
) -> list[User]:
    """The people of the page that was looked at; Refused if they are others by now, Invalid if none."""
    shown = page(giver, scope, by)
    if str(len(shown.people)) != count:
        raise Refused(
            f"Danh sách đã đổi từ lúc bạn mở trang: giờ là {len(shown.people)} người. "
            "Chưa cấp liên kết cho ai. Mở lại trang, xem lại rồi làm tiếp."
        )
    people = [each for each in shown.people if each.email] if by_mail else list(shown.people)
    most = MOST_MAILS if by_mail else MOST_LETTERS
    if not people:
        raise Invalid("Không có ai để cấp liên kết. Chọn người trong danh sách tài khoản rồi làm lại.")
    if len(people) > most:
        raise Invalid(
            f"Mỗi lần cấp được nhiều nhất {most} người, danh sách này có {len(people)}. Lọc bớt rồi làm lại."
        )
    return people


def held_by(people: Sequence[User]) -> QuerySet[Membership]:
    """What the people are or will be, with the organisations."""
    return rows_of.lasting_memberships_of(people)


def _wanted(scope: QuerySet[Organisation], by: Filter) -> list[User]:
    people = queries.people_of(scope, with_strangers=access.is_over_all(scope))
    state = by.state if by.pks else NEW
    narrowed = rows_of.narrowed(people, replace(by, state=state), scope)
    return list(rows_of.with_details(narrowed, scope))


def _hidden(by: Filter) -> list[tuple[str, str]]:
    """The filter as a form sends it again."""
    fields = [("person", str(pk)) for pk in by.pks]
    if by.has_second_factor is not None:
        fields.append(("second", "yes" if by.has_second_factor else "no"))
    fields += [("q", by.words)] if by.words else []
    fields += [("organisation", str(by.organisation.pk))] if by.organisation else []
    fields += [("place", by.place)] if by.place else []
    fields += [("role", by.role.value)] if by.role else []
    fields += [("link", "yes" if by.has_link else "no")] if by.has_link is not None else []
    return fields
