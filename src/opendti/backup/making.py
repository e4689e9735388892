"""Writes a backup: tables, uploaded files, index sets and the manifest, from a database in use."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from opendti import __version__

from . import encryption, manifest, rows, sealing, sequences, trail
from .contents import columns_of, kept_models, left_out
from .encryption import Lock
from .manifest import File, Manifest, Table
from .problems import BackupError
from .snapshot import standing_still

FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup and its size in bytes."""

    manifest: Manifest
    size: int


def make(target: Path, *, lock: Lock, is_forced: bool = False) -> Made:
    """Writes the backup; the file appears whole or not at all. Raises BackupError.

    Nothing is written to the database. Memory does not grow with its size.
    """
    _demand_migrated()
    with _beside(target, is_forced=is_forced) as file:
        with encryption.locked(file, lock) as stream, sealing.sealed(stream) as archive:
            made = _write(archive)
        return Made(made, file.tell())


def _demand_migrated() -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupError(
            "Cơ sở dữ liệu chưa cập nhật theo phần mềm, chưa sao lưu. Chạy opendti manage migrate trước; "
            "nếu vừa cập nhật phần mềm thì sao lưu bằng bản cũ rồi mới chạy"
        )


@contextmanager
def _beside(target: Path, *, is_forced: bool) -> Iterator[IO[bytes]]:
    """A new file that takes the target's name once all is on the disk."""
    if target.is_dir():
        raise BackupError(f"{target}: là thư mục. Thêm tên tệp, ví dụ {target / 'opendti.zip'}")
    if target.exists() and not is_forced:
        raise BackupError(f"{target}: đã có tệp này, không ghi đè. Chọn tên khác, hoặc thêm --force")
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileNotFoundError:
        raise BackupError(f"{target}: không có thư mục {target.parent}. Tạo thư mục trước") from None
    except OSError as wrong:
        raise BackupError(f"{target}: không ghi được ở đây ({wrong.strerror})") from None
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(beside, target, is_forced=is_forced)
    except OSError as wrong:
        why = "ổ đĩa hết chỗ" if wrong.errno == errno.ENOSPC else wrong.strerror or wrong
        raise BackupError(f"{target}: không ghi được ({why})") from None
    finally:
        beside.unlink(missing_ok=True)


def _name(beside: Path, target: Path, *, is_forced: bool) -> None:
    """Gives the file its name, without a moment in which another's file could be lost."""
    if is_forced:
        beside.replace(target)
    else:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise BackupError(f"{target}: vừa có tệp này, không ghi đè. Chọn tên khác") from None
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(archive: zipfile.ZipFile) -> Manifest:
    with standing_still() as alias:
        tables = [_table(archive, model, alias) for model in kept_models()]
        sets = list(_index_sets(archive, alias))
        migrations, head = manifest.migrations_of(alias), trail.head(alias)
        database = connections[alias].vendor
    # A file is stored before the row that names it, so reading files last misses none.
    files = list(_files(archive))
    made = Manifest(
        kind=manifest.KIND,
        format=manifest.FORMAT,
        version=__version__,
        commit=manifest.commit(),
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=database,
        migrations=migrations,
        tables=tables,
        files=files,
        index_sets=sets,
        left_out=left_out(),
        audit=head,
    )
    text = json.dumps(made.model_dump(), ensure_ascii=False, indent=1)
    archive.writestr(manifest.NAME, text)
    return made


def _table(archive: zipfile.ZipFile, model: type[models.Model], alias: str) -> Table:
    label = model._meta.label_lower
    count, content = 0, hashlib.sha256()

    def lines() -> Generator[bytes]:
        nonlocal count
        for line, compared in rows.lines_of(model, using=alias):
            content.update(compared)
            count += 1
            yield line

    # Closed at once when the disk is full, since the connection goes before what still reads from it.
    with closing(lines()) as pieces:
        size, digest = _add(archive, f"tables/{label}.jsonl", pieces)
    return Table(
        model=label,
        columns=[column.attname for column in columns_of(model)],
        rows=count,
        size=size,
        sha256=digest,
        content=content.hexdigest(),
        last_id=sequences.last_id(model, using=alias),
    )


def _index_sets(archive: zipfile.ZipFile, alias: str) -> Iterator[File]:
    """The published sets once more as files to read; what is restored are their rows."""
    if not apps.is_installed("opendti.catalog"):
        return
    model = apps.get_model("catalog", "IndexSet")
    published: models.QuerySet[models.Model] = models.QuerySet(model=model, using=alias)
    sources = published.order_by("pk").values_list("code", "version", "source")
    for code, version, source in sources.iterator(chunk_size=10):
        path = f"{code}.v{version}.yaml"
        size, digest = _add(archive, f"index_sets/{path}", [source.encode()])
        yield File(path=path, size=size, sha256=digest)


def _files(archive: zipfile.ZipFile) -> Iterator[File]:
    """What people uploaded, where this installation keeps uploads."""
    if not settings.MEDIA_ROOT:
        return
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            relative = path.relative_to(root).as_posix()
            with path.open("rb") as file:
                size, digest = _add(archive, f"files/{relative}", sealing.blocks(file))
            yield File(path=relative, size=size, sha256=digest)


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Adds a member piece by piece; its size in bytes and its digest."""
    size, digest = 0, hashlib.sha256()
    member = zipfile.ZipInfo(name, timezone.now().timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = FILE_MODE << 16
    with archive.open(member, "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()
