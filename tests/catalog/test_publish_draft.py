"""A draft becomes a version that never changes; a version is cloned, and taken out of use."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from opendti.assessment import actions as assessment
from opendti.assessment import queries as assessed
from opendti.audit.models import Entry
from opendti.catalog import actions, editing, library, queries
from opendti.catalog.models import Acceptance, Draft, IndexSet
from opendti.common.append_only import AppendOnlyError
from opendti.common.refusals import Refused, StepNotOpen
from opendti.people.actions import add_membership
from opendti.people.roles import Role
from opendti.scoring import entries, trees
from opendti.scoring.loading import IndexSetError
from tests import small_set
from tests.catalog.drafts import (
    accept,
    accept_all,
    change,
    draft_of,
    everything_stored,
    ready,
    row_of,
    settle,
)

CODE = "thu-nghiem/moi"


@pytest.fixture
def quang(cast, client):
    client.force_login(cast.quang)
    return client


def address(draft) -> str:
    return reverse("catalog:publish-draft", args=[draft.pk])


def press(client, draft, version: int | None = None):
    draft.refresh_from_db()
    return client.post(address(draft), {"version": draft.version if version is None else version})


def published() -> IndexSet | None:
    return IndexSet.objects.filter(code=CODE).first()


class TestPublish:
    def test_works(self, cast, quang):
        draft = ready(cast)
        assert "Không còn việc gì" in quang.get(address(draft)).content.decode()

        response = press(quang, draft)

        row = IndexSet.objects.get(code=CODE)
        assert response["Location"] == reverse("catalog:index-set", args=[row.pk])
        assert (row.version, row.owner, row.imported_by) == (1, draft.owner, cast.quang)
        assert (row.component_count, row.max_points, row.decision_number) == (4, "40", "01/QĐ-TN")
        draft.refresh_from_db()
        assert (draft.state, draft.published) == ("published", row)
        assert trees.parse(row.source, name="x") == editing.without_rows(draft.tree)

    def test_is_refused_twice(self, cast, quang):
        draft = ready(cast)
        press(quang, draft)

        page = quang.get(press(quang, draft)["Location"]).content.decode()

        assert IndexSet.objects.filter(code=CODE).count() == 1
        assert "đã ban hành, không sửa được nữa" in page
        with pytest.raises(StepNotOpen):
            actions.publish(draft, by=cast.quang, seen_version=draft.version)

    def test_leaves_a_trace(self, cast, quang):
        draft = ready(cast)
        press(quang, draft)

        entry = Entry.objects.get(event="draft.published")
        row = IndexSet.objects.get(code=CODE)
        assert (entry.actor, entry.subject_id) == (cast.quang, draft.pk)
        assert entry.after == {"index_set": f"{CODE} v1", "digest": row.digest}

    def test_who_accepted_what_can_be_told_afterwards(self, cast, quang):
        add_membership(cast.oanh, organisation=cast.organisations["so-tttt"], role=Role.MANAGER)
        draft = ready(cast)
        change(draft, "1.1", cast.quang, evidence="Quyết định phân công")
        accept(draft, row_of(draft, "1.1"), cast.oanh)
        press(quang, draft)

        by_row = {each.row: each.by for each in queries.acceptances(Draft.objects.get(pk=draft.pk)).values()}
        assert by_row[row_of(draft, "1.1")] == cast.oanh
        assert by_row[row_of(draft, "1.2")] == cast.quang
        named = Entry.objects.filter(event="draft.accepted", actor=cast.oanh).get()
        assert named.note == "1.1 Người đứng đầu chủ trì"

    def test_never_changes(self, cast, quang):
        press(quang, ready(cast))
        row = IndexSet.objects.get(code=CODE)
        row.title = "Khác"

        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            IndexSet.objects.filter(code=CODE).update(title="Khác")
        with pytest.raises(AppendOnlyError):
            row.delete()

    def test_no_edit_of_a_draft_reaches_what_a_round_is_scored_by(self, cast):
        base = cast.group.index_set
        source = base.source
        draft = actions.start_from_index_set(base, owner=cast.organisations["so-tttt"], by=cast.quang)
        change(draft, "1.1", cast.quang, max="99")
        settle(draft, cast.quang)

        assert IndexSet.objects.get(pk=base.pk).source == source
        assert queries.definition_of(base).max == 40

    @pytest.mark.parametrize("version", [0, 1])
    def test_a_page_that_is_behind_publishes_nothing(self, cast, quang, version):
        draft = ready(cast)

        page = quang.get(press(quang, draft, version)["Location"]).content.decode()

        assert published() is None
        assert "vừa được sửa sau khi bạn mở trang này" in page

    def test_two_at_once_yield_one(self, transactional_db, cast):
        draft = ready(cast)
        gate = threading.Barrier(2)
        outcomes = []

        def publish():
            gate.wait()
            try:
                actions.publish(draft, by=cast.quang, seen_version=draft.version)
                outcomes.append("published")
            except Refused:
                outcomes.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=publish) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(outcomes) == ["published", "refused"]
        assert IndexSet.objects.filter(code=CODE).count() == 1

    def test_scores_a_sheet(self, cast, quang):
        """60 % of the staff were trained: 6 of the 10 points of 1.2, by hand."""
        press(quang, ready(cast))
        index_set = IndexSet.objects.get(code=CODE)
        round_ = assessment.create_round(
            "2026", year=2026, title="Đợt 2026", owner=cast.organisations["so-tttt"], by=cast.quang
        )
        group = assessment.add_group(round_, code="so", title="Sở", index_set=index_set, by=cast.quang)
        sheet = assessment.add_unit(group, cast.organisations["so-y-te"], by=cast.quang)
        assessment.open_round(round_, by=cast.quang)
        sheet.refresh_from_db()
        given = [entries.Entry("I.1", "value", "50"), entries.Entry("1.2", "a", "30")]
        assessment.save_answers(sheet, given=given, by=cast.lan)

        assert assessed.scores_of(group)[sheet.pk].find("1.2").points == 6


class TestLeft:
    """Each thing that is left is named on the page, and keeps the draft from being published."""

    def refused(self, quang, draft, *told):
        before = everything_stored()
        page = quang.get(address(draft)).content.decode()
        after = quang.get(press(quang, draft)["Location"]).content.decode()
        plain_page = " ".join(page.split()).replace(' ">', '">')
        for words in told:
            assert words in plain_page
        assert "Việc đầu tiên:" in after
        assert "Không còn việc gì" not in page
        assert everything_stored() == before

    def test_a_node_nobody_accepted(self, cast, quang):
        draft = ready(cast)
        change(draft, "1.1", cast.quang, evidence="Quyết định")

        self.refused(quang, draft, f'/items/{row_of(draft, "1.1")}/">1.1</a>')

    def test_the_head_and_the_general_information_too(self, cast, quang):
        draft = settle(draft_of(cast, small_set.TEXT.replace("thu-nghiem/nho", CODE)), cast.quang)
        for node in list(editing.nodes(draft.tree, "component")):
            accept(draft, node.row, cast.quang)

        self.refused(quang, draft, '/head/">Phần đầu</a>', '/general/">Thông tin chung</a>')

    def test_a_doubt_without_an_answer(self, cast, quang):
        draft = accept_all(draft_of(cast, small_set.TEXT.replace("thu-nghiem/nho", CODE)), cast.quang)

        self.refused(quang, draft, "mà không nói khi mẫu số bằng 0")

    def test_points_that_do_not_add_up(self, cast, quang):
        draft = ready(cast, small_set.TEXT.replace("thu-nghiem/nho", CODE).replace("max: 40", "max: 41"))

        self.refused(quang, draft, "41")

    def test_what_is_no_index_set_yet(self, cast, quang):
        draft = ready(cast)
        change(draft, "1.1", cast.quang, rule=None)
        accept(draft, row_of(draft, "1.1"), cast.quang)

        self.refused(quang, draft, "Cách tính")

    def test_a_draft_identical_to_what_is_published(self, cast, quang):
        base = cast.group.index_set
        first = accept_all(
            settle(
                actions.start_from_index_set(base, owner=cast.organisations["so-tttt"], by=cast.quang),
                cast.quang,
            ),
            cast.quang,
        )
        row = actions.publish(first, by=cast.quang, seen_version=first.version)
        again = actions.start_from_index_set(row, owner=cast.organisations["so-tttt"], by=cast.quang)

        page = quang.get(press(quang, again)["Location"]).content.decode()

        assert "Bản nháp giống hệt" in page
        assert IndexSet.objects.filter(code="thu-nghiem/nho").count() == 2

    def test_a_code_that_is_somebody_elses(self, cast, quang):
        add_membership(cast.hung, organisation=cast.organisations["so-y-te"], role=Role.MANAGER)
        press(quang, ready(cast))
        theirs = actions.start_from_tree(
            Draft.objects.get(published__code=CODE).tree, owner=cast.organisations["so-y-te"], by=cast.hung
        )
        accept_all(theirs, cast.hung)

        with pytest.raises(Refused, match=r"là của Sở Thông tin và Truyền thông\. Đặt mã khác"):
            actions.publish(theirs, by=cast.hung, seen_version=theirs.version)


class TestClone:
    @pytest.fixture
    def base(self, cast):
        draft = ready(cast)
        return actions.publish(draft, by=cast.quang, seen_version=draft.version)

    def clone(self, client, base) -> Draft:
        response = client.post(reverse("catalog:clone", args=[base.pk]))
        draft = Draft.objects.latest("pk")
        assert response["Location"] == reverse("catalog:draft-head", args=[draft.pk])
        return draft

    def test_takes_every_acceptance_over_as_such(self, cast, quang, base):
        draft = self.clone(quang, base)

        assert (draft.based_on, draft.owner) == (base, cast.organisations["so-tttt"])
        assert queries.obstacles(draft) == []
        assert {each.is_taken_over for each in draft.acceptances.all()} == {True}
        page = quang.get(reverse("catalog:draft-item", args=[draft.pk, row_of(draft, "1.1")]))
        assert "Giữ nguyên từ phiên bản trước" in page.content.decode()
        assert not Entry.objects.filter(event="draft.accepted", subject_id=draft.pk).exists()

    def test_only_what_was_changed_has_to_be_accepted(self, cast, quang, base):
        draft = self.clone(quang, base)
        change(draft, "1.1", cast.quang, title="Người đứng đầu trực tiếp chủ trì")

        draft.refresh_from_db()
        left = queries.obstacles(draft)
        assert [(each.kind, each.row) for each in left] == [("review", row_of(draft, "1.1"))]
        accept(draft, left[0].row, cast.quang)
        press(quang, draft)

        row = IndexSet.objects.get(code=CODE, version=2)
        assert row.based_on == base
        assert Acceptance.objects.filter(draft=draft, is_taken_over=False).count() == 1

    def test_leaves_a_trace(self, cast, quang, base):
        draft = self.clone(quang, base)

        entry = Entry.objects.get(event="draft.started", subject_id=draft.pk)
        assert entry.actor == cast.quang
        assert entry.after == {"title": draft.title, "document": None, "based_on": f"{CODE} v1"}

    def test_takes_no_get(self, quang, base):
        assert quang.get(reverse("catalog:clone", args=[base.pk])).status_code == 405

    @pytest.mark.parametrize(("who", "status"), [("dung", 403), ("lan", 403), ("khach", 302)])
    def test_is_for_managers(self, cast, client, base, who, status):
        client.force_login(cast.people[who])

        assert client.post(reverse("catalog:clone", args=[base.pk])).status_code == status
        assert Draft.objects.filter(based_on=base).count() == 0


class TestRetire:
    @pytest.fixture
    def base(self, cast):
        draft = ready(cast)
        return actions.publish(draft, by=cast.quang, seen_version=draft.version)

    def test_works_and_shows_the_reason(self, cast, quang, base):
        url = reverse("catalog:retire", args=[base.pk])
        assert quang.get(url).status_code == 200

        response = quang.post(url, {"reason": " Thay bằng quyết định mới. "})

        assert queries.is_retired(base)
        assert "Thay bằng quyết định mới." in quang.get(response["Location"]).content.decode()
        assert Entry.objects.get(event="index_set.retired").actor == cast.quang

    def test_a_manager_of_another_organisation_does_not(self, cast, client, base):
        add_membership(cast.hung, organisation=cast.organisations["so-y-te"], role=Role.MANAGER)
        client.force_login(cast.hung)

        assert client.post(reverse("catalog:retire", args=[base.pk]), {"reason": "x"}).status_code == 403
        assert not queries.is_retired(base)

    def test_a_round_that_uses_it_goes_on(self, cast):
        actions.retire(cast.group.index_set, reason="Cũ", by=cast.quang)
        cast.fill()

        assert assessed.scores_of(cast.group)[cast.health.pk].points == 24

    def test_its_code_can_be_published_again(self, cast, quang, base):
        actions.retire(base, reason="Cũ", by=cast.quang)
        draft = actions.start_from_index_set(base, owner=cast.organisations["so-tttt"], by=cast.quang)
        change(draft, "1.1", cast.quang, title="Khác")
        accept(draft, row_of(draft, "1.1"), cast.quang)
        press(quang, draft)

        assert IndexSet.objects.filter(code=CODE).count() == 2


class TestFrame:
    """What is known of a set without its rules can be completed, and until then opens no round."""

    def start(self, client, code="ha-nam-2023/so"):
        return client.post(reverse("catalog:start-from-frame"), {"code": code})

    def test_becomes_a_draft_that_tells_what_is_missing(self, cast, quang):
        self.start(quang)

        draft = Draft.objects.get()
        assert "status" not in draft.tree
        assert draft.tree["code"] == "ha-nam-2023/so"
        kinds = {each.kind for each in queries.obstacles(draft)}
        assert "incomplete" in kinds
        page = quang.get(address(draft)).content.decode()
        assert "Chưa thành bộ chỉ số" in page
        press(quang, draft)
        assert not IndexSet.objects.filter(code="ha-nam-2023/so").exists()

    @pytest.mark.parametrize("code", library.codes())
    def test_every_file_of_the_library_opens_in_the_editor(self, cast, quang, code):
        self.start(quang, code)

        draft = Draft.objects.get()
        for name in ("draft-head", "draft-general", "publish-draft", "draft-file", "draft-workbook"):
            assert quang.get(reverse(f"catalog:{name}", args=[draft.pk])).status_code == 200
        first = next(editing.nodes(draft.tree, "component"), None)
        if first is not None:
            url = reverse("catalog:draft-item", args=[draft.pk, first.row])
            assert quang.get(url).status_code == 200

    @pytest.mark.parametrize("code", ["", "khong/co", "../README", "ha-nam-2023/so.yaml"])
    def test_what_the_library_does_not_have_is_not_found(self, quang, cast, code):
        assert self.start(quang, code).status_code == 404
        assert not Draft.objects.exists()

    @pytest.mark.parametrize("who", ["dung", "lan"])
    def test_is_for_managers(self, cast, client, who):
        client.force_login(cast.people[who])

        assert self.start(client).status_code == 403

    def test_never_comes_into_the_catalog_as_it_is(self, cast):
        path = library.place() / "ha-nam-2023" / "so.yaml"

        with pytest.raises(IndexSetError, match="là bộ khung"):
            actions.import_file(path)
