"""Whatever is done at the top of the tree, somebody who can log in operates it afterwards."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from opendti.audit import queries as audit
from opendti.common.refusals import Refused
from opendti.people import actions, queries
from opendti.people.models import Membership, Organisation, OrganisationChange, User
from opendti.people.roles import Role
from tests.people.organisations.places import LONG_AGO, coded, fresh, terms
from tests.people.organisations.sheets import workbook
from tests.people.organisations.test_pages import page_of, text

FOUND = reverse("people:organisation-found")


@pytest.fixture
def as_van(at, province):
    return at("van")


def operated_by(organisation) -> set[str]:
    rows = queries.operators_who_get_in().filter(organisation=organisation)
    return set(rows.values_list("user__username", flat=True))


def typed(day: date | None = None, **more: str) -> dict[str, str]:
    return {"effective_on": f"{day or timezone.localdate():%d/%m/%Y}", "confirm": "yes", **more}


def operator_of(organisation, username: str, *, was_in: bool, until: date | None = None) -> Membership:
    person = actions.add_person(username, full_name=username.title())
    if was_in:
        User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    return actions.add_membership(
        person, organisation=organisation, role=Role.OPERATOR, valid_from=LONG_AGO, valid_until=until
    )


class TestAtTheTop:
    @pytest.mark.parametrize("days", [-30, 0, 30])
    def test_who_founds_one_operates_it(self, as_van, province, days):
        day = timezone.localdate() + timedelta(days)
        given = typed(day, name="Tỉnh Hai", code="tinh-hai", level="Tỉnh")
        shown = as_van.post(FOUND, given | {"confirm": ""})

        assert "Bạn giữ vai trò Vận hành hệ thống ở Tỉnh Hai" in text(shown)
        assert as_van.post(FOUND, given).status_code == 302
        made = Membership.objects.get(organisation=coded("tinh-hai"))
        assert (made.user, made.role, made.valid_from) == (
            province.van,
            Role.OPERATOR,
            max(day, timezone.localdate()),
        )
        assert audit.trail_of(made).get().event == "membership.added"

    def test_not_for_longer_than_they_operate_anything(self, as_van, province):
        until = timezone.localdate() + timedelta(60)
        Membership.objects.filter(user=province.van).update(valid_until=until)
        as_van.post(FOUND, typed(name="Tỉnh Hai", code="tinh-hai"))
        later = typed(until + timedelta(1), name="Tỉnh Ba", code="tinh-ba")

        assert Membership.objects.get(organisation=coded("tinh-hai")).valid_until == until
        assert as_van.post(FOUND, later).status_code == 409
        assert not Organisation.objects.filter(code="tinh-ba").exists()

    def test_below_the_top_nobody_is_given_anything(self, as_van, province):
        as_van.post(FOUND, typed(name="Xã Tây", code="xa-tay", parent="huyen-an"))

        assert not Membership.objects.filter(organisation=coded("xa-tay")).exists()

    def test_a_district_that_comes_to_the_top_keeps_its_own(self, as_van, province):
        User.objects.filter(pk=province.ha.pk).update(last_login=timezone.now())
        as_van.post(page_of(province.an, "organisation-move"), typed(parent=""))
        as_van.post(page_of(province.binh, "organisation-move"), typed(parent=""))

        assert operated_by(province.an) == {"ha"}
        assert operated_by(province.binh) == {"van"}

    @pytest.mark.parametrize("carries", ["yes", ""])
    def test_merged_tops(self, as_van, province, carries):
        as_van.post(FOUND, typed(name="Tỉnh Hai", code="tinh-hai"))
        operator_of(province.top, "hong", was_in=True)
        given = typed(timezone.localdate() + timedelta(5), other_1="tinh-hai", way="new", name="Tỉnh Chung")
        given |= {"code": "tinh-chung", "carries_people": carries}
        done = as_van.post(page_of(province.top, "organisation-merge"), given)

        assert done.status_code == 302, text(done)
        rows = Membership.objects.filter(organisation=coded("tinh-chung"), role=Role.OPERATOR)
        assert {row.user.username for row in rows} == ({"van", "hong"} if carries else {"van"})

    def test_the_last_one_is_not_dissolved(self, as_van, province):
        alone = actions.add_organisation("rieng", name="Cơ quan riêng")
        for row in (province.north, province.south, province.east, province.an, province.binh):
            Organisation.objects.filter(pk=row.pk).update(valid_until=LONG_AGO)
        for row in (province.culture, province.media):
            actions.dissolve(row, terms(), by=province.van)
        Organisation.objects.filter(pk=alone.pk).update(parent=None)
        answer = as_van.post(page_of(province.top, "organisation-dissolve"), typed())

        assert answer.status_code == 409
        assert "không cơ quan cấp cao nhất nào còn người vận hành" in text(answer)
        assert fresh(province.top).valid_until is None
        operator_of(alone, "hong", was_in=False)
        assert as_van.post(page_of(province.top, "organisation-dissolve"), typed()).status_code == 409
        operator_of(alone, "cuc", was_in=True)
        assert as_van.post(page_of(province.top, "organisation-dissolve"), typed()).status_code == 302

    def test_not_moved_under_one_that_nobody_operates(self, province):
        User.objects.filter(pk=province.van.pk).update(last_login=timezone.now())
        ministry = actions.add_organisation("bo", name="Bộ Minh Hoạ")

        with pytest.raises(Refused, match="cấp cao nhất"):
            actions.move(province.top, terms(), parent=ministry, by=province.van)
        assert not OrganisationChange.objects.exists()


def test_who_imports_one_at_the_top_operates_it(as_van, province):
    rows: list[tuple[object, ...]] = [
        ("tinh-hai", "Tỉnh Hai", "", "Tỉnh", ""),
        ("xa-hai", "Xã Hai", "", "Xã", "tinh-hai"),
    ]
    rows += [("tinh-cu", "Tỉnh Cũ", "", "Tỉnh", "", 0, date(2001, 1, 1), date(2008, 7, 31))]
    address = reverse("people:organisations-import")
    sent = as_van.post(address, {"file": SimpleUploadedFile("ds.xlsx", workbook(*rows))})
    shown = as_van.get(sent["Location"])

    assert "Bạn sẽ giữ vai trò Vận hành hệ thống ở Tỉnh Hai" in text(shown)
    assert as_van.post(sent["Location"], {"seen": shown.context["page"].digest}).status_code == 302
    assert operated_by(coded("tinh-hai")) == {"van"}
    assert not Membership.objects.filter(organisation=coded("tinh-cu")).exists()
    assert as_van.get(page_of(coded("xa-hai"), "organisation-rename")).status_code == 200


class TestWhoCounts:
    """Others stay only who can really come in, and for as long."""

    @pytest.fixture
    def own(self, province) -> Membership:
        User.objects.filter(pk=province.van.pk).update(last_login=timezone.now())
        return Membership.objects.get(user=province.van)

    def test_not_who_never_activated(self, province, own):
        operator_of(province.top, "hong", was_in=False)

        with pytest.raises(Refused, match="cuối cùng đăng nhập được"):
            actions.end_membership(own)
        with pytest.raises(Refused, match="kích hoạt"):
            actions.close_account(province.van)

    def test_nor_who_is_there_for_a_while_only(self, province, own):
        other = operator_of(province.top, "hong", was_in=True)
        actions.end_membership(other, on=timezone.localdate() + timedelta(9))

        with pytest.raises(Refused, match="không hết hạn sớm hơn"):
            actions.close_account(province.van)
        with pytest.raises(Refused, match="không hết hạn sớm hơn"):
            actions.end_membership(own)

    def test_nor_is_the_one_to_come_taken_back(self, province, own):
        tomorrow = timezone.localdate() + timedelta(1)
        other = operator_of(province.top, "hong", was_in=True)
        Membership.objects.filter(pk=other.pk).update(valid_from=tomorrow)
        other.refresh_from_db()
        actions.end_membership(own, on=tomorrow)

        with pytest.raises(Refused, match="cuối cùng"):
            actions.end_membership(other, on=tomorrow)

    def test_who_has_a_password_does(self, province, own):
        other = operator_of(province.top, "hong", was_in=False)
        other.user.set_password("mat-khau-rat-dai-2026")
        other.user.save()
        actions.end_membership(own)

        assert not queries.memberships_of(province.van).exists()
