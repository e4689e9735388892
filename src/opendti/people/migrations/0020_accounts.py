from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_what_changes_touched"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None), ("used_at", None)),
                fields=("user",),
                name="invitation_one_open",
            ),
        ),
    ]
