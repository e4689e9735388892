"""A view of the database that stands still while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

ALIAS = "snapshot"


@contextmanager
def standing_still(source: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """The alias of a connection of its own, inside one transaction that only reads.

    SQLite in WAL lets readers and writers pass each other, so a deferred transaction is enough;
    PostgreSQL gives every statement of a REPEATABLE READ transaction the same snapshot.
    """
    settings = connections[source].settings_dict
    options = dict(settings["OPTIONS"])
    if connections[source].vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    connections.settings[ALIAS] = {**settings, "OPTIONS": options, "CONN_MAX_AGE": 0}
    try:
        with transaction.atomic(using=ALIAS):
            _begin_to_read(ALIAS)
            yield ALIAS
            transaction.set_rollback(True, using=ALIAS)
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]


def _begin_to_read(alias: str) -> None:
    """The first statement, which fixes what is seen from here on."""
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1")
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master")
