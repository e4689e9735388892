"""`opendti check` looks at the installation: what is wrong is found and said, what is good is passed over."""

from datetime import timedelta
from typing import NamedTuple
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from opendti import cli
from opendti.audit import actions as audit
from opendti.audit.models import ChainHead, Entry
from opendti.cli import checking, installation, starting
from opendti.people.actions import add_membership, add_organisation, add_person
from opendti.people.roles import Role


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def ids(check) -> list[str]:
    told = list(check())
    assert all(each.msg and each.hint for each in told)
    return [str(each.id) for each in told]


@pytest.fixture
def operator(db):
    office = add_organisation("tinh", name="Tỉnh")
    person = add_person("van-hanh", full_name="Vận Hành")
    return add_membership(person, organisation=office, role=Role.OPERATOR)


def test_a_good_database_is_passed_over(operator):
    every = installation.OF_DATABASE | installation.OF_CONTENT | installation.OF_CHAIN | installation.OF_FILES
    told = {title: ids(check) for title, check in every.items() if check is not installation.closed_to_others}

    assert [title for title, found in told.items() if found] == []
    assert ids(installation.reachable) == ids(installation.migrated) == []


def test_a_database_that_does_not_answer(monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(installation, "connection", mock.Mock(vendor="postgresql", ensure_connection=refuse))
    told = list(installation.reachable())

    assert [each.id for each in told] == ["opendti.E101"]
    assert "connection refused" in told[0].msg


def test_a_file_that_is_not_there_is_told_and_not_made(monkeypatch, tmp_path):
    path = tmp_path / "x.sqlite3"
    monkeypatch.setattr(installation, "_file", lambda: path)
    assert ids(installation.reachable) == ["opendti.E101"]
    assert not path.exists()


def test_a_place_that_cannot_be_written_to(db, monkeypatch, tmp_path):
    path = tmp_path / "x.sqlite3"
    path.touch()
    monkeypatch.setattr(installation, "_file", lambda: path)
    monkeypatch.setattr("os.access", lambda place, _how: place != path)

    (told,) = installation.reachable()
    assert (told.id, str(path) in told.msg) == ("opendti.E115", True)


def test_a_secret_that_others_can_read(monkeypatch, tmp_path):
    path = tmp_path / "key"
    path.touch()
    tmp_path.chmod(0o755)
    monkeypatch.setenv("SECRET_KEY_FILE", str(path))
    for mode, told in ((0o644, ["opendti.E116"]), (0o640, [])):
        path.chmod(mode)
        assert ids(installation.secrets_closed_to_others) == told


def test_a_step_that_was_not_migrated(db):
    with mock.patch.object(MigrationExecutor, "migration_plan", return_value=[("people.0009", False)]):
        assert ids(installation.migrated) == ["opendti.E102"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("journal_mode", "delete", "opendti.E103"),
        ("synchronous", "1", "opendti.E104"),
        ("foreign_keys", "0", "opendti.E105"),
    ],
)
def test_a_database_that_forgets(monkeypatch, name, value, told):
    good = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
    monkeypatch.setattr(installation, "connection", mock.Mock(vendor="sqlite"))
    monkeypatch.setattr(installation, "_pragma", lambda asked: (good | {name: value})[asked])

    assert ids(installation.durable) == [told]


def test_a_file_that_others_can_read(monkeypatch, settings, tmp_path):
    path = tmp_path / "x.sqlite3"
    path.touch()
    tmp_path.chmod(0o755)
    monkeypatch.setattr(installation, "connection", mock.Mock(vendor="sqlite"))
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", path)
    for mode, told in ((0o644, ["opendti.E106"]), (0o640, []), (0o600, [])):
        path.chmod(mode)
        assert ids(installation.closed_to_others) == told
    path.chmod(0o644)
    tmp_path.chmod(0o700)
    assert ids(installation.closed_to_others) == []


def test_a_clock_that_ran_ahead_or_stands_years_back(operator, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("opendti.cli.installation.timezone.now", lambda: now - timedelta(hours=1))
    assert "opendti.E108" in ids(installation.clock)

    monkeypatch.setattr("opendti.cli.installation.timezone.now", lambda: now.replace(year=1970))
    assert "opendti.E107" in ids(installation.clock)


def test_a_chain_whose_end_was_cut(operator):
    last = Entry.objects.order_by("number").last()
    assert last
    Entry.objects.filter(pk=last.pk)._raw_delete("default")  # noqa: SLF001 - what no action can do

    assert ids(installation.chain_head) == ["opendti.E109"]


def test_a_chain_without_its_head_and_an_empty_one(operator):
    ChainHead.objects.all().delete()
    assert ids(installation.chain_head) == ["opendti.E109"]

    Entry.objects.all()._raw_delete("default")  # noqa: SLF001 - what no action can do
    ChainHead.objects.create(pk=audit.HEAD)
    assert ids(installation.chain_head) == []


def test_an_entry_changed_in_the_middle_is_found_by_the_whole_walk(operator):
    second = Entry.objects.order_by("number")[1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET note = 'khác' WHERE number = %s", [second.number])

    assert ids(installation.chain_head) == []
    assert ids(installation.whole_chain) == ["opendti.E110"]


def test_no_operator(db):
    assert ids(installation.operators) == ["opendti.E111"]


def test_an_operator_whose_time_is_over_or_whose_account_is_closed(operator):
    type(operator.user).objects.filter(pk=operator.user_id).update(is_active=False)
    assert ids(installation.operators) == ["opendti.E111"]

    type(operator.user).objects.filter(pk=operator.user_id).update(is_active=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    type(operator).objects.filter(pk=operator.pk).update(valid_from=yesterday, valid_until=yesterday)
    assert ids(installation.operators) == ["opendti.E111"]


def test_a_role_that_does_not_exist(settings):
    settings.OPENDTI_SECOND_FACTOR = ("operator", "boss")

    assert ids(installation.second_factor_roles) == ["opendti.E112"]


@pytest.mark.parametrize(
    ("free", "told"),
    [(installation.SOME_ROOM - 1, "opendti.E113"), (installation.MUCH_ROOM - 1, "opendti.W113")],
)
def test_a_disk_that_is_nearly_full(monkeypatch, free, told):
    monkeypatch.setattr(
        "opendti.cli.installation.shutil.disk_usage", lambda _place: Usage(10**12, 10**12 - free, free)
    )

    assert set(ids(installation.room)) == {told}


def test_an_index_set_that_cannot_be_read_and_no_library(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENDTI_INDEXSETS", str(tmp_path))
    assert ids(installation.index_sets) == []

    (tmp_path / "tinh").mkdir()
    (tmp_path / "tinh" / "so.yaml").write_text("code: [")
    assert ids(installation.index_sets) == ["opendti.E114"]

    monkeypatch.setenv("OPENDTI_INDEXSETS", str(tmp_path / "khong-co"))
    assert ids(installation.index_sets) == ["opendti.W114"]


# -- The command ----------------------------------------------------------------------------------


@pytest.fixture
def in_use(operator, settings, tmp_path, monkeypatch):
    """An installation as it should be."""
    settings.SECRET_KEY = "".join(chr(33 + number % 90) for number in range(64))
    settings.ALLOWED_HOSTS = ["dti.tinh.gov.vn"]
    settings.CSRF_TRUSTED_ORIGINS = ["https://dti.tinh.gov.vn"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.OPENDTI_SECOND_FACTOR = ("operator", "manager", "auditor")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "dti@tinh.gov.vn"
    settings.STATIC_ROOT = None
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the browser journeys need it
    monkeypatch.setattr(installation, "closed_to_others", lambda: iter(()))
    monkeypatch.setitem(installation.OF_DATABASE, "Tệp dữ liệu kín với người khác", lambda: iter(()))
    monkeypatch.setenv("OPENDTI_INDEXSETS", str(tmp_path))
    return settings


def test_a_good_installation(in_use, capsys):
    status = cli.main(["check", "--deploy", "--full"])
    lines = capsys.readouterr().out.splitlines()

    assert [line for line in lines[:-2] if line[0] not in "✓·"] == []
    assert (status, lines[-1]) == (0, "0 chỗ phải sửa, 0 chỗ nên xem lại.")
    assert {line[0] for line in lines[:-2]} == {"✓", "·"}
    assert "✓ Toàn bộ chuỗi nhật ký" in lines
    assert "✓ Kiểm tra của Django" in lines
    assert checking.wrongs() == []


def test_what_is_wrong_and_what_is_doubtful(in_use, capsys):
    in_use.ALLOWED_HOSTS = ["*"]
    in_use.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    status = cli.main(["check"])
    out = capsys.readouterr().out

    assert status == 1
    assert "× Tên máy chủ ALLOWED_HOSTS: Nhận mọi tên máy chủ" in out
    assert "    → Đặt ALLOWED_HOSTS là tên miền" in out
    assert "! Thư điện tử OPENDTI_MAIL: Chưa có máy chủ thư" in out
    assert out.endswith("1 chỗ phải sửa, 1 chỗ nên xem lại.\n")
    assert len(checking.wrongs()) == 1


def test_what_is_only_doubtful_is_no_failure(in_use, capsys):
    in_use.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    assert cli.main(["check"]) == 0


def test_what_only_django_finds_is_said_in_vietnamese(in_use, capsys):
    in_use.X_FRAME_OPTIONS = "SAMEORIGIN"
    cli.main(["check", "--deploy"])
    out = capsys.readouterr().out

    assert "! Kiểm tra của Django (security.W019): X_FRAME_OPTIONS không phải DENY" in out
    assert "✓ Kiểm tra của Django" not in out


def test_serve_warns_of_what_must_be_mended_and_starts(in_use, capsys, monkeypatch):
    started: list[str] = []
    monkeypatch.setattr(starting, "_become_gunicorn", started.append)
    assert cli.main(["serve"]) == 0
    assert capsys.readouterr().err == ""

    in_use.ALLOWED_HOSTS = ["*"]
    assert cli.main(["serve"]) == 0
    assert "1 chỗ phải sửa (Nhận mọi tên máy chủ" in capsys.readouterr().err
    assert started == ["127.0.0.1:8000"] * 2


def test_no_question_is_put_to_a_database_that_cannot_answer(in_use, capsys, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(installation, "connection", mock.Mock(vendor="postgresql", ensure_connection=refuse))
    status = cli.main(["check"])

    assert status == 1
    assert "× Cơ sở dữ liệu mở được: Không mở được (connection refused)" in capsys.readouterr().out
