"""Uploaded files on their way back to where the installation keeps them."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from . import sealing
from .manifest import File
from .problems import BackupError

_UNFINISHED = ".restoring"


def demand_place(files: Sequence[File]) -> None:
    """A folder for uploads that holds nothing but what the backup holds too. Raises BackupError.

    So a restore that was cut off can be done again.
    """
    if not settings.MEDIA_ROOT:
        if files:
            raise BackupError(
                f"Bản sao lưu có {len(files)} tệp tải lên mà cấu hình không nói cất ở đâu. Đặt MEDIA_ROOT"
            )
        return
    root = Path(settings.MEDIA_ROOT)
    listed = {file.path: file for file in files}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root).as_posix()
        if path.is_dir() or path.name.endswith(_UNFINISHED):
            continue
        if relative not in listed or not _is_there(path, listed[relative]):
            raise BackupError(
                f"{path}: thư mục tệp tải lên đã có tệp khác, không khôi phục đè. "
                "Chuyển thư mục đó đi nơi khác rồi chạy lại lệnh này"
            )


def put_back(archive: zipfile.ZipFile, files: Sequence[File]) -> None:
    """Writes each file under another name first, so that none is ever there by half."""
    for file in files:
        path = Path(settings.MEDIA_ROOT) / file.path
        if _is_there(path, file):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}{_UNFINISHED}")
        with archive.open(f"files/{file.path}") as source, unfinished.open("wb") as out:
            for block in sealing.blocks(source):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(path)


def _is_there(path: Path, file: File) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as content:
        for block in sealing.blocks(content):
            digest.update(block)
    return digest.hexdigest() == file.sha256
