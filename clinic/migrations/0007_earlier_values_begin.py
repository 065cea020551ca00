"""What stands now is the first that is kept, so that the next correction loses nothing."""

import uuid

from django.db import migrations
from django.utils import timezone

KEPT = ("Patient", "Practice", "Staff")


def begin(apps, schema_editor):
    for name in KEPT:
        earlier = apps.get_model("clinic", f"Historical{name}")
        own = {"history_id", "history_date", "history_change_reason", "history_type", "history_user_id"}
        fields = [field.attname for field in earlier._meta.concrete_fields if field.attname not in own]
        for row in apps.get_model("clinic", name).objects.values(*fields).iterator():
            earlier.objects.create(history_id=uuid.uuid4(), history_date=timezone.now(), history_type="+", **row)


class Migration(migrations.Migration):
    dependencies = [("clinic", "0006_earlier_values")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
