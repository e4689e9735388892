"""The table of contents of a backup: what it holds, what it was made from, and a digest of each part."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from .problems import BackupError

NAME = "manifest.json"
KIND = "opendti-backup"
FORMAT = 1
"""Grows when an older OpenDTI could not read what a newer one writes."""

_ROOT = Path(__file__).resolve().parents[3]


_MOST = 2**63 - 1
"""What a database counts to."""

Count = Annotated[int, Field(ge=0, le=_MOST)]


def _a_moment(said: str) -> str:
    datetime.fromisoformat(said)
    return said


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Table(_Part):
    """`sha256` is of the member's bytes, `content` of its rows with sorted keys (see `rows.lines_of`).

    `last_id` is the highest key ever given out, so that those of removed rows are never given again.
    """

    model: str
    columns: list[str]
    rows: Count
    size: Count
    sha256: str
    content: str
    last_id: Count | None

    @property
    def member(self) -> str:
        return f"tables/{self.model}.jsonl"


class File(_Part):
    """A file of `files/` or `index_sets/`, with its size in bytes."""

    path: str
    size: Count
    sha256: str


class Head(_Part):
    """The last entry of the audit trail when the backup was made."""

    number: Count
    digest: str


class Manifest(_Part):
    kind: str
    format: int
    version: str
    commit: str | None
    made_at: Annotated[str, AfterValidator(_a_moment)]
    database: str
    migrations: dict[str, list[str]]
    tables: list[Table]
    files: list[File]
    index_sets: list[File]
    left_out: dict[str, str]
    audit: Head | None

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def sizes(self) -> dict[str, tuple[int, str]]:
        """Every member's size in bytes and digest, by its name in the archive."""
        tables = {each.member: (each.size, each.sha256) for each in self.tables}
        files = {f"files/{each.path}": (each.size, each.sha256) for each in self.files}
        sets = {f"index_sets/{each.path}": (each.size, each.sha256) for each in self.index_sets}
        return tables | files | sets


def read(content: bytes, *, name: str) -> Manifest:
    """The manifest in these bytes. Raises BackupError when they are none, or of a later format."""
    try:
        found = _Head.model_validate_json(content)
    except ValidationError:
        found = None
    if found is None or found.kind != KIND:
        raise BackupError(f"{name}: không phải bản sao lưu của OpenDTI. Chọn tệp do opendti backup ghi ra")
    if found.format != FORMAT:
        raise BackupError(
            f"{name}: bản sao lưu theo định dạng {found.format}, phần mềm này đọc được định dạng {FORMAT}. "
            f"Cài OpenDTI {found.version} rồi khôi phục bằng bản đó"
        )
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as wrong:
        place = ".".join(str(part) for part in wrong.errors()[0]["loc"])
        raise BackupError(f"{name}: {NAME} sai ở {place}. Dùng bản sao lưu khác") from None


class _Head(BaseModel):
    """Just enough to tell what the rest is."""

    kind: str
    format: int
    version: str


def migrations_of(using: str) -> dict[str, list[str]]:
    """The migrations this database has seen, by app."""
    state: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connections[using]).applied_migrations()):
        state.setdefault(app, []).append(name)
    return state


def commit(root: Path = _ROOT) -> str | None:
    """The commit of the checkout this runs from; None for an installed package."""
    try:
        said = (root / ".git" / "HEAD").read_text(encoding="ascii").strip()
        if said.startswith("ref: "):
            said = (root / ".git" / said.removeprefix("ref: ")).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return said
