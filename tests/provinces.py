"""Two provinces side by side, Bắc and Nam, each complete: for everything that is about who may what.

Both lie below one ministry. Each owns a round, an index set, a draft and an uploaded decision, and
has one person per role. `P.clerk` and `P.head` are of the unit Sở Y tế, `P.beside` fills in for another
unit, `P.appraiser` appraises 1.1, `P.assessor` only 1.2. `canary` is a word that stands in nothing else,
so that it tells a leak.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.test import Client
from django.utils import timezone

from opendti.assessment import actions as assessment
from opendti.assessment.models import RankingGroup, Round, Sheet
from opendti.catalog import actions as catalog
from opendti.catalog.actions.importing import add_version
from opendti.catalog.models import Draft, IndexSet, SourceDocument
from opendti.people.actions import (
    add_membership,
    add_organisation,
    add_person,
    hand_out,
    new_links,
)
from opendti.people.models import Invitation, Membership, Organisation, PendingImport, User
from opendti.people.roles import Role
from opendti.results import actions as results
from opendti.scoring.entries import Entry
from tests import small_set

PHASES = ("while units fill in", "during appraisal", "published")

UNITS = {
    "so-y-te": "Sở Y tế",
    "so-tu-phap": "Sở Tư pháp",
    "so-noi-vu": "Sở Nội vụ",
    "so-tai-chinh": "Sở Tài chính",
}

ROLES = {
    "clerk": ("so-y-te", Role.CLERK),
    "head": ("so-y-te", Role.HEAD),
    "beside": ("so-tu-phap", Role.CLERK),
    "appraiser": ("so-noi-vu", Role.APPRAISER),
    "assessor": ("so-tai-chinh", Role.APPRAISER),
    "supplier": ("so-tai-chinh", Role.SUPPLIER),
    "secretary": ("", Role.SECRETARY),
    "council": ("", Role.COUNCIL),
    "manager": ("", Role.MANAGER),
    "leader": ("", Role.LEADER),
    "auditor": ("", Role.AUDITOR),
    "operator": ("", Role.OPERATOR),
}
"""By name of the person: the unit, empty for the owner, and the role there."""


@dataclass
class Province:
    """One owner with all that is its own. `canaries` are the words that stand in its objects, by kind."""

    key: str
    owner: Organisation
    units: dict[str, Organisation]
    people: dict[str, User]
    index_set: IndexSet
    round: Round
    group: RankingGroup
    health: Sheet
    justice: Sheet
    draft: Draft
    document: SourceDocument
    token: str
    canaries: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        people: dict[str, User] = self.__dict__.get("people", {})
        if name not in people:
            raise AttributeError(name)
        return people[name]

    def canary(self, kind: str) -> str:
        """A word of this province that stands in one kind of thing only."""
        return self.canaries.setdefault(kind, f"zq{kind.replace('-', '')}{self.key}qz")


@dataclass
class World:
    """Both provinces, who looks after the whole installation, and an account that is nothing any more."""

    bac: Province
    nam: Province
    top_operator: User
    top_manager: User
    nobody_any_more: User

    @property
    def both(self) -> tuple[Province, Province]:
        return self.bac, self.nam


def build(phase: str = PHASES[0]) -> World:
    """The world in one of the phases, both provinces in the same."""
    ministry = add_organisation("bo", name="Bộ Khoa học và Công nghệ", level="bộ")
    accounts = {}
    for name, role in (("operator", Role.OPERATOR), ("manager", Role.MANAGER)):
        accounts[name] = add_person(f"bo.{name}", full_name=f"Bộ {name}")
        add_membership(accounts[name], organisation=ministry, role=role)
    former = add_person("former", full_name="Người đã nghỉ")
    started = timezone.localdate() - timedelta(days=30)
    ended = started + timedelta(days=1)
    add_membership(former, organisation=ministry, role=Role.CLERK, valid_from=started, valid_until=ended)
    bac, nam = (_province(key, name, ministry) for key, name in (("bac", "Bắc"), ("nam", "Nam")))
    for each in (bac, nam):
        _reach(each, phase)
    return World(bac, nam, accounts["operator"], accounts["manager"], former)


def session_of(user: User | None) -> Client:
    """A browser of somebody who logged in a moment ago; of nobody for None."""
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend="opendti.people.log_in.backends.PeopleOfToday")
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


def _province(key: str, name: str, ministry: Organisation) -> Province:
    owner = add_organisation(f"tinh-{key}", name=f"UBND tỉnh {name}", level="tỉnh", parent=ministry)
    units = {
        code: add_organisation(f"{code}-{key}", name=called, level="sở", parent=owner, order=order)
        for order, (code, called) in enumerate(UNITS.items())
    }
    people = {}
    for who, (unit, role) in ROLES.items():
        people[who] = add_person(
            f"zquser{key}qz.{who}", full_name=f"{who} {name}", email=f"{who}@zqmail{key}qz.vn"
        )
        add_membership(people[who], organisation=units.get(unit, owner), role=role)
    manager = people["manager"]
    index_set = _index_set(key, name, owner, manager)
    round_ = assessment.create_round(f"dot-{key}", year=2025, title=f"Đợt {name}", owner=owner, by=manager)
    group = assessment.add_group(round_, code="so", title="Khối sở", index_set=index_set, by=manager)
    health, justice = (
        assessment.add_unit(group, units[code], by=manager) for code in ("so-y-te", "so-tu-phap")
    )
    draft = catalog.start_from_index_set(index_set, owner=owner, by=manager)
    document = SourceDocument.objects.create(
        owner=owner,
        name=f"zqdocument{key}qz.txt",
        kind="text",
        size=1,
        digest="0",
        content=f"zqcontent{key}qz".encode(),
        report={},
        uploaded_by=manager,
    )
    token = _accounts(key, people)
    made = Province(
        key, owner, units, people, index_set, round_, group, health, justice, draft, document, token
    )
    for kind in ("user", "mail", "document", "content", "pending"):
        made.canary(kind)
    made.canaries["token"] = token
    return made


def _index_set(key: str, name: str, owner: Organisation, manager: User) -> IndexSet:
    text = small_set.TEXT.replace("thu-nghiem/nho", f"thu-nghiem/{key}").replace("thử nghiệm", f"tỉnh {name}")
    with transaction.atomic():
        return add_version(text, name=f"{key}.yaml", by=manager, owner=owner)


def _accounts(key: str, people: dict[str, User]) -> str:
    """A link not used, a list not confirmed, a browser; returns the token of the link."""
    links = new_links([people["supplier"]])
    hand_out(links, by=people["operator"], way=Invitation.Way.LETTER)
    PendingImport.objects.create(
        kind=PendingImport.Kind.PEOPLE,
        name=f"zqpending{key}qz.xlsx",
        content=b"",
        by=people["operator"],
    )
    clerk = people["clerk"]
    UserSession.objects.create(user=clerk, ip="192.0.2.1", user_agent="Firefox", session_key=f"session-{key}")
    return links[0].token


# -- How far it has come --------------------------------------------------------------------------


def _reach(each: Province, phase: str) -> None:
    """Takes the province's round to the phase, with a canary in everything that is given on the way."""
    _title_the_draft(each)
    assessment.open_round(each.round, by=each.manager)
    _fill(each)
    assessment.exclude(
        each.health, item="2.1", reason=f"Chưa có trang {each.canary('exclusion')}", by=each.manager
    )
    if phase == PHASES[0]:
        return
    assessment.submit(each.health, by=each.head)
    assessment.close_self_assessment(each.round, by=each.manager)
    assessment.adjust(
        each.health,
        item="1.1",
        values=[("level", "deputy")],
        reason=f"Theo quyết định {each.canary('finding')}",
        by=each.appraiser,
    )
    if phase == PHASES[2]:
        publication = results.compute(each.round, by=each.manager)
        results.publish(publication, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=each.manager)


def _fill(each: Province) -> None:
    values = [
        ("I.1", "value", "40"),
        ("I.2", "value", f"Nguyễn Thị {each.canary('contact')}, 0900000000"),
        ("1.1", "level", "head"),
        ("1.2", "a", "20"),
        ("2.2.1", "n", "2"),
    ]
    assessment.save_answers(each.health, given=[Entry(*value) for value in values], by=each.clerk)
    assessment.save_answers(each.justice, given=[Entry("1.1", "level", "deputy")], by=each.beside)
    remark = f"Đang làm {each.canary('remark')}"
    assessment.save_remark(each.health, item="1.1", text=remark, expected_version=0, by=each.clerk)
    title = f"Quyết định {each.canary('evidence')}"
    url = f"https://so.vn/{each.canary('link')}"
    assessment.add_evidence_link(each.health, item="1.1", url=url, title=title, by=each.clerk)


def _title_the_draft(each: Province) -> None:
    draft = Draft.objects.get(pk=each.draft.pk)
    title, what = f"Bộ chỉ số {each.canary('draft')}", f"Đổi tên {each.canary('edit')}"
    catalog.edit(draft, what=what, change=lambda tree: {**tree, "title": title}, by=each.manager)
    each.draft = Draft.objects.get(pk=draft.pk)


def membership_of(user: User) -> Membership:
    """What a person of a province is."""
    return Membership.objects.get(user=user)
