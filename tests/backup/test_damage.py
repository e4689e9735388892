"""A backup that is not as it was written is refused, in words that help, before anything is done."""

import hashlib
import io
import json
import shutil
import zipfile

import pytest

from opendti import cli
from opendti.backup import rows, sealing
from opendti.backup.problems import BackupError

pytestmark = pytest.mark.xdist_group("backup")  # One process builds the province they all need.


@pytest.fixture
def refused(capsys):
    """Checks a file in this process, where it must be refused; returns the message."""

    def refused(path, *words):
        status = cli.main(["backup", "--check", str(path), *map(str, words)])
        ran = capsys.readouterr()
        assert (status, ran.out) == (2, "")
        assert str(path) in ran.err
        assert ran.err.count("\n") == 1
        return ran.err

    return refused


def rewritten(path, change):
    """Writes the archive anew, sealed, with its members changed: what only somebody with tools can do."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with path.open("wb") as file, sealing.sealed(file) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_manifest(path, **values):
    def change(members):
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | values).encode()

    return rewritten(path, change)


def test_a_whole_file_is_found_whole(copy, capsys):
    assert cli.main(["backup", "--check", str(copy)]) == 0
    assert "nguyên vẹn" in capsys.readouterr().out


@pytest.mark.parametrize("share", [0.001, 0.25, 0.9, 0.9999])
def test_a_file_cut_off(copy, refused, share):
    whole = copy.read_bytes()
    copy.write_bytes(whole[: int(len(whole) * share)])

    assert "bị cắt" in refused(copy)


def test_a_single_changed_bit_anywhere(copy, refused):
    whole = copy.read_bytes()
    for place in range(5, len(whole) - 200, len(whole) // 40):
        changed = bytearray(whole)
        changed[place] ^= 1
        copy.write_bytes(changed)
        assert "đã bị đổi" in refused(copy)
    for place in (len(whole) - 80, len(whole) - 72):  # the zip's last record, and the seal's name
        changed = bytearray(whole)
        changed[place] ^= 1
        copy.write_bytes(changed)
        refused(copy)


def test_an_appended_byte(copy, refused):
    copy.write_bytes(copy.read_bytes() + b"\n")

    refused(copy)


@pytest.mark.parametrize("content", [b"", b"P", b"unit,item\n", b"SQLite format 3\0" * 20])
def test_what_is_no_backup_at_all(tmp_path, refused, content):
    path = tmp_path / "khac"
    path.write_bytes(content)

    assert "không phải bản sao lưu của OpenDTI" in refused(path)


def test_another_zip(tmp_path, refused):
    path = tmp_path / "khac.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", "{}")

    assert "tệp zip khác" in refused(path)
    assert "không phải bản sao lưu của OpenDTI" in refused(rewritten(path, lambda _members: None))


def test_no_file_and_a_folder(tmp_path, refused):
    assert "không có tệp này" in refused(tmp_path / "khong-co.zip")
    assert "là thư mục" in refused(tmp_path)


def test_a_later_format(copy, refused):
    said = refused(with_manifest(copy, format=99, version="9.9", new=["field"]))

    assert "định dạng 99" in said
    assert "Cài OpenDTI 9.9" in said


def test_a_manifest_that_is_none(copy, refused):
    assert "manifest.json sai ở tables" in refused(with_manifest(copy, tables="none"))


def test_a_row_changed_by_somebody_with_tools(copy, refused):
    def change(members):
        members["tables/people.user.jsonl"] = members["tables/people.user.jsonl"].replace(b"true", b"false")

    assert "tables/people.user.jsonl không như lúc sao lưu" in refused(rewritten(copy, change))


@pytest.mark.parametrize("is_extra", [True, False])
def test_a_member_too_many_and_one_too_few(copy, refused, is_extra):
    def change(members):
        if is_extra:
            members["files/them.txt"] = b"?"
        else:
            del members["tables/people.user.jsonl"]

    assert "mục lục không khớp" in refused(rewritten(copy, change))


@pytest.mark.parametrize(
    "path", ["../ra-ngoai.txt", "/etc/ra-ngoai.txt", "a/../../ra-ngoai.txt", "", ".", "a//b", "x\x1b[2J"]
)
def test_a_path_that_leads_outside(copy, refused, path):
    def change(members):
        made = json.loads(members["manifest.json"])
        empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        made["files"] = [{"path": path, "size": 0, "sha256": empty}]
        members["manifest.json"] = json.dumps(made).encode()
        members[f"files/{path}"] = b""

    said = refused(rewritten(copy, change))
    assert "ra ngoài" in said
    assert "\x1b" not in said


def test_a_line_longer_than_any_row_is_not_read_into_memory(monkeypatch):
    monkeypatch.setattr(rows, "LONGEST_LINE", 10)

    assert list(rows.lines_in(io.BytesIO(b"0123456789\n"[1:] + b"ab\n"), where="t")) == [
        b"123456789\n",
        b"ab\n",
    ]
    with pytest.raises(BackupError, match="dài hơn mọi dòng"):
        list(rows.lines_in(io.BytesIO(b"0" * 10_000), where="t"))


@pytest.mark.parametrize("given", [{"made_at": "hôm qua"}, {"audit": {"number": 2**63, "digest": "0"}}])
def test_a_manifest_that_says_what_cannot_be(copy, refused, given):
    assert f"manifest.json sai ở {next(iter(given))}" in refused(with_manifest(copy, **given))


def with_a_row_nested_without_end(path):
    return _with_accounts(path, b"[" * 100_000 + b"\n", 1)


def _with_accounts(path, content, count):
    """A backup whose digests all fit, with other accounts."""
    name = "tables/people.user.jsonl"

    def change(members):
        members[name] = content
        digest = hashlib.sha256(content).hexdigest()
        made = json.loads(members["manifest.json"])
        (table,) = (each for each in made["tables"] if each["model"] == "people.user")
        table |= {"rows": count, "size": len(content), "sha256": digest, "content": digest}
        members["manifest.json"] = json.dumps(made).encode()

    return rewritten(path, change)


def cut(path):
    path.write_bytes(path.read_bytes()[:-5000])
    return path


def of_another_version(path):
    made = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    made["migrations"]["people"].append("9999_later")
    return with_manifest(path, migrations=made["migrations"])


def with_a_dangling_key(path):
    """An account that the rest needs is not there."""
    lines = zipfile.ZipFile(path).read("tables/people.user.jsonl").splitlines(keepends=True)[1:]
    return _with_accounts(path, b"".join(lines), len(lines))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (cut, "bị cắt"),
        (of_another_version, "people.9999_later. Cài OpenDTI"),
        (with_a_dangling_key, "không trọn"),
        (with_a_row_nested_without_end, "tables/people.user.jsonl, dòng 1 đến 1"),
    ],
)
def test_nothing_is_written_from_a_backup_that_does_not_fit(copy, backup, empty, damage, words):
    target = empty()
    ran = target.run("restore", damage(copy))

    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err
    if target.file.exists():
        tables = [name for name in target.tables() if name.startswith(("people_", "audit_entry"))]
        assert [name for name in tables if target.rows(name)] == []
    shutil.copy(backup, copy)
    assert target.run("restore", copy).status == 0
