from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Case, F, Value, When


def as_they_stood(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Tasks of before this release stand where their status says; the next command on a case writes the rest."""
    apps.get_model("storage", "Case").objects.exclude(status="draft").update(led_as=F("status"))
    apps.get_model("storage", "Task").objects.update(
        place=F("status"),
        soon_from=Case(When(clock_runs=True, then=F("amber_from"))),
        late_from=Case(When(clock_runs=True, then=F("due"))),
        base_light=Case(
            When(status="suspended", then=Value("stopped")),
            When(status="waiting", then=Value("waiting")),
            default=Value("running"),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0006_handover_places"),
    ]

    operations = [
        migrations.AddField("task", "place", models.CharField(default="", max_length=30)),
        migrations.AddField("task", "region", models.CharField(default="", max_length=12)),
        migrations.AddField("case", "led_as", models.CharField(default="", max_length=30)),
        migrations.AddField("task", "holder", models.CharField(default="", max_length=40)),
        migrations.AddField("task", "owes", models.BooleanField(default=False)),
        migrations.AddField("task", "asks_more", models.BooleanField(default=False)),
        migrations.AddField("task", "visit_on", models.DateField(null=True)),
        migrations.AddField("task", "act_by", models.DateField(null=True)),
        migrations.AddField("task", "base_light", models.CharField(default="", max_length=10)),
        migrations.AddField("task", "soon_from", models.DateTimeField(null=True)),
        migrations.AddField("task", "late_from", models.DateTimeField(null=True)),
        migrations.RunPython(as_they_stood, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["authority", "place", "act_by"],
                name="task_open_by_place",
            ),
        ),
    ]
