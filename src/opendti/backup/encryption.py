"""Backups under lock, in the age format (age-encryption.org), so that other programs open them too.

For recipients the file is one age file. For a passphrase it is a sealed zip of two: `key.age`, a new
key under the passphrase, and `backup.age`, the backup under that key; age itself takes a passphrase
only for what fits in memory.
"""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

import pyrage

from . import sealing
from .problems import BackupError

AGE_START = b"age-encryption.org/"
KEY, BODY = "key.age", "backup.age"
_MAX_KEY = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What to encrypt with: nothing, a passphrase, or recipients (`age1…`); never both."""

    passphrase: str = ""
    recipients: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What to decrypt with; `ask` is called for a passphrase when one is needed and none was given."""

    passphrase: str = ""
    identities: Sequence[str] = ()
    ask: Callable[[], str] | None = None


@contextmanager
def locked(target: IO[bytes], lock: Lock) -> Iterator[IO[bytes]]:
    """A stream whose bytes reach the target encrypted as the lock says."""
    if lock.passphrase:
        with _under_passphrase(target, lock.passphrase) as stream:
            yield stream
    elif lock.recipients:
        with _encrypting(target, [_recipient(each) for each in lock.recipients]) as stream:
            yield stream
    else:
        yield target


def _recipient(said: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(said)
    except pyrage.RecipientError:
        raise BackupError(
            f"--recipient {said}: không phải khoá công khai của age. Khoá bắt đầu bằng age1, "
            "do age-keygen in ra"
        ) from None


@contextmanager
def _under_passphrase(target: IO[bytes], passphrase: str) -> Iterator[IO[bytes]]:
    identity = pyrage.x25519.Identity.generate()
    with sealing.sealed(target) as outer:
        key = pyrage.passphrase.encrypt(str(identity).encode("ascii"), passphrase)
        outer.writestr(KEY, key, zipfile.ZIP_STORED)
        member = zipfile.ZipInfo(BODY)
        with (
            outer.open(member, "w", force_zip64=True) as body,
            _encrypting(body, [identity.to_public()]) as stream,
        ):
            yield stream


@contextmanager
def _encrypting(target: IO[bytes], recipients: list[pyrage.x25519.Recipient]) -> Iterator[IO[bytes]]:
    """A pipe into age, which pulls what it encrypts, while backups push what they write."""
    out, into = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    failures: list[Exception] = []

    def encrypt() -> None:
        with out:
            try:
                pyrage.encrypt_io(out, target, recipients)
            except Exception as wrong:  # noqa: BLE001 - told below, by the thread that waits
                failures.append(wrong)

    thread = threading.Thread(target=encrypt)
    thread.start()
    try:
        with into:
            yield cast("IO[bytes]", into)
    except BrokenPipeError:
        thread.join()
        if not failures:
            raise
    finally:
        thread.join()
    if failures:
        raise BackupError(f"Không mã hoá được bản sao lưu ({failures[0]}). Xem ổ đĩa còn chỗ không")


@contextmanager
def opened(path: Path, keys: Keys) -> Iterator[IO[bytes]]:
    """The backup in the file, decrypted where it is encrypted. Raises BackupError.

    What is decrypted lies in a nameless temporary file (TMPDIR), which goes with the process.
    """
    with _readable(path) as file:
        start = file.read(len(AGE_START))
        if start == AGE_START:
            with TemporaryFile() as plain:
                _decrypt(file, plain, _identities(keys, path), path)
                yield plain
        elif _is_wrapped(file):
            with TemporaryFile() as plain:
                _unwrap(file, plain, keys, path)
                yield plain
        else:
            yield file


@contextmanager
def _readable(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise BackupError(f"{path}: không có tệp này") from None
    except IsADirectoryError:
        raise BackupError(f"{path}: là thư mục. Chỉ tệp do opendti backup ghi ra") from None
    except OSError as wrong:
        raise BackupError(f"{path}: không đọc được ({wrong.strerror}). Xem quyền của tệp") from None
    with file:
        yield file


def _is_wrapped(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as outer:
            return sorted(outer.namelist()) == sorted((KEY, BODY))
    except (zipfile.BadZipFile, OSError):
        return False


def _unwrap(file: IO[bytes], plain: IO[bytes], keys: Keys, path: Path) -> None:
    with sealing.unsealed(file, name=str(path)) as outer:
        with outer.open(KEY) as member:
            key = member.read(_MAX_KEY)
        passphrase = keys.passphrase or (keys.ask() if keys.ask else "")
        if not passphrase:
            raise BackupError(
                f"{path}: bản sao lưu mã hoá bằng mật khẩu. Thêm --passphrase-file TỆP, tệp chứa mật khẩu"
            )
        try:
            identity = pyrage.passphrase.decrypt(key, passphrase).decode("ascii")
            found = pyrage.x25519.Identity.from_str(identity)
        except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
            raise BackupError(
                f"{path}: mật khẩu không đúng. Dùng mật khẩu đã đặt lúc sao lưu; không có cách mở khác"
            ) from None
        with outer.open(BODY) as body:
            _decrypt(body, plain, [found], path)


def _identities(keys: Keys, path: Path) -> list[pyrage.x25519.Identity]:
    if not keys.identities:
        raise BackupError(
            f"{path}: bản sao lưu mã hoá bằng khoá của age. Thêm --identity-file TỆP, tệp chứa khoá bí mật"
        )
    try:
        return [pyrage.x25519.Identity.from_str(each) for each in keys.identities]
    except pyrage.IdentityError:
        raise BackupError(
            "--identity-file: không có khoá bí mật của age. Mỗi khoá một dòng, bắt đầu bằng AGE-SECRET-KEY-1"
        ) from None


def _decrypt(
    source: IO[bytes], plain: IO[bytes], identities: list[pyrage.x25519.Identity], path: Path
) -> None:
    source.seek(0)
    try:
        pyrage.decrypt_io(source, plain, identities)
    except pyrage.DecryptError:
        raise BackupError(
            f"{path}: khoá không mở được tệp này. Dùng khoá bí mật ứng với khoá đã mã hoá; "
            "nếu khoá đúng thì phần đầu tệp đã hỏng"
        ) from None
    except OSError as wrong:
        raise BackupError(
            f"{path}: không giải mã hết được ({wrong}). Tệp bị cắt hoặc bị đổi, hoặc ổ đĩa tạm hết chỗ; "
            "chép lại từ nơi cất, hoặc dùng bản sao lưu khác"
        ) from None
    plain.seek(0)
