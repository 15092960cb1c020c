from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def revoked_before(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Before this release there was one act that made a result invalid: 撤销."""
    apps.get_model("storage", "Output").objects.filter(revoked_at__isnull=False).update(ended_by="revoked")


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0004_credit_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="output",
            name="ended_by",
            field=models.CharField(max_length=20, null=True),
        ),
        migrations.RunPython(revoked_before, migrations.RunPython.noop),
    ]
