"""The chained trail in a new table; what there was waits beside it for 0003 to number it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

NOTHING_BEFORE = "0" * 64


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="audit_by_subject"),
        migrations.AlterField(  # its index would have the name that the new table's gets
            model_name="entry", name="at", field=models.DateTimeField(default=django.utils.timezone.now)
        ),
        migrations.RenameModel(old_name="Entry", new_name="OldEntry"),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("hat", models.TextField(blank=True)),
                ("hat_organisation_id", models.BigIntegerField(null=True)),
                ("address", models.CharField(blank=True, max_length=64)),
                ("organisation", models.TextField(blank=True)),
                ("event", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=80)),
                ("subject_id", models.BigIntegerField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("note", models.TextField(blank=True)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "number"], name="audit_by_subject"),
                    models.Index(fields=["actor", "number"], name="audit_by_actor"),
                    models.Index(fields=["event", "number"], name="audit_by_event"),
                    models.Index(fields=["hat_organisation_id", "number"], name="audit_by_organisation"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
                ("digest", models.CharField(default=NOTHING_BEFORE, max_length=64)),
            ],
        ),
    ]
