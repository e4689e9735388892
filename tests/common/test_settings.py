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
def test_an_sqlite_path_is_read_and_its_folder_made(prefix, tmp_path):
    path = tmp_path / "new" / "x.sqlite3"

    assert environment.database(f"{prefix}{path}")["NAME"] == path
    assert path.parent.is_dir()


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
