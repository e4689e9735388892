"""Reads a whole backup and holds every part against its digest, before anything is done with it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import encryption, manifest, sealing
from .encryption import Keys
from .manifest import Manifest
from .problems import BackupError

_MAX_MANIFEST = 64 * 1024 * 1024
"""Bytes; a manifest of a quarter of a million files stays below."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup of which every byte is as it was written."""

    archive: zipfile.ZipFile
    manifest: Manifest
    digest: str
    """SHA-256 of the file as it lies on the disk."""


@contextmanager
def checked(path: Path, keys: Keys) -> Iterator[Checked]:
    """The backup in the file, checked from the first byte to the last. Raises BackupError."""
    with encryption.opened(path, keys) as file, sealing.unsealed(file, name=str(path)) as archive:
        found = _manifest(archive, str(path))
        _demand_members(archive, found, str(path))
        yield Checked(archive, found, _digest(path))


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    if archive.namelist().count(manifest.NAME) != 1:
        raise BackupError(f"{name}: không phải bản sao lưu của OpenDTI. Chọn tệp do opendti backup ghi ra")
    with archive.open(manifest.NAME) as member:
        return manifest.read(member.read(_MAX_MANIFEST), name=name)


def _demand_members(archive: zipfile.ZipFile, found: Manifest, name: str) -> None:
    """Exactly the members the manifest names, each with its size and digest, under paths that stay inside."""
    listed = found.sizes()
    there = [each for each in archive.namelist() if each != manifest.NAME]
    if sorted(there) != sorted(listed):
        odd = sorted(set(there) ^ set(listed))[:3]
        raise BackupError(f"{name}: mục lục không khớp ({', '.join(odd)}). Dùng bản sao lưu khác")
    outside = [file.path for file in found.files if not _is_inside(file.path)]
    if outside:
        raise BackupError(f"{name}: đường dẫn {outside[0]} ra ngoài thư mục tải lên. Không dùng tệp này")
    for member, (size, digest) in listed.items():
        if archive.getinfo(member).file_size != size or _digest_of_member(archive, member) != digest:
            raise BackupError(f"{name}: {member} không như lúc sao lưu. Dùng bản sao lưu khác")


def _is_inside(path: str) -> bool:
    """Whether a path stays in the folder it is put to."""
    return path.isprintable() and not {"", ".", ".."} & set(path.split("/"))


def _digest_of_member(archive: zipfile.ZipFile, member: str) -> str:
    digest = hashlib.sha256()
    with archive.open(member) as file:
        for block in sealing.blocks(file):
            digest.update(block)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in sealing.blocks(file):
            digest.update(block)
    return digest.hexdigest()
