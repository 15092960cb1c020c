import django.db.models.deletion
from django.db import migrations, models

KINDS = ["applicant", "officer", "coordinator", "supervisor", "collector", "auditor", "author", "system"]


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0005_output_ended_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="place",
            field=models.CharField(default="", max_length=12),
        ),
        migrations.RemoveConstraint(model_name="account", name="account_kind_known"),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="account_kind_known"
            ),
        ),
        migrations.CreateModel(
            name="CollectedCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="storage.case",
                    ),
                ),
                ("place", models.CharField(max_length=12)),
                ("status", models.CharField(max_length=20)),
                ("open", models.BooleanField()),
                ("due", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("open", True)), fields=["place", "due"], name="collected_open_by_place"
                    )
                ],
            },
        ),
    ]
