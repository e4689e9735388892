"""A backup is of one moment though people go on working, and a kill leaves nothing by half."""

import signal
import time
from contextlib import suppress
from sqlite3 import OperationalError

import pyrage
import pytest
from django.db import DatabaseError

from opendti import cli
from tests.backup.installation import POSTGRESQL, SQLITE, ended

pytestmark = pytest.mark.xdist_group("backup")  # One process builds the province they all need.

KINDS = [SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.postgres)]

# Every step writes in three tables at once; the number of the last step tells how many rows there must be.
WRITER = """
from django.db import transaction
from opendti.audit import actions as audit
from opendti.people.models import Organisation, PendingImport, User

user, place = User.objects.first(), Organisation.objects.get(code='do-dem')
for number in range(1, 32_000):
    with transaction.atomic():
        Organisation.objects.filter(pk=place.pk).update(order=number)
        PendingImport.objects.create(kind='people', name=str(number), content=bytes(100), by=user)
        audit.record('test.stepped', by=user, subject=place)
    print(number, flush=True)
"""


def steps(installation):
    """The same number, as three tables tell it."""
    return (
        installation.one("SELECT \"order\" FROM people_organisation WHERE code = 'do-dem'"),
        installation.one("SELECT count(*) FROM people_pendingimport"),
        installation.one("SELECT count(*) FROM audit_entry WHERE event = 'test.stepped'"),
    )


@pytest.fixture
def in_use(request, empty, backup):
    """An installation of the kind asked for, with the province in it."""
    installation = empty(request.param)
    assert installation.run("restore", backup).status == 0
    installation.script(
        "from opendti.people.actions import add_organisation\nadd_organisation('do-dem', name='Đo đếm')"
    )
    return installation


@pytest.mark.parametrize("in_use", KINDS, indirect=True)
def test_a_backup_is_of_one_moment_and_stops_nobody(in_use, empty, tmp_path):
    path = tmp_path / "a.zip"
    writer = in_use.start_script(WRITER)
    try:
        assert writer.stdout
        for _ in range(5):
            writer.stdout.readline()
        before = steps(in_use)[0]
        ran = in_use.run("backup", path)
        after = steps(in_use)[0]
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    assert (ran.status, ran.err) == (0, "")
    assert after > before + 10

    restored = empty(SQLITE)
    assert restored.run("restore", path).status == 0
    first, second, third = steps(restored)
    assert first == second == third
    assert before <= first <= after


def test_killed_while_backing_up(province, tmp_path):
    path = tmp_path / "a.zip"
    process = province.start("backup", path)
    waited_for(lambda: [each for each in tmp_path.iterdir() if each.stat().st_size > 20_000])
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert process.returncode == -signal.SIGKILL
    assert not path.exists()
    assert province.run("backup", path).status == 0
    assert province.run("backup", "--check", path).status == 0


@pytest.mark.parametrize("kind", KINDS)
def test_killed_while_restoring(backup, empty, kind):
    target = empty(kind)
    target.run("manage", "migrate", "-v0")
    process = target.start("restore", backup)
    waited_for(lambda: is_writing(target))
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert process.returncode == -signal.SIGKILL
    tables = [name for name in target.tables() if name.startswith(("people_", "catalog_", "audit_entry"))]
    assert [name for name in tables if target.rows(name)] == []
    assert target.run("restore", backup).status == 0


def is_writing(target):
    if target.kind == SQLITE:
        log = target.file.with_name(f"{target.file.name}-wal")
        return log.exists() and log.stat().st_size > 200_000
    active = "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND query LIKE 'INSERT INTO%'"
    return target.one(f"{active} AND datname = current_database()") > 0


def waited_for(condition):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OperationalError, FileNotFoundError):
            if condition():
                return
        time.sleep(0.002)
    raise AssertionError("it did not come to that")


def test_a_file_is_not_overwritten_unless_asked(province, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"mine")
    ran = province.run("backup", path)

    assert ran.status == 2
    assert "--force" in ran.err
    assert path.read_bytes() == b"mine"
    assert province.run("backup", path, "--force").status == 0
    assert province.run("backup", "--check", path).status == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("lock", ["plain", "--recipient", "--passphrase-file"])
def test_a_full_disk_leaves_nothing_and_is_told(province, tmp_path, lock):
    folder = tmp_path / "day"
    folder.mkdir()
    (tmp_path / "mat-khau").write_text("một mật khẩu")
    key = str(pyrage.x25519.Identity.generate().to_public())
    words = {
        "plain": [],
        "--recipient": [lock, key],
        "--passphrase-file": [lock, str(tmp_path / "mat-khau")],
    }[lock]
    ran = ended(
        province.start_script(
            "import resource, sys\nfrom opendti import cli\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
            f"sys.exit(cli.main(['backup', {str(folder / 'a.zip')!r}, *{words!r}]))"
        )
    )

    assert (ran.status, ran.out, list(folder.iterdir())) == (2, "", [])
    assert ran.err.count("\n") == 1
    assert "File too large" in ran.err


@pytest.mark.parametrize("full", ["database or disk is full", "could not extend file: disk is full"])
def test_a_full_disk_under_the_database_is_told(monkeypatch, capsys, full):
    def fill(*_args, **_words):
        raise DatabaseError(full)

    monkeypatch.setattr("opendti.backup.making.make", fill)

    assert cli.main(["backup", "x.zip"]) == 2
    assert "Ổ đĩa của cơ sở dữ liệu hết chỗ" in capsys.readouterr().err


@pytest.mark.parametrize(("place", "words"), [("", "là thư mục"), ("khong-co/a.zip", "không có thư mục")])
def test_a_place_that_cannot_be_written_to(province, tmp_path, place, words):
    ran = province.run("backup", tmp_path / place)

    assert (ran.status, list(tmp_path.iterdir())) == (2, [])
    assert words in ran.err


def test_a_database_that_is_not_migrated_or_not_there(empty, tmp_path):
    ran = empty().run("backup", tmp_path / "a.zip")
    assert ran.status == 2
    assert "opendti manage migrate" in ran.err

    gone = empty()
    gone.url = "postgres://nobody@127.0.0.1:1/none"
    ran = gone.run("backup", tmp_path / "a.zip")
    assert ran.status == 2
    assert "Xem DATABASE_URL" in ran.err
    assert not (tmp_path / "a.zip").exists()
