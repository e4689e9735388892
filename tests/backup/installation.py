"""Whole installations beside that of the tests: a database each, and the command in its own process."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
PATH = [str(ROOT / "src"), str(ROOT)]

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass
class Ran:
    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass
class Installation:
    """`url` is what stands in DATABASE_URL."""

    kind: str
    url: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "opendti.settings",
            "OPENDTI_DEMO": "1",
            "PYTHONPATH": os.pathsep.join(PATH),
            "PYTHONWARNINGS": "ignore",
            **self.settings,
        }

    @property
    def file(self) -> Path:
        return Path(self.url)

    def start(self, *words: object) -> subprocess.Popen[str]:
        """The command, running."""
        return self._start(["-m", "opendti.cli", *map(str, words)])

    def start_script(self, script: str) -> subprocess.Popen[str]:
        return self._start(["-c", f"import django\ndjango.setup()\n{script}"])

    def _start(self, words: list[str]) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *words], env=self.environment, cwd=ROOT, stdout=pipe, stderr=pipe, text=True
        )

    def run(self, *words: object) -> Ran:
        """The command, ended; nothing it is given makes it show a traceback."""
        ran = ended(self.start(*words))
        assert "Traceback" not in ran.err, ran.err
        return ran

    def script(self, script: str) -> str:
        ran = ended(self.start_script(script))
        assert ran.status == 0, ran.err
        return ran.out.strip()

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """The database itself, without Django."""
        if self.kind == SQLITE:
            with closing(sqlite3.connect(self.url, timeout=20)) as connection:
                yield connection
        else:
            with closing(_postgres(self.url)) as connection:
                yield connection

    def all(self, statement: str) -> list[tuple[Any, ...]]:
        with self.connection() as connection:
            found: list[tuple[Any, ...]] = connection.cursor().execute(statement).fetchall()
        return found

    def one(self, statement: str) -> Any:
        return self.all(statement)[0][0]

    def execute(self, statement: str) -> None:
        with self.connection() as connection:
            connection.cursor().execute(statement)
            connection.commit()

    def tables(self) -> list[str]:
        if self.kind == SQLITE:
            statement = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        else:
            statement = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return sorted(name for (name,) in self.all(statement))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Every row of the table by column, as the database's driver gives it, in order of the key."""
        with self.connection() as connection:
            cursor = connection.cursor()
            key = "number" if table == "audit_entry" else "id"
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')  # noqa: S608 - a table's name
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ended(process: subprocess.Popen[str]) -> Ran:
    out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)


def _postgres(url: str, *, is_autocommit: bool = False) -> Any:
    import psycopg  # noqa: PLC0415 - there only for PostgreSQL

    return psycopg.connect(url, autocommit=is_autocommit)


def new_postgres(name: str) -> Installation:
    """A new, empty database on the server of the tests."""
    said = os.environ["DATABASE_URL"]
    with closing(_postgres(said, is_autocommit=True)) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return Installation(POSTGRESQL, said.replace(urlsplit(said).path, f"/{name}", 1))
