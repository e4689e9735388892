import io
import re
import zipfile
from fractions import Fraction

import pytest
from django.urls import reverse

from opendti.assessment import actions as assessment
from opendti.results import actions
from opendti.results.models import NodeResult, Publication
from opendti.scoring import rounding
from tests.cast import give
from tests.results.pages import league
from tests.results.pages.browsing import crawl, links_of, text_of

RANKING = "/results/2025/so/"


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def rows(ranking: str) -> dict[str, str]:
    """The text of every line of a ranking by the unit's code."""
    body = ranking.partition("<tbody>")[2].partition("</tbody>")[0]
    lines = body.split("<tr>")[1:]
    return {re.findall(r'href="/results/2025/so/([^/]+)/"', line)[0]: text_of(line) for line in lines}


class TestNothingPublished:
    def test_the_front_page_says_so(self, client, computed):
        front = page(client, "/")

        assert "Chưa có kết quả nào được công bố" in front
        assert "2025" not in text_of(front)

    @pytest.mark.parametrize(
        "path",
        [
            "results/{}/",
            "results/{}/so/",
            "results/{}/so/so-y-te/",
            "results/{}/so/so-y-te/why/1.1/",
            "method/{}/",
            "method/{}/so/",
            "data/{}/",
            "data/{}/ranking.csv",
            "data/{}/ranking.json",
            "data/{}/ranking.xlsx",
        ],
    )
    def test_what_waits_for_publication_looks_like_what_never_was(self, client, computed, path):
        waiting, never = (client.get("/" + path.format(year)) for year in (2025, 1999))

        assert (waiting.status_code, never.status_code) == (404, 404)
        assert without_reference(waiting) == without_reference(never)
        assert waiting["Cache-Control"] == "private, no-store"

    def test_a_discarded_or_waiting_edition_cannot_be_asked_for(self, client, computed):
        assert client.get(f"/results/2025/replaced-{computed.pk}/").status_code == 404


def without_reference(response) -> str:
    return re.sub(r"404-\w+", "404", response.content.decode())


class TestRanking:
    def test_is_open_to_everybody(self, client, published):
        assert "Xếp hạng chuyển đổi số năm 2025" in page(client, "/")
        assert rows(page(client, "/")) == rows(page(client, RANKING)) == rows(page(client, "/results/2025/"))

    def test_goes_by_exact_values_with_shared_ranks(self, client, published):
        lines = rows(page(client, RANKING))

        ranks = {code: text.split()[0] for code, text in lines.items()}
        assert ranks == {code: str(rank or "–") for code, rank in league.RANKS.items()}
        assert list(lines) == list(league.RANKS)

    def test_equal_looking_values_get_more_decimals_and_a_sentence(self, client, published):
        ranking = page(client, RANKING)
        lines = rows(ranking)

        assert "12,5003" in lines["don-vi-1"]
        assert "12,5003" in lines["don-vi-2"]
        assert "12,5000" in lines["don-vi-0"]
        assert "60,00" not in lines["so-y-te"]  # 47,5 after the adjustment, not what was claimed
        assert "cùng là 12,50\u00a0% khi làm tròn; hạng xét theo giá trị đúng" in ranking

    def test_an_unranked_unit_is_listed_without_a_rank(self, client, published):
        assert "không xếp hạng" in rows(page(client, RANKING))["so-noi-vu"]

    def test_marks_who_sent_nothing_and_counts_what_nobody_concluded_on(self, client, published):
        ranking = page(client, RANKING)
        count = sum(["not_concluded", ""] in node.flags for node in NodeResult.objects.all())

        assert "không gửi phiếu" in rows(ranking)["so-noi-vu"]
        assert count > 20
        assert f"{count} lượt chỉ số chưa có kết luận thẩm định, tính theo số đơn vị kê khai" in ranking

    def test_cites_the_decision(self, client, published):
        assert "điểm theo Quyết định số 01/QĐ-TN" in text_of(page(client, RANKING))
        assert "theo Quyết định số 01/QĐ-TN" in text_of(page(client, "/method/2025/so/"))

    def test_an_unknown_group_unit_or_number_is_404(self, client, published):
        for path in ("khong/", "so/khong/", "so/so-y-te/why/9.9/", "so/khong/why/total/"):
            assert client.get(f"/results/2025/{path}").status_code == 404

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_is_only_read(self, client, published, method):
        assert getattr(client, method)("/").status_code == 405


class TestWhy:
    def test_every_number_opens_an_explanation_that_shows_the_same(self, client, published):
        seen = 0
        for address in ("/", RANKING, *(f"{RANKING}{code}/" for code in league.RANKS)):
            for href, text in links_of(page(client, address)):
                number = re.search(r"\d+,\d+", text)
                if "/why/" in href and number:
                    seen += 1
                    assert number.group() in text_of(page(client, href)), (address, href, text)
        assert seen > 40

    def test_every_node_has_one(self, client, published):
        for node in NodeResult.objects.select_related("unit__group"):
            name = {"set": "total", "group": f"group-{node.code}"}.get(node.kind, node.code)
            told = page(client, f"{RANKING}{node.unit.organisation_code}/why/{name}/")
            if node.state in ("excluded", "not_applicable"):
                assert "Vì sao không tính điểm?" in told
            elif node.kind != "set":
                assert f"Vì sao {rounding.shown(Fraction(node.points), 2)} điểm?" in told

    def test_shows_inputs_law_fraction_and_rounding(self, client, published):
        told = text_of(page(client, f"{RANKING}don-vi-1/why/1.2/"))

        for piece in ("50.001", "Thông tin chung I.1", "50001/10000", "5,00", "01/QĐ-TN, Phụ lục, mục 1.2"):
            assert piece in told

    def test_rounding_is_told_in_common_words(self, client, published):
        for address in (f"{RANKING}so-y-te/why/total/", "/method/2025/so/"):
            assert "từ 5 trở lên thì tăng" in page(client, address)

    def test_a_long_fraction_is_folded_once(self, client, cast):
        length = "1" * 13
        cast.fill()
        give(cast.health, cast.lan, [("I.1", "value", f"3{length}"), ("1.2", "a", length)])
        assessment.close_self_assessment(cast.round, by=cast.quang)
        league.publish(actions.compute(cast.round, by=cast.quang), cast)

        for name in ("total", "1.2"):
            told = page(client, f"{RANKING}so-y-te/why/{name}/")
            exact = NodeResult.objects.get(
                unit__organisation_code="so-y-te", code="thu-nghiem/nho" if name == "total" else name
            ).points
            assert len(exact) > 24
            assert told.count("Xem phân số đầy đủ") == told.count(exact) == 1

    def test_what_was_chosen_is_shown_with_who_says_so(self, client, published):
        told = text_of(page(client, f"{RANKING}so-y-te/why/1.1/"))

        assert "Mức đã chọn Cấp phó Thẩm định điều chỉnh (đơn vị kê khai Cấp trưởng)" in told

    def test_an_excluded_component_is_a_word(self, client, published):
        unit = page(client, f"{RANKING}so-tu-phap/")

        assert "Loại trừ" in unit
        assert "Không đánh giá: điểm và điểm tối đa đều ra khỏi tổng" in page(
            client, f"{RANKING}so-tu-phap/why/2.1/"
        )
        assert "trừ chỉ số “Không đánh giá”" in page(client, f"{RANKING}so-tu-phap/why/total/")

    def test_a_component_nobody_concluded_on_says_so(self, client, published):
        assert "Chưa có kết luận thẩm định" in page(client, f"{RANKING}so-y-te/why/2.1/")

    def test_a_part_leads_to_its_whole_and_back(self, client, published):
        assert f'href="{RANKING}so-y-te/why/2.2/"' in page(client, f"{RANKING}so-y-te/why/2.2.1/")
        assert f'href="{RANKING}so-y-te/why/2.2.1/"' in page(client, f"{RANKING}so-y-te/why/2.2/")


class TestMethod:
    def test_tells_every_component_in_words(self, client, published):
        method = text_of(page(client, "/method/2025/so/"))

        for piece in ("Cấp trưởng", "1/2 điểm tối đa", "Số người được tập huấn", "Chất lượng", "01/QĐ-TN"):
            assert piece in method


class TestYears:
    @pytest.fixture
    def last_year(self, published):
        """The same ranking a year before, with Sở Y tế second."""
        old = Publication.objects.create(
            round_slug="2024", year=2024, title="Đợt 2024", owner_name=published.owner_name,
            state="published", computed_at=published.computed_at, published_at=published.published_at,
            decision_number="1/QĐ", decided_on=published.decided_on,
        )  # fmt: skip
        group = published.groups.get()
        units = list(group.units.all())
        group.pk, group._state.adding, group.publication = None, True, old  # noqa: SLF001 - copies a row
        group.save()
        for unit in units:
            unit.pk, unit._state.adding, unit.group = None, True, group  # noqa: SLF001 - copies a row
            if unit.organisation_code == "so-y-te":
                unit.percent, unit.rank = "40", 2
            unit.save()
        return old

    def test_movement_and_gain_are_told_by_organisation_code(self, client, published, last_year):
        line = rows(page(client, RANKING))["so-y-te"]

        assert "lên 1" in line
        assert "+7,50" in line

    def test_years_are_in_the_menu(self, client, published, last_year):
        assert f'href="{reverse("portal:results", kwargs={"year": "2024"})}"' in page(client, "/")
        assert "năm 2024" in page(client, "/results/2024/")


class TestCorrection:
    @pytest.fixture
    def corrected(self, published):
        Publication.objects.filter(pk=published.pk).update(state="superseded")
        new = Publication.objects.get(pk=published.pk)
        new.pk, new._state.adding, new.state = None, True, "published"  # noqa: SLF001 - copies a row
        new.supersedes_id = published.pk
        new.save()
        group = published.groups.get()
        units = list(group.units.all())
        group.pk, group._state.adding, group.publication = None, True, new  # noqa: SLF001 - copies a row
        group.save()
        for unit in units:
            unit.pk, unit._state.adding, unit.group = None, True, group  # noqa: SLF001 - copies a row
            unit.save()
        return new

    def test_the_new_list_links_to_the_old_one(self, client, published, corrected):
        old = f"/results/2025/replaced-{published.pk}/"

        assert f'href="{old}"' in page(client, RANKING)
        assert "Danh sách này đã được thay" in page(client, old)
        assert 'href="/results/2025/"' in page(client, old)

    def test_the_old_list_stays_whole(self, client, published, corrected):
        old = f"/results/2025/replaced-{published.pk}/so/so-y-te/why/1.2/"

        assert "Danh sách này đã được thay" in page(client, old)
        assert client.get(f"/results/2025/replaced-{corrected.pk}/").status_code == 404


class TestSafety:
    def test_no_page_has_anything_inline(self, client, published):
        for address, content in crawl(client, "/"):
            text = content.decode("utf-8", "replace")
            if not address.startswith("/data/2025/r") and "<html" in text[:200]:
                assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", text), address

    def test_no_person_is_named_anywhere(self, client, cast, published):
        names = [person.full_name for person in cast.people.values() if person.full_name != "Khách"]
        forbidden = [league.SECRET, *names]
        found = {
            (address, word)
            for address, content in crawl(client, "/")
            for word in forbidden
            if word in readable(address, content)
        }

        assert found == set()


def readable(address: str, content: bytes) -> str:
    """The text of a page or file; an Excel file is unpacked first."""
    if not address.endswith(".xlsx"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())
