"""What leaves the screen on paper is written down: what, for whom, and as which words."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from clinic.models import AuditEvent, Patient, Practice, Staff
from clinic.roles import Act
from clinic.services import audit
from clinic.services.access import require


@transaction.atomic
def printed(
    *, by: Staff, paper: str, patient: Patient | UUID, of: models.Model, recipient: str = "", content_hash: str = ""
) -> AuditEvent:
    """`paper` is an id such as note or draft; raises NotAllowed. Written before the paper is handed out."""
    require(by, Act.PRINT)
    return audit.append(
        action=f"print.{paper}", by=by, patient=patient, of=of, recipient=recipient, content_hash=content_hash
    )


def copy_line(*, by: Staff, practice: Practice, copy: str = "") -> str:
    """For the foot of a paper, which no hash covers: for whom this copy is, when it was made, and by whom."""
    at = timezone.now().astimezone(ZoneInfo(practice.time_zone)).strftime("%Y-%m-%d %H:%M")
    said = {"at": at, "zone": practice.time_zone, "who": by.name_and_title}
    made = gettext("Copy printed on %(at)s (%(zone)s) by %(who)s") % said
    return " · ".join(part for part in (copy, made) if part)
