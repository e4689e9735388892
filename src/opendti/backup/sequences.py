"""The highest key a table ever gave out. A key of a removed row must not come again: the trail names it."""

from __future__ import annotations

from django.db import connections, models


def last_id(model: type[models.Model], *, using: str) -> int | None:
    """The counter of the table's key; None where the key is not counted, or nothing was ever added."""
    connection, table = connections[using], model._meta.db_table
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField | models.SmallAutoField):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                [connection.ops.quote_name(table), model._meta.pk.column],
            )
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    return (row[0] or None) if row else None


def set_last_id(model: type[models.Model], value: int, *, using: str) -> None:
    """Lets the table go on counting after this value."""
    connection, table = connections[using], model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s)",
                [connection.ops.quote_name(table), model._meta.pk.column, value],
            )
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [value, table])
        if cursor.rowcount == 0:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, value])
