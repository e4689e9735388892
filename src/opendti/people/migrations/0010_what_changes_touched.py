from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_first_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisationchange",
            name="organisations",
            field=models.ManyToManyField(related_name="changes", to="people.organisation"),
        ),
    ]
