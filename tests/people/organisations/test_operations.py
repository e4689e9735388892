"""Each dated operation: works, is refused twice, leaves a trace, and rewrites nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from opendti.audit import queries as audit
from opendti.common.refusals import Invalid, Refused, StepNotOpen
from opendti.people import actions, plans, queries
from opendti.people.models import Invitation, Membership, Organisation, OrganisationVersion, Succession
from opendti.people.roles import Role
from tests.people.organisations.places import LONG_AGO, MERGER, coded, fresh, terms, unit

BEFORE = MERGER - timedelta(days=1)


def last_event(organisation):
    return audit.trail_of(organisation).first()


def test_found(province):
    change = actions.found(unit("xa-tay", "Xã Tây", province.an, "Xã"), terms(), by=province.van)

    made = coded("xa-tay")
    assert made.path == "/tinh/huyen-an/xa-tay/"
    assert made.valid_from == MERGER
    assert list(made.changes.all()) == [change]
    assert made.pk not in queries.versions_on(BEFORE)
    assert queries.versions_on(MERGER)[made.pk].name == "Xã Tây"
    entry = last_event(made)
    assert (entry.event, entry.actor) == ("organisation.founded", province.van)
    assert entry.after["decision"] == "1/NQ-HĐND"


def test_a_code_is_never_used_again(province):
    with pytest.raises(Invalid, match="đã là mã của Xã Bắc"):
        actions.found(unit("xa-bac", "Xã Khác", province.an), terms(), by=province.van)


@pytest.mark.parametrize("code", ["Xa Tay", "xã-tây", "", "a/b", "x" * 61, "H23.01"])
def test_a_code_that_is_none(province, code):
    with pytest.raises(Invalid, match="không dùng được"):
        actions.found(unit(code, "Xã Tây", province.an), terms(), by=province.van)


def test_rename(province):
    actions.rename(province.media, terms(), name=" Sở Khoa học  và Công nghệ ", level="Sở", by=province.van)

    assert fresh(province.media).name == "Sở Khoa học và Công nghệ"
    assert "so khoa hoc" in fresh(province.media).search_text
    assert queries.versions_on(BEFORE)[province.media.pk].name == "Sở Thông tin và Truyền thông"
    entry = last_event(province.media)
    assert entry.event == "organisation.renamed"
    assert entry.before["name"] == "Sở Thông tin và Truyền thông"
    assert entry.after["name"] == "Sở Khoa học và Công nghệ"


def test_rename_to_the_same_name_is_refused(province):
    with pytest.raises(Invalid, match="giống như đang có"):
        actions.rename(province.media, terms(), name=province.media.name, level="Sở", by=province.van)


def test_rename_to_a_sibling_s_name_is_refused(province):
    with pytest.raises(Invalid, match="đã có “Xã Nam”"):
        actions.rename(province.north, terms(), name="Xã Nam", level="Xã", by=province.van)


def test_two_communes_of_different_districts_may_share_a_name(province):
    actions.rename(province.east, terms(), name="Xã Nam", level="Xã", by=province.van)

    assert fresh(province.east).name == "Xã Nam"


def test_nothing_goes_before_the_last_change(province):
    actions.rename(province.media, terms(), name="Sở Mới", by=province.van)

    with pytest.raises(Refused, match="đã có thay đổi từ 01/07/2025"):
        actions.rename(province.media, terms(BEFORE), name="Sở Khác", by=province.van)


def test_two_changes_of_one_day_become_one_version(province):
    actions.rename(province.media, terms(), name="Sở Mới", level="Sở", by=province.van)
    actions.move(province.media, terms(), parent=province.an, by=province.van)

    assert OrganisationVersion.objects.filter(organisation=province.media).count() == 2
    assert queries.versions_on(MERGER)[province.media.pk][1:] == ("Sở Mới", "", "Sở", province.an.pk)
    assert fresh(province.media).changes.count() == 2


def test_move_takes_everything_below_along(province):
    actions.move(province.an, terms(), parent=province.binh, by=province.van)

    assert fresh(province.north).path == "/tinh/huyen-binh/huyen-an/xa-bac/"
    assert queries.versions_on(BEFORE)[province.an.pk].parent == province.top.pk
    assert last_event(province.an).event == "organisation.moved"


def test_nobody_is_under_itself(province):
    with pytest.raises(Invalid, match="trực thuộc chính mình"):
        actions.move(province.an, terms(), parent=province.north, by=province.van)


def test_two_moves_dated_ahead_make_no_ring(province):
    actions.move(province.an, terms(date(2030, 1, 1)), parent=province.binh, by=province.van)

    with pytest.raises(Invalid, match="trực thuộc chính mình"):
        actions.move(province.binh, terms(date(2029, 1, 1)), parent=province.an, by=province.van)


def test_a_parent_must_exist_on_the_day(province):
    actions.found(unit("huyen-moi", "Huyện Mới", province.top), terms(date(2026, 1, 1)), by=province.van)

    with pytest.raises(Invalid, match="chỉ có từ 01/01/2026"):
        actions.move(province.north, terms(), parent=coded("huyen-moi"), by=province.van)


def test_merge_into_a_new_one(province):
    new = unit("xa-bac-nam", "Xã Bắc Nam", province.an, "Xã")
    actions.merge([province.north, province.south], terms(), into=new, by=province.van)

    made = coded("xa-bac-nam")
    assert fresh(province.north).valid_until == BEFORE
    assert {each.predecessor_id for each in Succession.objects.filter(successor=made)} == {
        province.north.pk,
        province.south.pk,
    }
    assert queries.inherits_from([made.pk]) == {province.north.pk, province.south.pk}
    assert queries.versions_on(BEFORE)[province.north.pk].name == "Xã Bắc"
    assert province.north.pk not in queries.versions_on(MERGER)
    assert last_event(province.north).event == "organisation.merged"
    assert last_event(province.north).after["valid_until"] == "30/06/2025"


def test_merge_twice_is_refused(province):
    new = unit("xa-bac-nam", "Xã Bắc Nam", province.an)
    actions.merge([province.north, province.south], terms(), into=new, by=province.van)

    again = unit("xa-khac", "Xã Khác", province.an)
    with pytest.raises(Refused, match="kết thúc"):
        actions.merge([province.north, province.south], terms(), into=again, by=province.van)
    assert not Organisation.objects.filter(code="xa-khac").exists()


def test_merge_into_one_of_them_which_goes_on_under_a_new_name(province):
    actions.merge(
        [province.an, province.binh], terms(), into=province.an, name="Huyện An Bình", by=province.van
    )

    assert fresh(province.an).name == "Huyện An Bình"
    assert fresh(province.binh).valid_until == BEFORE
    assert fresh(province.east).path == "/tinh/huyen-an/xa-dong/"
    assert queries.versions_on(BEFORE)[province.east.pk].parent == province.binh.pk
    assert queries.inherits_from([province.an.pk]) == {province.binh.pk}


def test_merge_needs_two(province):
    with pytest.raises(Invalid, match="ít nhất hai"):
        actions.merge([province.north], terms(), into=unit("x", "X", province.an), by=province.van)


def test_merged_people_go_on_in_the_successor(province):
    new = unit("xa-bac-nam", "Xã Bắc Nam", province.an)
    actions.merge([province.north, province.south], terms(), into=new, by=province.van)

    old, now = Membership.objects.filter(user=province.xuan).order_by("valid_from")
    assert (old.valid_from, old.valid_until) == (LONG_AGO, BEFORE)
    assert (now.organisation, now.role, now.valid_from) == (coded("xa-bac-nam"), Role.CLERK, MERGER)
    assert last_event(now).event == "membership.added"
    assert last_event(old).event == "membership.ended"


def test_people_stay_behind_where_that_is_chosen(province):
    new = unit("xa-bac-nam", "Xã Bắc Nam", province.an)
    actions.merge([province.north, province.south], terms(), into=new, carries_people=False, by=province.van)

    assert not queries.memberships_of(province.xuan).exists()


def test_roles_given_after_an_end_that_was_written_down_late_stop_yesterday(province):
    actions.add_membership(
        province.khach, organisation=province.south, role=Role.HEAD, valid_from=date(2025, 9, 1)
    )
    actions.add_membership(
        province.khach, organisation=province.south, role=Role.CLERK, valid_from=date(2026, 9, 1)
    )
    new = unit("xa-bac-nam", "Xã Bắc Nam", province.an)
    with time_machine.travel("2026-03-10 12:00+07:00"):
        actions.merge([province.north, province.south], terms(), into=new, by=province.van)

    rows = Membership.objects.filter(user=province.khach).order_by("organisation__code", "role")
    assert [(row.organisation.code, row.role, row.valid_from, row.valid_until) for row in rows] == [
        ("xa-bac-nam", "clerk", date(2026, 9, 1), None),
        ("xa-bac-nam", "head", date(2025, 9, 1), None),
        ("xa-nam", "head", date(2025, 9, 1), date(2026, 3, 9)),
    ]


def test_split_into_new_ones(province):
    parts = (unit("an-tren", "Huyện An Trên", province.top), unit("an-duoi", "Huyện An Dưới", province.top))
    actions.split(province.an, terms(), parts=parts, heir=1, by=province.van)

    assert fresh(province.an).valid_until == BEFORE
    assert fresh(province.north).path == "/tinh/an-duoi/xa-bac/"
    assert queries.inherits_from([coded("an-tren").pk]) == {province.an.pk}
    assert last_event(province.an).event == "organisation.split"
    with pytest.raises(Refused, match="kết thúc"):
        actions.split(province.an, terms(), parts=(unit("a", "A"), unit("b", "B")), by=province.van)


def test_split_off_while_the_old_one_goes_on(province):
    actions.split(
        province.an,
        terms(),
        parts=(unit("an-moi", "Huyện An Mới", province.top),),
        ends=False,
        by=province.van,
    )

    assert fresh(province.an).valid_until is None
    assert queries.inherits_from([coded("an-moi").pk]) == {province.an.pk}
    assert fresh(province.xuan.memberships.get().organisation).valid_until is None


def test_dissolve_without_heir(province):
    actions.dissolve(province.media, terms(), by=province.van)

    assert fresh(province.media).valid_until == BEFORE
    assert last_event(province.media).event == "organisation.dissolved"
    assert fresh(province.media).changes.get().kind == "dissolved"
    with pytest.raises(Refused, match="kết thúc"):
        actions.dissolve(province.media, terms(), by=province.van)


def test_what_is_under_it_must_go_somewhere(province):
    with pytest.raises(Invalid, match="Xã Bắc, Xã Nam"):
        actions.dissolve(province.an, terms(), by=province.van)
    assert fresh(province.an).valid_until is None

    actions.dissolve(province.an, terms(), children_to=province.top, by=province.van)

    assert fresh(province.north).path == "/tinh/xa-bac/"
    assert queries.inherits_from([province.top.pk]) == set()


def test_dissolve_with_an_heir_who_takes_the_people(province):
    actions.dissolve(province.north, terms(), heir=province.south, carries_people=True, by=province.van)

    assert queries.memberships_of(province.xuan).get().organisation == province.south
    assert queries.inherits_from([province.south.pk]) == {province.north.pk}


def test_correct_mends_the_version_in_force(province):
    actions.correct(
        province.culture,
        name="Sở Văn hoá và Thể thao",
        short_name="",
        level="Sở",
        reason="Thiếu chữ",
        by=province.van,
    )

    assert fresh(province.culture).name == "Sở Văn hoá và Thể thao"
    assert queries.versions_on(LONG_AGO)[province.culture.pk].name == "Sở Văn hoá và Thể thao"
    entry = last_event(province.culture)
    assert (entry.event, entry.note) == ("organisation.corrected", "Thiếu chữ")
    assert (entry.before, entry.after) == ({"name": "Sở Văn hoá"}, {"name": "Sở Văn hoá và Thể thao"})


def test_correct_wants_a_reason_and_something_to_mend(province):
    again = {"short_name": "", "level": "Sở", "by": province.van}
    with pytest.raises(Invalid, match="lý do"):
        actions.correct(province.culture, name="Sở VH", reason=" ", **again)
    with pytest.raises(Invalid, match="Không có chữ nào khác"):
        actions.correct(province.culture, name="Sở Văn hoá", reason="x", **again)
    with pytest.raises(Invalid, match="đã có “Sở Thông tin và Truyền thông”"):
        actions.correct(province.culture, name=province.media.name, reason="x", **again)


def test_a_change_dated_ahead_shows_on_its_day_and_once(province):
    with time_machine.travel("2025-06-30 12:00+07:00"):
        actions.move(province.an, terms(), parent=province.binh, by=province.van)
        actions.rename(province.media, terms(), name="Sở Mới", by=province.van)
        assert fresh(province.media).name == "Sở Thông tin và Truyền thông"
        assert fresh(province.north).path == "/tinh/huyen-an/xa-bac/"
        assert actions.take_effect() == 0

    with time_machine.travel("2025-07-01 00:01+07:00"):
        assert actions.take_effect() == 2
        assert actions.take_effect() == 0

    assert fresh(province.media).name == "Sở Mới"
    assert fresh(province.north).path == "/tinh/huyen-binh/huyen-an/xa-bac/"
    assert last_event(province.media).event == "organisation.version_in_force"


def test_waiting_costs_one_query(province, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.take_effect()


def test_only_what_was_shown_is_done(province):
    def make(register):
        return plans.dissolve(register, province.an.pk, terms(), children_to=province.top.pk)

    seen = actions.preview(make)[0].digest()
    actions.found(unit("xa-tay", "Xã Tây", province.an), terms(LONG_AGO), by=province.van)

    with pytest.raises(StepNotOpen, match="vừa thay đổi"):
        actions.reorganise(make, by=province.van, seen=seen)
    assert fresh(province.an).valid_until is None


def test_family_through_generations(province, django_assert_num_queries):
    actions.merge(
        [province.north, province.south], terms(), into=unit("xa-mot", "Xã Một", province.an), by=province.van
    )
    second = terms(date(2026, 1, 1), "2/NQ")
    actions.merge(
        [coded("xa-mot"), province.east], second, into=unit("xa-hai", "Xã Hai", province.an), by=province.van
    )

    book, youngest = queries.register(), coded("xa-hai").pk
    with django_assert_num_queries(2):
        past, _ = queries.family_of(youngest, book)
    assert [each.name for each in past.relatives] == ["Xã Một", "Xã Đông"]
    assert [each.name for each in past.relatives[0].relatives] == ["Xã Bắc", "Xã Nam"]
    assert str(past.relatives[0].change) == "merged 2026-01-01"
    _, future = queries.family_of(province.north.pk, book)
    assert future.relatives[0].relatives[0].name == "Xã Hai"


def test_the_tree_of_a_day(province):
    actions.dissolve(province.an, terms(), children_to=province.binh, by=province.van)

    assert queries.tree_on(BEFORE)[province.an.pk] == [province.north.pk, province.south.pk]
    assert set(queries.tree_on(MERGER)[province.binh.pk]) == {
        province.north.pk,
        province.south.pk,
        province.east.pk,
    }


@pytest.mark.parametrize("way", ["password", "link", "demo"])
def test_whoever_logs_in_brings_it_into_force(province, client, settings, way):
    settings.OPENDTI_SECOND_FACTOR, settings.OPENDTI_DEMO = (), way == "demo"
    password = "mat-khau-rat-dai-2026"
    yen = actions.add_person("yen", full_name="Yến", password=password)
    actions.add_membership(yen, organisation=province.an, role=Role.CLERK, valid_from=LONG_AGO)
    with time_machine.travel("2025-06-30 12:00+07:00"):
        actions.rename(province.media, terms(), name="Sở Mới", by=province.van)
        actions.move(province.an, terms(), parent=province.binh, by=province.van)

    with time_machine.travel("2025-07-01 08:00+07:00"):
        link = actions.new_links([yen])
        actions.hand_out(link, by=None, way=Invitation.Way.LETTER)
        address, given = {
            "password": (reverse("account_login"), {"login": "yen", "password": password}),
            "link": (
                reverse("people:activate", args=[link[0].token]),
                {"password1": f"{password}-moi", "password2": f"{password}-moi"},
            ),
            "demo": ("/demo/", {"username": "yen"}),
        }[way]
        assert client.post(address, given).status_code == 302
        assert client.get("/work/").status_code == 200

    assert fresh(province.media).name == "Sở Mới"
    assert fresh(province.north).path == "/tinh/huyen-binh/huyen-an/xa-bac/"
    assert last_event(province.media).event == "organisation.version_in_force"
