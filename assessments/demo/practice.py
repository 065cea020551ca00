"""The made-up practice: its letterhead, its clock, and who works there."""

from collections.abc import Mapping

from assessments.demo.told import Member
from clinic.roles import Role

LETTERHEAD: Mapping[str, str] = {
    "name": "Riverside Back Clinic",
    "address": "12 Mill Lane\nDublin 8, D08 XY00",
    "phone": "+353 1 555 0142",
    "letterhead": "Appointments weekdays 8:00 to 17:30",
    "time_zone": "Europe/Dublin",
}
MANAGER = "manager"  # sets the practice up; opens no chart

ASSISTANT = Member(username="assistant", name="Grace Adeyemi", title="RN", role=Role.ASSISTANT)
CLINICIAN = Member(
    username="clinician", name="Niamh Byrne", title="MD", registration_number="MC 104 221", role=Role.CLINICIAN
)
SECOND_CLINICIAN = Member(
    username="clinician2", name="Tomás Herrera Vidal", title="DPT", registration_number="PT 20 817", role=Role.CLINICIAN
)
SUPERVISOR = Member(
    username="supervisor", name="Anneliese Großmann", title="MD", registration_number="MC 088 340", role=Role.SUPERVISOR
)
RECORDS_ADMIN = Member(username="records", name="Patrick O’Dowd", role=Role.RECORDS_ADMIN)
AUDITOR = Member(username="auditor", name="Meera Krishnan", role=Role.AUDITOR)

STAFF = (CLINICIAN, SECOND_CLINICIAN, SUPERVISOR, ASSISTANT, RECORDS_ADMIN, AUDITOR)
