"""The practice's logo, and what stood at the head of its papers as of each moment."""

import uuid
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def carry(apps: Any, schema_editor: Any) -> None:
    """The lines that a practice has written already hold from now on."""
    for practice in apps.get_model("clinic", "Practice").objects.exclude(letterhead=""):
        apps.get_model("clinic", "Letterhead").objects.create(lines=practice.letterhead)


class Migration(migrations.Migration):
    dependencies = [("clinic", "0002_staffsession")]

    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "sha256",
                    models.CharField(editable=False, max_length=64, primary_key=True, serialize=False),
                ),
                ("png", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "logo",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)), name="logo_has_a_size"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("lines", models.TextField(blank=True, max_length=500)),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.logo",
                    ),
                ),
            ],
            options={"verbose_name": "letterhead", "ordering": ["-since", "-id"]},
        ),
        migrations.AddField(
            model_name="practice",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clinic.logo",
                verbose_name="logo",
            ),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
    ]
