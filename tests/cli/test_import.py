"""`opendti indexset import` and `assign`: whole files or none, one clear message."""

import json
from pathlib import Path

import pytest

from opendti.scoring import frames, loading, trees

SEEDS = Path(__file__).parents[1] / "seeds"
DECISION = SEEDS / "2405.txt"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "ra"
    made.mkdir()
    return made


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_document_with_two_sets_writes_two_files_and_a_report(run, folder):
    ran = run("indexset", "import", DECISION, "-o", folder / "bo.yaml", "--report", folder / "bao-cao.json")

    assert ran.status == 0
    assert names(folder) == ["bao-cao.json", "bo-huyen.yaml", "bo-so.yaml"]
    assert len(list(loading.load(folder / "bo-so.yaml").components)) == 23
    assert len(list(loading.load(folder / "bo-huyen.yaml").components)) == 61
    report = json.loads((folder / "bao-cao.json").read_text(encoding="utf-8"))
    assert [each["code"] for each in report["sets"]] == [
        "hai-duong-2405-2024/so",
        "hai-duong-2405-2024/huyen",
    ]
    assert "Văn bản có 2 bộ chỉ số" in ran.out
    assert "Chắc chắn 19, cần người xem 4" in ran.out
    assert "[count-mismatch] Bảng cấu trúc ghi cả bộ có 22" in ran.out


def test_the_file_written_is_the_tree_that_was_read(run, folder):
    run("indexset", "import", DECISION, "-o", folder / "bo.yaml")

    text = (folder / "bo-so.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Nhập bằng opendti indexset import từ 2405.txt")
    assert trees.parse(text, name="bo")["max"] == "300"


@pytest.mark.parametrize("annex", ["Phụ lục 2", "huyen"])
def test_one_annex_can_be_picked(run, folder, annex):
    ran = run("indexset", "import", DECISION, "-o", folder / "bo.yaml", "--annex", annex)

    assert ran.status == 0
    assert names(folder) == ["bo.yaml"]
    assert loading.load(folder / "bo.yaml").code == "hai-duong-2405-2024/huyen"


def test_an_annex_that_is_not_there_is_refused_with_those_that_are(run, folder):
    ran = run("indexset", "import", DECISION, "-o", folder / "bo.yaml", "--annex", "Phụ lục 9")

    assert ran.status == 2
    assert "Chọn một trong: Phụ lục 1, Phụ lục 2" in ran.err
    assert names(folder) == []


def test_a_frame_is_written_as_one(run, folder):
    run("indexset", "import", SEEDS / "ha-nam.txt", "-o", folder / "bo.yaml")

    frame = frames.read((folder / "bo-so.yaml").read_text(encoding="utf-8"), name="so")
    assert frame.declared.components == 45


def test_what_is_there_is_not_overwritten_without_force(run, folder):
    (folder / "bo-huyen.yaml").write_text("của người khác", encoding="utf-8")

    ran = run("indexset", "import", DECISION, "-o", folder / "bo.yaml")
    assert ran.status == 2
    assert "--force" in ran.err
    assert names(folder) == ["bo-huyen.yaml"]
    assert (folder / "bo-huyen.yaml").read_text(encoding="utf-8") == "của người khác"

    assert run("indexset", "import", DECISION, "-o", folder / "bo.yaml", "--force").status == 0
    assert names(folder) == ["bo-huyen.yaml", "bo-so.yaml"]


def test_a_file_that_cannot_be_written_leaves_no_other(run, folder):
    ran = run(
        "indexset", "import", DECISION, "-o", folder / "bo.yaml", "--report", folder / "khong-co" / "r.json"
    )

    assert ran.status == 2
    assert names(folder) == []


NO_DECISIONS = {
    "trong.txt": (b"", "trống"),
    "thu.txt": ("Chỉ là một lá thư.\n".encode(), "không thấy bảng chỉ số nào"),
    "anh.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "anh.png: "),
}


@pytest.mark.parametrize("name", NO_DECISIONS)
def test_what_is_no_decision_is_refused_in_one_message(run, file, folder, name):
    content, said = NO_DECISIONS[name]
    ran = run(
        "indexset", "import", file(content, name), "-o", folder / "bo.yaml", "--report", folder / "r.json"
    )

    assert ran.status == 2
    assert said in ran.err
    assert name in ran.err
    assert names(folder) == []


def test_a_file_that_is_not_there_is_told(run, folder):
    ran = run("indexset", "import", folder / "khong-co.docx", "-o", folder / "bo.yaml")

    assert (ran.status, ran.out) == (2, "")
    assert "không có tệp này" in ran.err


def test_an_annex_of_assignments_is_put_onto_a_set(run, folder):
    run("indexset", "import", DECISION, "-o", folder / "bo.yaml")

    ran = run(
        "indexset", "assign", SEEDS / "297.txt", folder / "bo-so.yaml", "-o", folder / "giao.yaml",
        "--report", folder / "r.json",
    )  # fmt: skip

    assert ran.status == 0
    given = {each.code: each.appraisers for each in loading.load(folder / "giao.yaml").components}
    assert given["4.1"] == ("Sở Nội vụ",)
    assert given["6.2"] == ("VP UBND tỉnh",)
    assert given["1.1"] == ("Sở Thông tin và Truyền thông",)
    assert "7 chỗ: 5.9.1, 5.9.2, 6.8, 6.13.1, 6.13.2, I.10.1, I.10.2" in ran.out
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert ("unknown-code", "6.8") in {(each["code"], each["at"]) for each in report["assigning"]}


def test_an_annex_for_another_level_is_refused(run, folder):
    run("indexset", "import", DECISION, "-o", folder / "bo.yaml")

    ran = run("indexset", "assign", SEEDS / "ha-noi.txt", folder / "bo-so.yaml", "-o", folder / "giao.yaml")

    assert ran.status == 2
    assert "bộ chỉ số cấp sở" in ran.err
    assert not (folder / "giao.yaml").exists()


def test_a_document_that_assigns_nothing_is_refused(run, folder):
    run("indexset", "import", DECISION, "-o", folder / "bo.yaml")

    ran = run("indexset", "assign", SEEDS / "ha-nam.txt", folder / "bo-so.yaml", "-o", folder / "giao.yaml")

    assert ran.status == 2
    assert "không có bảng phân công" in ran.err
