"""Builds the demo database where there is none, and serves it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def run(*, port: int = 8000, open_browser: bool = True) -> int:
    """Serves the demo on this machine until it is stopped; builds it first where needed."""
    database = Path(os.environ.get("OPENDTI_DEMO_DATABASE") or ROOT / "var" / "demo.sqlite3")
    os.environ["OPENDTI_DEMO"] = "1"
    if not database.exists():
        _build_beside(database)
    os.environ["DATABASE_URL"] = str(database)
    _bring_up_to_date()
    address = f"http://127.0.0.1:{port}/"
    _say(f"OpenDTI chạy tại {address}\nTài khoản minh hoạ: {address}demo/\nDừng: Ctrl+C")
    if open_browser and os.environ.get("DISPLAY"):
        import_module("webbrowser").open(address)
    command = [sys.executable, "-m", "gunicorn", "opendti.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    os.execv(sys.executable, command)  # noqa: S606 - gunicorn takes this process over, signals included


def _bring_up_to_date() -> None:
    """A demo built by an earlier version gets the tables of this one; what was tried in it stays."""
    command = [sys.executable, "-m", "opendti.cli", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True)  # noqa: S603 - our own program


def build(database: Path) -> None:
    """Builds the demo in a new SQLite file; this process must not have started Django before."""
    os.environ["OPENDTI_DEMO"] = "1"
    os.environ["DATABASE_URL"] = str(database)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opendti.settings")
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    import_module("opendti.demo.building").build(ROOT / "indexsets")
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _build_beside(database: Path) -> None:
    """Builds under another name first, so that a broken build is never taken for a database."""
    _say("Đang dựng dữ liệu minh hoạ, chờ khoảng mười giây…")
    database.parent.mkdir(parents=True, exist_ok=True)
    unfinished = database.with_suffix(".unfinished")
    for leftover in (unfinished, Path(f"{unfinished}-wal"), Path(f"{unfinished}-shm")):
        leftover.unlink(missing_ok=True)
    build(unfinished)
    unfinished.replace(database)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
