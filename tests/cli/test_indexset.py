import json

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
