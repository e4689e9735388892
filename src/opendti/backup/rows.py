"""Rows as lines of JSON and back: every value exactly, and the same from either kind of database."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import IO

from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models.functions import Collate
from django.utils.duration import duration_string

from .contents import Columns, columns_of
from .problems import BackupError

_AT_ONCE, _LONG_AT_ONCE = 200, 4
"""Rows read at a time; few where each may hold a whole document."""

LONGEST_LINE = 128 * 1024 * 1024
"""Bytes; the longest row holds a document of 20 MB."""

MOST_ROWS, MOST_BYTES = 200, 4 * 1024 * 1024
"""What is written at a time."""


def lines_of(model: type[models.Model], *, using: str) -> Iterator[tuple[bytes, bytes]]:
    """Each row in order of its key: the line as it is, and the line by which rows are compared.

    They differ only in the order of keys inside JSON, which PostgreSQL does not keep.
    """
    columns = columns_of(model)
    names = [column.attname for column in columns]
    at_once = _LONG_AT_ONCE if any(isinstance(each, models.BinaryField) for each in columns) else _AT_ONCE
    has_json = any(isinstance(_kind(column), models.JSONField) for column in columns)
    rows: models.QuerySet[models.Model] = models.QuerySet(model=model, using=using)
    for row in rows.order_by(_order(model, using)).values_list(*names).iterator(chunk_size=at_once):
        plain = {
            name: encoded(column, value) for name, column, value in zip(names, columns, row, strict=True)
        }
        line = as_line(plain)
        yield line, as_line(plain, is_sorted=True) if has_json else line


def as_line(plain: dict[str, object], *, is_sorted: bool = False) -> bytes:
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=is_sorted, allow_nan=False)
    return f"{text}\n".encode()


def _order(model: type[models.Model], using: str) -> str | Collate:
    """By key, byte by byte where it is text, since databases sort letters each in their own way."""
    key = model._meta.pk
    is_text = isinstance(_kind(key), models.CharField | models.TextField)
    return Collate(key.attname, "C") if is_text and connections[using].vendor == "postgresql" else "pk"


def _kind(field: models.Field[object, object]) -> models.Field[object, object]:
    """The field whose kind of value this one holds: that of the key, for a foreign key."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def encoded(field: models.Field[object, object], value: object) -> object:
    """The value as JSON holds it exactly."""
    kind = _kind(field)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(kind, models.JSONField):
        return json.loads(json.dumps(value, cls=kind.encoder)) if kind.encoder else value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return duration_string(value)
    return repr(value) if isinstance(value, float) else str(value)


def decoded(field: models.Field[object, object], value: object) -> object:
    """What `encoded` was given. Raises ValueError for what this field cannot hold."""
    kind = _kind(field)
    if value is None or isinstance(kind, models.JSONField):
        return value
    try:
        if isinstance(kind, models.BinaryField):
            return base64.b64decode(str(value), validate=True)
        return kind.to_python(value)
    except (ValidationError, binascii.Error) as wrong:
        raise ValueError(f"{field.name}: {wrong}") from None


def lines_in(member: IO[bytes], *, where: str) -> Iterator[bytes]:
    """The lines one by one; raises BackupError for one that would not fit into memory."""
    while line := member.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise BackupError(f"{where}: có dòng dài hơn mọi dòng dữ liệu. Không dùng tệp này")
        yield line


def bites(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines in lists that fit into memory together, whatever the lines hold."""
    bite: list[bytes] = []
    size = 0
    for line in lines:
        bite.append(line)
        size += len(line)
        if len(bite) == MOST_ROWS or size > MOST_BYTES:
            yield bite
            bite, size = [], 0
    if bite:
        yield bite


def instance_of(model: type[models.Model], columns: Columns, line: bytes) -> models.Model:
    """The row of a line, not yet saved. Raises ValueError when the line is no row of the model."""
    plain = json.loads(line)
    names = [column.attname for column in columns]
    if not isinstance(plain, dict) or list(plain) != names:
        raise ValueError("columns differ")
    values = [decoded(column, plain[column.attname]) for column in columns]
    return model(**dict(zip(names, values, strict=True)))
