"""An uploaded decision becomes drafts; a file that is none leaves nothing; what is accepted is published."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from opendti.assessment import actions as assessment
from opendti.audit.models import Entry
from opendti.catalog import actions, editing, queries
from opendti.catalog.models import Acceptance, Draft, IndexSet, PrintedRow, SourceDocument
from opendti.catalog.workflow import DraftState
from opendti.common.refusals import Refused, StepNotOpen
from opendti.scoring import trees
from tests import small_set
from tests.catalog.drafts import draft_of, everything_stored
from tests.plain import plain

SEEDS = Path(__file__).parents[1] / "seeds"
UPLOAD = "/index-sets/import/"


def seed(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.txt", (SEEDS / f"{name}.txt").read_bytes())


@pytest.fixture
def quang(cast, client):
    client.force_login(cast.quang)
    return client


class TestUpload:
    def test_makes_a_draft_of_every_set_with_the_document_s_own_rows(self, cast, quang):
        response = quang.post(UPLOAD, {"file": seed("2405")})

        document = SourceDocument.objects.get()
        assert response["Location"] == f"/index-sets/documents/{document.pk}/"
        so, huyen = Draft.objects.order_by("pk")
        assert (so.tree["code"], huyen.tree["code"]) == (
            "hai-duong-2405-2024/so",
            "hai-duong-2405-2024/huyen",
        )
        assert (so.printed_rows.count(), huyen.printed_rows.count()) == (23, 63)
        row = next(node.row for node in editing.nodes(so.tree, "component") if node.code == "5.3")
        assert ["Điểm tối đa", "10"] in PrintedRow.objects.get(draft=so, row=row).cells
        assert not Acceptance.objects.exists()
        page = quang.get(response["Location"]).content.decode()
        assert "23 mục: 19 đọc chắc" in page
        assert "22 chỉ số thành phần, còn bảng chi tiết liệt kê 23. Cũng vậy ở 2 chỗ khác." in page
        entry = Entry.objects.get(event="document.read")
        assert (entry.actor, entry.organisation) == (cast.quang, "Sở Thông tin và Truyền thông")

    def test_the_same_file_again_is_the_document_there_is(self, quang):
        quang.post(UPLOAD, {"file": seed("ninh-thuan")})
        before = everything_stored()

        quang.post(UPLOAD, {"file": seed("ninh-thuan")})

        assert everything_stored() == before

    def test_the_file_comes_back_as_it_was(self, quang):
        quang.post(UPLOAD, {"file": seed("ninh-thuan")})

        response = quang.get(f"/index-sets/documents/{SourceDocument.objects.get().pk}/file/")

        assert response.content == (SEEDS / "ninh-thuan.txt").read_bytes()
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_a_workbook_and_a_file_of_a_set_go_in_by_the_same_door(self, cast, quang):
        draft = draft_of(cast)
        for name in ("draft.yaml", "draft.xlsx"):
            content = quang.get(f"/index-sets/drafts/{draft.pk}/{name}").content
            quang.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})

            assert editing.without_rows(Draft.objects.latest("pk").tree) == editing.without_rows(draft.tree)

    @pytest.mark.parametrize("who", ["lan", "oanh", "dung"])
    def test_is_for_managers(self, cast, client, who):
        client.force_login(cast.people[who])

        assert client.post(UPLOAD, {"file": seed("ninh-thuan")}).status_code == 403
        assert not Draft.objects.exists()


def zipped(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


BAD = {
    "trống": ("qd.docx", b"", "trống"),
    "nhiễu": ("qd.pdf", bytes(range(256)) * 4096, "không"),
    "bảng tính": ("so-lieu.xlsx", zipped(xl__workbook_xml="<workbook/>"), "bảng tính"),
    "ảnh": ("qd.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "ảnh"),
    "Word cũ": ("qd.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096, ".docx"),
    "không có bảng": ("qd.txt", "QUYẾT ĐỊNH\nĐiều 1. Không có bảng nào.\n".encode(), "không thấy bảng"),
    "PDF hỏng": ("qd.pdf", b"%PDF-1.7\n" + b"x" * 999, "PDF"),
    "YAML hỏng": ("bo.yaml", b"a: [", "chưa đọc được"),
}


@pytest.mark.parametrize(("name", "content", "told"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_decision_is_refused_and_leaves_nothing(cast, quang, name, content, told):
    before = everything_stored()

    response = quang.post(UPLOAD, {"file": SimpleUploadedFile(name, content)} if content else {})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Chưa nhập được." in page
    assert told in page or not content
    assert everything_stored() == before


@pytest.mark.parametrize(("megabytes", "status", "says"), [(21, 422, "quá 20 MB"), (50, 413, "24 MB")])
def test_a_file_too_large_is_refused_by_its_size(cast, quang, megabytes, status, says):
    response = quang.post(UPLOAD, {"file": SimpleUploadedFile("qd.pdf", b"0" * megabytes * 1024 * 1024)})

    assert response.status_code == status
    assert says in response.content.decode()
    assert not SourceDocument.objects.exists()


class TestPublish:
    def test_what_is_left_is_named_and_nothing_is_published(self, cast, quang):
        quang.post(UPLOAD, {"file": seed("ninh-thuan")})
        draft = Draft.objects.get()
        count = IndexSet.objects.count()

        page = quang.get(f"/index-sets/drafts/{draft.pk}/publish/").content.decode()
        with pytest.raises(Refused, match="Chưa ban hành được"), transaction.atomic():
            actions.publish(draft, by=cast.quang, seen_version=draft.version)

        assert "Chưa có người xem và nhận" in page
        assert IndexSet.objects.count() == count

    def test_a_clone_needs_only_what_was_changed_to_be_looked_at(self, cast, quang):
        base = cast.group.index_set
        draft = actions.start_from_index_set(base, owner=cast.organisations["so-tttt"], by=cast.quang)
        row = next(editing.nodes(draft.tree, "component")).row
        change: trees.Tree = {"title": "Người đứng đầu chủ trì, sửa"}
        draft = actions.edit(
            draft, what="Sửa", change=lambda tree: editing.put(tree, row, change), by=cast.quang, row=row
        )

        left = [each for each in queries.obstacles(draft) if each.kind == "review"]
        assert [each.row for each in left] == [row]

        settle_doubts(draft, cast)
        draft.refresh_from_db()
        for each in [each for each in queries.obstacles(draft) if each.kind == "review"]:
            draft = actions.accept(
                draft, row=each.row, seen=editing.digest_of(draft.tree, each.row), by=cast.quang
            )
        published = actions.publish(draft, by=cast.quang, seen_version=draft.version)

        draft.refresh_from_db()
        assert (published.version, published.based_on, draft.state) == (2, base, DraftState.PUBLISHED)
        assert "chủ trì, sửa" in published.source
        with pytest.raises(StepNotOpen):
            actions.publish(draft, by=cast.quang, seen_version=draft.version)
        entry = Entry.objects.filter(event="draft.accepted").latest("pk")
        assert (entry.actor, entry.organisation) == (cast.quang, "Sở Thông tin và Truyền thông")

    def test_a_code_of_another_organisation_is_refused(self, cast):
        base = cast.group.index_set
        tree = trees.parse(base.source, name="nho")
        IndexSet.objects.create(
            code="cua/khac", version=1, title="x", level="x", year=2025, component_count=1, max_points="1",
            decision_number="1", place="x", digest="x", source="x", owner=cast.organisations["so-y-te"],
        )  # fmt: skip
        draft = actions.start_from_tree(
            tree | {"code": "cua/khac"}, owner=cast.organisations["so-tttt"], by=cast.quang
        )

        assert "code-taken" in {each.code for each in queries.obstacles(draft)}


def settle_doubts(draft, cast) -> None:
    codes = {each.code: "Đã xem." for each in queries.obstacles(draft) if each.kind == "doubt"}
    notes = {**(draft.tree.get("notes") or {}), **codes}
    actions.edit(
        draft,
        what="Trả lời",
        change=lambda tree: editing.put(tree, editing.HEAD, {"notes": notes}),
        by=cast.quang,
        row=editing.HEAD,
    )


class TestRetire:
    def test_takes_no_new_round_and_says_why(self, cast, quang):
        index_set = cast.group.index_set
        url = f"/index-sets/{index_set.pk}/retire/"
        assert quang.post(url, {"reason": " "}).status_code == 422
        assert quang.post(url, {"reason": "Thay bằng quyết định mới"}).status_code == 302
        assert quang.post(url, {"reason": "Lần nữa"}).status_code == 409

        with pytest.raises(Refused, match="đã thôi dùng"):
            assessment.add_group(cast.round, code="xa", title="Xã", index_set=index_set, by=cast.quang)
        assert Entry.objects.get(event="index_set.retired").note == "Thay bằng quyết định mới"


class TestAssign:
    def test_shows_what_an_annex_changes_then_changes_it(self, cast, quang):
        quang.post(UPLOAD, {"file": seed("ha-noi")})
        draft = Draft.objects.order_by("pk").first()
        assert draft is not None
        row = next(node for node in editing.nodes(draft.tree, "component") if node.code == "2.4")
        actions.edit(
            draft,
            what="Bỏ",
            change=lambda tree: editing.put(tree, row.row, {"appraisers": None}),
            by=cast.quang,
        )
        draft.refresh_from_db()
        url = f"/index-sets/drafts/{draft.pk}/assign/"
        text = (SEEDS / "ha-noi.txt").read_text(encoding="utf-8")

        shown = quang.post(url, {"text": text})
        assert shown.status_code == 200
        assert "Văn phòng UBND Thành phố" in shown.content.decode()
        assert "appraisers" not in plain(editing.find(Draft.objects.get(pk=draft.pk).tree, row.row)).value

        assert quang.post(url, {"text": text, "confirm": "yes", "version": draft.version}).status_code == 302
        found = editing.find(Draft.objects.get(pk=draft.pk).tree, row.row)
        assert found is not None
        assert found.value["appraisers"] == ["Văn phòng UBND Thành phố"]

    @pytest.mark.parametrize("text", ["", "chỉ là chữ"])
    def test_what_is_no_annex_is_refused_and_kept(self, cast, quang, text):
        draft = draft_of(cast, small_set.TEXT)

        response = quang.post(f"/index-sets/drafts/{draft.pk}/assign/", {"text": text})

        assert response.status_code == 422
        assert text in response.content.decode()
