"""Fills an empty database with the demo province, through the same actions people use.

Everything is made from fixed seeds: two builds on one day differ in nothing but times of the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import timezone

from opendti.assessment import actions as assessment
from opendti.assessment import queries
from opendti.assessment.models import RankingGroup, Round, Sheet
from opendti.catalog import actions as catalog
from opendti.catalog import queries as catalog_queries
from opendti.catalog.models import IndexSet
from opendti.people import actions as people
from opendti.people.models import Organisation, User
from opendti.people.plans import Terms
from opendti.results import actions as results
from opendti.scoring import entries, forms
from opendti.scoring.entries import Entry

from . import cast, figures

SETS = "hai-duong-2405-2024"
PUBLISHED_YEAR, RUNNING_YEAR = 2024, 2025
DECISION, DECIDED_ON = "812/QĐ-UBND", date(2025, 3, 25)

HALF_DONE = {"nam-sach": 86, "so-tp": 78, "thanh-mien": 25, "so-yt": 0, "ninh-giang": 40, "so-gtvt": 60}
"""How much of the running round's sheet is filled in, in percent; the others have submitted."""

WRONG = {
    ("thanh-mien", "S.1"): {"value": "57"},
    ("thanh-mien", "4.7"): {"a": "58"},
    ("gia-loc", "I.17"): {"value": "880"},
    ("gia-loc", "7.1"): {"a": "912"},
}
"""Data errors worth finding: more schools with the model than there are schools."""


@dataclass(frozen=True, slots=True)
class Troupe:
    """Everyone and everything the rounds need."""

    organisations: dict[str, Organisation]
    people: dict[str, User]
    sets: dict[str, IndexSet]
    typist: User

    @property
    def manager(self) -> User:
        return self.people["quan-ly"]

    def clerk_of(self, code: str) -> User:
        return self.people.get(f"nhap.{code}", self.typist)

    def head_of(self, code: str) -> User:
        return self.people.get(f"lanh-dao.{code}", self.typist)


@transaction.atomic
def build(indexsets: Path) -> None:
    """The province with its published round and its running one. The database must be empty."""
    troupe = _troupe(indexsets)
    _published_round(troupe)
    _running_round(troupe)


def _troupe(indexsets: Path) -> Troupe:
    places = (cast.OWNER, *cast.DEPARTMENTS, *cast.DISTRICTS)
    owner: Organisation | None = None
    organisations: dict[str, Organisation] = {}
    for order, place in enumerate(places):
        made = _organisation(place, parent=owner, order=order)
        organisations[place.code] = made
        owner = owner or made
    accounts = {person.username: _account(person, organisations) for person in cast.PEOPLE}
    typist = people.add_person("minh-hoa", full_name="Người nhập minh hoạ")
    sets = {
        level: catalog.import_file(indexsets / SETS / f"{level}.yaml", by=accounts["quan-ly"])
        for level in ("so", "huyen")
    }
    return Troupe(organisations, accounts, sets, typist)


def _organisation(place: cast.Place, *, parent: Organisation | None, order: int) -> Organisation:
    """The place under its first name, and then under today's from the day it got it."""
    now = (place.name, place.short_name)
    *names, since = cast.EARLIER_NAMES.get(place.code, (*now, None))
    made = people.add_organisation(
        place.code, name=names[0], short_name=names[1], level=_level(place), parent=parent, order=order
    )
    if since:
        terms = Terms(since, note="Lên đơn vị hành chính mới.")
        name, short_name = now
        people.rename(made, terms, name=name, short_name=short_name, level=made.level, by=None)
        made.refresh_from_db()
    return made


def _level(place: cast.Place) -> str:
    if place is cast.OWNER:
        return "tỉnh"
    return "sở" if place in cast.DEPARTMENTS else "huyện"


def _account(person: cast.Person, organisations: dict[str, Organisation]) -> User:
    user = people.add_person(person.username, full_name=person.full_name)
    for code, role in person.hats:
        people.add_membership(
            user, organisation=organisations[code], role=role, valid_from=date(PUBLISHED_YEAR, 1, 1)
        )
    return user


def _round(troupe: Troupe, year: int, due_on: date) -> tuple[Round, list[Sheet]]:
    made = assessment.create_round(
        str(year),
        year=year,
        title=f"Đợt đánh giá năm {year}",
        owner=troupe.organisations[cast.OWNER.code],
        by=troupe.manager,
        self_assessment_due_on=due_on,
        appraisal_due_on=due_on + timedelta(days=21),
        is_illustrative=True,
    )
    groups = (
        ("huyen", "Huyện, thị xã, thành phố", cast.DISTRICTS),
        ("so", "Sở, ban, ngành", cast.DEPARTMENTS),
    )
    sheets = []
    for order, (code, title, places) in enumerate(groups):
        group = assessment.add_group(
            made, code=code, title=title, index_set=troupe.sets[code], order=order, by=troupe.manager
        )
        for place in places:
            organisation = troupe.organisations[place.code]
            sheets.append(assessment.add_unit(group, organisation, by=troupe.manager))
    assessment.open_round(made, by=troupe.manager)
    return made, sheets


def _published_round(troupe: Troupe) -> None:
    made, sheets = _round(troupe, PUBLISHED_YEAR, date(PUBLISHED_YEAR + 1, 1, 30))
    for sheet in sheets:
        place = _place(sheet)
        _fill(troupe, sheet, figures.Unit(place.name, _website(place), place.strength), PUBLISHED_YEAR)
        assessment.submit(sheet, by=troupe.head_of(place.code))
    assessment.close_self_assessment(made, by=troupe.manager)
    _appraise(troupe, made)
    publication = results.compute(made, by=troupe.manager)
    results.publish(publication, decision_number=DECISION, decided_on=DECIDED_ON, by=troupe.manager)


def _running_round(troupe: Troupe) -> None:
    _, sheets = _round(troupe, RUNNING_YEAR, timezone.localdate() + timedelta(days=10))
    for sheet in sheets:
        place = _place(sheet)
        filled = HALF_DONE.get(place.code, 100)
        better = min(98, place.strength + 3)
        unit = figures.Unit(place.name, _website(place), better, filled)
        if filled:
            _fill(troupe, sheet, unit, RUNNING_YEAR)
        if filled == 100 and place.code not in {"tp-hai-duong", "so-nv"}:
            assessment.submit(sheet, by=troupe.head_of(place.code))


def _fill(troupe: Troupe, sheet: Sheet, unit: figures.Unit, year: int) -> None:
    place = _place(sheet)
    index_set = catalog_queries.definition_of(sheet.group.index_set)
    random = Random(f"{year} {place.code}")  # noqa: S311 - figures to look at, not secrets
    clerk = troupe.clerk_of(place.code)
    made = figures.answers_of(index_set, unit, random, year=year)
    for entry in _with_errors(place.code, made):
        assessment.save_answer(
            sheet, item=entry.item, field=entry.field, value=entry.value, expected_version=0, by=clerk
        )
    _explain(sheet, place, clerk)


def _with_errors(code: str, made: Iterable[Entry]) -> list[Entry]:
    return [
        entry._replace(value=WRONG.get((code, entry.item), {}).get(entry.field, entry.value))
        for entry in made
    ]


def _explain(sheet: Sheet, place: cast.Place, clerk: User) -> None:
    """A word and a link here and there, so that appraisers have something to read."""
    site = _website(place)
    assessment.add_evidence_link(
        sheet, item="1.1", url=f"{site}/quyet-dinh-ban-chi-dao", title="Quyết định thành lập", by=clerk
    )
    assessment.add_evidence_link(
        sheet, item="1.3", url=f"{site}/chuyen-doi-so", title="Chuyên mục chuyển đổi số", by=clerk
    )
    if place.code in {"nam-sach", "gia-loc", "thanh-mien"}:
        text = "Một trường mầm non sáp nhập trong năm nên không tính riêng. (Lời giải trình minh hoạ.)"
        assessment.save_remark(sheet, item="4.7", text=text, expected_version=0, by=clerk)
        assessment.add_evidence_link(
            sheet, item="4.7", url=f"{site}/bao-cao-giao-duc", title="Báo cáo của Phòng GD&ĐT", by=clerk
        )


def _appraise(troupe: Troupe, made: Round) -> None:
    """A few adjustments on every sheet and one exclusion; everything else is accepted."""
    _exclude(troupe, made)
    for group in RankingGroup.objects.filter(round=made).select_related("index_set"):
        assigned = {
            each.item: each.organisation.code for each in group.assignments.select_related("organisation")
        }
        for sheet in _sheets(made, group.code):
            _adjust_some(troupe, sheet, assigned)
            _give_points(troupe, sheet, assigned)
        for item, code in assigned.items():
            assessment.accept_all(group, item=item, by=troupe.people[f"tham-dinh.{code}"])


def _exclude(troupe: Troupe, made: Round) -> None:
    reason = "Trên địa bàn không có cơ sở thuộc đối tượng trong năm. (Minh hoạ.)"
    sheet = next(each for each in _sheets(made, "huyen") if each.organisation.code == "thanh-ha")
    assessment.exclude(sheet, item="8.6", reason=reason, by=troupe.manager)


def _adjust_some(troupe: Troupe, sheet: Sheet, assigned: dict[str, str]) -> None:
    """Lowers the numerator of two or three components, as an appraiser does who counts the evidence."""
    given: dict[str, list[tuple[str, str]]] = {}
    for (item, key), row in queries.answer_rows(sheet).items():
        given.setdefault(item, []).append((key, row.value))
    random = Random(f"appraisal {sheet.organisation.code}")  # noqa: S311 - figures to look at, not secrets
    index_set = catalog_queries.definition_of(sheet.group.index_set)
    countable = [
        item
        for item, rows in given.items()
        if item in assigned and figures.counts_in_a(index_set, item) and int(dict(rows).get("a", "0")) > 9
    ]
    for item in random.sample(countable, 3):
        said = int(dict(given[item])["a"])
        found = said * random.randint(84, 95) // 100
        values = [(key, str(found) if key == "a" else value) for key, value in given[item]]
        reason = f"Tài liệu kiểm chứng chỉ nêu {found}, không phải {said}. (Minh hoạ.)"
        by = troupe.people[f"tham-dinh.{assigned[item]}"]
        assessment.adjust(sheet, item=item, values=values, reason=reason, by=by)


def _give_points(troupe: Troupe, sheet: Sheet, assigned: dict[str, str]) -> None:
    """Where the decision prints no formula, the appraiser gives the points and says why."""
    place = _place(sheet)
    rows = queries.answer_rows(sheet)
    for leaf in catalog_queries.definition_of(sheet.group.index_set).leaves:
        if isinstance(leaf.rule, forms.Expert):
            points = leaf.max * (place.strength // 10 - 1) / 10
            values = [(key, row.value) for (item, key), row in rows.items() if item == leaf.code]
            values.append(("points", entries.canonical(points)))
            reason = "Chấm theo tỷ lệ cơ sở trong báo cáo. (Minh hoạ.)"
            by = troupe.people[f"tham-dinh.{assigned[leaf.code]}"]
            assessment.adjust(sheet, item=leaf.code, values=values, reason=reason, by=by)


def _sheets(made: Round, group: str) -> list[Sheet]:
    sheets = Sheet.objects.filter(group__round=made, group__code=group)
    return list(sheets.select_related("organisation", "group__index_set", "group__round"))


def _place(sheet: Sheet) -> cast.Place:
    places = (*cast.DISTRICTS, *cast.DEPARTMENTS)
    return next(place for place in places if place.code == sheet.organisation.code)


def _website(place: cast.Place) -> str:
    return f"https://{place.code}.example.vn"
