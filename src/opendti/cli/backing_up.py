"""The commands `opendti backup` and `opendti restore`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from . import starting
from .writing import CommandError, out

if TYPE_CHECKING:
    from opendti.backup.encryption import Keys, Lock
    from opendti.backup.manifest import Manifest

CHAIN_BROKEN = 1
"""Exit status of a restore that went well, of a trail that was broken before."""


def backup(arguments: argparse.Namespace) -> int:
    """Writes a backup, or checks one."""
    starting.prepare()
    from opendti.backup import making  # noqa: PLC0415 - needs Django

    with _told_apart():
        if arguments.check:
            return _check(arguments.file, _keys(arguments))
        made = making.make(arguments.file, lock=_lock(arguments), is_forced=arguments.force)
    out(f"Đã sao lưu vào {arguments.file} ({_bytes(made.size)})")
    out(_told(made.manifest))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Restores a backup into an empty database."""
    starting.keep_to_owner()
    starting.prepare()
    from opendti.backup import checking, restoring  # noqa: PLC0415 - needs Django

    with _told_apart(), checking.checked(arguments.file, _keys(arguments)) as found:
        done = restoring.restore(found)
        out(f"Đã khôi phục từ {arguments.file}")
        out(_told(found.manifest))
    out(f"Đọc lại và so từng dòng với bản sao lưu: {done.tables} bảng, {done.rows} dòng, khớp cả.")
    out("Mọi người phải đăng nhập lại. Việc tiếp theo: opendti check")
    if done.chain.is_whole:
        out(f"Chuỗi nhật ký: {done.chain.count} dòng, liền mạch tới dòng cuối của bản sao lưu.")
        return 0
    out("Chuỗi nhật ký đã hỏng từ trước khi sao lưu (mọi dòng khôi phục đúng như trong bản sao lưu):")
    for each in done.chain.complaints:
        out(f"  {each.message}")
    return CHAIN_BROKEN


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turns what may go wrong with the file and with the database into a CommandError."""
    from django.db import DatabaseError  # noqa: PLC0415 - needs Django

    from opendti.backup.problems import BackupError  # noqa: PLC0415 - the same

    try:
        yield
    except BackupError as wrong:
        raise CommandError(str(wrong)) from None
    except DatabaseError as wrong:
        first = (str(wrong).strip() or type(wrong).__name__).splitlines()[0]
        if "is full" in first:
            raise CommandError(
                "Ổ đĩa của cơ sở dữ liệu hết chỗ, chưa ghi gì. Thêm chỗ rồi chạy lại"
            ) from None
        problem = f"Cơ sở dữ liệu không dùng được ({first}). Xem DATABASE_URL, rồi chạy opendti check"
        raise CommandError(problem) from None


def _check(path: Path, keys: Keys) -> int:
    from opendti.backup import checking  # noqa: PLC0415 - needs Django

    with checking.checked(path, keys) as found:
        out(f"{path}: bản sao lưu nguyên vẹn. SHA-256 {found.digest}")
        out(_told(found.manifest))
    return 0


def _told(found: Manifest) -> str:
    made = f"{found.made.astimezone():%H:%M:%S ngày %d/%m/%Y}"
    files = f"{len(found.files)} tệp tải lên, {len(found.index_sets)} bộ chỉ số"
    lines = [
        f"Sao lưu lúc {made} từ {_KINDS.get(found.database)}, OpenDTI {found.version}",
        f"{len(found.tables)} bảng, {found.rows} dòng, {files}",
    ]
    if found.audit:
        lines.append(f"Mốc nhật ký: {found.audit.number}:{found.audit.digest}")
    return "\n".join(lines)


_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _bytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def _lock(arguments: argparse.Namespace) -> Lock:
    from opendti.backup.encryption import Lock  # noqa: PLC0415 - needs Django

    passphrase = _passphrase(arguments)
    if arguments.encrypt and not passphrase:
        passphrase = _asked("Mật khẩu cho bản sao lưu: ")
        if passphrase != _asked("Nhập lại mật khẩu: "):
            raise CommandError("Hai lần nhập mật khẩu khác nhau. Chạy lại lệnh")
    if passphrase and arguments.recipient:
        raise CommandError("Mật khẩu không đi cùng --recipient. Chọn một trong hai")
    return Lock(passphrase=passphrase, recipients=tuple(arguments.recipient))


def _keys(arguments: argparse.Namespace) -> Keys:
    from opendti.backup.encryption import Keys  # noqa: PLC0415 - needs Django

    identities: list[str] = []
    if arguments.identity_file:
        lines = _text(arguments.identity_file).splitlines()
        identities = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    ask = (lambda: _asked("Mật khẩu của bản sao lưu: ")) if sys.stdin.isatty() else None
    return Keys(passphrase=_passphrase(arguments), identities=tuple(identities), ask=ask)


def _passphrase(arguments: argparse.Namespace) -> str:
    if not arguments.passphrase_file:
        return ""
    said = _text(arguments.passphrase_file).strip("\r\n")
    if not said:
        raise CommandError(f"{arguments.passphrase_file}: tệp mật khẩu trống. Ghi mật khẩu vào dòng đầu")
    return said


def _asked(words: str) -> str:
    try:
        said = getpass(words)
    except EOFError:
        said = ""
    if not said:
        raise CommandError("Chưa có mật khẩu. Nhập mật khẩu, hoặc dùng --passphrase-file TỆP")
    return said


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise CommandError(f"{path}: không đọc được ({getattr(wrong, 'strerror', None) or wrong})") from None
