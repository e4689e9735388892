"""A zip whose comment is the SHA-256 of all bytes before it, so that any changed or missing byte is found.

Written to a stream, read from a file. Any unzip program opens it.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from .problems import BackupError

BLOCK = 1024 * 1024
"""Bytes moved at a time."""

_MARK = b"sha256:"
_SEAL = re.compile(_MARK + b"[0-9a-f]{64}")
_SEAL_LENGTH = len(_MARK) + 64
_END_LENGTH = 22
_END, _START = b"PK\x05\x06", b"PK\x03\x04"
"""The signs before a zip's last record and before its first member."""


class _Sealed:
    """A stream that holds the zip's last record back, to put the seal into it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._held = b""

    def write(self, data: bytes) -> int:
        whole = self._held + data
        self._give(whole[:-_END_LENGTH])
        self._held = whole[-_END_LENGTH:]
        return len(data)

    def flush(self) -> None:
        self._target.flush()

    def close(self) -> None:
        """The target is closed by whoever opened it."""

    def seal(self) -> None:
        self._give(self._held[:-2] + _SEAL_LENGTH.to_bytes(2, "little"))
        self._target.write(_MARK + self._digest.hexdigest().encode("ascii"))

    def _give(self, data: bytes) -> None:
        self._digest.update(data)
        self._target.write(data)


@contextmanager
def sealed(target: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """A new archive that is sealed at the end; after an error it is left without a seal."""
    stream = _Sealed(target)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        yield archive
    stream.seal()


@contextmanager
def unsealed(file: IO[bytes], *, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive in the file, after all its bytes were checked. Raises BackupError."""
    _demand_seal(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as wrong:
        raise BackupError(f"{name}: tệp hỏng ({wrong}). Dùng bản sao lưu khác") from None


def _demand_seal(file: IO[bytes], name: str) -> None:
    file.seek(0)
    start = file.read(len(_START))
    size = file.seek(0, 2)
    if start != _START:
        raise BackupError(f"{name}: không phải bản sao lưu của OpenDTI. Chọn tệp do opendti backup ghi ra")
    file.seek(max(0, size - _SEAL_LENGTH))
    seal = file.read()
    if not _SEAL.fullmatch(seal):
        raise BackupError(
            f"{name}: tệp bị cắt mất phần cuối, hoặc là tệp zip khác. Chép lại từ nơi cất, "
            "hoặc dùng bản sao lưu khác"
        )
    digest = hashlib.sha256()
    file.seek(0)
    for block in blocks(file, size - _SEAL_LENGTH):
        digest.update(block)
    if _MARK + digest.hexdigest().encode("ascii") != seal:
        raise BackupError(
            f"{name}: nội dung đã bị đổi so với lúc sao lưu (mã SHA-256 không khớp). Chép lại từ nơi cất, "
            "hoặc dùng bản sao lưu khác"
        )


def blocks(file: IO[bytes], length: int | None = None) -> Iterator[bytes]:
    """What follows in the file, a block at a time; `length` bytes of it at most."""
    left = length
    while block := file.read(BLOCK if left is None else min(BLOCK, left)):
        yield block
        left = None if left is None else left - len(block)
