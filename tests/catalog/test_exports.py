"""Downloads: the workbook comes back as the set it was, the PDF can be read and holds no markup of others."""

from fractions import Fraction

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.urls import reverse

from opendti.answer_files.workbooks import worksheets
from opendti.catalog import exports
from opendti.catalog.actions import import_text
from opendti.catalog.models import IndexSet
from opendti.catalog.presenting.comparison import comparison_of
from opendti.catalog.presenting.method import method_of
from opendti.catalog.set_workbooks import is_set_workbook, set_workbook, tree_from_workbook
from opendti.common import workbooks
from opendti.common.refusals import Refused
from opendti.common.workbooks import Column, Worksheet
from opendti.scoring import trees
from opendti.scoring.loading import IndexSetError
from tests import small_set
from tests.scoring.worked import LIBRARY

FILES = sorted(LIBRARY.glob("*/*.yaml"))
ODD = [
    "=1+1", "+84 912", "-5", "@tên", "  cách đầu và cuối ", "hai\ndòng\n\nba", "1.10", "007", "TRUE",
    "_x0041_", "12/05/2026", "[mở ngoặc", "#N/A", "“ngoặc”", "a\tb",
]  # fmt: skip


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


class TestWorkbook:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_every_set_and_frame_comes_back(self, path):
        tree = trees.parse(path.read_text(encoding="utf-8"), name=path.name)

        assert tree_from_workbook(set_workbook(tree)) == tree

    @pytest.mark.parametrize("text", ODD)
    def test_odd_texts_come_back(self, text):
        component = {
            "code": "1.10",
            "title": text,
            "note": text,
            "appraisers": [text, "Sở Y tế"],
            "rule": {"form": "sum", "x": text},
        }
        tree = {
            "title": text,
            "notes": {"silent-denominator": text},
            "sources": [text],
            "groups": [{"code": "I", "main_indexes": [{"title": text, "components": [component]}]}],
        }

        assert tree_from_workbook(set_workbook(tree)) == tree

    def test_what_the_format_does_not_know_comes_back_too(self):
        tree: trees.Tree = {
            "code": "x/y",
            "groups": [{"lạ": {"sâu": ["1", "2"]}, "title": ""}],
            "general": "chữ",
            "notes": {},
        }

        assert tree_from_workbook(set_workbook(tree)) == tree

    def test_a_text_that_no_cell_can_hold_is_refused(self):
        with pytest.raises(Refused, match="YAML"):
            set_workbook({"title": "dài " * 10_000})

    def test_rows_in_the_wrong_place_are_told(self):
        content = edited([["Nhóm", "I"], ["Chỉ số", "1.1"], ["Lạ", "x"]])

        with pytest.raises(IndexSetError) as told:
            tree_from_workbook(content)

        lost, strange = told.value.problems
        place = "trang “Chỉ số”, dòng {}, cột “Loại”: "
        under = "“Chỉ số” không đứng được ở đây: chỉ số phải nằm dưới một chỉ số chính"
        known = "Nhóm, Chỉ số chính, Chỉ số, Mục con, Số liệu"
        assert lost == place.format(3) + under
        assert strange == place.format(4) + f"loại lạ “Lạ”. Dùng: {known}"

    def test_a_code_that_excel_made_a_number_is_asked_about(self):
        content = edited([["Nhóm", "I"], ["Chỉ số chính", 1], ["Chỉ số", Fraction(11, 10)]])

        with pytest.raises(IndexSetError, match=r"dòng 4, cột “Mã”: mã 1\.1 đang là số"):
            tree_from_workbook(content)

    def test_another_workbook_is_told_from_ours(self):
        other = workbooks.workbook([Worksheet("Khác", [Column("a")], [["b"]])])

        assert is_set_workbook(set_workbook({"code": "a/b"}))
        assert not is_set_workbook(other)
        assert not is_set_workbook(b"%PDF-1.7")
        with pytest.raises(IndexSetError, match="thiếu trang “Bộ chỉ số”, “Chỉ số”"):
            tree_from_workbook(other)


def edited(rows) -> bytes:
    head = [Column("Khoá"), Column("Nghĩa"), Column("Giá trị")]
    return workbooks.workbook(
        [Worksheet("Bộ chỉ số", head, []), Worksheet("Chỉ số", [Column("Loại"), Column("Mã")], rows)]
    )


@pytest.mark.django_db
class TestPdf:
    def test_reads_as_the_set(self):
        row = import_text(
            (LIBRARY / "hai-duong-2405-2024" / "so.yaml").read_text(encoding="utf-8"), name="so"
        )

        pages = pages_of(exports.method_pdf(method_of(row)))
        text = " ".join(" ".join(pages).split())

        assert pages[0].splitlines()[0] == "Bộ chỉ số chuyển đổi số các sở, ban, ngành cấp tỉnh"
        assert [page.splitlines()[0] for page in pages[1:4]] == ["2", "3", "4"]
        assert "Quyết định số 2405/QĐ-UBND ngày 13/09/2024" in text
        assert "Tỷ lệ hệ thống thông tin đã được phê duyệt hồ sơ đề xuất cấp độ" in text
        assert "Chỗ đáng ngờ của quyết định" in text

    def test_texts_are_never_taken_for_markup(self):
        odd = "#panic() *đậm* _ng_ $x$ @ref <nhãn> \\\\ `mã` [ô]"
        row = import_text(small_set.TEXT.replace("title: Trang thông tin", f"title: '{odd}'"), name="x")

        text = " ".join(" ".join(pages_of(exports.method_pdf(method_of(row)))).split())

        assert "#panic() *đậm* _ng_ $x$ @ref <nhãn>" in text


class TestDownloads:
    @pytest.mark.parametrize(
        ("name", "starts"), [("method-pdf", b"%PDF-"), ("set-workbook", b"PK"), ("set-file", b'format: "1"')]
    )
    def test_anybody_with_a_membership_gets_them(self, cast, client, name, starts):
        row = IndexSet.objects.get()
        client.force_login(cast.mai)

        response = client.get(reverse(f"catalog:{name}", args=[row.pk]))

        assert response.status_code == 200
        assert response.content.startswith(starts)
        assert "thu-nghiem-nho-v1." in response["Content-Disposition"]

    def test_the_file_is_the_one_that_was_published(self, cast, client):
        client.force_login(cast.mai)

        response = client.get(reverse("catalog:set-file", args=[IndexSet.objects.get().pk]))

        assert response.content.decode() == small_set.TEXT

    def test_the_comparison_has_three_worksheets(self, cast):
        first = IndexSet.objects.get()
        second = import_text(small_set.TEXT.replace("Nền tảng", "Nền tảng chung"), name="x")

        content = exports.comparison_workbook(comparison_of(first, second))

        sheets = worksheets(content, "sổ")
        assert list(sheets) == ["Tóm tắt", "Đối chiếu", "Khác nhau"]
        assert len(sheets["Đối chiếu"]) == 1 + 6
