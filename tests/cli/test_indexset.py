import json

import pytest

from tests.cli.small import SMALL


def component(shown, code):
    return next(each for each in shown["components"] if each["code"] == code)


def test_list_names_the_sets(run):
    assert "tinh-thu/so" in run("indexset", "list").out
    assert run("indexset", "list", "--format", "json").json["index_sets"][0]["max"] == "100"


def test_list_tells_a_broken_set_after_the_good_ones(run, library):
    (library / "tinh-thu" / "huyen.yaml").write_text("format: [", encoding="utf-8")

    ran = run("indexset", "list")

    assert ran.status == 2
    assert "tinh-thu/so" in ran.out
    assert "huyen.yaml: dòng 1" in ran.err


def test_show_tells_everything_that_may_be_entered(run):
    shown = run("indexset", "show", "tinh-thu/so", "--format", "json").json

    assert {key: shown[key] for key in ("index_set", "level", "year", "max")} == {
        "index_set": "tinh-thu/so", "level": "sở", "year": 2024, "max": "100",
    }  # fmt: skip
    assert shown["decision"]["issued_on"] == "2024-01-02"
    assert [item["id"] for item in shown["general"]] == ["I.1", "I.8"]
    assert [item["id"] for item in shown["shared"]] == ["S.1"]
    assert shown["groups"][0]["main_indexes"][0]["components"] == ["4.1"]
    assert [each["code"] for each in shown["components"]] == [
        "4.1", "4.1.1", "4.1.2", "5.1", "5.2", "5.3", "5.4", "6.1", "6.10",
    ]  # fmt: skip
    assert component(shown, "5.1")["fields"][1] == {
        "id": "b", "label": "Tổng số", "unit": "hệ thống", "kind": "count", "source": "I.8", "default": None,
        "supplier": None, "note": None,
    }  # fmt: skip
    assert component(shown, "5.4")["fields"][0]["kind"] == "date"
    assert component(shown, "5.4")["none"]["id"] == "none"
    assert component(shown, "4.1.2")["fields"][0]["kind"] == "points"
    assert component(shown, "4.1.2")["parent"] == "4.1"
    assert component(shown, "4.1")["parts"] == ["4.1.1", "4.1.2"]
    assert component(shown, "4.1.1")["levels"][1] == {"id": "deputy", "label": "Cấp phó", "worth": "1/2"}
    assert [check["id"] for check in component(shown, "5.3")["checks"]] == ["one", "two"]
    assert component(shown, "6.10")["rule"] == {
        "form": "ratio", "of": "n", "full_at": "10", "when_zero": None,
    }  # fmt: skip


def test_show_as_text_names_components_and_fields(run):
    out = run("indexset", "show", "tinh-thu/so").out

    assert "b: Tổng số (số đếm, đơn vị tính: hệ thống)" in out
    assert "Lấy từ mục I.8: quyết định dẫn “mục I.8”" in out
    assert "level deputy: Cấp phó → 1/2 điểm tối đa" in out
    assert "SỐ LIỆU DÙNG CHUNG (bộ chỉ số này thêm, không có trong quyết định)" in out
    assert "Điểm = a ÷ b × 10, không quá 10" in out
    assert "n ≥ 10: điểm tối đa" in out


class TestLint:
    def test_is_content_when_each_doubt_is_answered(self, run):
        ran = run("indexset", "lint", "tinh-thu/so")

        assert (ran.status, ran.err) == (0, "")
        assert "Ghi chú: Quyết định không nói khi b = 0" in ran.out

    def test_a_doubt_without_an_answer_is_open(self, run, file):
        silent = SMALL.replace("note: Quyết định không nói khi b = 0; chấm 0 điểm và gắn cờ.", "")
        path = file(silent, "so.yaml")

        ran = run("indexset", "lint", path, "--format", "json")

        assert ran.status == 1
        assert (ran.json["is_clean"], ran.json["findings"][0]["at"]) == (False, "5.1")
        assert "Chưa có ghi chú" in run("indexset", "lint", path).out

    def test_an_error_is_open_whatever_the_notes_say(self, run, file):
        ran = run("indexset", "lint", file(SMALL.replace("max: 60", "max: 61"), "so.yaml"))

        assert ran.status == 1
        assert "LỖI" in ran.out


def test_an_unknown_code_is_answered_with_the_nearest(run):
    ran = run("indexset", "show", "tinh-thu/sơ")

    assert ran.status == 2
    assert "Có phải: tinh-thu/so?" in ran.err


def test_a_missing_library_is_told(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OPENDTI_INDEXSETS", str(tmp_path / "nowhere"))

    ran = run("indexset", "list")

    assert ran.status == 2
    assert "OPENDTI_INDEXSETS" in ran.err


def test_files_that_are_no_index_set_are_told(run, file, tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    for path, says in (
        (file("a: [", "a.yaml"), "dòng 1"),
        (file(b"\xff\xfe\x00", "b.yaml"), "không phải văn bản UTF-8"),
        (file("", "c.yaml"), "trống"),
        (file("a: \x01", "d.yaml"), "YAML viết sai"),
        (tmp_path / "none.yaml", "không có tệp này"),
        (tmp_path / "folder.yaml", "là thư mục"),
        (file(SMALL.replace("of: a / b", "of: a / / b"), "e.yaml"), "dòng"),
    ):
        ran = run("indexset", "lint", path)
        assert (ran.status, says in ran.err) == (2, True), ran.err


def test_json_holds_vietnamese_as_it_is(run):
    out = run("indexset", "show", "tinh-thu/so", "--format", "json").out

    assert "Bộ chỉ số thử" in out
    assert json.loads(out)["title"] == "Bộ chỉ số thử"


FRAME = """format: 1
status: frame
code: tinh-thu/xa
title: Bộ chỉ số xã
level: xã
sources: [Kế hoạch 1/KH-UBND]
agencies: [{name: Sở Nội vụ}]
declared: {components: 3}
groups:
  - main_indexes:
      - code: 1
        title: Nhận thức số
        components:
          - {code: 1.1, title: Họp, appraisers: [Sở Nội vụ], note: In mờ}
          - {code: 1.2, parts: [{code: 1.2.1}]}
"""


class TestFrame:
    @pytest.fixture(autouse=True)
    def frame(self, library):
        (library / "tinh-thu" / "xa.yaml").write_text(FRAME, encoding="utf-8")

    def test_the_list_marks_it(self, run):
        lines = run("indexset", "list").out.splitlines()

        assert [line.split()[:6] for line in lines[2:]] == [
            ["tinh-thu/so", "2024", "sở", "7", "100", "đầy"],
            ["tinh-thu/xa", "–", "xã", "3", "–", "khung"],
        ]
        assert run("indexset", "list", "--format", "json").json["index_sets"][1] == {
            "index_set": "tinh-thu/xa", "status": "frame", "title": "Bộ chỉ số xã", "level": "xã",
            "year": None, "max": None,
        }  # fmt: skip

    def test_show_tells_what_is_known_and_what_is_missing(self, run):
        out = run("indexset", "show", "tinh-thu/xa").out

        assert "tinh-thu/xa: Bộ chỉ số xã (bộ khung)" in out
        assert "  - Kế hoạch 1/KH-UBND" in out
        assert "    1.1 Họp [Sở Nội vụ]. Ghi chú: In mờ" in out
        assert "      1.2.1 (chưa biết tên)" in out
        assert "CÒN THIẾU" in out
        assert "  - Mới liệt kê 2 trong 3 chỉ số thành phần." in out

    def test_show_as_json_has_the_gaps_too(self, run):
        shown = run("indexset", "show", "tinh-thu/xa", "--format", "json").json

        assert shown["groups"][0]["main_indexes"][0]["components"][0]["appraisers"] == ["Sở Nội vụ"]
        assert {"at": "1.2", "code": "appraiser-missing", "message": APPRAISERS} in shown["gaps"]

    def test_lint_is_content_with_what_is_merely_missing(self, run):
        ran = run("indexset", "lint", "tinh-thu/xa")

        assert ran.status == 0
        assert f"THIẾU [appraiser-missing] {APPRAISERS}" in ran.out
        assert "còn thiếu" in ran.out
        told = run("indexset", "lint", "tinh-thu/xa", "--format", "json").json
        assert (told["is_clean"], told["status"], told["findings"]) == (True, "frame", [])

    def test_lint_is_not_content_with_a_contradiction(self, run, file):
        path = file(FRAME.replace("components: 3", "components: 1"), "xa.yaml")

        ran = run("indexset", "lint", path)

        assert ran.status == 1
        assert "NGỜ [count-mismatch] Văn bản ghi cả bộ có 1 chỉ số thành phần, ở đây liệt kê 2." in ran.out

    def test_it_scores_nobody(self, run, file):
        ran = run("score", "tinh-thu/xa", file("unit,item,field,value\n"))

        assert (ran.status, ran.out) == (2, "")
        assert "“tinh-thu/xa” là bộ khung, chưa dùng để chấm điểm được" in ran.err
        assert "opendti indexset import" in ran.err


APPRAISERS = "1 chỉ số chưa có đơn vị thẩm định: 1.2."


def test_the_schema_is_written_for_editors(run):
    assert run("indexset", "schema").json["definitions"]["Component"]["required"] == [
        "code", "title", "max", "rule",
    ]  # fmt: skip


def test_a_document_without_a_day_is_shown_and_doubted(run, file):
    path = file(SMALL.replace("  issued_on: 2024-01-02\n", ""), "so.yaml")

    assert "không ghi ngày" in run("indexset", "show", path).out
    ran = run("indexset", "lint", path)
    assert ran.status == 1
    assert "[decision-undated]" in ran.out
