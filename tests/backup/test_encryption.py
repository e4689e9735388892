"""Encrypted backups: opened by the right passphrase or key, by other programs too, and by nothing else."""

import io
import zipfile

import pyrage
import pytest

pytestmark = pytest.mark.xdist_group("backup")  # One process builds the province they all need.

PASSPHRASE = "Sao lưu hằng đêm 27"


@pytest.fixture(scope="module")
def passphrase_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "mat-khau"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def under_passphrase(province, passphrase_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("encrypted") / "opendti.zip"
    assert province.run("backup", path, "--passphrase-file", passphrase_file).status == 0
    return path


@pytest.fixture(scope="module")
def identity():
    return pyrage.x25519.Identity.generate()


@pytest.fixture(scope="module")
def identity_file(identity, tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "khoa"
    path.write_text(f"# created: 2025\n# public key: {identity.to_public()}\n{identity}\n")
    return path


@pytest.fixture(scope="module")
def for_recipient(province, identity, tmp_path_factory):
    path = tmp_path_factory.mktemp("encrypted") / "opendti.age"
    assert province.run("backup", path, "--recipient", identity.to_public()).status == 0
    return path


def test_a_passphrase_opens_what_it_locked(under_passphrase, passphrase_file, province, empty):
    target = empty()
    ran = target.run("restore", under_passphrase, "--passphrase-file", passphrase_file)

    assert (ran.status, ran.err) == (0, "")
    assert target.rows("people_user") == province.rows("people_user")


def test_a_key_opens_what_was_locked_for_it(for_recipient, identity_file, province, empty):
    target = empty()
    ran = target.run("restore", for_recipient, "--identity-file", identity_file)

    assert (ran.status, ran.err) == (0, "")
    assert target.rows("people_user") == province.rows("people_user")


def test_age_alone_opens_both(under_passphrase, for_recipient, identity):
    with zipfile.ZipFile(under_passphrase) as outer:
        key = pyrage.passphrase.decrypt(outer.read("key.age"), PASSPHRASE).decode()
        first = pyrage.decrypt(outer.read("backup.age"), [pyrage.x25519.Identity.from_str(key)])
    second = pyrage.decrypt(for_recipient.read_bytes(), [identity])

    for plain in (first, second):
        assert "manifest.json" in zipfile.ZipFile(io.BytesIO(plain)).namelist()


def test_nothing_of_the_content_shows(under_passphrase, for_recipient):
    for path in (under_passphrase, for_recipient):
        content = path.read_bytes()
        assert b"manifest.json" not in content
        assert b"people.user" not in content
        assert path.stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_and_none(under_passphrase, province, tmp_path):
    wrong = tmp_path / "sai"
    wrong.write_text("khác")
    ran = province.run("backup", "--check", under_passphrase, "--passphrase-file", wrong)
    assert (ran.status, ran.out) == (2, "")
    assert "mật khẩu không đúng" in ran.err

    ran = province.run("backup", "--check", under_passphrase)
    assert (ran.status, ran.out) == (2, "")
    assert "--passphrase-file" in ran.err


def test_a_wrong_key_and_none(for_recipient, province, tmp_path):
    wrong = tmp_path / "sai"
    wrong.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    ran = province.run("backup", "--check", for_recipient, "--identity-file", wrong)
    assert (ran.status, ran.out) == (2, "")
    assert "khoá không mở được" in ran.err

    ran = province.run("backup", "--check", for_recipient)
    assert (ran.status, ran.out) == (2, "")
    assert "--identity-file" in ran.err

    wrong.write_text("không phải khoá\n")
    ran = province.run("backup", "--check", for_recipient, "--identity-file", wrong)
    assert (ran.status, ran.out) == (2, "")
    assert "AGE-SECRET-KEY-1" in ran.err


@pytest.fixture(params=["passphrase", "recipient"])
def locked(request):
    """A backup under lock, and the words that open it."""
    if request.param == "passphrase":
        path, option, key = "under_passphrase", "--passphrase-file", "passphrase_file"
    else:
        path, option, key = "for_recipient", "--identity-file", "identity_file"
    return request.getfixturevalue(path).read_bytes(), [option, request.getfixturevalue(key)]


def test_damage_under_the_lock(locked, empty, tmp_path):
    path = tmp_path / "hong"
    content, words = locked
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 1
    for damaged in (content[:-3000], bytes(flipped)):
        path.write_bytes(damaged)
        target = empty()
        ran = target.run("restore", path, *words)
        assert (ran.status, ran.out) == (2, "")
        assert str(path) in ran.err
        assert not target.file.exists()


def test_words_that_do_not_go_together(province, passphrase_file, identity, tmp_path):
    path = tmp_path / "a"
    ran = province.run(
        "backup", path, "--passphrase-file", passphrase_file, "--recipient", identity.to_public()
    )
    assert (ran.status, path.exists()) == (2, False)
    assert "không đi cùng" in ran.err

    ran = province.run("backup", path, "--recipient", "age1abc")
    assert (ran.status, path.exists()) == (2, False)
    assert "age-keygen" in ran.err

    empty = tmp_path / "trong"
    empty.write_text("\n")
    ran = province.run("backup", path, "--passphrase-file", empty)
    assert (ran.status, path.exists()) == (2, False)
    assert "tệp mật khẩu trống" in ran.err
    assert list(tmp_path.iterdir()) == [empty]
