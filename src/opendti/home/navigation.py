"""The sections a person sees in the header, by what they are and where."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from opendti.assessment import workflow
from opendti.assessment.models import Round, Sheet
from opendti.assessment.queries import pages, rounds_of
from opendti.assessment.workflow import RoundState
from opendti.people import queries as people
from opendti.people.access import ACCOUNT_GIVERS, AUDITORS
from opendti.people.models import User
from opendti.people.roles import Role

from .addresses import address

Section = dict[str, object]
_WITH_RESULTS = (RoundState.COMPUTED, RoundState.PUBLISHED)


def sections(request: HttpRequest) -> dict[str, object]:
    """`nav` and `bottom_nav` for base.html; nothing when nobody is logged in or no section would open."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or getattr(request, "opens_no_section", False):
        return {}
    memberships = list(people.memberships_worn(user))
    roles = {Role(each.role) for each in memberships}
    fills = bool(roles & {Role.CLERK, Role.HEAD})
    sheet = pages.latest_sheet_of(memberships) if fills else None
    rounds = rounds_of(user) if roles & workflow.FOLLOWERS else []
    nav = _nav(roles, sheet, rounds)
    here = _nearest(request.path, nav)
    for each in nav:
        each["current"] = each is here
    on_phones = [{**each, "label": each["short"]} for each in nav if each["icon"]][:3]
    context: dict[str, object] = {"nav": nav, "bottom_nav": on_phones}
    shown = [sheet.group.round] if sheet else rounds[:1]
    if any(each.is_illustrative for each in shown):
        context["is_illustrative"] = True
    return context


def _nav(roles: set[Role], sheet: Sheet | None, rounds: list[Round]) -> list[Section]:
    nav = [_section("Việc của tôi", reverse("home:work"), "tasks")]
    if sheet:
        url = reverse("assessment:sheet", args=[sheet.pk])
        nav.append(_section("Phiếu tự đánh giá", url, "sheet-edit", short="Phiếu"))
        nav.append(_section("Thông tin chung", reverse("assessment:general", args=[sheet.pk]), ""))
    if Role.APPRAISER in roles:
        nav.append(_section("Thẩm định", address("assessment:appraisal-queue"), "check"))
    if rounds:
        url = address("assessment:round", rounds[0].slug)
        nav.append(_section("Đợt đánh giá", url, "calendar"))
    done = [each for each in rounds if each.state in _WITH_RESULTS]
    if done:
        nav.append(_section("Kết quả", address("results:ranking", done[0].slug), "chart"))
    if roles:
        nav.append(_section("Bộ chỉ số", reverse("catalog:list"), ""))
    if roles & set(ACCOUNT_GIVERS):
        nav.append(_section("Cơ quan", reverse("people:organisations"), "building"))
        nav.append(_section("Tài khoản", reverse("people:accounts"), "person"))
    if roles & set(AUDITORS):
        nav.append(_section("Nhật ký", reverse("people:trail"), "history"))
    return [each for each in nav if each["url"]]


def _section(label: str, url: str, icon: str, short: str = "") -> Section:
    return {"label": label, "short": short or label, "url": url, "icon": icon}


def _nearest(path: str, nav: list[Section]) -> Section | None:
    """The section the page belongs to: of those above it the nearest, so that only one is marked."""
    above = [each for each in nav if path.startswith(str(each["url"]))]
    return max(above, key=lambda each: len(str(each["url"])), default=None)
