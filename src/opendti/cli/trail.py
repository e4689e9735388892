"""The commands `opendti audit verify` and `export`."""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import starting
from .writing import CommandError, out

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from opendti.audit.models import Entry

BROKEN = 1
FORMS = ("csv", "jsonl", "xlsx")
_AT_ONCE = 2_000


def day(text: str) -> date:
    """A day as people write it, 05/12/2026, or as machines do."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"“{text}” không phải ngày. Viết dạng 05/12/2026")


def verify(arguments: argparse.Namespace) -> int:
    """Prints whether the chain holds, and its mark; exit status 1 when it does not.

    Without a mark given it is held against that of the last check on the page.
    """
    starting.prepare()
    from django.db import DatabaseError  # noqa: PLC0415 - Django must have started

    try:
        return _verify(arguments)
    except DatabaseError as wrong:
        first = (str(wrong).strip() or type(wrong).__name__).splitlines()[0]
        problem = f"Không đọc được nhật ký ({first}). Xem DATABASE_URL, rồi chạy opendti check"
        raise CommandError(problem) from None


def _verify(arguments: argparse.Namespace) -> int:
    from opendti.audit import queries, verifying  # noqa: PLC0415 - the same

    anchor = verifying.anchor_of(arguments.anchor or queries.last_good_mark())
    if arguments.anchor and anchor is None:
        raise CommandError(
            f"“{arguments.anchor}” không phải mốc. Viết số dòng, dấu hai chấm và 64 ký tự mã, "
            "như lệnh này in ra"
        )
    report = verifying.verify(anchor)
    if report.is_whole:
        against = f", khớp mốc dòng {anchor[0]}" if anchor else ""
        out(f"Nhật ký liền mạch: {_count(report.count)} dòng{against}.")
    else:
        out("\n".join(verifying.lines_of(report)))
        total = len(report.complaints) + report.more
        out(f"Nhật ký không liền mạch: {_count(report.count)} dòng, {_count(total)} chỗ sai.")
    if report.is_whole and report.count:
        out(f"Mốc hiện tại, ghi lại ở nơi khác để lần sau đối chiếu:\n{report.anchor}")
    return 0 if report.is_whole else BROKEN


def export(arguments: argparse.Namespace) -> int:
    """Writes the entries into a file, oldest first, whole or not at all."""
    form = arguments.file.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise CommandError(f"{arguments.file}: chọn tên tệp kết thúc bằng .csv, .jsonl hoặc .xlsx")
    if arguments.file.exists() and not arguments.force:
        raise CommandError(f"{arguments.file}: đã có, không ghi đè. Chọn tên khác, hoặc thêm --force")
    starting.prepare()
    from opendti.audit import actions, exports  # noqa: PLC0415 - Django must have started

    entries = _chosen(arguments)
    count = entries.count()
    if form == "xlsx" and count > exports.MOST_IN_WORKBOOK:
        raise CommandError(
            f"{_count(count)} dòng quá nhiều cho một tệp Excel (tối đa {_count(exports.MOST_IN_WORKBOOK)}). "
            "Ghi ra .csv, hoặc chọn khoảng ngày ngắn hơn bằng --from và --to"
        )
    stream = entries.iterator(chunk_size=_AT_ONCE)
    parts = [exports.workbook(stream)] if form == "xlsx" else _encoded(exports.LINES[form](stream))
    _write(arguments.file, parts)
    chosen = {"person": arguments.person, "from": _told(arguments.since), "to": _told(arguments.until)}
    actions.tell_of_export(by=None, form=form, count=count, chosen=chosen)
    out(f"{arguments.file}: {_count(count)} dòng nhật ký")
    return 0


def _chosen(arguments: argparse.Namespace) -> QuerySet[Entry]:
    from opendti.audit import queries  # noqa: PLC0415 - Django must have started
    from opendti.people.models import User  # noqa: PLC0415 - the same

    actor = None
    if arguments.person:
        actor = User.objects.filter(username=User.normalize_username(arguments.person)).first()
        if actor is None:
            raise CommandError(f"Không có tài khoản “{arguments.person}”. Ghi tên đăng nhập")
    found = queries.search(actor=actor.pk if actor else None, since=arguments.since, until=arguments.until)
    return found.order_by("number")


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode("utf-8") for line in lines)


def _write(path: Path, parts: Iterable[bytes]) -> None:
    beside = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as wrong:
        raise CommandError(f"{path}: không ghi được ({wrong.strerror or wrong})") from None
    finally:
        beside.unlink(missing_ok=True)


def _told(day: date | None) -> str:
    return day.isoformat() if day else ""


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
