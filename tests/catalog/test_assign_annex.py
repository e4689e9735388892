"""An assignment annex says who appraises what; it is shown first and written on a second click."""

from pathlib import Path

import pytest
from django.urls import reverse

from opendti.audit.models import Entry
from opendti.catalog import actions, editing, library, queries
from opendti.catalog.models import Draft
from opendti.scoring.trees import Tree
from tests.catalog.drafts import accept, change, row_of, value_of
from tests.plain import plain

SEEDS = Path(__file__).parents[1] / "seeds"
PLAN = (SEEDS / "297.txt").read_text(encoding="utf-8")
ANNEX = PLAN[PLAN.index("**PHỤ LỤC**") :]
TTTT = "Sở Thông tin và Truyền thông"


def without_appraisers(tree: Tree) -> Tree:
    for node in editing.nodes(tree, "component"):
        node.value.pop("appraisers", None)
    return tree


@pytest.fixture
def draft(cast, client) -> Draft:
    """The frame of decision 297 for the departments, all of it with the owner of the round."""
    client.force_login(cast.quang)
    tree = without_appraisers(plain(library.tree_called("hai-duong-297-2023/so")))
    return actions.start_from_tree(tree, owner=cast.organisations["so-tttt"], by=cast.quang)


def send(client, draft, **said):
    return client.post(reverse("catalog:assign", args=[draft.pk]), {"version": draft.version} | said)


class TestAnnex:
    def test_is_shown_first_and_changes_nothing(self, client, draft):
        before = Draft.objects.get().tree

        page = send(client, draft, text=ANNEX).content.decode()

        assert "Sở Nội vụ" in page
        assert Draft.objects.get().tree == before

    def test_is_written_on_the_second_click(self, cast, client, draft):
        """The annex of the plan gives 4.1 and 4.2 to Sở Nội vụ."""
        assert send(client, draft, text=ANNEX, confirm="yes").status_code == 302

        assert value_of(draft, "4.1")["appraisers"] == ["Sở Nội vụ"]
        assert value_of(draft, "4.2")["appraisers"] == ["Sở Nội vụ"]
        entry = Entry.objects.get(event="draft.edited")
        assert entry.actor == cast.quang
        assert entry.note.startswith("Ghi phân công thẩm định cho")

    def test_gives_the_remaining_ones_to_whom_it_says(self, client, draft):
        """“Các chỉ số còn lại” are those of Sở Thông tin và Truyền thông."""
        main = next(node for node in editing.nodes(draft.tree, "main") if node.code == "4")
        new: Tree = {"code": "4.9", "title": "Chỉ số còn lại", "max": "1", "rule": {"form": "expert"}}
        actions.edit(
            draft, what="Thêm", change=lambda tree: editing.add(tree, main.row, new)[0], by=draft.created_by
        )
        draft.refresh_from_db()

        send(client, draft, text=ANNEX, confirm="yes")

        assert value_of(draft, "4.9")["appraisers"] == [TTTT]

    def test_what_changes_has_to_be_accepted_again(self, cast, client, draft):
        row = row_of(draft, "4.1")
        accept(draft, row, cast.quang)
        assert row in queries.acceptances(draft)

        send(client, draft, text=ANNEX, confirm="yes")

        draft.refresh_from_db()
        assert row not in queries.acceptances(draft)

    def test_can_be_taken_back(self, cast, client, draft):
        before = Draft.objects.get().tree
        send(client, draft, text=ANNEX, confirm="yes")
        draft.refresh_from_db()
        actions.undo(draft, by=cast.quang, seen_version=draft.version)

        assert Draft.objects.get().tree == before

    def test_is_refused_when_somebody_edited_in_between(self, cast, client, draft):
        seen = draft.version
        change(draft, "4.1", cast.quang, title="Khác")

        response = send(client, draft, text=ANNEX, confirm="yes", version=seen)

        assert response.status_code == 409
        assert value_of(draft, "4.1")["appraisers"] == [TTTT]

    def test_twice_changes_nothing_more(self, client, draft):
        send(client, draft, text=ANNEX, confirm="yes")
        draft.refresh_from_db()
        after = draft.tree

        page = send(client, draft, text=ANNEX, confirm="yes").content.decode()

        assert Draft.objects.get().tree == after
        assert "đã đúng như" in page

    @pytest.mark.parametrize("text", ["", "   ", "Chào các đồng chí"])
    def test_what_is_none_is_refused_and_kept(self, client, draft, text):
        response = send(client, draft, text=text)

        assert response.status_code == 422
        assert text.strip() in response.content.decode()

    @pytest.mark.parametrize(("who", "status"), [("dung", 403), ("oanh", 403), ("hung", 404)])
    def test_is_for_the_managers_of_the_owner(self, cast, client, draft, who, status):
        client.force_login(cast.people[who])

        assert send(client, draft, text=ANNEX, confirm="yes").status_code == status
        assert value_of(draft, "4.1")["appraisers"] == [TTTT]


class TestHaNoi:
    @pytest.mark.parametrize(
        ("code", "component", "agencies"),
        [
            ("thanh-pho", "6.14", ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"]),
            ("huyen", "6.10", ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"]),
        ],
    )
    def test_annex_02_fills_each_level_of_the_frame(self, cast, client, code, component, agencies):
        client.force_login(cast.quang)
        tree = without_appraisers(plain(library.tree_called(f"ha-noi-920-2024/{code}")))
        draft = actions.start_from_tree(tree, owner=cast.organisations["so-tttt"], by=cast.quang)
        text = (SEEDS / "ha-noi.txt").read_text(encoding="utf-8")

        shown = send(client, draft, text=text).content.decode()
        assert "không khớp" in shown
        assert send(client, draft, text=text, confirm="yes").status_code == 302

        assert value_of(draft, component)["appraisers"] == agencies
        nobody = [n.code for n in editing.nodes(draft.tree, "component") if not n.value.get("appraisers")]
        assert nobody == []
