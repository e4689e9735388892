import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opendti.audit.models import Entry
from opendti.common.refusals import Refused
from opendti.people import actions
from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.models import Membership, User
from opendti.people.roles import Role
from tests.access.reading import words_in

CHANGES = ["change/", "close/", "reopen/", "second-factor/reset/", "erase/"]


def last() -> Entry:
    found = Entry.objects.order_by("-number").first()
    assert found is not None
    return found


def path(person, what: str = "") -> str:
    return f"/people/{person.pk}/{what}"


class TestWhoGetsIn:
    @pytest.mark.parametrize(
        "address", ["", "export/", "new/", "links/", "links/export/", "import/", "import/template/"]
    )
    def test_givers_do_and_others_not(self, client, provinces, address):
        answers = {}
        stranger = add_person("khach", full_name="Khách")
        add_membership(stranger, organisation=provinces.so_y_te, role=Role.LEADER)
        for name, person in (
            ("van", provinces.van),
            ("minh", provinces.minh),
            ("lan", provinces.lan),
            ("leader", stranger),
        ):
            client.force_login(person)
            answers[name] = client.get(f"/people/{address}").status_code

        assert answers == {"van": 200, "minh": 200, "lan": 403, "leader": 403}

    def test_nobody_sees_an_account_of_another_province(self, as_van, provinces):
        unknown = as_van.get("/people/999999/")
        theirs = as_van.get(path(provinces.thu))

        assert theirs.status_code == unknown.status_code == 404
        assert theirs.content.replace(theirs["X-Request-ID"].encode(), b"") == unknown.content.replace(
            unknown["X-Request-ID"].encode(), b""
        ).replace(b"/people/999999/", path(provinces.thu).encode())

    @pytest.mark.parametrize(
        "what", ["change/", "roles/add/", "close/", "reopen/", "second-factor/reset/", "erase/"]
    )
    def test_nor_changes_one(self, as_van, provinces, what):
        assert as_van.post(path(provinces.thu, what), {"full_name": "X"}).status_code == 404
        assert as_van.get(path(provinces.lan, what)).status_code == 405

    @pytest.mark.parametrize("what", CHANGES)
    def test_a_manager_does_not_change_the_account_itself(self, as_minh, provinces, what):
        assert as_minh.get(path(provinces.lan)).status_code == 200
        assert as_minh.post(path(provinces.lan, what), {"full_name": "X"}).status_code == 403


class TestAdding:
    def sent(self, provinces, **more) -> dict[str, object]:
        return {"full_name": "Phạm Thị Hoa", "organisation": provinces.xa.code, "role": "clerk", **more}

    def test_makes_the_account_with_a_proposed_name(self, as_minh, provinces):
        response = as_minh.post("/people/new/", self.sent(provinces))
        hoa = User.objects.get(full_name="Phạm Thị Hoa")

        assert response["Location"] == f"/people/{hoa.pk}/"
        assert hoa.username == "hoapt"
        assert not hoa.is_activated
        assert hoa.memberships.get().organisation == provinces.xa

    def test_the_name_of_an_account_elsewhere_is_just_not_usable(self, as_minh, provinces):
        page = as_minh.post("/people/new/", self.sent(provinces, username="thu"))

        assert page.status_code == 400
        assert "Tên đăng nhập thu không dùng được, chọn tên khác." in page.content.decode()
        assert "Lê Thị Thu" not in page.content.decode()

    def test_an_organisation_elsewhere_is_like_none(self, as_minh, provinces):
        for typed in (provinces.other.code, provinces.other.name, "khong-co"):
            page = as_minh.post("/people/new/", self.sent(provinces, organisation=typed))
            assert page.status_code == 400
            assert f"Không có cơ quan nào tên “{typed}” trong các cơ quan bạn phụ trách" in words_in(page)
        assert not User.objects.filter(full_name="Phạm Thị Hoa").exists()

    @pytest.mark.parametrize("typed", ["Xã An Bình (xa-an-binh)", "xa an binh", "XA-AN-BINH", "Xã An Bình "])
    def test_an_organisation_is_typed_as_name_or_code(self, as_minh, provinces, typed):
        as_minh.post("/people/new/", self.sent(provinces, organisation=typed))
        assert User.objects.get(full_name="Phạm Thị Hoa").memberships.get().organisation == provinces.xa

    def test_part_of_a_name_is_asked_about(self, as_minh, provinces):
        page = words_in(as_minh.post("/people/new/", self.sent(provinces, organisation="binh")))
        assert "Có phải: Xã An Bình (xa-an-binh)?" in page

    def test_of_two_with_one_name_the_code_is_wanted(self, as_minh, provinces):
        namesake = add_organisation("xa-an-binh-2", name="Xã An Bình", parent=provinces.so_y_te)
        page = words_in(as_minh.post("/people/new/", self.sent(provinces, organisation="Xã An Bình")))
        assert "Có 2 cơ quan tên “Xã An Bình”" in page

        as_minh.post("/people/new/", self.sent(provinces, organisation="Xã An Bình (xa-an-binh-2)"))
        assert User.objects.get(full_name="Phạm Thị Hoa").memberships.get().organisation == namesake

    @pytest.mark.parametrize("role", ["operator", "manager", "leader", "auditor"])
    def test_a_manager_gives_no_role_of_an_operator(self, as_minh, provinces, role):
        assert as_minh.post("/people/new/", self.sent(provinces, role=role)).status_code == 400
        assert not User.objects.filter(full_name="Phạm Thị Hoa").exists()

    def test_an_operator_does(self, as_van, provinces):
        assert as_van.post("/people/new/", self.sent(provinces, role="operator")).status_code == 302


class TestSuggestions:
    def suggested(self, client, words) -> str:
        answer = client.get("/people/organisations/", {"q": words})
        assert answer.status_code == 200
        return words_in(answer)

    @pytest.mark.parametrize("words", ["y tế", "Y TE", "te so", "so-y-te"])
    def test_are_found_with_and_without_diacritics(self, as_minh, provinces, words):
        found = self.suggested(as_minh, words)
        assert 'data-value="Sở Y tế (so-y-te)"' in found
        assert "Uỷ ban nhân dân tỉnh A" in found  # What it is under.
        assert "Xã An Bình" not in found

    def test_begin_with_who_has_the_words_together(self, as_minh, provinces):
        for code, name in (
            ("thanh-tra", "Thanh tra tỉnh"),
            ("thanh-ha", "Huyện Thanh Hà"),
            ("ha", "Hà Thanh"),
        ):
            add_organisation(code, name=name, parent=provinces.tinh)
        found = self.suggested(as_minh, "thanh hà")
        names = re.findall(r'data-value="([^(]*) \(', found)
        assert names == ["Huyện Thanh Hà", "Hà Thanh", "Thanh tra tỉnh"]

    def test_are_of_the_givers_organisations_that_still_exist(self, as_minh, provinces):
        assert "tinh-b" not in self.suggested(as_minh, "tinh")
        assert "tinh-b" not in self.suggested(as_minh, provinces.other.name)
        provinces.xa.valid_until = timezone.localdate() - timedelta(1)
        provinces.xa.save()
        assert "<li" not in self.suggested(as_minh, "an binh")

    def test_are_for_who_hands_out_accounts(self, client, provinces):
        client.force_login(provinces.lan)
        assert client.get("/people/organisations/", {"q": "y"}).status_code == 403

    def test_are_few_and_cost_the_same_however_many_there_are(self, as_minh, provinces):
        def queries() -> int:
            with CaptureQueriesContext(connection) as counted:
                self.suggested(as_minh, "xa")
            return len(counted)

        before = queries()
        for number in range(30):
            add_organisation(f"xa-{number}", name=f"Xã {number}", parent=provinces.tinh)
        assert queries() == before
        assert self.suggested(as_minh, "xa").count("<li") == 12

    def test_the_forms_name_no_organisation_themselves(self, as_van, provinces):
        for place in ("/people/new/", path(provinces.minh)):
            page = words_in(as_van.get(place))
            assert "Xã An Bình" not in page
            assert 'data-suggests="/people/organisations/"' in page


class TestChanging:
    def test_the_trace_has_the_names_but_not_the_address(self, as_van, provinces):
        sent = {"full_name": "Nguyễn Thị Lan Anh", "email": "moi@example.vn"}
        as_van.post(path(provinces.lan, "change/"), sent)
        provinces.lan.refresh_from_db()

        assert (provinces.lan.full_name, provinces.lan.email) == ("Nguyễn Thị Lan Anh", "moi@example.vn")
        assert last().event == "person.changed"
        assert last().after == {"full_name": "Nguyễn Thị Lan Anh", "email": "changed"}
        assert "lan anh" in provinces.lan.search_text

    def test_what_is_the_same_leaves_no_trace(self, as_van, provinces):
        before = last().number
        as_van.post(
            path(provinces.lan, "change/"), {"full_name": "Nguyễn Thị Lan", "email": "lan@example.vn"}
        )

        assert last().number == before

    def test_a_malformed_address_is_said(self, as_van, provinces):
        page = as_van.post(path(provinces.lan, "change/"), {"full_name": "Lan", "email": "lan"})

        assert page.status_code == 400
        assert "Địa chỉ thư chưa đúng" in page.content.decode()


class TestRoles:
    def test_are_given(self, as_minh, provinces):
        sent = {"organisation": provinces.xa.code, "role": "head", "valid_from": "01/12/2030"}
        as_minh.post(path(provinces.lan, "roles/add/"), sent)
        made = Membership.objects.get(user=provinces.lan, role="head")

        assert made.valid_from == date(2030, 12, 1)
        assert last().event == "membership.added"
        assert last().actor == provinces.minh

    @pytest.mark.parametrize("there", [False, True])
    def test_not_in_another_province(self, as_van, provinces, there):
        where = provinces.other.code if there else "khong-co"
        answer = as_van.post(path(provinces.lan, "roles/add/"), {"organisation": where, "role": "clerk"})

        assert answer.status_code == 400
        assert provinces.lan.memberships.count() == 1

    def test_the_action_itself_keeps_to_the_scope(self, provinces):
        from django.core.exceptions import PermissionDenied  # noqa: PLC0415
        from django.http import Http404  # noqa: PLC0415

        def give(where, role):
            actions.give_membership(provinces.lan, organisation_pk=where.pk, role=role, by=provinces.minh)

        with pytest.raises(Http404):
            give(provinces.other, Role.CLERK)
        with pytest.raises(PermissionDenied):
            give(provinces.so_y_te, Role.OPERATOR)

    def test_not_twice_on_a_day(self, as_van, provinces):
        page = as_van.post(path(provinces.lan, "roles/add/"), {"organisation": "Sở Y tế", "role": "clerk"})

        assert page.status_code == 400
        assert "đã có vai trò Nhập liệu ở Sở Y tế" in page.content.decode()

    def test_not_where_the_organisation_is_no_more(self, provinces):
        provinces.xa.valid_until = date(2026, 12, 31)
        provinces.xa.save()
        with pytest.raises(Refused, match="chỉ có đến hết ngày 31/12/2026"):
            add_membership(provinces.lan, organisation=provinces.xa, role=Role.HEAD)

    def test_end_at_once(self, as_minh, client, provinces):
        Membership.objects.filter(user=provinces.lan).update(valid_from=timezone.localdate() - timedelta(9))
        membership = provinces.lan.memberships.get()
        answer = as_minh.post(path(provinces.lan, f"roles/{membership.pk}/end/"))
        membership.refresh_from_db()

        assert answer.status_code == 302
        assert membership.valid_until == timezone.localdate() - timedelta(1)
        assert last().event == "membership.ended"
        assert as_minh.post(path(provinces.lan, f"roles/{membership.pk}/end/")).status_code == 409
        client.force_login(provinces.lan)
        assert client.get("/work/").status_code == 302
        as_minh.force_login(provinces.minh)
        assert "Đã đóng theo vai trò" in as_minh.get(path(provinces.lan)).content.decode()

    def test_days_that_are_over_stay_as_they_were(self, as_minh, provinces):
        today = timezone.localdate()
        Membership.objects.filter(user=provinces.lan).update(valid_from=today - timedelta(9))
        membership = provinces.lan.memberships.get()
        for day in (today - timedelta(1), today - timedelta(9), today - timedelta(20)):
            sent = {"on": f"{day:%d/%m/%Y}"}
            answer = as_minh.post(path(provinces.lan, f"roles/{membership.pk}/end/"), sent)
            assert answer.status_code == 400
            assert "những ngày đã qua giữ nguyên trong lịch sử" in answer.content.decode()
        membership.refresh_from_db()

        assert membership.valid_until is None

    def test_one_given_today_by_mistake_is_taken_back(self, provinces):
        actions.end_membership(provinces.lan.memberships.get(), by=provinces.minh)

        assert not provinces.lan.memberships.exists()
        assert last().event == "membership.withdrawn"

    def test_a_manager_does_not_end_an_operator(self, as_minh, provinces):
        membership = provinces.van.memberships.get()

        assert as_minh.post(path(provinces.van, f"roles/{membership.pk}/end/")).status_code == 403

    def test_ids_of_others_in_the_address_lead_nowhere(self, as_van, provinces):
        theirs = provinces.thu.memberships.get()

        assert as_van.post(path(provinces.lan, f"roles/{theirs.pk}/end/")).status_code == 404
        assert as_van.post(path(provinces.thu, f"roles/{theirs.pk}/end/")).status_code == 404

    def test_the_last_operator_of_a_province_stays(self, as_van, provinces):
        membership = provinces.van.memberships.get()

        assert as_van.post(path(provinces.van, f"roles/{membership.pk}/end/")).status_code == 409
        other = add_person("hai", full_name="Trần Văn Hải")
        add_membership(other, organisation=provinces.tinh, role=Role.OPERATOR)
        never_in = as_van.post(path(provinces.van, f"roles/{membership.pk}/end/"))
        assert never_in.status_code == 409
        assert "kích hoạt tài khoản" in never_in.content.decode()
        User.objects.filter(pk=other.pk).update(last_login=timezone.now())
        assert as_van.post(path(provinces.van, f"roles/{membership.pk}/end/")).status_code == 302

    def test_a_hat_that_ended_does_not_take_the_others_along(self, provinces):
        hat = add_membership(provinces.lan, organisation=provinces.xa, role=Role.HEAD)
        User.objects.filter(pk=provinces.lan.pk).update(hat=hat)
        Membership.objects.filter(pk=hat.pk).update(valid_from=date(2020, 1, 1), valid_until=date(2020, 1, 2))
        lan = User.objects.get(pk=provinces.lan.pk)

        assert [each.role for each in lan.hats] == ["clerk"]


class TestClosing:
    def test_ends_sessions_and_opens_again(self, client, provinces):
        client.force_login(provinces.lan)
        assert client.get("/work/").status_code == 200
        actions.close_account(provinces.lan, by=provinces.van)

        assert client.get("/work/").status_code == 302
        assert last().event == "account.closed"
        actions.reopen_account(provinces.lan, by=provinces.van)
        assert last().event == "account.reopened"

    def test_twice_is_refused(self, as_van, provinces):
        assert as_van.post(path(provinces.lan, "close/")).status_code == 302
        assert as_van.post(path(provinces.lan, "close/")).status_code == 409
        assert as_van.post(path(provinces.lan, "reopen/")).status_code == 302
        assert as_van.post(path(provinces.lan, "reopen/")).status_code == 409

    def test_nobody_closes_themselves(self, as_van, provinces):
        assert as_van.post(path(provinces.van, "close/")).status_code == 409

    def test_erasing_wants_a_closed_account_and_keeps_the_trace(self, as_van, provinces):
        assert as_van.post(path(provinces.lan, "erase/")).status_code == 409
        as_van.post(path(provinces.lan, "close/"))
        traces = Entry.objects.count()
        assert as_van.post(path(provinces.lan, "erase/")).status_code == 302
        provinces.lan.refresh_from_db()

        assert str(provinces.lan) == "Đã xoá"
        assert provinces.lan.username == f"da-xoa-{provinces.lan.pk}"
        assert not provinces.lan.email
        assert "lan" not in provinces.lan.search_text
        assert Entry.objects.count() == traces + 1
        assert as_van.post(path(provinces.lan, "reopen/")).status_code == 409
        assert as_van.post(path(provinces.lan, "change/"), {"full_name": "Lan"}).status_code == 409
        assert as_van.get(path(provinces.lan)).status_code == 200

    def test_a_lost_second_factor_goes(self, as_van, provinces):
        from allauth.mfa.models import Authenticator  # noqa: PLC0415
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

        assert as_van.post(path(provinces.lan, "second-factor/reset/")).status_code == 409
        TOTP.activate(provinces.lan, generate_totp_secret())
        assert as_van.post(path(provinces.lan, "second-factor/reset/")).status_code == 302
        assert not Authenticator.objects.exists()
        assert last().event == "account.second_factor_reset"


class TestList:
    def test_shows_ones_own_province_only(self, as_van, provinces):
        page = as_van.get("/people/").content.decode()

        assert "Nguyễn Thị Lan" in page
        assert "Lê Thị Thu" not in page

    @pytest.mark.parametrize("words", ["nguyen thi", "NGUYỄN", "lan", "thị lan"])
    def test_is_searched_with_and_without_diacritics(self, as_van, provinces, words):
        page = as_van.get("/people/", {"q": words}).content.decode()

        assert "Nguyễn Thị Lan" in page
        assert "Trần Minh" not in page.split("<main")[1]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"role": "clerk"}, {"Nguyễn Thị Lan"}),
            ({"state": "new"}, {"Nguyễn Thị Lan", "Trần Minh"}),
            ({"state": "closed"}, set()),
            ({"second": "yes"}, set()),
            ({"state": "active"}, {"Nguyễn Hồng Vân"}),
        ],
    )
    def test_is_narrowed(self, as_van, provinces, query, names):
        User.objects.filter(pk=provinces.van.pk).update(last_login=timezone.now())
        page = as_van.get("/people/", query).content.decode().split("<main")[1]

        people = ("Nguyễn Thị Lan", "Trần Minh", "Nguyễn Hồng Vân")
        assert {name for name in people if f">{name}</a>" in page} == names

    def test_many_organisations_are_found_by_words_instead_of_a_choice(self, as_van, provinces, monkeypatch):
        monkeypatch.setattr("opendti.people.presenting.people.MOST_CHOICES", 2)
        page = as_van.get("/people/", {"place": "so y te"}).content.decode().split("<main")[1]

        assert 'name="place"' in page
        assert "Nguyễn Thị Lan" in page
        assert "Trần Minh" not in page

    def test_an_organisation_elsewhere_narrows_nothing(self, as_van, provinces):
        page = as_van.get("/people/", {"organisation": provinces.other.pk}).content.decode()

        assert "Nguyễn Thị Lan" in page

    def test_always_makes_the_same_number_of_queries(self, as_van, provinces):
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        counts = []
        for number in (3, 30):
            for each in range(number):
                person = add_person(f"nguoi-{number}-{each}", full_name=f"Người {each}")
                add_membership(person, organisation=provinces.xa, role=Role.CLERK)
            with CaptureQueriesContext(connection) as queries:
                as_van.get("/people/")
            counts.append(len(queries))

        assert counts[0] == counts[1] <= 20

    def test_goes_on_after_fifty(self, as_van, provinces):
        for each in range(60):
            person = add_person(f"n{each:02}", full_name=f"Người {each:02}")
            add_membership(person, organisation=provinces.xa, role=Role.CLERK)
        first, second = (as_van.get(f"/people/?page={each}").content.decode() for each in (1, 2))

        assert "1–50 trong 63" in first
        assert "51–63 trong 63" in second

    def test_the_folded_filters_in_use_are_counted(self, as_van, provinces):
        """On a phone they are out of sight, and what narrows the list must not be."""
        counted = '<span class="filter-count">{}<span class="vh"> đang dùng'
        page = as_van.get("/people/?q=lan&role=clerk&second=no").content.decode()

        assert counted.format(2) in page
        assert "filter-count" not in as_van.get("/people/?q=lan").content.decode()
        organisations = as_van.get("/organisations/?state=all&level=xã&on=01/01/2025").content.decode()
        assert counted.format(3) in organisations

    def test_an_address_stays_with_those_it_concerns(self, as_van, provinces):
        """Thu was here once and works elsewhere now."""
        add_membership(
            provinces.thu,
            organisation=provinces.so_y_te,
            role=Role.CLERK,
            valid_from=date(2020, 1, 1),
            valid_until=date(2020, 12, 31),
        )
        page = as_van.get(path(provinces.thu)).content.decode()

        assert "Lê Thị Thu" in page
        assert "thu@example.vn" not in page
        assert "tỉnh B" not in page

    def test_the_workbook_holds_the_same(self, as_van, provinces):
        from opendti.answer_files.workbooks import worksheets  # noqa: PLC0415

        rows = worksheets(as_van.get("/people/export/").content, "x.xlsx")["Tài khoản"]

        assert [row.cells[1] for row in rows[1:]] == ["van", "lan", "minh"]
        assert rows[2].cells[2] == "lan@example.vn"


def test_ones_own_page(client, provinces):
    client.force_login(provinces.lan)
    page = client.get("/account/").content.decode()

    assert "Nhập liệu · Sở Y tế" in page
    assert 'href="/account/password/change/"' in page
