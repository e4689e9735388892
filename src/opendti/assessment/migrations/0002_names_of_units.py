from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def copy_names(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Sheets made before this column are named as their units are today."""
    unit = apps.get_model("people", "Organisation").objects.filter(pk=OuterRef("organisation"))
    apps.get_model("assessment", "Sheet").objects.order_by().update(
        unit_name=Subquery(unit.values("name")), unit_short_name=Subquery(unit.values("short_name"))
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial"), ("people", "0003_first_versions")]

    operations = [
        migrations.AddField(
            model_name="sheet",
            name="unit_name",
            field=models.CharField(max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sheet",
            name="unit_short_name",
            field=models.CharField(blank=True, max_length=80, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(copy_names, migrations.RunPython.noop, elidable=True),
    ]
