"""Worlds that take a second to make: made once per process, and put into the database row by row after that.

The rows are what the actions wrote the first time, so a test stands on the same ground as before; only
the making is not repeated.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from opendti.audit.models import Entry
from opendti.people.models import User

Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept:
    """What was made, and the rows of each table that came with it."""

    made: bytes
    tables: dict[str, list[tuple[Any, ...]]]


_kept: dict[str, Kept] = {}


def kept(name: str, make: Callable[[], Made]) -> Made:
    """What `make` makes in an empty database; made really the first time, and wherever something is there."""
    if User.objects.exists() or Entry.objects.exists():
        return make()
    if name in _kept:
        _put(_kept[name].tables)
        again: Made = pickle.loads(_kept[name].made)  # noqa: S301 (our own bytes)
        return again
    before = _rows()
    made = make()
    tables = {table: rows for table, rows in _rows().items() if rows != before[table]}
    _kept[name] = Kept(pickle.dumps(made), tables)
    return made


def _rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every table as the driver gives it, so that it can be given back without a loss."""
    with connection.cursor() as cursor:
        tables = {}
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            tables[table] = cursor.fetchall()
        return tables


def _put(tables: dict[str, list[tuple[Any, ...]]]) -> None:
    """Instead of what stands there, which is at most what migrations wrote; keys go on after the last."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in tables.items():
            name = connection.ops.quote_name(table)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
            places = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
        models = [model for model in apps.get_models() if model._meta.db_table in tables]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
