"""Somebody looks at a node of a draft and takes it as it stands; who did is kept."""

import pytest
from django.urls import reverse

from opendti.audit.models import Entry
from opendti.catalog import actions, editing, queries
from opendti.catalog.models import Acceptance, Draft
from opendti.common.append_only import AppendOnlyError
from opendti.common.refusals import Refused
from tests import small_set
from tests.catalog.drafts import accept, change, draft_of, form_on, row_of, value_of
from tests.plain import plain

DOUBTFUL = small_set.TEXT.replace(
    "            title: Trang thông tin\n",
    "            title: Trang thông tin\n            review: [Chỉ nói một mức., Không thấy mẫu số.]\n",
)


@pytest.fixture
def draft(cast, client) -> Draft:
    client.force_login(cast.quang)
    return draft_of(cast, DOUBTFUL)


def url(draft, code) -> str:
    return reverse("catalog:draft-item", args=[draft.pk, row_of(draft, code)])


def take(client, draft, code, **said):
    """The button “Nhận” of the page, with the form as it stands there."""
    page = client.get(url(draft, code)).content.decode()
    return client.post(url(draft, code), form_on(page) | {"then": "accept"} | said)


def left(draft) -> set[str]:
    draft.refresh_from_db()
    return {each.row for each in queries.obstacles(draft) if each.kind == "review"}


class TestTake:
    def test_works_and_leads_on(self, cast, client, draft):
        row = row_of(draft, "1.1")
        assert row in left(draft)

        response = take(client, draft, "1.1")

        assert row not in left(draft)
        assert response.status_code == 302
        assert response["Location"] != url(draft, "1.1")
        acceptance = Acceptance.objects.get()
        assert (acceptance.row, acceptance.by, acceptance.is_taken_over) == (row, cast.quang, False)

    def test_saves_what_was_typed_and_takes_that(self, client, draft):
        take(client, draft, "1.1", title="Người đứng đầu trực tiếp chủ trì")

        assert value_of(draft, "1.1")["title"] == "Người đứng đầu trực tiếp chủ trì"
        assert row_of(draft, "1.1") not in left(draft)

    def test_the_page_says_who_took_it(self, cast, client, draft):
        take(client, draft, "1.1")

        assert f"{cast.quang} đã nhận" in client.get(url(draft, "1.1")).content.decode()

    def test_leaves_a_trace_that_names_the_node(self, cast, client, draft):
        take(client, draft, "1.1")

        entry = Entry.objects.get(event="draft.accepted")
        assert (entry.actor, entry.subject_id) == (cast.quang, draft.pk)
        assert entry.note == "1.1 Người đứng đầu chủ trì"
        assert entry.after == {
            "row": row_of(draft, "1.1"),
            "digest": editing.digest_of(draft.tree, row_of(draft, "1.1")),
            "settled": [],
        }

    def test_is_never_changed(self, cast, client, draft):
        take(client, draft, "1.1")
        acceptance = Acceptance.objects.get()
        acceptance.by = cast.lan

        with pytest.raises(AppendOnlyError):
            acceptance.save()

    @pytest.mark.parametrize("where", ["head", "general"])
    def test_so_are_the_head_and_the_general_information(self, client, draft, where):
        page = reverse(f"catalog:draft-{where}", args=[draft.pk])
        form = form_on(client.get(page).content.decode())

        assert client.post(page, form | {"then": "accept"}).status_code == 302
        assert where not in left(draft)

    @pytest.mark.parametrize("seen", ["", "0" * 64])
    def test_a_stale_page_takes_nothing(self, client, draft, seen):
        response = take(client, draft, "1.1", seen=seen)

        assert response.status_code == 409
        assert not Acceptance.objects.exists()

    def test_the_action_refuses_what_was_not_seen(self, cast, draft):
        row = row_of(draft, "1.1")
        seen = editing.digest_of(draft.tree, row)
        change(draft, "1.1", cast.quang, title="Khác")

        for stale in (seen, ""):
            with pytest.raises(Refused, match="vừa được sửa"):
                actions.accept(draft, row=row, seen=stale, by=cast.quang)
        assert not Acceptance.objects.exists()

    def test_a_row_that_is_not_there(self, cast, draft):
        with pytest.raises(Refused):
            actions.accept(draft, row="r999", seen="", by=cast.quang)

    @pytest.mark.parametrize(("who", "status"), [("dung", 403), ("oanh", 403), ("hung", 404), ("khach", 302)])
    def test_is_for_the_managers_of_the_owner(self, cast, client, draft, who, status):
        client.force_login(cast.people[who])

        response = client.post(url(draft, "1.1"), {"then": "accept", "seen": "x"})

        assert response.status_code == status
        assert not Acceptance.objects.exists()

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({"max": "mười"}, "mười"),
            ({"title": ""}, "Tên"),
            ({"rule-form": ""}, "Cách tính"),
            ({"rule-form": ["ratio"], "rule-of": ["a / z"], "rule-row-label": []}, "z"),
        ],
    )
    def test_what_scoring_cannot_read_is_kept_and_not_taken(self, client, draft, said, told):
        response = take(client, draft, "1.2", **said)

        page = client.get(response["Location"]).content.decode()
        assert response["Location"] == url(draft, "1.2")
        assert "Đã lưu, chưa nhận được" in page
        assert told in page
        assert not Acceptance.objects.exists()
        assert draft.version == 2


class TestEditAfter:
    def test_takes_the_acceptance_away(self, cast, client, draft):
        take(client, draft, "1.1")
        change(draft, "1.1", cast.quang, title="Khác")

        assert row_of(draft, "1.1") in left(draft)
        assert "đã nhận" not in client.get(url(draft, "1.1")).content.decode().split("action-bar")[1]

    def test_to_how_it_was_gives_it_back(self, cast, client, draft):
        take(client, draft, "1.1")
        change(draft, "1.1", cast.quang, title="Khác")
        change(draft, "1.1", cast.quang, title="Người đứng đầu chủ trì")

        assert row_of(draft, "1.1") not in left(draft)

    def test_of_another_node_leaves_it(self, cast, client, draft):
        take(client, draft, "1.1")
        change(draft, "1.2", cast.quang, title="Khác")

        assert row_of(draft, "1.1") not in left(draft)

    def test_moving_leaves_it(self, cast, client, draft):
        take(client, draft, "1.1")
        row, to = row_of(draft, "1.1"), row_of(draft, "2")
        actions.edit(
            draft,
            what="Chuyển",
            change=lambda tree: editing.move(tree, row, to=to, position=0),
            by=cast.quang,
            row=row,
        )

        assert row not in left(draft)

    def test_a_part_that_is_new_has_to_be_taken_itself(self, cast, client, draft):
        take(client, draft, "1.2")
        row = row_of(draft, "1.2")
        actions.edit(
            draft, what="Tách", change=lambda tree: editing.split(tree, row, ["Một", "Hai"]), by=cast.quang
        )

        assert {row, row_of(draft, "1.2.1"), row_of(draft, "1.2.2")} <= left(draft)


class TestReview:
    """What the reader was not sure of waits for a person, and is settled by taking it."""

    def test_waits_until_somebody_takes_it(self, client, draft):
        page = client.get(url(draft, "2.1")).content.decode()

        assert "Cần người xem." in page
        assert "Chỉ nói một mức." in page
        assert "Không thấy mẫu số." in page

    def test_saving_alone_settles_nothing(self, client, draft):
        form = form_on(client.get(url(draft, "2.1")).content.decode())
        client.post(url(draft, "2.1"), form | {"title": "Trang thông tin điện tử"})

        assert value_of(draft, "2.1")["review"] == ["Chỉ nói một mức.", "Không thấy mẫu số."]

    def test_is_settled_with_the_taking_and_told(self, cast, client, draft):
        take(client, draft, "2.1")

        assert "review" not in value_of(draft, "2.1")
        assert row_of(draft, "2.1") not in left(draft)
        entry = Entry.objects.get(event="draft.accepted")
        assert plain(entry.after)["settled"] == ["Chỉ nói một mức.", "Không thấy mẫu số."]
        assert entry.actor == cast.quang

    def test_taking_back_what_settled_it_brings_it_back(self, cast, client, draft):
        take(client, draft, "2.1")
        draft.refresh_from_db()
        actions.undo(draft, by=cast.quang, seen_version=draft.version)

        assert value_of(draft, "2.1")["review"] == ["Chỉ nói một mức.", "Không thấy mẫu số."]
        assert row_of(draft, "2.1") in left(draft)

    @pytest.mark.parametrize("code", ["I.1", "I.3"])
    @pytest.mark.parametrize("way", ["saving", "taking"])
    def test_of_a_general_item_is_kept_by_saving_and_settled_by_taking(self, cast, client, way, code):
        text = small_set.TEXT.replace("title: Số cán bộ, unit", "title: Số cán bộ, review: [Nghi], unit")
        draft = draft_of(cast, text)
        client.force_login(cast.quang)
        page = reverse("catalog:draft-general", args=[draft.pk])
        form = form_on(client.get(page).content.decode())
        typed = {"item-title": ["Số cán bộ, công chức", *form["item-title"][1:]]}
        typed["item-code"] = [code, *form["item-code"][1:]]
        client.post(page, form | typed | ({"then": "accept"} if way == "taking" else {}))

        draft.refresh_from_db()
        item = draft.tree["general"][0]
        assert item["title"] == "Số cán bộ, công chức"
        assert item.get("review") == (["Nghi"] if way == "saving" else None)
        if way == "taking":
            assert plain(Entry.objects.get(event="draft.accepted").after)["settled"] == ["Nghi"]

    def test_nothing_is_published_while_it_waits(self, cast, draft):
        for each in left(draft) - {row_of(draft, "2.1")}:
            accept(draft, each, cast.quang)
        draft.refresh_from_db()

        with pytest.raises(Refused, match="Chưa ban hành được"):
            actions.publish(draft, by=cast.quang, seen_version=draft.version)
