from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0020_accounts"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="way",
            field=models.CharField(
                blank=True,
                choices=[("letter", "Thư in"), ("mail", "Thư điện tử"), ("command", "Dòng lệnh")],
                default="",
                max_length=8,
            ),
        ),
    ]
