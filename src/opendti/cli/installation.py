"""What `opendti check` looks at beyond the settings: the database, the files, the clock, the people."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 - Django's name for it
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils import timezone

from opendti.audit import verifying
from opendti.audit.actions import HEAD
from opendti.audit.models import ChainHead, Entry
from opendti.people.models import Membership
from opendti.people.roles import Role

from . import library
from .writing import CommandError

Found = Iterator[CheckMessage]
Check = Callable[[], Found]

MUCH_ROOM, SOME_ROOM = 2 * 1024**3, 256 * 1024**2
"""Bytes free: below the first somebody should look, below the second writing will soon fail."""

_CLOCK_MAY_DIFFER = timedelta(minutes=2)
_RELEASED = datetime(2025, 1, 1, tzinfo=UTC)
_FULL = 2
"""What SQLite answers for synchronous=FULL."""


def reachable() -> Found:
    """Whether the database answers and can be written to. A file that is not there is not made."""
    path = _file()
    if path and not path.exists():
        how = "Sửa đường dẫn trong DATABASE_URL; cài lần đầu thì chạy opendti manage migrate"
        yield Error(f"{path}: chưa có tệp dữ liệu", hint=how, id="opendti.E101")
        return
    for place in (path, path.parent) if path else ():
        if not os.access(place, os.W_OK):
            why = f"{place}: tài khoản chạy phần mềm không có quyền ghi, nên không lưu được gì"
            how = "Đổi chủ bằng chown, cả tệp lẫn thư mục; xem ổ đĩa có bị gắn chỉ đọc không"
            yield Error(why, hint=how, id="opendti.E115")
    try:
        connection.ensure_connection()
    except DatabaseError as wrong:
        first = (str(wrong).strip() or "không rõ vì sao").splitlines()[0]
        yield Error(
            f"Không mở được ({first})", hint="Xem DATABASE_URL, và máy chủ có chạy không", id="opendti.E101"
        )


def _file() -> Path | None:
    """The database's file; None for a server and for a database in memory."""
    name = settings.DATABASES["default"]["NAME"]
    return name if connection.vendor == "sqlite" and isinstance(name, Path) else None


def migrated() -> Found:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        why = f"Còn {len(plan)} bước cập nhật cấu trúc ({plan[0][0]})"
        yield Error(why, hint="Sao lưu rồi chạy opendti manage migrate", id="opendti.E102")


def durable() -> Found:
    """SQLite's settings that let what was acknowledged survive a power cut; PostgreSQL has them by itself."""
    if connection.vendor != "sqlite":
        return
    how = "Bỏ phần sửa DATABASES; phần mềm tự đặt"
    if _pragma("journal_mode") not in ("wal", "memory"):
        yield Error("SQLite không chạy WAL: người đọc chờ người ghi", hint=how, id="opendti.E103")
    if int(_pragma("synchronous")) < _FULL:
        yield Error("SQLite không ghi chắc xuống đĩa: mất điện là mất dữ liệu", hint=how, id="opendti.E104")
    if int(_pragma("foreign_keys")) != 1:
        yield Error("SQLite không giữ khoá ngoại", hint=how, id="opendti.E105")


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0])


def closed_to_others() -> Found:
    """The database file; who may read it may read everything."""
    if connection.vendor != "sqlite":
        return
    path = Path(settings.DATABASES["default"]["NAME"])
    if path.exists() and path.stat().st_mode & 0o007 and path.parent.stat().st_mode & 0o001:
        why = f"{path}: mọi tài khoản trên máy đều mở được tệp dữ liệu"
        yield Error(why, hint=f"Chạy chmod o-rwx {path} và chạy phần mềm với umask 027", id="opendti.E106")


_SECRET_FILES = ("SECRET_KEY_FILE", "OPENDTI_MAIL_FILE", "OPENDTI_OIDC_SECRET_FILE")


def secrets_closed_to_others() -> Found:
    """The files secrets stand in; who may read one may be anybody, or send mail in our name."""
    for name in _SECRET_FILES:
        said = os.environ.get(name)
        path = Path(said) if said else None
        if path and path.exists() and path.stat().st_mode & 0o006 and path.parent.stat().st_mode & 0o001:
            why = f"{path} ({name}): mọi tài khoản trên máy đều mở được tệp bí mật"
            yield Error(
                why,
                hint=f"Chạy chmod o-rwx {path}, rồi đổi bí mật nếu máy có người khác dùng",
                id="opendti.E116",
            )


def clock() -> Found:
    now = timezone.now()
    how = "Chỉnh giờ máy chủ, bật đồng bộ giờ (timedatectl set-ntp true)"
    last = Entry.objects.order_by("number").last()
    if now < _RELEASED:
        yield Error(f"Đồng hồ máy chủ chỉ {now:%d/%m/%Y}", hint=how, id="opendti.E107")
    elif last and last.at > now + _CLOCK_MAY_DIFFER:
        at = timezone.localtime(last.at)
        why = f"Dòng nhật ký cuối ghi lúc {at:%H:%M ngày %d/%m/%Y}, sau giờ máy chủ: đồng hồ đã chạy sai"
        yield Error(why, hint=how, id="opendti.E108")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            differs = abs(cursor.fetchone()[0] - timezone.now())
        if differs > _CLOCK_MAY_DIFFER:
            why = f"Giờ máy chủ và giờ PostgreSQL lệch nhau {differs.total_seconds():.0f} giây"
            yield Warning(why, hint=how, id="opendti.W108")


def chain_head() -> Found:
    """Whether the trail's head and its last entry say the same; the walk over all entries takes longer."""
    head, last = ChainHead.objects.filter(pk=HEAD).first(), Entry.objects.order_by("number").last()
    stands = (head.number, head.digest) if head else None
    ends = (last.number, last.digest) if last else (0, ChainHead().digest)
    if stands != ends:
        why = f"Đầu chuỗi ghi đến dòng {head.number if head else 'nào không rõ'}, dòng cuối là {ends[0]}"
        yield Error(why, hint="Chạy opendti audit verify, giữ nguyên bản sao lưu gần nhất", id="opendti.E109")


def whole_chain() -> Found:
    report = verifying.verify()
    for each in report.complaints[:5]:
        how = "Chạy opendti audit verify để xem hết, giữ nguyên bản sao lưu gần nhất"
        yield Error(each.message, hint=how, id="opendti.E110")


def operators() -> Found:
    today = timezone.localdate()
    valid = Q(valid_from__lte=today) & (Q(valid_until=None) | Q(valid_until__gte=today))
    if not Membership.objects.filter(valid, role=Role.OPERATOR, user__is_active=True).exists():
        why = "Chưa có tài khoản vận hành nào còn hiệu lực, không ai quản lý được đơn vị và người dùng"
        yield Error(why, hint="Chạy opendti operator add, xem opendti operator add --help", id="opendti.E111")


def second_factor_roles() -> Found:
    unknown = sorted(set(settings.OPENDTI_SECOND_FACTOR) - set(Role.values))
    if unknown:
        why = f"OPENDTI_SECOND_FACTOR có vai trò không có: {', '.join(unknown)}"
        yield Error(why, hint=f"Chọn trong: {', '.join(Role.values)}", id="opendti.E112")


def room() -> Found:
    places = {Path(tempfile.gettempdir())}
    if connection.vendor == "sqlite":
        places.add(Path(settings.DATABASES["default"]["NAME"]).parent)
    if settings.MEDIA_ROOT:
        places.add(Path(settings.MEDIA_ROOT))
    for place in sorted(place for place in places if place.is_dir()):
        free = shutil.disk_usage(place).free
        why = f"{place}: chỉ còn {free // 1024**2} MB trống"
        if free < SOME_ROOM:
            yield Error(why, hint="Dọn hoặc thêm ổ đĩa ngay", id="opendti.E113")
        elif free < MUCH_ROOM:
            yield Warning(why, hint="Dọn hoặc thêm ổ đĩa", id="opendti.W113")


def index_sets() -> Found:
    try:
        codes = library.codes()
    except CommandError as wrong:
        yield Warning(str(wrong), hint="Không có thư viện thì chỉ dùng bộ đã nhập", id="opendti.W114")
        return
    for code in codes:
        try:
            library.look_up(code)
        except CommandError as wrong:
            how = f"Cài lại phần mềm, hoặc chạy opendti indexset lint {code}"
            yield Error(str(wrong).splitlines()[0], hint=how, id="opendti.E114")


REACHABLE = "Cơ sở dữ liệu mở được"
MIGRATED = "Cấu trúc dữ liệu đúng phiên bản"

OF_FILES: dict[str, Check] = {
    "Vai trò trong OPENDTI_SECOND_FACTOR": second_factor_roles,
    "Tệp bí mật kín với người khác": secrets_closed_to_others,
    "Chỗ trống trên ổ đĩa": room,
}
OF_LIBRARY: dict[str, Check] = {"Thư viện bộ chỉ số": index_sets}
OF_DATABASE: dict[str, Check] = {
    "Ghi chắc xuống đĩa": durable,
    "Tệp dữ liệu kín với người khác": closed_to_others,
}
OF_CONTENT: dict[str, Check] = {
    "Đồng hồ": clock,
    "Đầu chuỗi nhật ký": chain_head,
    "Tài khoản vận hành": operators,
}
OF_CHAIN: dict[str, Check] = {"Toàn bộ chuỗi nhật ký": whole_chain}
