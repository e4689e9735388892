"""Restores a backup into an empty database of either kind, all or nothing."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models.sql import InsertQuery

from opendti.audit.verifying import Report

from . import rows, sequences, trail, uploads
from .checking import Checked
from .contents import columns_of, kept_models
from .manifest import Manifest, Table
from .problems import BackupError

Model = type[models.Model]

_NOT_TAKEN = (DatabaseError, ValueError, TypeError, FieldDoesNotExist, OverflowError, RecursionError)
"""All that a row raises which this database cannot hold."""

_TELL_US = "Gửi thông báo này cho nhóm phát triển"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored and compared, and what a walk over the audit chain found.

    A chain that was broken already when the backup was made comes back broken: the rows are worth more.
    """

    tables: int
    rows: int
    files: int
    chain: Report


def restore(backup: Checked) -> Restored:
    """Writes a checked backup into the database and compares every row with it. Raises BackupError.

    After an error, or a power cut, the database is as empty as before.
    """
    found, using = backup.manifest, DEFAULT_DB_ALIAS
    wanted = _tables(found)
    _demand_same_version(found)
    _demand_empty(using)
    uploads.demand_place(found.files)
    call_command("migrate", database=using, verbosity=0, interactive=False)
    with transaction.atomic(using=using):
        trail.clear(using)
        for model, table in wanted:
            _load(backup.archive, model, table, using)
        _demand_whole(using)
        _count_on(wanted, using)
        for model, table in wanted:
            _compare(model, table, using)
        chain = trail.verified(found.audit)
        uploads.put_back(backup.archive, found.files)
        trail.record_restored(backup.digest, found)
    return Restored(len(wanted), found.rows, len(found.files), chain)


def _tables(found: Manifest) -> list[tuple[Model, Table]]:
    """The model of each table; this and the backup must know the same tables and columns."""
    kept = {model._meta.label_lower: model for model in kept_models()}
    listed = {table.model: table for table in found.tables}
    odd = sorted(set(kept) ^ set(listed)) + [
        label
        for label in sorted(set(kept) & set(listed))
        if listed[label].columns != [column.attname for column in columns_of(kept[label])]
    ]
    if odd:
        raise BackupError(
            f"Bản sao lưu của OpenDTI {found.version} có bảng khác phần mềm này ({', '.join(odd[:3])}). "
            f"{_how_to_move(found)}"
        )
    return [(kept[label], listed[label]) for label in sorted(kept)]


def _demand_same_version(found: Manifest) -> None:
    known: dict[str, set[str]] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        known.setdefault(app, set()).add(name)
    for app in sorted(known.keys() | found.migrations.keys()):
        odd = sorted(known.get(app, set()) ^ set(found.migrations.get(app, [])))
        if odd and app in apps.app_configs:
            raise BackupError(
                f"Bản sao lưu của OpenDTI {found.version} và phần mềm này khác nhau ở {app}.{odd[0]}. "
                f"{_how_to_move(found)}"
            )


def _how_to_move(found: Manifest) -> str:
    commit = f" (commit {found.commit[:12]})" if found.commit else ""
    return (
        f"Cài OpenDTI {found.version}{commit}, khôi phục bằng bản đó, rồi cập nhật phần mềm và chạy "
        "opendti manage migrate"
    )


def _demand_empty(using: str) -> None:
    """No rows in any table a backup holds. Tables that are not there yet hold none."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    for model in kept_models():
        if model._meta.db_table in there and model._meta.label_lower not in trail.MADE_BY_MIGRATE:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    raise BackupError(
                        f"Cơ sở dữ liệu đích đã có dữ liệu (bảng {model._meta.db_table}), không khôi phục đè."
                        " Tạo cơ sở dữ liệu mới: với SQLite đặt DATABASE_URL là một tệp chưa có, "
                        "với PostgreSQL chạy createdb TÊN rồi đặt DATABASE_URL; sau đó chạy lại lệnh này"
                    )


def _load(archive: zipfile.ZipFile, model: Model, table: Table, using: str) -> None:
    """Inserts the rows as they are: no defaults, no `auto_now`, no save of the model's own."""
    columns = columns_of(model)
    connection = connections[using]
    number = 0
    with archive.open(table.member) as lines:
        for chunk in rows.bites(rows.lines_in(lines, where=table.member)):
            try:
                instances = [rows.instance_of(model, columns, line) for line in chunk]
                size = connection.ops.bulk_batch_size(columns, instances) or len(instances)
                for first in range(0, len(instances), size):
                    query = InsertQuery(model)
                    query.insert_values(columns, instances[first : first + size], raw=True)
                    query.get_compiler(using=using).execute_sql()
            except _NOT_TAKEN as wrong:
                raise BackupError(
                    f"{table.member}, dòng {number + 1} đến {number + len(chunk)}: cơ sở dữ liệu đích không "
                    f"nhận ({_first_line(wrong)}). Chưa ghi gì. {_TELL_US}"
                ) from None
            number += len(chunk)


def _first_line(wrong: Exception) -> str:
    return (str(wrong).strip() or type(wrong).__name__).splitlines()[0]


def _demand_whole(using: str) -> None:
    """Every foreign key leads to a row."""
    try:
        connections[using].check_constraints()
    except IntegrityError as wrong:
        raise BackupError(
            f"Dữ liệu trong bản sao lưu không trọn ({_first_line(wrong)}). Chưa ghi gì. Dùng bản sao lưu khác"
        ) from None


def _count_on(wanted: list[tuple[Model, Table]], using: str) -> None:
    """New rows get keys that were never used, not even by rows removed before the backup."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in wanted]):
            cursor.execute(statement)
    for model, table in wanted:
        if table.last_id is not None:
            sequences.set_last_id(model, table.last_id, using=using)


def _compare(model: Model, table: Table, using: str) -> None:
    """Reads the table back and holds its rows against those of the backup."""
    count, content = 0, hashlib.sha256()
    for _, compared in rows.lines_of(model, using=using):
        content.update(compared)
        count += 1
    if (count, content.hexdigest()) != (table.rows, table.content):
        raise BackupError(
            f"Bảng {table.model} đọc lại không khớp bản sao lưu ({count} dòng, lẽ ra {table.rows}). "
            f"Chưa ghi gì. {_TELL_US}"
        )
