"""The page of the audit trail: who may, what is found, what is taken along, and the chain looked at."""

import io
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from opendti.assessment import actions as sheets
from opendti.assessment.models import Answer
from opendti.audit import actions as audit
from opendti.audit import chain
from opendti.audit.models import Entry
from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.presenting.trail import history_of, trail_address
from opendti.people.roles import Role
from opendti.scoring.entries import Entry as Given

HANOI = timezone.get_default_timezone()
MOST_QUERIES = 28


@pytest.fixture
def province(cast):
    """A province above nothing but its commune: its auditor sees all, the commune's only the commune."""
    top = add_organisation("tinh", name="Tỉnh")
    commune = add_organisation("xa-mot", name="Xã Một", parent=top)
    for name, organisation, role in (
        ("kiem", top, Role.AUDITOR),
        ("van", top, Role.OPERATOR),
        ("kiem-xa", commune, Role.AUDITOR),
        ("lan-xa", commune, Role.CLERK),
    ):
        cast.people[name] = add_person(name, full_name=f"Người {name}")
        add_membership(cast.people[name], organisation=organisation, role=role)
    cast.organisations |= {"tinh": top, "xa-mot": commune}
    audit.record("test.done", by=cast.people["lan-xa"], subject=cast.people["lan-xa"], note="việc của xã")
    return cast


@pytest.fixture
def see(client, province):
    """The page as somebody gets it."""

    def see(who="kiem", query="", **more):
        client.force_login(province.people[who])
        return client.get(f"/trail/{query}", **more)

    return see


def numbers(response) -> list[int]:
    return [row.entry.number for row in response.context["page"].rows]


class TestGate:
    @pytest.mark.parametrize("who", ["kiem", "van", "kiem-xa"])
    def test_auditors_and_operators_come_in(self, see, who):
        assert see(who).status_code == 200

    @pytest.mark.parametrize(("who", "status"), [("lan", {403}), ("quang", {403}), ("khach", {302, 404})])
    @pytest.mark.parametrize("path", ["", "trail.csv", "trail.xlsx"])
    def test_others_do_not(self, see, who, status, path):
        assert see(who, path).status_code in status

    def test_nobody_without_a_log_in(self, client, province):
        assert client.get("/trail/").status_code == 302

    def test_an_auditor_of_a_commune_sees_its_entries_alone(self, see, province):
        own = Entry.objects.filter(hat_organisation_id=province.organisations["xa-mot"].pk)

        assert numbers(see("kiem-xa")) == [each.number for each in own.order_by("-number")]
        assert numbers(see("kiem-xa", "?person=quang")) == []
        assert numbers(see("kiem-xa", f"?subject=assessment.round:{province.round.pk}")) == []

    def test_an_auditor_of_a_commune_takes_its_entries_alone_along(self, see):
        page = b"".join(see("kiem-xa", "trail.csv").streaming_content).decode("utf-8-sig")

        assert "việc của xã" in page
        assert "round.created" not in page

    def test_methods(self, client, see):
        see()

        assert client.post("/trail/").status_code == 405
        assert client.post("/trail/trail.csv").status_code == 405
        assert client.get("/trail/verify/").status_code == 405


class TestSearch:
    @pytest.mark.parametrize("query", ["?person=quang", "?person=dang+minh", "?person=Đặng Minh Quang"])
    def test_by_person(self, see, province, query):
        found = see("kiem", query).context["page"].rows

        assert {row.entry.actor for row in found} == {province.quang}

    def test_by_organisation(self, see, province):
        for query in ("?organisation=so-tttt", "?organisation=thong+tin+truyen+thong"):
            found = see("kiem", query).context["page"].rows
            assert {row.entry.hat_organisation_id for row in found} == {province.organisations["so-tttt"].pk}

    def test_by_event_kind_and_object(self, see, province):
        rows = see("kiem", "?event=round.unit_added").context["page"].rows
        assert {row.what for row in rows} == {"Thêm đơn vị vào đợt"}
        rows = see("kiem", "?kind=people.organisation").context["page"].rows
        assert {row.subject.kind_words for row in rows} == {"Cơ quan"}
        page = see("kiem", f"?{trail_address(province.lan)}").context["page"]
        assert {row.subject.name for row in page.rows} == {"Nguyễn Thị Lan", "Nguyễn Thị Lan, Sở Y tế"}
        assert page.subject.name == "Nguyễn Thị Lan"

    def test_by_days_and_words(self, see, province):
        with time_machine.travel(datetime(2030, 1, 2, 12, tzinfo=HANOI), tick=False):
            audit.record("test.done", by=None, subject=province.lan, note="Ghi chú lạ")
        found = "?from=02/01/2030&to=02/01/2030"

        assert len(numbers(see("kiem", found))) == 1
        assert numbers(see("kiem", "?from=03/01/2030")) == []
        assert len(numbers(see("kiem", "?q=chú+lạ"))) == 1
        assert numbers(see("kiem", "?q=không có đâu")) == []

    @pytest.mark.parametrize(
        ("query", "says"),
        [
            ("?from=31/31/2026", "“31/31/2026” không phải ngày. Viết dạng 05/12/2026."),
            ("?from=02/01/2026&to=01/01/2026", "Ngày cuối trước ngày đầu"),
            ("?subject=x", "Đối tượng chưa đúng dạng"),
            ("?event=x", "Không có loại này"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, see, query, says):
        page = see("kiem", query)

        assert page.status_code == 400
        assert says in page.content.decode()
        assert numbers(page) == []

    @pytest.mark.parametrize("query", ["?before=x", "?before=-1", f"?before={'9' * 40}"])
    def test_strange_addresses_do_no_harm(self, see, query):
        assert see("kiem", query).status_code == 200


class TestPages:
    def test_fifty_a_page_and_back(self, see, province):
        for _ in range(120):
            audit.record("test.done", by=None, subject=province.lan)
        query = f"?{trail_address(province.lan)}"
        first = see("kiem", query)
        second = see("kiem", f"?{first.context['page'].earlier}")
        third = see("kiem", f"?{second.context['page'].earlier}")

        assert [len(numbers(each)) for each in (first, second, third)] == [50, 50, 22]
        assert (first.context["page"].later, third.context["page"].earlier) == ("", "")
        assert numbers(see("kiem", f"?{third.context['page'].later}")) == numbers(second)
        assert numbers(see("kiem", f"?{second.context['page'].later}")) == numbers(first)

    @pytest.mark.parametrize("count", [3, 30])
    def test_a_constant_number_of_queries(self, see, province, count):
        for number in range(count):
            person = add_person(f"nguoi-{number}", full_name=f"Người {number}", by=province.van)
            audit.record("test.done", by=person, subject=province.health)
        see()

        with CaptureQueriesContext(connection) as asked:
            see("kiem", f"?q=nguoi&from={timezone.localdate():%d/%m/%Y}")

        assert len(asked) <= MOST_QUERIES


class TestRow:
    def test_it_says_who_as_what_did_what_from_where_before_and_after(self, see, province, client):
        province.open()
        client.force_login(province.lan)
        for url in ("https://example.vn/1", "https://example.vn/2"):
            given = {"item": "1.1", "url": url, "title": "Kế hoạch"}
            client.post(f"/sheets/{province.health.pk}/links/?item=1.1", given, REMOTE_ADDR="10.9.8.7")

        page = see("kiem", "?event=evidence_link.added").content.decode()

        for said in (
            "Nguyễn Thị Lan", "Nhập liệu · Sở Y tế", "Thêm tài liệu kiểm chứng", "10.9.8.7",
            "Sở Y tế, Đợt 2025", "https://example.vn/1", "Phiếu tự đánh giá",
        ):  # fmt: skip
            assert said in page

    def test_what_stood_before_and_after_is_told_in_words(self, province):
        province.open()
        (row,) = [each for each in history_of(province.round) if each.entry.event == "round.opened"]

        assert [(each.name, each.text) for each in row.changes] == [
            ("Bước", "Chuẩn bị → Đang mở"),
            ("Số phiếu", "2"),
        ]
        assert row.brief == "Bước: Chuẩn bị → Đang mở; Số phiếu: 2"

    def test_no_code_and_no_long_digest_is_left_to_the_reader(self, province):
        province.open()
        sheet, lan, hung = province.health, province.lan, province.hung
        sheets.save_answer(sheet, item="1.1", field="level", value="head", expected_version=0, by=lan)
        answer = Answer.objects.get(sheet=sheet, item="1.1", key="level")
        sheets.save_answer(
            sheet, item="1.1", field="level", value="deputy", expected_version=answer.version, by=lan
        )
        sheets.save_answers(sheet, given=[Given("1.2", "a", "12345"), Given("2.1", "check", "news")], by=lan)
        sheets.submit(sheet, by=hung)

        submitted, several, changed, *_ = (row.brief for row in history_of(sheet))
        assert changed == "Mục: 1.1 Người đứng đầu chủ trì; Mức: Cấp trưởng → Cấp phó"
        assert several == "1.2 a (Số người được tập huấn): 12.345; 2.1 Điều kiện “Có tin bài”: Đạt"
        assert "Bước: Đang nhập → Đã gửi" in submitted
        sheet.refresh_from_db()
        assert f"Mã biên nhận: {sheet.receipt[:12]}…" in submitted

    def test_what_was_taken_away_says_what_it_was(self, province):
        audit.record(
            "test.done", by=None, subject=province.lan, before={"role": "clerk", "items": ["1", "2"]}
        )

        assert history_of(province.lan)[0].brief == "Trước đó: Vai trò: Nhập liệu; items: 1; 2"

    def test_the_history_stands_beside_its_object(self, province):
        province.open()
        given = {"history": history_of(province.round), "trail_query": trail_address(province.round)}
        page = render_to_string("people/parts/history.html", given)

        assert "Chuẩn bị → Đang mở" in page
        assert "Quản trị đợt đánh giá · Sở Thông tin và Truyền thông" in page
        assert f'href="/trail/?subject=assessment.round%3A{province.round.pk}"' in page
        assert "Chưa có thay đổi nào" in render_to_string("people/parts/history.html", {"history": []})

    def test_history_asks_for_entries_names_and_groups_once_each(self, province):
        with CaptureQueriesContext(connection) as asked:
            rows = history_of(province.round)

        assert (len(rows) > 3, len(asked)) == (True, 3)

    def test_what_people_typed_is_no_markup(self, see, province):
        audit.record("test.done", by=None, subject=province.lan, note="<b>x</b>", after={"x": "<i>y</i>"})

        page = see().content.decode()

        assert "&lt;b&gt;x" in page
        assert "<i>y" not in page


class TestExport:
    def test_what_is_filtered_leaves_as_csv_and_excel_and_it_is_recorded(self, see, province):
        wanted = Entry.objects.filter(actor=province.quang).order_by("number")
        expected = [str(each.number) for each in wanted]

        text = b"".join(see("kiem", "trail.csv?person=quang").streaming_content).decode("utf-8-sig")
        content = see("kiem", "trail.xlsx?person=quang").content

        assert [line.partition(",")[0] for line in text.splitlines()[1:]] == expected
        assert "Nhóm: Khối sở; " in text
        assert "Sở Y tế (so-y-te)" in text
        rows = read(content)
        assert [str(row[0]).removesuffix(".0") for row in rows[1:]] == expected
        entry = Entry.objects.latest("number")
        assert (entry.event, entry.actor) == ("trail.exported", province.people["kiem"])
        assert entry.after == {"form": "xlsx", "entries": len(expected), "chosen": {"person": "quang"}}

    def test_too_many_for_excel(self, see, monkeypatch):
        monkeypatch.setattr("opendti.audit.exports.MOST_IN_WORKBOOK", 2)

        answer = see("kiem", "trail.xlsx")

        assert answer.status_code == 409
        assert "Chọn khoảng ngày ngắn hơn, hoặc tải CSV" in answer.content.decode()
        assert not Entry.objects.filter(event="trail.exported").exists()


class TestChain:
    def test_never_looked_at(self, see):
        assert "Chưa kiểm tra lần nào" in see().content.decode()

    def test_looking_at_it_tells_and_leaves_an_entry(self, see, client, province):
        see()
        page = client.post("/trail/verify/", follow=True).content.decode()

        entry = Entry.objects.latest("number")
        assert (entry.event, entry.actor) == ("trail.verified", province.people["kiem"])
        assert entry.after == {
            "entries": entry.number - 1,
            "mark": f"{entry.number - 1}:{entry.previous}",
            "wrong": 0,
            "complaints": [],
        }
        assert "Liền mạch." in page
        assert entry.previous in page

    def test_what_is_wrong_is_told_on_the_page(self, see, client):
        see()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_entry SET note = 'khác' WHERE number = 3")
        page = client.post("/trail/verify/", follow=True).content.decode()

        assert "không liền mạch: 1 chỗ sai" in page
        assert "Dòng 3 (" in page

    def test_an_entry_that_cannot_be_read_is_shown_as_such_and_told(self, see, client):
        see()
        client.post("/trail/verify/")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_entry SET after = '[1, 2]' WHERE event = 'trail.verified'")

        assert "Không đọc được" in see().content.decode()
        page = client.post("/trail/verify/", follow=True).content.decode()
        assert "không liền mạch: 1 chỗ sai" in page

    def test_a_chain_computed_anew_is_found_by_the_last_mark(self, see, client):
        see()
        client.post("/trail/verify/")
        with connection.cursor() as cursor:
            last = Entry.objects.latest("number")
            columns = Entry.objects.get(number=last.number - 1).columns() | {"note": "khác"}
            digest = chain.digest_of(columns)
            cursor.execute(
                "UPDATE audit_entry SET note = 'khác', digest = %s WHERE number = %s",
                [digest, last.number - 1],
            )
            anew = chain.digest_of(last.columns() | {"previous": digest})
            cursor.execute(
                "UPDATE audit_entry SET previous = %s, digest = %s WHERE number = %s",
                [digest, anew, last.number],
            )
            cursor.execute("UPDATE audit_chainhead SET digest = %s", [anew])

        for _ in ("asked once", "asked again, which makes nothing good"):
            page = client.post("/trail/verify/", follow=True).content.decode()
            assert "không còn khớp mốc đã ghi" in page

    def test_only_who_sees_all_has_it_looked_at(self, see, client):
        assert "/trail/verify/" not in see("kiem-xa").content.decode()
        assert client.post("/trail/verify/").status_code == 403
        assert not Entry.objects.filter(event="trail.verified").exists()


def read(content: bytes) -> Any:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
