"""Whoever has a visit with a patient is on that patient's care team."""

from django.db import migrations


def join(apps, schema_editor):
    encounters = apps.get_model("assessments", "Encounter").objects.exclude(clinician=None)
    members = apps.get_model("clinic", "CareTeamMember").objects
    pairs = encounters.order_by("patient", "clinician").values_list("patient", "clinician").distinct()
    for patient, clinician in pairs:
        members.get_or_create(patient_id=patient, staff_id=clinician, left_at=None)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_co_signature")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
