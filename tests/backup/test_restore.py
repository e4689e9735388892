"""A backup comes back whole on either kind of database, and goes nowhere but into an empty one."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.backup.installation import POSTGRESQL, SQLITE

pytestmark = pytest.mark.xdist_group("backup")  # One process builds the province they all need.

postgres = pytest.mark.postgres
LEFT_OUT = ("django_", "axes_", "auth_", "usersessions_", "shared_cache")
RESTORED = "backup.restored"


def compared(installation):
    """Every table that a backup holds with its rows, by a way of its own; the restore's entry left out."""
    tables = [name for name in installation.tables() if not name.startswith(LEFT_OUT)]
    found = {name: installation.rows(name) for name in tables}
    found["audit_entry"] = [row for row in found["audit_entry"] if row["event"] != RESTORED]
    found.pop("audit_chainhead")
    return found


def same(left, right):
    """Whether SQLite's value and PostgreSQL's are one and the same to Django."""
    if isinstance(right, bool):
        return left == int(right)
    if isinstance(right, datetime):
        return datetime.fromisoformat(left).replace(tzinfo=UTC) == right
    if isinstance(right, date):
        return date.fromisoformat(left) == right
    if isinstance(right, (dict, list)):
        return json.loads(left) == right
    if isinstance(right, Decimal):
        return Decimal(str(left)) == right
    return type(left) is type(right) and left == right


def assert_same(sqlite, postgresql):
    left, right = compared(sqlite), compared(postgresql)
    assert left.keys() == right.keys()
    assert sum(map(len, left.values())) > 10_000
    for table, rows in left.items():
        assert len(rows) == len(right[table]), table
        for one, other in zip(rows, right[table], strict=True):
            assert one.keys() == other.keys(), table
            odd = {name: (one[name], other[name]) for name in one if not same(one[name], other[name])}
            assert odd == {}, table


def chain(installation):
    return installation.all("SELECT number, digest FROM audit_entry ORDER BY number")


def test_sqlite_to_sqlite_is_the_same_to_the_byte(province, backup, empty):
    target = empty()
    ran = target.run("restore", backup)

    assert (ran.status, ran.err) == (0, "")
    assert compared(target) == compared(province)
    assert chain(target)[:-1] == chain(province)
    assert target.file.stat().st_mode & 0o077 == 0


@postgres
def test_sqlite_to_postgresql_and_back(province, backup, empty, tmp_path):
    there, back, again = empty(POSTGRESQL), empty(SQLITE), tmp_path / "tu-postgres.zip"

    assert there.run("restore", backup).status == 0
    assert_same(province, there)
    assert chain(there)[:-1] == chain(province)

    assert there.run("backup", again).status == 0
    assert back.run("restore", again).status == 0
    assert_same(back, there)
    assert chain(back)[:-1] == chain(there)
    entries = "SELECT count(*) FROM audit_entry WHERE event = 'backup.restored'"
    assert (there.one(entries), back.one(entries)) == (1, 2)


def test_a_restore_leaves_its_trace_and_a_backup_none(province, backup, empty):
    digest = province.run("backup", "--check", backup).out.split("SHA-256 ")[1][:64]
    target = empty()
    target.run("restore", backup)
    number, note = target.all("SELECT number, after FROM audit_entry WHERE event = 'backup.restored'")[0]

    assert number == province.one("SELECT number FROM audit_chainhead") + 1
    assert number == target.one("SELECT number FROM audit_chainhead")
    assert json.loads(note)["sha256"] == digest
    assert province.one("SELECT count(*) FROM audit_entry WHERE event LIKE 'backup.%'") == 0


@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRESQL, marks=postgres)])
def test_keys_of_removed_rows_are_not_given_again(province, empty, tmp_path, kind):
    source, target, path = empty(), empty(kind), tmp_path / "a.zip"
    source.file.write_bytes(province.file.read_bytes())
    source.execute("UPDATE sqlite_sequence SET seq = 7000 WHERE name = 'people_invitation'")
    source.run("backup", path)

    assert target.run("restore", path).status == 0
    assert (
        target.script(
            "from django.utils import timezone\n"
            "from opendti.people.models import Invitation, User\n"
            "user = User.objects.last()\n"
            "print(Invitation.objects.create(user=user, token_digest='cd', expires_at=timezone.now()).pk)"
        )
        == "7001"
    )


@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRESQL, marks=postgres)])
def test_a_database_with_data_is_left_alone(backup, empty, kind):
    target = empty(kind)
    target.run("manage", "migrate", "-v0")
    target.script("from opendti.people.actions import add_person\nadd_person('an', full_name='An')")
    ran = target.run("restore", backup)

    assert ran.status == 2
    assert "đã có dữ liệu" in ran.err
    assert "Tạo cơ sở dữ liệu mới" in ran.err
    assert target.one("SELECT count(*) FROM people_user") == 1
    assert target.one("SELECT count(*) FROM people_organisation") == 0


def test_a_restored_database_takes_no_second_restore(backup, empty):
    target = empty()
    target.run("restore", backup)

    assert target.run("restore", backup).status == 2


def test_a_chain_that_was_broken_before_comes_back_and_is_told(province, empty, tmp_path):
    source, target, path = empty(), empty(), tmp_path / "a.zip"
    source.file.write_bytes(province.file.read_bytes())
    source.execute("UPDATE audit_entry SET note = 'khác' WHERE number = 17")
    source.run("backup", path)
    ran = target.run("restore", path)

    assert ran.status == 1
    assert "đã hỏng từ trước khi sao lưu" in ran.out
    assert "Dòng 17 " in ran.out
    assert target.one("SELECT note FROM audit_entry WHERE number = 17") == "khác"


def with_uploads(installation, folder, *words):
    """Runs the command where uploads are kept in the folder; the last it says is its exit status."""
    return installation.script(
        f"from django.conf import settings\nsettings.MEDIA_ROOT = {str(folder)!r}\n"
        f"from opendti import cli\nprint(cli.main({[str(word) for word in words]!r}))"
    )


def test_uploaded_files_come_back(province, empty, tmp_path):
    uploads, back, path = tmp_path / "uploads", tmp_path / "back", tmp_path / "a.zip"
    (uploads / "2025").mkdir(parents=True)
    (uploads / "2025" / "minh chứng đ.pdf").write_bytes(bytes(range(256)) * 5000)
    (uploads / "trống").write_bytes(b"")
    source, target = empty(), empty()
    source.file.write_bytes(province.file.read_bytes())

    assert with_uploads(source, uploads, "backup", path).endswith("0")
    assert with_uploads(target, "", "restore", path).endswith("2")
    assert with_uploads(target, back, "restore", path).endswith("0")
    for each in (uploads / "2025" / "minh chứng đ.pdf", uploads / "trống"):
        assert (back / each.relative_to(uploads)).read_bytes() == each.read_bytes()


def test_foreign_files_among_the_uploads_stop_a_restore(province, empty, tmp_path):
    back, path = tmp_path / "back", tmp_path / "a.zip"
    back.mkdir()
    (back / "khác.txt").write_text("của ai đó")
    source, target = empty(), empty()
    source.file.write_bytes(province.file.read_bytes())
    source.run("backup", path)

    assert with_uploads(target, back, "restore", path).endswith("2")
    assert (back / "khác.txt").read_text() == "của ai đó"
