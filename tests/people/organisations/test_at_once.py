"""Two at the same moment: one wins, the other is told why not, nobody waits in a ring, the trail is whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opendti.audit.models import Entry
from opendti.audit.verifying import verify
from opendti.common.refusals import Invalid, Refused
from opendti.people import actions, plans, queries
from opendti.people.account_files import planning, reading
from opendti.people.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationChange,
    PendingImport,
    Succession,
    User,
)
from opendti.people.roles import Role
from tests.audit.test_concurrent import at_once
from tests.people.organisations.places import LONG_AGO, Province, coded, fresh, terms, unit
from tests.people.organisations.sheets import workbook
from tests.people.organisations.test_pages import page_of

PASSWORD = "mat-khau-rat-dai-2026"
TOMORROW = timedelta(1)


@pytest.fixture
def province(transactional_db, settings) -> Province:
    settings.OPENDTI_SECOND_FACTOR = ()
    made = Province()
    User.objects.update(last_login=timezone.now())
    return made


def in_turn_or_refused(works: Sequence[Callable[[], object]]) -> list[BaseException]:
    """Runs them at once; what was raised, which is nothing but refusals, and the chain is whole."""
    raised = at_once(works)
    assert [each for each in raised if not isinstance(each, Refused | Invalid)] == []
    assert verify().is_whole
    return raised


def second_operator(province: Province) -> User:
    person = actions.add_person("hong", full_name="Hồng")
    actions.add_membership(person, organisation=province.top, role=Role.OPERATOR, valid_from=LONG_AGO)
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    return person


def test_an_organisation_that_two_mergers_want(province):
    new = [unit(f"moi-{number}", f"Xã Mới {number}", province.an) for number in range(4)]
    pairs = [(province.north, province.south), (province.south, province.east)] * 2
    works = [
        partial(actions.merge, list(pair), terms(), into=each, by=province.van)
        for pair, each in zip(pairs, new, strict=True)
    ]
    raised = in_turn_or_refused(works)

    assert len(raised) == 3
    assert all("kết thúc" in str(each) for each in raised)
    assert OrganisationChange.objects.count() == 1
    assert Succession.objects.filter(predecessor=province.south).count() == 1
    assert Entry.objects.filter(event="organisation.merged").count() == 3


def test_dissolving_twice(province):
    raised = in_turn_or_refused(
        [partial(actions.dissolve, province.media, terms(), by=province.van) for _ in range(4)]
    )

    assert len(raised) == 3
    assert OrganisationChange.objects.count() == 1
    assert Entry.objects.filter(event="organisation.dissolved").count() == 1


def test_a_form_confirmed_twice(province):
    given = {"parent": "huyen-binh", "effective_on": "01/07/2025"}
    address = page_of(province.an, "organisation-move")
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(province.van)
    seen = clients[0].post(address, given).context["preview"].digest
    answers = []

    def confirm(client):
        answers.append(client.post(address, given | {"confirm": "yes", "seen": seen}))

    raised = in_turn_or_refused([partial(confirm, client) for client in clients])

    assert raised == []
    assert sorted(each.status_code for each in answers) == [302, 400, 400, 400]
    lost = [each.content.decode() for each in answers if each.status_code != 302]
    assert all("Đang trực thuộc Huyện Bình rồi" in page for page in lost)
    assert OrganisationChange.objects.count() == 1


def test_what_was_shown_is_done_or_nothing(province):
    """Each wants a department dissolved as shown, while another changes what would come along."""

    def make(register):
        return plans.dissolve(register, province.an.pk, terms(), children_to=province.top.pk)

    seen = actions.preview(make)[0].digest()
    west = unit("xa-tay", "Xã Tây", province.an)
    raised = in_turn_or_refused(
        [
            partial(actions.reorganise, make, by=province.van, seen=seen),
            partial(actions.found, west, terms(LONG_AGO), by=province.van),
        ]
    )

    assert len(raised) == 1
    assert OrganisationChange.objects.count() == 1


def test_the_last_two_operators_end_each_other(province):
    hong = second_operator(province)
    own = {row.user_id: row for row in Membership.objects.filter(organisation=province.top)}
    raised = in_turn_or_refused(
        [
            partial(actions.end_membership, own[hong.pk], by=province.van),
            partial(actions.end_membership, own[province.van.pk], by=hong),
            partial(actions.close_account, hong, by=province.van),
            partial(actions.close_account, province.van, by=hong),
        ]
    )

    # One may go by both ways, the other by none.
    assert len(raised) in (2, 3)
    assert queries.operators_who_get_in().filter(organisation=province.top).count() == 1


def test_closing_ending_and_merging_do_not_wait_in_a_ring(province):
    """What locks an organisation, roles and accounts, in whatever order one would first think of."""
    hong = second_operator(province)
    post = Membership.objects.get(user=hong)
    User.objects.filter(pk=hong.pk).update(hat=post)
    for name in ("mot", "hai", "ba"):
        person = actions.add_person(name, full_name=name)
        actions.add_membership(person, organisation=province.north, role=Role.CLERK, valid_from=LONG_AGO)
    people = list(User.objects.filter(username__in=("mot", "hai", "ba")))

    def turn(number: int) -> None:
        parent = (province.an, province.top)[number % 2]
        actions.move(province.binh, terms(timezone.localdate()), parent=parent, by=province.van)

    def give_and_take(number: int) -> None:
        for person in people if number % 2 else people[::-1]:
            where = (province.north, province.south, province.culture)[number % 3]
            begins = timezone.localdate() + timedelta(number + 5)
            role = actions.add_membership(
                person, organisation=where, role=Role.OPERATOR, valid_from=begins, by=province.van
            )
            actions.end_membership(role, on=begins, by=province.van)

    def links(number: int) -> None:
        chosen = people if number % 2 else people[::-1]
        made = actions.new_links(chosen)
        actions.hand_out(made, by=province.van, way=Invitation.Way.LETTER)
        actions.activate(made[0].token, PASSWORD)

    def close(number: int) -> None:
        (actions.close_account if number % 2 == 0 else actions.reopen_account)(hong)

    def often(work: Callable[[int], None]) -> None:
        for number in range(6):
            try:
                work(number)
            except (Refused, Invalid):
                continue

    end = partial(actions.end_membership, post, on=timezone.localdate() + TOMORROW, by=province.van)
    merge = partial(
        actions.merge, [province.north, province.south], terms(), into=province.south, by=province.van
    )
    works = [partial(often, work) for work in (turn, give_and_take, give_and_take, links, links, close)]
    in_turn_or_refused([*works, end, merge])

    assert fresh(province.north).valid_until is not None


def test_two_roles_are_one(province):
    add = partial(
        actions.add_membership, province.khach, organisation=province.culture, role=Role.HEAD, by=province.van
    )
    today = timezone.localdate()
    raised = in_turn_or_refused([partial(add, valid_from=today + timedelta(days)) for days in (0, 0, 1, 2)])

    assert len(raised) == 3
    assert all("đã có vai trò" in str(each) for each in raised)
    assert Membership.objects.filter(user=province.khach).count() == 1


def test_a_user_name_that_two_give(province):
    raised = in_turn_or_refused(
        [partial(actions.add_person, "hoa", full_name=f"Hoa {n}", by=province.van) for n in range(4)]
    )

    assert [str(each) for each in raised] == ["Tên đăng nhập hoa không dùng được, chọn tên khác."] * 3
    assert Entry.objects.filter(event="person.added", after__username="hoa").count() == 1


def test_nobody_gets_a_role_in_what_is_being_dissolved(province):
    add = partial(actions.add_membership, organisation=province.media, role=Role.CLERK, by=province.van)
    dissolve = partial(actions.dissolve, province.media, terms(), by=province.van)
    in_turn_or_refused([partial(add, province.khach), dissolve, partial(add, province.xuan)])

    assert not Membership.objects.lasting().filter(organisation=province.media).exists()


def test_a_link_that_two_use(province):
    links = actions.new_links([province.xuan])
    actions.hand_out(links, by=province.van, way=Invitation.Way.LETTER)
    address = reverse("people:activate", args=[links[0].token])
    answers = {}

    def use(number):
        given = {"password1": f"{PASSWORD}-{number}", "password2": f"{PASSWORD}-{number}"}
        answers[number] = Client().post(address, given)

    raised = in_turn_or_refused([partial(use, number) for number in range(4)])

    assert raised == []
    assert sorted(each.status_code for each in answers.values()) == [302, 404, 404, 404]
    (won,) = [number for number, each in answers.items() if each.status_code == 302]
    assert User.objects.get(pk=province.xuan.pk).check_password(f"{PASSWORD}-{won}")
    assert Entry.objects.filter(event="account.activated").count() == 1
    cache.clear()


def test_a_list_of_organisations_confirmed_twice(province):
    content = workbook(*((f"xa-{n}", f"Xã số {n}", "", "Xã", "huyen-an") for n in range(9)))
    kept = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name="ds.xlsx", by=province.van)
    seen = actions.look_at(content, "ds.xlsx", province.van).digest()
    raised = in_turn_or_refused(
        [partial(actions.import_organisations, kept, seen=seen, by=province.van) for _ in range(4)]
    )

    assert len(raised) == 3
    assert coded("xa-8").parent == province.an
    assert Organisation.objects.filter(code__startswith="xa-").count() == 12
    assert Entry.objects.filter(event="organisations.imported").count() == 1


def test_two_lists_of_the_same_organisations(province):
    kept, seen = [], ""
    for name in ("mot.xlsx", "hai.xlsx"):
        content = workbook(("xa-tay", "Xã Tây", "", "Xã", "huyen-an"))
        row = actions.keep_import(PendingImport.Kind.ORGANISATIONS, content, name=name, by=province.van)
        seen = actions.look_at(content, name, province.van).digest()
        kept.append(partial(actions.import_organisations, row, seen=seen, by=province.van))
    raised = in_turn_or_refused(list(kept))

    assert len(raised) == 1
    assert Organisation.objects.filter(code="xa-tay").count() == 1


def test_a_list_of_people_confirmed_twice(province):
    rows = [(f"Người {n}", f"nguoi{n}", "", "xa-bac", "Nhập liệu") for n in range(9)]
    heads = list(reading.HEADS.values())[:5]
    works = []
    for content in (workbook(*rows, heads=heads), workbook(*rows[::-1], heads=heads)):
        kept = actions.keep_people_file(content, name="ds.xlsx", by=province.van)
        seen = planning.plan(reading.lines_of(content, name="ds.xlsx"), province.van).digest
        works += [partial(actions.import_people, kept, seen=seen, by=province.van)] * 2
    raised = in_turn_or_refused(works)

    assert len(raised) == 3
    assert User.objects.filter(username__startswith="nguoi").count() == 9
    assert Membership.objects.filter(organisation=province.north).count() == 10
