import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from opendti.assessment import actions
from opendti.assessment.models import Sheet
from tests.cast import give


@pytest.fixture(autouse=True)
def filled(cast):
    return cast.fill()


def address(cast, path):
    return f"/sheets/{cast.health.pk}/{path}"


def html(client, cast, path, who=None):
    client.force_login(who or cast.lan)
    return client.get(address(cast, path)).content.decode()


def sheets_of(response):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


class TestReview:
    def test_lists_what_is_missing_warned_and_without_reason(self, client, cast):
        client.force_login(cast.mai)

        page = client.get(f"/sheets/{cast.justice.pk}/review/").content.decode()

        assert "Chưa nhập, tính 0 điểm nếu gửi" in page
        assert "Thông tin chung: I.1, I.2" in page
        assert "2 mục không tính điểm, nhưng các công thức lấy số ở I.1" in page

    def test_a_contact_is_in_no_formula(self, client, cast):
        give(cast.justice, cast.mai, [("I.1", "value", "7")])
        client.force_login(cast.mai)

        page = client.get(f"/sheets/{cast.justice.pk}/review/").content.decode()

        assert "1 mục không tính điểm</div>" in page

    def test_a_sheet_that_is_open_shows_a_viewer_no_padlock(self, client, cast):
        state = """#lock"></use></svg>\n<span>{}</span>"""
        assert state.format("Đang nhập") not in html(client, cast, "items/1.1/", cast.dung)

        actions.submit(cast.health, by=cast.hung)
        assert state.format("Đã gửi") in html(client, cast, "items/1.1/", cast.dung)

    def test_a_warning_counts_until_a_reason_is_given(self, client, cast):
        give(cast.health, cast.lan, [("1.2", "a", "41")])
        assert "Chưa có giải trình" in html(client, cast, "review/")

        actions.save_remark(cast.health, item="1.2", text="Có người mới", expected_version=0, by=cast.lan)
        assert "Đã có giải trình" in html(client, cast, "review/")

    def test_the_clerk_sees_who_can_submit(self, client, cast):
        page = html(client, cast, "review/")

        assert "Chỉ lãnh đạo đơn vị gửi được phiếu: Lê Mạnh Hùng" in page
        assert "gui-phieu" not in page

    def test_the_head_submits_what_was_reviewed_and_gets_a_receipt(self, client, cast):
        page = html(client, cast, "review/", cast.hung)
        assert 'id="xac-nhan"' in page

        version = Sheet.objects.get(pk=cast.health.pk).version
        response = client.post(address(cast, "submit/"), {"version": version}, follow=True)

        receipt = response.content.decode()
        sheet = Sheet.objects.get(pk=cast.health.pk)
        assert sheet.state == "submitted"
        assert sheet.receipt in receipt
        assert "Lê Mạnh Hùng" in receipt

    @pytest.mark.parametrize("version", ["", "0", "x"])
    def test_what_changed_since_is_not_submitted(self, client, cast, version):
        client.force_login(cast.hung)

        response = client.post(address(cast, "submit/"), {"version": version})

        assert response.status_code == 409
        assert "Chưa gửi được" in response.content.decode()
        assert Sheet.objects.get(pk=cast.health.pk).state == "filling"

    def test_a_second_time_is_refused(self, client, cast):
        actions.submit(cast.health, by=cast.hung)
        client.force_login(cast.hung)

        assert client.post(address(cast, "submit/"), {"version": "1"}).status_code == 409


class TestWhy:
    def test_is_a_page_and_a_drawer(self, client, cast):
        page = html(client, cast, "why/1.2/")
        drawer = client.get(address(cast, "why/1.2/"), headers={"HX-Request": "true"}).content.decode()

        assert "Vì sao 5,00 điểm?" in page
        assert "20 ÷ 40" in page
        assert "<html" in page
        assert "<html" not in drawer
        assert "Thông tin chung I.1: Nguyễn Thị Lan" in drawer

    def test_tells_who_changed_what(self, client, cast):
        text = "Theo danh sách lớp"
        actions.save_remark(cast.health, item="1.2", text=text, expected_version=0, by=cast.hai)

        page = html(client, cast, "history/1.2/")

        assert "Trần Văn Hải" in page
        assert "Giải trình: “Theo danh sách lớp”" in page


class TestWorkbook:
    def test_holds_what_was_given(self, client, cast):
        client.force_login(cast.lan)

        sheets = sheets_of(client.get(address(cast, "sheet.xlsx")))

        items = {(row[0], row[2]): row for row in sheets["Chỉ số"]}
        assert items["1.2", "a"][3:5] == ["Số người được tập huấn", 20]
        assert items["1.2", "a"][7:9] == [5, "5"]
        assert items["1.2", "b"][4] == 40
        assert items["1.1", "mức"][3] == "Cấp trưởng"
        assert sheets["Tổng hợp"][-1][:4] == ["", "Tổng", 40, 24]
        assert sheets["Thông tin chung"][1][:3] == ["I.1", "Số cán bộ", 40]

    def test_a_text_that_looks_like_a_formula_stays_text(self, client, cast):
        evil = '=HYPERLINK("http://x")'
        actions.save_remark(cast.health, item="1.1", text=evil, expected_version=0, by=cast.lan)
        client.force_login(cast.lan)

        response = client.get(address(cast, "sheet.xlsx"))

        assert any(evil in row for row in sheets_of(response)["Chỉ số"])
        with zipfile.ZipFile(io.BytesIO(response.content)) as parts:
            cells = parts.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in cells
            assert b"quotePrefix" in parts.read("xl/styles.xml")
            assert b"<pane " in cells

    def test_personal_data_stays_with_the_unit(self, client, cast):
        client.force_login(cast.dung)

        general = sheets_of(client.get(address(cast, "sheet.xlsx")))["Thông tin chung"]

        assert not any("0900000000" in str(cell) for row in general for cell in row)
