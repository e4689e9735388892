import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from opendti import environment


def test_a_postgres_address_is_read():
    found = environment.database("postgres://an:m%40t@db.local:5433/dti?sslmode=require")

    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("dti", "an", "m@t")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.local", "5433", {"sslmode": "require"})


def test_a_socket_folder_is_read():
    assert environment.database("postgres://an@/dti?host=%2Fvar%2Frun")["HOST"] == "/var/run"


@pytest.mark.parametrize("prefix", ["", "sqlite:///"])
def test_an_sqlite_path_is_read_and_a_mistyped_one_begins_no_database(prefix, tmp_path):
    path = tmp_path / "x.sqlite3"
    assert environment.database(f"{prefix}{path}")["NAME"] == path

    with pytest.raises(ImproperlyConfigured, match=f"không có thư mục {tmp_path / 'new'}"):
        environment.database(f"{prefix}{tmp_path / 'new' / 'x.sqlite3'}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["postgres://an@db:99999/x", "postgres://[db/x"])
def test_an_address_that_is_none_is_told_in_words(address, monkeypatch):
    for read in (environment.database, lambda url: environment.mail(url.replace("postgres", "smtp"))):
        with pytest.raises(ImproperlyConfigured, match="viết sai máy chủ hoặc cổng"):
            read(address)
    monkeypatch.setenv("OPENDTI_OIDC_URL", address)
    with pytest.raises(ImproperlyConfigured, match="OPENDTI_OIDC_URL viết sai"):
        environment.single_sign_on()


def test_a_relative_path_is_under_the_repository():
    assert environment.database("sqlite:///var/x.sqlite3")["NAME"] == environment.ROOT / "var/x.sqlite3"
    assert isinstance(environment.ROOT, Path)


def test_another_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        environment.database("mysql://x/y")


def test_what_sqlite_acknowledged_survives_a_killed_server(db):
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert pragmas == ["wal", 2]


@pytest.mark.parametrize("said", ["abc", "0", "-3", "1.5"])
def test_a_count_that_is_none_is_told_in_words(monkeypatch, said):
    monkeypatch.setenv("OPENDTI_RATE_PER_SESSION", said)
    with pytest.raises(ImproperlyConfigured, match="chỉ nhận số nguyên"):
        environment.count("OPENDTI_RATE_PER_SESSION", 300)


def test_a_secret_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE"):
        environment.secret("SECRET_KEY")


@pytest.mark.parametrize(("https", "prefix"), [("", "__Host-"), ("0", "")])
def test_over_tls_no_other_site_of_the_domain_can_plant_a_cookie(https, prefix):
    program = (
        "from opendti import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    plain = {key: value for key, value in os.environ.items() if not key.startswith("OPENDTI_")}
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        env=plain | {"OPENDTI_HTTPS": https},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == [f"{prefix}sessionid", f"{prefix}csrftoken", *2 * [str(bool(prefix))]]
