import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opendti.results import actions
from tests.cast import add_units
from tests.results.pages import league
from tests.results.pages.browsing import crawl, links_of, text_of

RANKING = "/rounds/2025/ranking/so/"
MOST_QUERIES = 15  # Of which the gate and the header take six.
ADDRESSES = [
    "/rounds/2025/ranking/",
    RANKING,
    f"{RANKING}?as=table",
    "/rounds/2025/ranking/so.xlsx",
    f"{RANKING}so-y-te/",
    f"{RANKING}so-y-te/why/1.2/",
    f"{RANKING}so-y-te/why/total/",
]


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


class TestWhoMaySee:
    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("quang", 200),  # manages the round
            ("dung", 200),  # leads its owner
            ("oanh", 403),  # appraises for the owner
            ("lan", 404),  # fills in for a unit
            ("nga", 404),  # appraises for another organisation
            ("khach", 302),
        ],
    )
    @pytest.mark.usefixtures("computed")
    def test_only_manager_and_leadership_of_the_owner(self, client, cast, who, status):
        client.force_login(getattr(cast, who))

        assert {client.get(address).status_code for address in ADDRESSES} == {status}

    def test_nobody_without_log_in(self, client, computed):
        for address in ADDRESSES:
            assert client.get(address).status_code in (302, 403)

    def test_is_only_read(self, office, computed):
        assert office.post(RANKING).status_code == 405

    def test_an_unknown_group_unit_or_number_is_404(self, office, computed):
        for path in ("khong/", "so/khong/", "so/so-y-te/why/9.9/", "khong.xlsx"):
            assert office.get(f"/rounds/2025/ranking/{path}").status_code == 404


class TestBeforeComputing:
    def test_says_that_there_is_nothing_yet(self, cast, office):
        cast.appraise()

        assert "Đợt này chưa có kết quả" in page(office, "/rounds/2025/ranking/")
        assert office.get(f"{RANKING}so-y-te/").status_code == 404


class TestRanking:
    def test_says_whether_it_is_published(self, cast, office, computed):
        assert "chưa công bố" in page(office, RANKING)

        league.publish(computed, cast)

        assert "512/QĐ-UBND" in page(office, RANKING)

    def test_shows_ranks_values_and_why_decimals_differ(self, office, computed):
        text = text_of(page(office, RANKING))

        assert "3 Đơn vị 1 không gửi phiếu 12,5003" in text
        assert "cùng là 12,50 % khi làm tròn" in text

    def test_the_chosen_unit_stands_at_the_side(self, office, computed):
        side = text_of(page(office, f"{RANKING}?unit=so-tu-phap").split("<aside")[1].split("</aside>")[0])

        assert "Sở Tư pháp" in side
        assert "Hạng 2/5" in side
        assert "Mất nhiều điểm nhất" in side
        assert "Sở Y tế" in page(office, f"{RANKING}?unit=khong").split("<aside")[1]

    def test_the_heat_map_says_in_words_what_is_left_out(self, office, computed):
        ranking = page(office, RANKING)

        assert "Loại trừ, không tính vào chỉ số" in ranking
        assert "heatmap.js" in ranking

    def test_the_map_as_a_table_holds_the_same_points(self, office, computed):
        table = page(office, f"{RANKING}?as=table")

        assert 'class="heatmap"' not in table
        words = dict(links_of(table))
        assert words[f"{RANKING}so-tu-phap/why/2.1/"].startswith("Loại trừ")
        assert words[f"{RANKING}so-y-te/why/2.1/"].startswith("5,00")

    def test_every_number_opens_an_explanation_that_shows_the_same(self, office, computed):
        for href, text in links_of(page(office, RANKING)):
            number = re.search(r"^\d+,\d+", text)
            if "/why/" in href and number:
                assert number.group() in text_of(page(office, href)), (href, text)

    def test_the_workbook_holds_ranks_and_components(self, office, computed):
        content = office.get("/rounds/2025/ranking/so.xlsx").content
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            strings = book.read("xl/sharedStrings.xml").decode()

        assert "Chỉ số thành phần" in strings
        assert "Loại trừ" in strings

    def test_every_page_can_be_reached_and_has_nothing_inline(self, office, computed):
        pages = 0
        for address, content in crawl(office, "/rounds/2025/ranking/", within="/rounds/2025/ranking/"):
            if not address.endswith(".xlsx"):
                pages += 1
                assert not re.search(rb"<style|\sstyle=|\son\w+=|<script(?! src=)", content), address
        assert pages > 70


class TestUnit:
    def test_self_and_appraised_points_stand_side_by_side(self, office, computed):
        text = text_of(page(office, f"{RANKING}so-y-te/"))

        assert "tự đánh giá 24,00 điểm" in text
        assert "10,00 5,00 /10" in text  # 1.1: claimed, and as adjusted
        assert "Cách hạng" not in text

    def test_the_gap_to_the_next_rank_is_in_points_of_the_units_own_maximum(self, office, computed):
        assert "Cách hạng 1 9,25 điểm, Sở Y tế" in text_of(page(office, f"{RANKING}so-tu-phap/"))

    def test_the_ledger_shows_what_was_found(self, office, computed):
        text = text_of(page(office, f"{RANKING}so-y-te/why/1.1/"))

        assert "Thẩm định Điều chỉnh" in text
        assert "Tự đánh giá 10,00" in text


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture(params=[3, 30])
def many(request, cast):
    """A ranking with few or many units beside the two."""
    add_units(cast, request.param)
    cast.appraise()
    return actions.compute(cast.round, by=cast.quang)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_number_of_queries_does_not_grow_with_the_units(office, many, address):
    assert queries_of(office, address) <= MOST_QUERIES
