"""Gives every organisation the version it has had since ever, its path, and people and organisations their search text."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from opendti.common.folding import folded


def fill(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    organisation_model = apps.get_model("people", "Organisation")
    version_model = apps.get_model("people", "OrganisationVersion")
    user_model = apps.get_model("people", "User")
    organisations = {each.pk: each for each in organisation_model.objects.all()}
    for each in organisations.values():
        codes, above = [], each
        while above is not None:
            codes.append(above.code)
            above = organisations.get(above.parent_id)
        organisation_model.objects.filter(pk=each.pk).update(
            path="/" + "".join(f"{code}/" for code in reversed(codes)),
            search_text=folded(each.name, each.short_name, each.code),
        )
        version_model.objects.create(
            organisation=each,
            name=each.name,
            short_name=each.short_name,
            level=each.level,
            parent_id=each.parent_id,
        )
    for user in user_model.objects.all():
        user_model.objects.filter(pk=user.pk).update(search_text=folded(user.full_name, user.username))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_organisations_and_accounts"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
