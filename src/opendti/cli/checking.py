"""The command `opendti check`: one line per thing looked at, ✓ good, ! to look at, × to mend."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from . import starting
from .writing import out

if TYPE_CHECKING:
    from django.core.checks import CheckMessage

MUST_BE_MENDED = 1

GOOD, LOOK, MEND, NOTE = "✓", "!", "×", "·"


class Line(NamedTuple):
    sign: str
    what: str
    says: str = ""
    remedy: str = ""


def check(arguments: argparse.Namespace) -> int:
    """Prints the table; exit status 1 when something must be mended."""
    starting.prepare()
    lines = list(_lines(is_deploy=arguments.deploy, is_full=arguments.full))
    for line in lines:
        out(f"{line.sign} {line.what}{': ' if line.says else ''}{line.says}")
        if line.remedy:
            out(f"    → {line.remedy}")
    wrong, doubtful = (sum(line.sign == sign for line in lines) for sign in (MEND, LOOK))
    out(f"\n{wrong} chỗ phải sửa, {doubtful} chỗ nên xem lại.")
    return MUST_BE_MENDED if wrong else 0


def wrongs() -> list[str]:
    """What must be mended, of all that can be looked at in a moment; for those who start the server."""
    return [line.says for line in _lines(is_quick=True) if line.sign == MEND]


def _lines(*, is_deploy: bool = False, is_full: bool = False, is_quick: bool = False) -> Iterator[Line]:
    from opendti.common import checks  # noqa: PLC0415 - needs Django

    from . import installation  # noqa: PLC0415 - the same

    groups = [checks.CHECKS, installation.OF_FILES]
    groups += [] if is_quick else [installation.OF_LIBRARY]
    for title, each in ((title, each) for group in groups for title, each in group.items()):
        yield from _told(title, list(each()))
    yield from _of_database(is_full=is_full)
    if is_deploy:
        yield from _of_django()


def _of_database(*, is_full: bool) -> Iterator[Line]:
    """What a database that cannot be opened, or is not up to date, cannot be asked is left out."""
    from . import installation  # noqa: PLC0415 - needs Django

    found = list(installation.reachable())
    yield from _told(installation.REACHABLE, found)
    if found:
        return
    for title, each in installation.OF_DATABASE.items():
        yield from _told(title, list(each()))
    found = list(installation.migrated())
    yield from _told(installation.MIGRATED, found)
    if found:
        return
    for title, each in (installation.OF_CONTENT | (installation.OF_CHAIN if is_full else {})).items():
        yield from _told(title, list(each()))


def _told(title: str, found: Sequence[CheckMessage]) -> Iterator[Line]:
    if not found:
        yield Line(GOOD, title)
    for message in found:
        yield Line(_sign(message), title, str(message.msg), str(message.hint or ""))


def _sign(message: CheckMessage) -> str:
    from django.core.checks import ERROR  # noqa: PLC0415 - needs Django

    return MEND if message.level >= ERROR else LOOK


# -- Django's own checks --------------------------------------------------------------------------

_TOLD_ABOVE = {
    "4_0.E001",
    "security.W004", "security.W009", "security.W010", "security.W012", "security.W013", "security.W015",
    "security.W016", "security.W018", "security.W020",
}  # fmt: skip
"""What our own checks say with a remedy: HSTS, secret key, cookies, debug, hosts, origins."""

_BY_INTENT = {
    "security.W005": "HSTS chỉ cho tên miền này: tên miền của tỉnh còn trang khác, phần mềm không chọn thay",
    "security.W008": "Phần mềm không tự chuyển http sang https: proxy phía trước làm việc đó",
    "security.W021": "Không đăng ký HSTS preload: chỉ chủ tên miền quyết định được",
}
_IN_WORDS = {
    "security.W001": "Thiếu SecurityMiddleware",
    "security.W002": "Thiếu lớp chống nhúng trang vào khung (XFrameOptionsMiddleware)",
    "security.W003": "Thiếu lớp chống giả mạo biểu mẫu (CsrfViewMiddleware)",
    "security.W006": "SECURE_CONTENT_TYPE_NOSNIFF tắt, trình duyệt có thể đoán sai kiểu tệp",
    "security.W019": "X_FRAME_OPTIONS không phải DENY, trang khác nhúng được",
    "security.W022": "Không có SECURE_REFERRER_POLICY, địa chỉ trang lộ ra ngoài",
    "security.W023": "SECURE_REFERRER_POLICY có giá trị không hợp lệ",
}


def _of_django() -> Iterator[Line]:
    from django.core import checks  # noqa: PLC0415 - needs Django

    title, is_quiet = "Kiểm tra của Django", True
    for message in checks.run_checks(include_deployment_checks=True):
        code = message.id or ""
        if code.startswith("opendti.") or code in _TOLD_ABOVE or message.is_silenced():
            continue
        if code in _BY_INTENT:
            yield Line(NOTE, f"{title} ({code})", _BY_INTENT[code])
            continue
        is_quiet = False
        hint = "Bỏ phần sửa cấu hình" if code in _IN_WORDS else str(message.hint or "")
        yield Line(_sign(message), f"{title} ({code})", _IN_WORDS.get(code) or str(message.msg), hint)
    if is_quiet:
        yield Line(GOOD, title)
