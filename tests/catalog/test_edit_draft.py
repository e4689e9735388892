"""Saving a node of a draft, shaping its tree, taking edits back: by one person, and by two at once."""

import threading
import zlib

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from opendti.audit.models import Entry
from opendti.catalog import actions, editing
from opendti.catalog.actions import Conflict
from opendti.catalog.models import Draft, DraftEdit
from opendti.common.append_only import AppendOnlyError
from opendti.common.refusals import Invalid, Refused, StepNotOpen
from opendti.people.actions import add_membership
from opendti.people.roles import Role
from opendti.scoring import trees
from tests import small_set
from tests.catalog.drafts import change, draft_of, form_on, row_of, value_of
from tests.plain import plain
from tests.scoring.worked import LIBRARY


@pytest.fixture
def draft(cast):
    """A draft of Sở TT&TT, which Quang manages; Oanh manages it too."""
    add_membership(cast.oanh, organisation=cast.organisations["so-tttt"], role=Role.MANAGER)
    return draft_of(cast)


def codes(draft) -> list[str]:
    draft.refresh_from_db()
    return [node.code for node in editing.nodes(draft.tree, "component")]


class Editor:
    """Somebody at the pages of one draft."""

    def __init__(self, client, person, draft):
        self.client, self.draft = client, draft
        client.force_login(person)

    def url(self, where: str) -> str:
        names = {"head": "draft-head", "general": "draft-general"}
        if where in names:
            return reverse(f"catalog:{names[where]}", args=[self.draft.pk])
        return reverse("catalog:draft-item", args=[self.draft.pk, row_of(self.draft, where)])

    def form(self, where: str):
        response = self.client.get(self.url(where))
        assert response.status_code == 200
        return form_on(response.content.decode())

    def save(self, where: str, form=None, **said):
        return self.client.post(self.url(where), (form or self.form(where)) | said)

    def shape(self, do: str, **said):
        self.draft.refresh_from_db()
        sent = {"do": do, "version": self.draft.version} | said
        return self.client.post(reverse("catalog:shape", args=[self.draft.pk]), sent)

    def undo(self, version: int | None = None):
        self.draft.refresh_from_db()
        sent = {"version": version or self.draft.version}
        return self.client.post(reverse("catalog:undo", args=[self.draft.pk]), sent)


@pytest.fixture
def quang(cast, client, draft):
    return Editor(client, cast.quang, draft)


@pytest.fixture
def oanh(cast, django_client, draft):
    return Editor(django_client, cast.oanh, draft)


@pytest.fixture
def django_client():
    return Client()


class TestSave:
    def test_works(self, draft, quang):
        response = quang.save("1.1", title="Người đứng đầu trực tiếp chủ trì", max="12")

        assert response.status_code == 302
        value = value_of(draft, "1.1")
        assert (value["title"], value["max"]) == ("Người đứng đầu trực tiếp chủ trì", "12")
        assert draft.version == 2

    def test_keeps_what_was_typed_even_when_it_is_wrong(self, draft, quang):
        response = quang.save("1.1", max="mười")

        page = quang.client.get(response["Location"]).content.decode()
        assert value_of(draft, "1.1")["max"] == "mười"
        assert "mười" in page
        assert "Chưa dùng được" in page

    def test_leaves_a_trace(self, cast, draft, quang):
        quang.save("1.1", title="Khác")

        entry = Entry.objects.get(event="draft.edited")
        assert (entry.actor, entry.subject_id) == (cast.quang, draft.pk)
        assert entry.after == {"version": 2, "row": row_of(draft, "1.1")}
        assert "1.1 Người đứng đầu chủ trì" in entry.note
        assert DraftEdit.objects.get().by == cast.quang

    def test_an_edit_is_never_changed(self, draft, quang):
        quang.save("1.1", title="Khác")
        edit = DraftEdit.objects.get()
        edit.what = "Không làm gì"

        with pytest.raises(AppendOnlyError):
            edit.save()

    @pytest.mark.parametrize("where", ["head", "general", "1.1", "1.2", "2.1", "2.2", "2.2.1", "2.2.2"])
    def test_a_page_sent_back_as_it_came_changes_nothing(self, draft, quang, where):
        before = Draft.objects.get(pk=draft.pk).tree

        assert quang.save(where).status_code == 302

        assert Draft.objects.get(pk=draft.pk).tree == before
        assert not DraftEdit.objects.exists()

    def test_the_state_is_told_to_who_comes_too_late(self, cast, draft, quang):
        form = quang.form("1.1")
        actions.discard(draft, by=cast.quang)

        response = quang.save("1.1", form, title="Khác")

        assert response.status_code == 409
        assert "đã bỏ, không sửa được nữa" in response.content.decode()
        assert value_of(draft, "1.1")["title"] == "Người đứng đầu chủ trì"

    @pytest.mark.parametrize("name", ["draft-head", "draft-general", "draft"])
    def test_takes_no_delete(self, draft, quang, name):
        assert quang.client.delete(reverse(f"catalog:{name}", args=[draft.pk])).status_code == 405

    @pytest.mark.parametrize("row", ["r999", "khong-co", "r1"])
    def test_a_row_that_is_no_component_is_not_found(self, draft, quang, row):
        url = reverse("catalog:draft-item", args=[draft.pk, row])

        assert quang.client.get(url).status_code == 404
        assert quang.client.post(url, {"seen": ""}).status_code == 404


class TestRealSets:
    @pytest.mark.parametrize(
        "name", ["hai-duong-2405-2024/so", "hai-duong-2405-2024/huyen", "ninh-thuan-vpub-2023/tinh"]
    )
    def test_every_page_sent_back_as_it_came_changes_nothing(self, cast, client, name):
        text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
        draft = draft_of(cast, text)
        before = Draft.objects.get(pk=draft.pk).tree
        quang = Editor(client, cast.quang, draft)

        changed = {}
        for where in ["head", "general", *codes(draft)]:
            assert quang.save(where).status_code == 302, where
            now = Draft.objects.get(pk=draft.pk).tree
            if now != before:
                changed[where] = DraftEdit.objects.latest("version").what
                before = now
        assert changed == {}


class TestShape:
    def test_adds_at_the_end_of_a_main_index(self, draft, quang):
        response = quang.shape("add", parent=row_of(draft, "1"), title="Chỉ số thêm")

        assert codes(draft) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.2.1", "2.2.2"]
        assert value_of(draft, "1.3")["title"] == "Chỉ số thêm"
        assert response["Location"] == quang.url("1.3")

    def test_adds_a_group_and_a_main_index_in_it(self, draft, quang):
        quang.shape("add_group", title="Nhóm mới")
        group = list(editing.nodes(Draft.objects.get(pk=draft.pk).tree, "group"))[-1]
        quang.shape("add", parent=group.row, title="Chỉ số chính mới")

        mains = list(editing.nodes(Draft.objects.get(pk=draft.pk).tree, "main"))
        assert [node.value["title"] for node in mains][-1] == "Chỉ số chính mới"
        assert mains[-1].parents[0].row == group.row

    def test_removes_with_all_that_it_holds(self, draft, quang):
        quang.shape("remove", row=row_of(draft, "2.2"))

        assert codes(draft) == ["1.1", "1.2", "2.1"]

    @pytest.mark.parametrize(
        ("code", "said", "after"),
        [
            ("1.2", {"position": "up"}, ["1.2", "1.1", "2.1", "2.2", "2.2.1", "2.2.2"]),
            ("1.1", {"position": "down"}, ["1.2", "1.1", "2.1", "2.2", "2.2.1", "2.2.2"]),
            ("1.1", {"position": "up"}, ["1.1", "1.2", "2.1", "2.2", "2.2.1", "2.2.2"]),
            ("2.2.2", {"position": "up"}, ["1.1", "1.2", "2.1", "2.2", "2.2.2", "2.2.1"]),
            ("1.1", {"to": "2"}, ["1.2", "2.1", "2.2", "2.2.1", "2.2.2", "1.1"]),
        ],
    )
    def test_moves(self, draft, quang, code, said, after):
        said = said | ({"to": row_of(draft, said["to"])} if "to" in said else {})
        quang.shape("move", row=row_of(draft, code), **said)

        assert codes(draft) == after

    def test_a_node_keeps_its_row_when_it_moves(self, draft, quang):
        row = row_of(draft, "1.1")
        quang.shape("move", row=row, to=row_of(draft, "2"))

        assert row_of(draft, "1.1") == row

    def test_nothing_moves_into_what_cannot_hold_it(self, draft, quang):
        response = quang.shape("move", row=row_of(draft, "1.1"), to=row_of(draft, "A"))

        page = quang.client.get(response["Location"]).content.decode()
        assert "Không chuyển tới đây được" in page
        assert draft.version == 1

    def test_splits_and_the_first_part_has_the_rule(self, draft, quang):
        rule = value_of(draft, "1.2")["rule"]
        quang.shape("split", row=row_of(draft, "1.2"), titles="Tập huấn cơ bản\n\nTập huấn nâng cao")

        assert codes(draft) == ["1.1", "1.2", "1.2.1", "1.2.2", "2.1", "2.2", "2.2.1", "2.2.2"]
        assert value_of(draft, "1.2")["rule"] == {"form": "sum"}
        assert value_of(draft, "1.2.1")["rule"] == rule
        assert plain(value_of(draft, "1.2.1")["figures"])[0]["id"] == "a"
        assert value_of(draft, "1.2.2")["rule"] == {"form": "expert"}

    @pytest.mark.parametrize(("code", "titles"), [("1.2", "Một"), ("1.2", ""), ("2.2", "Một\nHai")])
    def test_does_not_split_into_one_nor_twice(self, draft, quang, code, titles):
        quang.shape("split", row=row_of(draft, code), titles=titles)

        assert codes(draft) == ["1.1", "1.2", "2.1", "2.2", "2.2.1", "2.2.2"]
        assert draft.version == 1

    def test_removing_the_last_part_leaves_a_component_of_its_own(self, draft, quang):
        quang.shape("remove", row=row_of(draft, "2.2.1"))
        quang.shape("remove", row=row_of(draft, "2.2.2"))

        assert value_of(draft, "2.2")["rule"] == {"form": "expert"}
        assert "parts" not in value_of(draft, "2.2")

    def test_renumbers_in_the_order_in_which_they_stand(self, draft, quang):
        quang.shape("move", row=row_of(draft, "2.2"), position="up")
        assert codes(draft) == ["1.1", "1.2", "2.2", "2.2.1", "2.2.2", "2.1"]
        quang.shape("renumber", row=row_of(draft, "2"))

        assert codes(draft) == ["1.1", "1.2", "2.1", "2.1.1", "2.1.2", "2.2"]
        assert value_of(draft, "2.1")["title"] == "Dịch vụ công"

    def test_renames_a_main_index(self, draft, quang):
        quang.shape(
            "rename", row=row_of(draft, "1"), code="1", title="Nhận thức", max="25", short="", note="x"
        )

        value = value_of(draft, "1")
        assert (value["title"], value["max"], value["note"], "short" in value) == (
            "Nhận thức",
            "25",
            "x",
            False,
        )
        assert len(plain(value["components"])) == 2

    @pytest.mark.parametrize("version", ["", "1", "abc", "9999999999999", "٣"])
    def test_is_refused_when_somebody_edited_in_between(self, cast, draft, quang, version):
        change(draft, "2.1", cast.oanh, title="Khác")
        before = codes(draft)

        response = quang.shape("remove", row=row_of(draft, "1.1"), version=version)

        assert response.status_code == 409
        assert "vừa được người khác sửa" in response.content.decode()
        assert codes(draft) == before

    @pytest.mark.parametrize("do", ["", "explode"])
    def test_what_nobody_knows_is_said(self, draft, quang, do):
        response = quang.shape(do, row=row_of(draft, "1.1"))

        assert "Không rõ phải làm gì" in quang.client.get(response["Location"]).content.decode()
        assert draft.version == 1

    def test_a_node_that_is_gone(self, draft, quang):
        row = row_of(draft, "1.1")
        quang.shape("remove", row=row)

        response = quang.shape("remove", row=row)

        assert "không còn trong bản nháp" in quang.client.get(response["Location"]).content.decode()

    def test_get_leads_nowhere(self, draft, quang):
        for name in ("shape", "undo", "discard"):
            assert quang.client.get(reverse(f"catalog:{name}", args=[draft.pk])).status_code == 405


class TestTwoEditors:
    def test_the_same_node_is_shown_in_both_versions(self, cast, draft, quang, oanh):
        mine, theirs = oanh.form("1.1"), quang.form("1.1")
        quang.save("1.1", theirs, title="Bản của Quang", note="Ghi chú của Quang")

        response = oanh.save("1.1", mine, title="Bản của Oanh")

        page = response.content.decode()
        assert response.status_code == 409
        assert cast.quang.full_name in page
        assert "Bản của Quang" in page
        assert "Ghi chú của Quang" in page
        assert form_on(page)["title"] == ["Bản của Oanh"]
        assert value_of(draft, "1.1")["title"] == "Bản của Quang"

    def test_what_only_the_other_changed_is_taken_over(self, draft, quang, oanh):
        mine = oanh.form("1.1")
        quang.save("1.1", max="20", note="Ghi chú của Quang")
        page = oanh.save("1.1", mine, title="Bản của Oanh").content.decode()

        oanh.save("1.1", form_on(page))

        value = value_of(draft, "1.1")
        assert (value["title"], value["max"], value["note"]) == ("Bản của Oanh", "20", "Ghi chú của Quang")

    def test_items_of_the_general_information_are_taken_over_one_by_one(self, draft, quang, oanh):
        mine, theirs = oanh.form("general"), quang.form("general")
        first, second, *rest = theirs["item-title"]
        quang.save("general", theirs, **{"item-title": ["Bản của Quang", second, *rest]})
        page = oanh.save("general", mine, **{"item-title": [first, "Bản của Oanh", *rest]}).content.decode()

        oanh.save("general", form_on(page))

        draft.refresh_from_db()
        titles = [item["title"] for item in plain(draft.tree["general"])]
        assert titles[:2] == ["Bản của Quang", "Bản của Oanh"]

    def test_saving_again_is_on_top_of_the_other_version(self, draft, quang, oanh):
        mine = oanh.form("1.1")
        quang.save("1.1", title="Bản của Quang")
        page = oanh.save("1.1", mine, title="Bản của Oanh").content.decode()

        assert oanh.save("1.1", form_on(page)).status_code == 302
        assert value_of(draft, "1.1")["title"] == "Bản của Oanh"
        assert "Bản của Quang" in bytes_of(DraftEdit.objects.get(version=3))

    @pytest.mark.parametrize(("where", "field"), [("head", "title"), ("general", "item-title")])
    def test_so_are_the_head_and_the_general_information(self, draft, quang, oanh, where, field):
        mine = oanh.form(where)
        theirs = quang.form(where)
        quang.save(where, theirs, **{field: ["Bản của Quang", *theirs[field][1:]]})

        response = oanh.save(where, mine, **{field: ["Bản của Oanh", *mine[field][1:]]})

        page = response.content.decode()
        assert response.status_code == 409
        assert "Bản của Quang" in page
        assert form_on(page)[field][0] == "Bản của Oanh"

    def test_different_nodes_are_both_kept(self, draft, quang, oanh):
        mine = oanh.form("1.2")
        quang.save("1.1", title="Bản của Quang")

        assert oanh.save("1.2", mine, title="Bản của Oanh").status_code == 302

        assert value_of(draft, "1.1")["title"] == "Bản của Quang"
        assert value_of(draft, "1.2")["title"] == "Bản của Oanh"

    def test_a_parent_and_its_part_are_different_nodes(self, draft, quang, oanh):
        mine = oanh.form("2.2")
        quang.save("2.2.1", title="Bản của Quang")

        assert oanh.save("2.2", mine, title="Bản của Oanh").status_code == 302
        assert value_of(draft, "2.2.1")["title"] == "Bản của Quang"

    def test_moving_does_not_disturb_who_types(self, draft, quang, oanh):
        mine, url = oanh.form("1.1"), oanh.url("1.1")
        quang.shape("move", row=row_of(draft, "1.1"), to=row_of(draft, "2"))

        assert oanh.client.post(url, mine | {"title": "Bản của Oanh"}).status_code == 302
        assert value_of(draft, "1.1")["title"] == "Bản của Oanh"

    def test_a_node_that_is_gone_meanwhile_is_not_made_again(self, draft, quang, oanh):
        mine, url = oanh.form("1.1"), oanh.url("1.1")
        quang.shape("remove", row=row_of(draft, "1.1"))

        assert oanh.client.post(url, mine | {"title": "Bản của Oanh"}).status_code in (302, 404)
        assert "1.1" not in codes(draft)

    def test_a_page_without_what_was_seen_overwrites_nothing(self, draft, quang):
        response = quang.save("1.1", seen="", title="Khác")

        assert response.status_code == 409
        assert value_of(draft, "1.1")["title"] == "Người đứng đầu chủ trì"

    def test_the_open_page_is_told_that_somebody_edits(self, cast, draft, quang):
        url = reverse("catalog:presence", args=[draft.pk]) + f"?version={draft.version}"
        assert cast.oanh.full_name not in quang.client.get(url).content.decode()
        change(draft, "2.1", cast.oanh, title="Khác")

        assert cast.oanh.full_name in quang.client.get(url).content.decode()


def bytes_of(edit) -> str:
    """The tree as it stood before the edit, which is kept compressed."""
    return zlib.decompress(bytes(edit.before)).decode()


def at_once(*calls):
    """Runs the calls in threads of their own that meet at a barrier; what each raised, or None."""
    gate = threading.Barrier(len(calls))
    outcomes: list[object] = [None] * len(calls)

    def run(number, call):
        gate.wait()
        try:
            call()
        except (Refused, Invalid) as refusal:
            outcomes[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


class TestAtOnce:
    @pytest.fixture
    def draft(self, transactional_db, cast):
        return draft_of(cast)

    def test_the_same_node_keeps_one_and_tells_the_other(self, cast, draft):
        row = row_of(draft, "1.1")
        seen = editing.digest_of(draft.tree, row)

        def save(person, title):
            def put(tree):
                return editing.put(tree, row, {"title": title})

            return lambda: actions.edit(draft, what="Sửa", change=put, by=person, row=row, seen=seen)

        outcomes = at_once(save(cast.quang, "Một"), save(cast.oanh, "Hai"))

        kept = ["Một", "Hai"][outcomes.index(None)]
        told = next(each for each in outcomes if each is not None)
        assert isinstance(told, Refused)
        assert value_of(draft, "1.1")["title"] == kept
        assert (draft.version, DraftEdit.objects.count()) == (2, 1)

    def test_different_nodes_lose_nothing(self, cast, draft):
        places = ["1.1", "1.2", "2.1", "2.2.1"]
        done: list[str] = []

        def save(code):
            row = row_of(draft, code)
            seen = editing.digest_of(draft.tree, row)

            def run():
                def put(tree):
                    return editing.put(tree, row, {"title": f"Mới {code}"})

                actions.edit(draft, what="Sửa", change=put, by=cast.quang, row=row, seen=seen)
                done.append(code)

            return run

        outcomes = at_once(*map(save, places))

        assert not any(isinstance(each, Conflict) for each in outcomes)
        assert done
        titles = {node.code: node.value["title"] for node in editing.nodes(Draft.objects.get().tree)}
        assert {code for code in places if titles[code] == f"Mới {code}"} == set(done)
        assert Draft.objects.get().version == 1 + len(done)
        assert sorted(DraftEdit.objects.values_list("version", flat=True)) == [
            number + 2 for number in range(len(done))
        ]

    def test_two_undo_one_edit_once(self, cast, draft):
        change(draft, "1.1", cast.quang, title="Một")
        change(draft, "1.1", cast.quang, title="Hai")
        draft.refresh_from_db()
        version = draft.version

        outcomes = at_once(*[lambda: actions.undo(draft, by=cast.quang, seen_version=version)] * 2)

        assert sum(each is None for each in outcomes) == 1
        assert value_of(draft, "1.1")["title"] == "Một"


class TestUndo:
    def test_takes_the_newest_edit_back(self, draft, quang):
        quang.save("1.1", title="Khác")

        response = quang.undo()

        assert response.status_code == 302
        assert response["Location"] == quang.url("1.1")
        assert value_of(draft, "1.1")["title"] == "Người đứng đầu chủ trì"
        assert "Đã hoàn tác" in quang.client.get(response["Location"]).content.decode()

    def test_twice_takes_two_back(self, draft, quang):
        quang.save("1.1", title="Một")
        quang.save("1.2", title="Hai")
        quang.undo()
        quang.undo()

        assert value_of(draft, "1.1")["title"] == "Người đứng đầu chủ trì"
        assert value_of(draft, "1.2")["title"] == "Cán bộ được tập huấn"
        assert trees.parse(small_set.TEXT, name="x") == editing.without_rows(draft.tree)

    def test_an_edit_after_an_undoing_is_the_next_to_be_undone(self, draft, quang):
        quang.save("1.1", title="Một")
        quang.save("1.1", title="Hai")
        quang.undo()
        quang.save("1.1", title="Ba")
        quang.undo()
        assert value_of(draft, "1.1")["title"] == "Một"
        quang.undo()
        assert value_of(draft, "1.1")["title"] == "Người đứng đầu chủ trì"

    def test_is_refused_when_nothing_is_left(self, draft, quang):
        quang.save("1.1", title="Một")
        quang.undo()

        response = quang.undo()

        assert response.status_code == 409
        assert "Không còn sửa đổi nào để hoàn tác" in response.content.decode()

    def test_is_refused_after_somebody_elses_edit(self, cast, draft, quang):
        quang.save("1.1", title="Bản của Quang")
        seen = Draft.objects.get(pk=draft.pk).version
        change(draft, "2.1", cast.oanh, title="Bản của Oanh")

        response = quang.undo(seen)

        assert response.status_code == 409
        assert value_of(draft, "2.1")["title"] == "Bản của Oanh"
        assert value_of(draft, "1.1")["title"] == "Bản của Quang"

    def test_brings_back_what_was_removed_with_its_row(self, draft, quang):
        row = row_of(draft, "2.2")
        quang.shape("remove", row=row)
        quang.undo()

        assert row_of(draft, "2.2") == row
        assert codes(draft) == ["1.1", "1.2", "2.1", "2.2", "2.2.1", "2.2.2"]

    def test_leaves_a_trace(self, cast, draft, quang):
        quang.save("1.1", title="Một")
        quang.undo()

        first, second = DraftEdit.objects.order_by("version")
        assert second.undoes == first
        entry = Entry.objects.filter(event="draft.edited").latest("pk")
        assert entry.actor == cast.quang
        assert entry.note.startswith("Hoàn tác: Sửa 1.1")


class TestDiscard:
    def test_works_and_is_refused_twice(self, cast, draft, quang):
        url = reverse("catalog:discard", args=[draft.pk])

        assert quang.client.post(url)["Location"] == reverse("catalog:list")
        assert quang.client.post(url).status_code == 409
        assert Draft.objects.get(pk=draft.pk).state == "discarded"
        assert Entry.objects.get(event="draft.discarded").actor == cast.quang

    def test_nothing_can_be_done_after_it(self, cast, draft):
        row = row_of(draft, "1.1")
        seen = editing.digest_of(draft.tree, row)
        actions.discard(draft, by=cast.quang)

        for call in (
            lambda: change(draft, "1.1", cast.quang, title="x"),
            lambda: actions.accept(draft, row=row, seen=seen, by=cast.quang),
            lambda: actions.undo(draft, by=cast.quang, seen_version=1),
            lambda: actions.publish(draft, by=cast.quang, seen_version=1),
        ):
            with pytest.raises(StepNotOpen, match="đã bỏ"):
                call()
