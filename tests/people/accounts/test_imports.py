from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from opendti.answer_files.workbooks import worksheets
from opendti.audit.models import Entry
from opendti.common import workbooks
from opendti.common.workbooks import Column, Worksheet
from opendti.people import actions
from opendti.people.account_files import planning, reading
from opendti.people.models import Membership, PendingImport, User
from tests.cli.workbooks_made_badly import book, row, text

HEADS = list(reading.HEADS.values())
HOA = ["Phạm Thị Hoa", "", "hoa@example.vn", "xa-an-binh", "Nhập liệu", "", ""]


def file_of(*rows, heads=HEADS) -> bytes:
    cells = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
    return workbooks.workbook([Worksheet("Danh sách", [Column(head) for head in heads], cells)])


def upload(client, *rows, name="ds.xlsx"):
    content = file_of(*rows)
    return client.post("/people/import/", {"file": SimpleUploadedFile(name, content)})


def rows_of(client, *rows) -> str:
    answer = upload(client, *rows)
    return str(client.get(answer["Location"]).content.decode())


def plan_of(giver, *rows) -> planning.Plan:
    return planning.plan(reading.lines_of(file_of(*rows), name="ds.xlsx"), giver)


def confirm(client, *rows):
    where = upload(client, *rows)["Location"]
    page = client.get(where).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return client.post(f"{where}confirm/", {"seen": seen})


class TestPreview:
    def test_writes_nothing(self, as_minh, provinces):
        before = User.objects.count()
        page = rows_of(as_minh, HOA)

        assert "Phạm Thị Hoa" in page
        assert "hoapt" in page
        assert User.objects.count() == before

    def test_says_what_is_odd_about_a_cell(self, provinces):
        error = '<c t="e"><v>#REF!</v></c>'
        formula = '<c t="str"><f>A1&amp;B1</f><v>tinh</v></c>'
        good = [text("Nhập liệu")]
        name = text("Phạm&#x202E; Thị Hoa\u200b")
        content = book(
            row(text("Hoa"), text("tinh"), *good, error)
            + row(name, formula, *good)
            + row(text("Hà"), error, *good),
            heads=[HEADS[0], *HEADS[3:6]],
        )
        first, second, third = planning.plan(reading.lines_of(content, name="ds.xlsx"), provinces.minh).rows

        assert "Từ ngày: ô Excel báo lỗi #REF!. Sửa ô rồi lưu lại." in first.problems
        assert (second.line.name, second.problems) == ("Phạm Thị Hoa", [])
        assert second.notes == ["Mã cơ quan: ô là công thức; lấy giá trị Excel đã tính."]
        assert "Mã cơ quan: ô Excel báo lỗi #REF!. Sửa ô rồi lưu lại." in third.problems

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            (["", "a", "", "tinh", "Nhập liệu"], "Thiếu họ và tên"),
            (["Hoa", "hoa!", "", "tinh", "Nhập liệu"], "có chữ không dùng được"),
            (["Hoa", "", "hoa@", "tinh", "Nhập liệu"], "viết sai"),
            (["Hoa", "", "", "", "Nhập liệu"], "Thiếu mã cơ quan"),
            (["Hoa", "", "", "khong-co", "Nhập liệu"], "Không có cơ quan “khong-co”"),
            (["Hoa", "", "", "tinh-b", "Nhập liệu"], "Không có cơ quan “tinh-b”"),
            (["Hoa", "", "", "tinh", ""], "Thiếu vai trò"),
            (["Hoa", "", "", "tinh", "Vua"], "Không có vai trò “Vua”"),
            (["Hoa", "", "", "tinh", "Vận hành hệ thống"], "do người vận hành cấp"),
            (["Hoa", "", "", "tinh", "Nhập liệu", "32/01/2027"], "không đọc được"),
            (["Hoa", "", "", "tinh", "Nhập liệu", "02/01/2027", "01/01/2027"], "Đến ngày trước Từ ngày"),
            (["Ai khác", "lan", "", "so-y-te", "Nhập liệu"], "là của Nguyễn Thị Lan"),
            (
                ["Ai khác", "thu", "", "so-y-te", "Nhập liệu"],
                "Tên đăng nhập này không dùng được, chọn tên khác.",
            ),
        ],
    )
    def test_says_what_is_wrong_with_a_row(self, provinces, row, says):
        made = plan_of(provinces.minh, row)

        assert not made.is_sound
        assert says in " ".join(made.rows[0].problems)

    def test_nothing_is_told_of_an_account_elsewhere(self, as_minh, provinces):
        page = rows_of(as_minh, ["Lê Thị Thu", "thu", "", "so-y-te", "Nhập liệu"])

        assert "không dùng được, chọn tên khác" in page
        assert "tỉnh B" not in page
        assert "thu@example.vn" not in page

    def test_rows_of_one_name_are_hats_of_one_person(self, provinces):
        made = plan_of(
            provinces.minh,
            ["Hoa", "hoa", "", "xa-an-binh", "Nhập liệu"],
            ["Hoa", "hoa", "", "xa-an-binh", "Lãnh đạo đơn vị"],
            ["Hoa", "hoa", "", "so-y-te", "clerk"],
        )

        assert made.is_sound
        assert made.people == 1

    def test_duplicates_are_found(self, provinces):
        made = plan_of(provinces.minh, HOA, HOA)

        assert "Trùng với dòng 2" in made.rows[1].problems[0]

    def test_one_name_for_two_people_is_found(self, provinces):
        made = plan_of(
            provinces.minh,
            ["Hoa", "hoa", "", "xa-an-binh", "Nhập liệu"],
            ["Huệ", "hoa", "", "xa-an-binh", "Lãnh đạo đơn vị"],
        )

        assert "nhưng là Hoa" in made.rows[1].problems[0]

    def test_tells_new_more_and_the_same_apart(self, provinces):
        made = plan_of(
            provinces.minh,
            HOA,
            ["Nguyễn Thị Lan", "lan", "", "xa-an-binh", "Nhập liệu"],
            ["Nguyễn Thị Lan", "lan", "", "so-y-te", "Nhập liệu"],
        )

        assert [row.kind for row in made.rows] == ["new", "role", "same"]

    def test_a_second_file_without_names_finds_the_people_of_the_first(self, as_minh, provinces):
        confirm(as_minh, HOA)
        made = plan_of(provinces.minh, HOA)

        assert [row.kind for row in made.rows] == ["same"]

    def test_overlapping_days_are_found(self, provinces):
        made = plan_of(provinces.minh, ["Nguyễn Thị Lan", "lan", "", "so-y-te", "Nhập liệu", "01/01/2030"])

        assert "Đã có vai trò này từ" in made.rows[0].problems[0]

    def test_a_name_shared_by_communes_asks_for_the_code(self, provinces):
        actions.add_organisation("xa-an-binh-2", name="Xã An Bình", parent=provinces.tinh)
        made = plan_of(provinces.minh, ["Hoa", "", "", "Xã An Bình", "Nhập liệu"])

        assert "Ghi mã: " in made.rows[0].problems[0]

    def test_proposed_names_are_unlike_each_other_and_those_in_use(self, provinces):
        actions.add_person("hoapt", full_name="Ai đó ở tỉnh khác")
        made = plan_of(provinces.minh, HOA, ["Phan Tú Hoà", "", "", "so-y-te", "Nhập liệu"])

        assert [row.username for row in made.rows] == ["hoapt2", "hoapt3"]

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04rac", b"%PDF-1.4", file_of(["x"], heads=["Tên"])])
    def test_a_file_that_cannot_be_read_is_said_and_not_kept(self, as_minh, provinces, content):
        answer = as_minh.post("/people/import/", {"file": SimpleUploadedFile("x.xlsx", content)})

        assert answer.status_code == 422
        assert "Chưa đọc được tệp" in answer.content.decode()
        assert not PendingImport.objects.exists()


class TestConfirming:
    def test_makes_all_and_leads_to_the_links(self, as_minh, provinces):
        answer = confirm(as_minh, HOA, ["Nguyễn Thị Lan", "lan", "", "xa-an-binh", "Nhập liệu", "01/01/2030"])
        hoa = User.objects.get(username="hoapt")

        assert answer["Location"] == "/people/links/?link=no"
        assert hoa.email == "hoa@example.vn"
        assert Membership.objects.get(user=provinces.lan, organisation=provinces.xa).valid_from == date(
            2030, 1, 1
        )
        assert PendingImport.objects.get().content == b""
        told = " ".join(str(row) for row in Entry.objects.values())
        assert "hoa@example.vn" not in told

    def test_works_once(self, as_minh, provinces):
        where = upload(as_minh, HOA)["Location"]
        seen = plan_of(provinces.minh, HOA).digest
        assert as_minh.post(f"{where}confirm/", {"seen": seen}).status_code == 302
        assert as_minh.post(f"{where}confirm/", {"seen": seen}).status_code == 409
        assert as_minh.get(where).status_code == 409
        assert User.objects.filter(full_name="Phạm Thị Hoa").count() == 1

    def test_is_for_who_uploaded_it(self, client, as_minh, provinces):
        where = upload(as_minh, HOA)["Location"]
        for person, status in ((provinces.van, 404), (provinces.phu, 404), (provinces.lan, 403)):
            client.force_login(person)
            assert client.get(where).status_code == status
            assert client.post(f"{where}confirm/", {"seen": "x"}).status_code == status

    def test_does_nothing_when_things_have_changed(self, as_minh, provinces):
        where = upload(as_minh, HOA)["Location"]
        seen = plan_of(provinces.minh, HOA).digest
        actions.add_person("hoapt", full_name="Ai đó")
        answer = as_minh.post(f"{where}confirm/", {"seen": seen})

        assert answer.status_code == 409
        assert not User.objects.filter(full_name="Phạm Thị Hoa").exists()
        assert as_minh.get(where).status_code == 200

    def test_a_list_with_a_wrong_row_does_nothing(self, as_minh, provinces):
        rows = (HOA, ["Hoa", "", "", "khong-co", "Nhập liệu"])
        where = upload(as_minh, *rows)["Location"]
        answer = as_minh.post(f"{where}confirm/", {"seen": plan_of(provinces.minh, *rows).digest})

        assert answer.status_code == 409
        assert not User.objects.filter(full_name="Phạm Thị Hoa").exists()

    def test_after_a_day_it_is_gone(self, as_minh, provinces):
        where = upload(as_minh, HOA)["Location"]
        PendingImport.objects.update(made_at=timezone.now() - timedelta(hours=25))

        assert as_minh.post(f"{where}confirm/", {"seen": "x"}).status_code == 409

    def test_a_manager_whose_role_ended_meanwhile_imports_nothing(self, as_minh, provinces):
        where = upload(as_minh, HOA)["Location"]
        seen = plan_of(provinces.minh, HOA).digest
        actions.end_membership(provinces.minh.memberships.get())
        as_minh.post(f"{where}confirm/", {"seen": seen})

        assert not User.objects.filter(full_name="Phạm Thị Hoa").exists()


def test_the_template_holds_ones_own_organisations_and_roles(as_minh, provinces):
    sheets = worksheets(as_minh.get("/people/import/template/").content, "mau.xlsx")

    assert [row.cells[0] for row in sheets["Cơ quan"][1:]] == ["tinh", "so-y-te", "xa-an-binh"]
    assert "Vận hành hệ thống" not in [row.cells[0] for row in sheets["Vai trò"]]
    assert list(sheets["Danh sách"][0].cells) == HEADS
