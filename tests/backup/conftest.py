"""A province to back up, its backup, and empty places to restore to."""

import secrets
import shutil

import pytest

from tests.backup.installation import ROOT, SQLITE, Installation, new_postgres

HARD_ROWS = """
from datetime import UTC, datetime
from opendti.catalog.models import Draft, SourceDocument
from opendti.people.models import Invitation, Organisation, User
owner, user = Organisation.objects.first(), User.objects.first()
text = "Đường “dẫn”\\t\\\\n\\r\\n\\u2028\\U0001f33e e\\u0301 '\\" ; -- {}"
tree = {"b": [1, None, True, "1", {"đ": text}], "a": {}, "z": [], "số": 12345678901234567890, "phần": 0.1}
moment = datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
document = SourceDocument.objects.create(
    owner=owner, name=text, kind="txt", size=256, digest="0" * 64, content=bytes(range(256)) * 40,
    report=tree, uploaded_at=moment, uploaded_by=user,
)
Draft.objects.create(
    owner=owner, title=text, tree=tree, document=document, created_at=moment, created_by=user, edited_by=user
)
Invitation.objects.create(user=user, token_digest="ab" * 32, made_at=moment, expires_at=moment)
"""


@pytest.fixture(scope="session")
def province(tmp_path_factory) -> Installation:
    """The demo province on SQLite, with values in it that are easily broken; never written to."""
    installation = Installation(SQLITE, str(tmp_path_factory.mktemp("province") / "province.sqlite3"))
    installation.script(
        "from pathlib import Path\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from opendti.demo import building\n"
        f"building.build(Path({str(ROOT / 'indexsets')!r}))\n{HARD_ROWS}"
    )
    return installation


@pytest.fixture(scope="session")
def backup(province, tmp_path_factory):
    """The province's backup, not encrypted."""
    path = tmp_path_factory.mktemp("backup") / "opendti.zip"
    ran = province.run("backup", path)
    assert ran.status == 0, ran.err
    return path


@pytest.fixture
def copy(backup, tmp_path):
    """A copy of the backup that a test may break."""
    return shutil.copy(backup, tmp_path / "chep.zip")


@pytest.fixture
def empty(tmp_path):
    """Makes installations without a database, or with an empty one."""

    def make(kind: str = SQLITE, **settings: str) -> Installation:
        name = f"backup_{secrets.token_hex(4)}"
        if kind == SQLITE:
            return Installation(kind, str(tmp_path / f"{name}.sqlite3"), settings)
        made = new_postgres(name)
        made.settings = settings
        return made

    return make
