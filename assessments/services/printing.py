"""What leaves the screen on paper is written down: what, for whom, and as which words."""

from uuid import UUID

from django.db import models, transaction

from clinic.models import AuditEvent, Patient, Staff
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
