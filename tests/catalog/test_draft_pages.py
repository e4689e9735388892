"""How many queries the pages of a draft make, and that they need nothing the policy forbids."""

import re

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opendti.catalog import editing, queries
from opendti.catalog.models import Draft, PrintedRow
from opendti.scoring import trees
from opendti.scoring.trees import Tree
from tests import small_set
from tests.catalog.drafts import accept_all, change, draft_of, row_of, value_of
from tests.plain import plain

PAGES = ["item", "head", "general", "publish-draft", "draft-history", "presence", "draft-file"]
MOST = 16


def set_of(count: int) -> str:
    """The small set with this many components in its first main index, and as many main indexes."""
    tree = plain(trees.parse(small_set.TEXT, name="x"))
    first = tree["groups"][0]["main_indexes"][0]
    first["components"] = [component(f"1.{number}") for number in range(1, count + 1)]
    return trees.write(tree)


def component(code: str) -> Tree:
    figures: list[object] = [{"id": letter, "label": f"Số {letter}", "unit": "cái"} for letter in ("a", "b")]
    rule: Tree = {"form": "ratio", "of": "a / b"}
    return {"code": code, "title": f"Chỉ số {code}", "max": "10", "figures": figures, "rule": rule}


@pytest.fixture
def quang(cast, client):
    client.force_login(cast.quang)
    return client


def made(cast, count: int) -> Draft:
    """A draft that was worked on: everything accepted and some of it edited again."""
    draft = accept_all(draft_of(cast, set_of(count)), cast.quang)
    for number in range(1, count // 2):
        change(draft, f"1.{number}", cast.quang, note=f"Ghi chú {number}")
    rows = [node.row for node in editing.nodes(draft.tree, "component")]
    PrintedRow.objects.bulk_create(
        PrintedRow(draft=draft, row=row, cells=[["STT", row]], certainty="likely", reasons=["Xem"])
        for row in rows
    )
    return draft


def url_of(draft, name: str) -> str:
    if name == "item":
        return reverse("catalog:draft-item", args=[draft.pk, row_of(draft, "1.2")])
    names = {"head": "draft-head", "general": "draft-general"}
    return reverse(f"catalog:{names.get(name, name)}", args=[draft.pk])


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_the_components(cast, quang, name):
    small, large = made(cast, 10), made(cast, 60)

    few, many = (queries_of(quang, url_of(draft, name)) for draft in (small, large))

    assert 0 < few == many <= MOST


def test_the_preview_asks_no_more_for_a_large_set(cast, quang):
    counts = []
    for count in (10, 60):
        draft = made(cast, count)
        url = reverse("catalog:preview-item", args=[draft.pk, row_of(draft, "1.2")])
        with CaptureQueriesContext(connection) as asked:
            assert quang.post(f"{url}?part=result", {"try-a": "1", "try-b": "2"}).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] <= MOST


def test_the_list_fetches_no_trees_neither_at_once_nor_one_by_one(cast, quang):
    draft_of(cast)
    few = queries_of(quang, reverse("catalog:list"))
    for _ in range(5):
        draft_of(cast)

    assert queries_of(quang, reverse("catalog:list")) == few
    assert all("tree" in each.get_deferred_fields() for each in queries.drafts_of(cast.quang))


@pytest.mark.parametrize("name", ["item", "head", "general", "publish-draft", "draft-history", "assign"])
class TestPage:
    @pytest.fixture
    def page(self, cast, quang, name) -> str:
        text: str = quang.get(url_of(made(cast, 5), name)).content.decode()
        return text

    def test_nothing_is_inline_and_nothing_comes_from_elsewhere(self, page):
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", page)
        assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)

    def test_ids_are_unique_and_labels_lead_somewhere(self, page):
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert sorted(ids) == sorted(set(ids))
        for target in re.findall(r'\s(?:for|aria-labelledby|form)="([^"]+)"', page):
            assert set(target.split()) <= set(ids), target


@pytest.mark.parametrize("name", ["item", "head", "general"])
def test_a_leader_reads_without_any_button_that_changes(cast, client, name):
    draft = made(cast, 5)
    client.force_login(cast.dung)
    page = lxml.html.document_fromstring(client.get(url_of(draft, name)).content.decode())

    buttons = {" ".join(each.text_content().split()) for each in page.iter("button")}
    assert not [each for each in buttons if re.match("Nhận|Lưu|Bỏ|Hoàn tác|Tách|Chuyển|Thêm|Lên|Sửa", each)]
    assert not page.xpath(
        "//form[not(contains(@class, 'trial-form'))]//*[@name and not(@type='hidden') and "
        "not(ancestor::fieldset[@disabled]) and not(ancestor::header)]"
    )


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", ["item", "head", "general", "publish-draft", "draft-history"])
def test_what_a_decision_says_is_never_taken_for_html(cast, quang, name):
    text = small_set.TEXT.replace("Cán bộ được tập huấn", f"'{SCRIPT}'").replace("Số cán bộ,", f"'{SCRIPT}',")
    draft = draft_of(cast, text)
    change(draft, "1.2", cast.quang, note=SCRIPT, text=SCRIPT, said=SCRIPT, evidence=SCRIPT)
    change(draft, "1", cast.quang, title=SCRIPT)
    cells = [["Cách tính", SCRIPT]]
    row = row_of(draft, "1.2")
    PrintedRow.objects.create(draft=draft, row=row, cells=cells, certainty="likely", reasons=[SCRIPT])

    assert "<script>alert" not in quang.get(url_of(draft, name)).content.decode()


class TestFilter:
    def test_the_tree_shows_what_is_left_alone(self, cast, quang):
        draft = accept_all(draft_of(cast), cast.quang)
        change(draft, "2.2.1", cast.quang, title="Khác")
        url = url_of(draft, "draft-history").replace("history/", f"items/{row_of(draft, '2.2.1')}/")

        page = quang.get(f"{url}?show=todo").content.decode()

        tree = page[page.index('class="tree"') : page.index('class="pane-main"')]
        assert f"/items/{row_of(draft, '2.2.1')}/" in tree
        assert f"/items/{row_of(draft, '2.2.2')}/" not in tree

    def test_an_unknown_filter_shows_all(self, cast, quang):
        draft = draft_of(cast)

        assert quang.get(url_of(draft, "item"), {"show": "x"}).status_code == 200


class TestExport:
    def test_the_file_holds_what_the_draft_holds_however_wrong(self, cast, quang):
        draft = draft_of(cast)
        change(draft, "1.1", cast.quang, max="mười", rule=None)

        response = quang.get(url_of(draft, "draft-file"))

        assert "thu-nghiem-nho.yaml" in response["Content-Disposition"]
        draft.refresh_from_db()
        assert trees.parse(response.content.decode(), name="x") == editing.without_rows(draft.tree)
        assert value_of(draft, "1.1")["max"] == "mười"

    def test_so_does_the_workbook(self, cast, quang):
        response = quang.get(url_of(draft_of(cast), "draft-workbook"))

        assert response.content.startswith(b"PK")
