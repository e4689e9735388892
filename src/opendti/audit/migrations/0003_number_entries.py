"""Numbers the entries there were in the order in which they were made, and chains them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from opendti.audit import chain

_KEPT = (
    "at", "actor_id", "organisation", "event", "subject_kind", "subject_id", "before", "after", "request_id",
    "note",
)  # fmt: skip
_AT_ONCE = 500


def number_entries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    old, new = apps.get_model("audit", "OldEntry"), apps.get_model("audit", "Entry")
    number, digest, batch = 0, chain.NOTHING_BEFORE, []
    for row in old.objects.using(alias).order_by("at", "id").iterator(chunk_size=_AT_ONCE):
        number += 1
        entry = new(number=number, previous=digest, **{name: getattr(row, name) for name in _KEPT})
        entry.before, entry.after = chain.storable(entry.before), chain.storable(entry.after)
        entry.digest = digest = chain.digest_of({name: getattr(entry, name) for name in chain.COLUMNS})
        batch.append(entry)
        if len(batch) == _AT_ONCE:
            new.objects.using(alias).bulk_create(batch)
            batch = []
    new.objects.using(alias).bulk_create(batch)
    apps.get_model("audit", "ChainHead").objects.using(alias).create(pk=1, number=number, digest=digest)


def take_numbers_away(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the older version knows of each entry; hats, addresses and the chain are lost with the numbers."""
    alias = schema_editor.connection.alias
    old, new = apps.get_model("audit", "OldEntry"), apps.get_model("audit", "Entry")
    entries = new.objects.using(alias).order_by("number")
    old.objects.using(alias).bulk_create(
        [old(**{name: getattr(row, name) for name in _KEPT}) for row in entries.iterator(chunk_size=_AT_ONCE)]
    )


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]

    operations = [
        migrations.RunPython(number_entries, take_numbers_away),
        migrations.DeleteModel("OldEntry"),
    ]
