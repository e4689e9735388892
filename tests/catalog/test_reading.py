"""The list and the page of a set, and two sets beside each other, as people see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opendti.catalog import actions, queries
from opendti.catalog.actions import import_text
from opendti.catalog.models import ComponentMatch, IndexSet
from tests import small_set
from tests.scoring.worked import LIBRARY


def page(client, who, name, *args, query="") -> str:
    client.force_login(who)
    response = client.get(reverse(f"catalog:{name}", args=args) + query)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def imported(number: int) -> IndexSet:
    text = small_set.TEXT.replace("thu-nghiem/nho", f"thu-nghiem/so-{number}").replace(
        "01/QĐ-TN", f"{number}/QĐ"
    )
    return import_text(text, name="x")


@pytest.fixture
def no_library(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENDTI_INDEXSETS", str(tmp_path))
    return tmp_path


class TestList:
    def test_shows_every_version_and_what_has_become_of_it(self, cast, client):
        first = IndexSet.objects.get()
        second = import_text(small_set.TEXT.replace("Nền tảng", "Nền tảng chung"), name="x")
        retired = imported(7)
        actions.retire(retired, reason="Bỏ", by=cast.quang)

        text = page(client, cast.mai, "list")

        for row, words in ((first, "Đã có bản mới"), (second, "Đang dùng"), (retired, "Thôi dùng")):
            after = text[text.index(reverse("catalog:index-set", args=[row.pk]) + '"') :]
            assert words in after[: after.index("</tr>")]

    def test_shows_the_frames_of_the_library_with_what_they_lack(self, cast, client):
        text = page(client, cast.mai, "list")

        assert "405/QĐ-BKHCN" in text
        assert "Chưa có mục Thông tin chung nào." in text
        assert "Hoàn thiện" not in text

    def test_managers_may_complete_a_frame(self, cast, client):
        assert "Hoàn thiện" in page(client, cast.quang, "list")

    @pytest.mark.parametrize("words", ["thử nghiệm", "THU NGHIEM", "01/qd-tn", "nghiem 2025"])
    def test_finds_with_and_without_accents(self, cast, client, no_library, words):
        assert "Bộ chỉ số thử nghiệm" in page(client, cast.mai, "list", query=f"?q={words}")

    def test_says_when_nothing_is_found(self, cast, client):
        text = page(client, cast.mai, "list", query="?q=không+có+đâu")

        assert "Không có bộ chỉ số nào có “không có đâu”" in text

    @pytest.mark.django_db
    def test_says_when_there_is_nothing(self, client, no_library, cast, monkeypatch):
        monkeypatch.setattr("opendti.catalog.queries.reading._rows", IndexSet.objects.none)

        assert "Chưa ban hành bộ chỉ số nào" in page(client, cast.mai, "list")

    @pytest.mark.parametrize("count", [3, 30])
    def test_asks_the_database_no_more_for_a_long_list(self, cast, client, count):
        for number in range(count):
            imported(number)
        client.force_login(cast.quang)
        client.get(reverse("catalog:list"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("catalog:list"))

        assert len(captured) == 10
        assert not any('"catalog_indexset"."source"' in each["sql"] for each in captured)

    def test_a_broken_file_of_the_library_is_told(self, cast, client, no_library):
        (no_library / "hong").mkdir()
        (no_library / "hong" / "so.yaml").write_text("format: [", encoding="utf-8")

        assert "Tệp chưa đọc được" in page(client, cast.mai, "list")


class TestIndexSet:
    def test_tells_the_rule_the_source_and_the_decisions_own_words(self, cast, client):
        row = import_text(
            (LIBRARY / "hai-duong-2405-2024" / "so.yaml").read_text(encoding="utf-8"), name="so"
        )

        text = page(client, cast.mai, "index-set", row.pk)
        of_51 = text[text.index('id="c-5.1"') : text.index('id="c-5.2"')]

        assert "Điểm = a ÷ b × 10, không quá 10\u00a0điểm." in of_51
        assert "Thông tin chung, mục I.8 (Số lượng hệ thống thông tin)" in of_51
        assert "- Điểm=Tỷ lệ*Điểm tối đa" in of_51
        assert "Trích Phụ lục 1, mục 5.1" in of_51
        assert "8,33 điểm" in of_51

    def test_has_an_anchor_for_every_component_and_no_id_twice(self, cast, client):
        row = IndexSet.objects.get()
        text = page(client, cast.mai, "index-set", row.pk)
        ids = [part.split('"')[0] for part in text.split(' id="')[1:]]

        assert {f"c-{each.code}" for each in queries.definition_of(row).all_components} <= set(ids)
        assert len(ids) == len(set(ids))

    def test_shows_the_doubts_with_their_answers(self, cast, client):
        row = import_text(
            (LIBRARY / "hai-duong-2405-2024" / "so.yaml").read_text(encoding="utf-8"), name="so"
        )

        text = page(client, cast.mai, "index-set", row.pk)
        doubts = text[text.index('id="dang-ngo"') :]

        assert "Bảng cấu trúc ghi cả bộ có 22 chỉ số thành phần, còn bảng chi tiết liệt kê 23." in doubts
        assert "Chưa có câu trả lời" not in doubts

    def test_what_a_set_says_is_never_taken_for_html(self, cast, client):
        text = small_set.TEXT.replace("title: Trang thông tin", "title: '<script>alert(1)</script>'")
        row = import_text(text, name="x")

        assert "<script>alert" not in page(client, cast.mai, "index-set", row.pk)

    def test_a_retired_set_says_why(self, cast, client):
        row = IndexSet.objects.get()
        actions.retire(row, reason="Thay bằng quyết định khác.", by=cast.quang)

        assert "Thay bằng quyết định khác." in page(client, cast.mai, "index-set", row.pk)


class TestAccess:
    @pytest.mark.parametrize(
        "name", ["index-set", "method-pdf", "set-file", "set-workbook", "compare", "comparison-workbook"]
    )
    def test_nobody_without_membership_and_no_set_that_is_not_there(self, cast, client, name):
        there, not_there = (
            reverse(f"catalog:{name}", args=[pk]) for pk in (IndexSet.objects.get().pk, 99_999)
        )
        client.force_login(cast.khach)
        assert client.get(there)["Location"].startswith("/account/login/")
        client.force_login(cast.mai)
        assert client.get(not_there).status_code == 404
        assert client.post(there).status_code == 405

    def test_the_list_is_for_members(self, cast, client):
        client.force_login(cast.khach)

        assert client.get(reverse("catalog:list"))["Location"].startswith("/account/login/")


class TestCompare:
    @pytest.fixture
    def sets(self, cast):
        moved = small_set.TEXT.replace('"1.2"', '"1.9"').replace("Trang thông tin", "Trang thông tin điện tử")
        return IndexSet.objects.get(), import_text(moved, name="x")

    def test_tells_two_versions_in_words(self, cast, client, sets):
        first, second = sets

        text = page(client, cast.mai, "compare", second.pk, query=f"?with={first.pk}")

        assert (
            "Trong 4 chỉ số thành phần của phiên bản 1, 4 có trong cả hai bộ (2 giữ nguyên, 2 có khác)"
            in text
        )
        assert "Chỉ số 1.2 (phiên bản 1) nay là 1.9." in text
        assert "có lẽ" in text

    def test_filters(self, cast, client, sets):
        first, second = sets

        text = page(client, cast.mai, "compare", second.pk, query=f"?with={first.pk}&show=same")

        assert "#c-1.1" in text
        assert "#c-1.9" not in text

    def test_without_a_choice_and_with_itself(self, cast, client, sets):
        _, second = sets

        assert "Chọn một bộ khác" in page(client, cast.mai, "compare", second.pk)
        assert "Đây là chính bộ đang xem" in page(
            client, cast.mai, "compare", second.pk, query=f"?with={second.pk}"
        )

    @pytest.mark.parametrize("said", ["99999", "abc", "1' or 1=1", "٣"])
    def test_another_set_that_is_not_there(self, cast, client, sets, said):
        client.force_login(cast.mai)

        response = client.get(reverse("catalog:compare", args=[sets[1].pk]), {"with": said})

        assert response.status_code == 404

    def test_the_only_set_has_nothing_to_be_compared_with(self, cast, client):
        text = page(client, cast.mai, "compare", IndexSet.objects.get().pk)

        assert "Chưa có bộ chỉ số nào khác để so" in text

    def test_a_manager_decides_what_continues_what(self, cast, client, sets):
        first, second = sets
        client.force_login(cast.quang)
        url = reverse("catalog:match", args=[second.pk])
        sent = {"with": first.pk, "new.1.1": "", "new.1.2": "1.1", "new.2.1": "2.1"}

        response = client.post(url, sent, follow=True)

        assert ComponentMatch.objects.count() == 3
        assert "Đã ghi 3 chỗ nối." in response.content.decode()
        assert queries.matches(first, second) == {"1.1": "", "1.2": "1.1", "2.1": "2.1"}
        assert "đã xác nhận" in response.content.decode()

    def test_one_component_cannot_continue_two(self, cast, client, sets):
        first, second = sets
        client.force_login(cast.quang)

        response = client.post(
            reverse("catalog:match", args=[second.pk]),
            {"with": first.pk, "new.1.1": "1.1", "new.1.2": "1.1"},
            follow=True,
        )

        assert "nối với hai chỉ số cũ" in response.content.decode()
        assert ComponentMatch.objects.count() == 0

    @pytest.mark.parametrize(("who", "status"), [("mai", 403), ("dung", 403), ("khach", 302)])
    def test_nobody_else_does(self, cast, client, sets, who, status):
        client.force_login(cast.people[who])

        assert client.post(reverse("catalog:match", args=[sets[1].pk]), {}).status_code == status
