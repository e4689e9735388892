"""What was acknowledged survives `kill -9`: on SQLite, a writer is killed in the middle of its work."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

ROOT = Path(__file__).parents[2]
WRITER = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from opendti.assessment import actions
from tests import cast
people = cast.gather()
people.open()
version = 0
for number in range(100_000):
    saved = actions.save_answer(
        people.health, item="1.2", field="a", value=str(number), expected_version=version, by=people.lan
    )
    version = saved.version
    print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    database = tmp_path / "killed.sqlite3"
    environment = os.environ | {
        "DATABASE_URL": str(database),
        "DJANGO_SETTINGS_MODULE": "opendti.settings",
        "OPENDTI_DEMO": "1",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", WRITER], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        said = cast("IO[str]", writer.stdout)
        acknowledged = [int(said.readline()) for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in said.read().split()]
    with sqlite3.connect(database) as connection:
        (value,) = connection.execute("SELECT value FROM assessment_answer WHERE key = 'a'").fetchone()
        (trail,) = connection.execute(
            "SELECT count(*) FROM audit_entry WHERE event = 'answer.saved'"
        ).fetchone()
    assert int(value) >= acknowledged[-1]
    assert trail == int(value) + 1
