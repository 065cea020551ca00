"""What the practice keeps, a file per noun."""

from clinic.models.audit import AuditEvent, AuditHead, Outcome
from clinic.models.letterhead import Letterhead, Logo
from clinic.models.lists import PatientAllergy, PatientMedicine
from clinic.models.numbering import Numbering
from clinic.models.patient import ListState, Patient, Sex
from clinic.models.practice import PaperSize, Practice
from clinic.models.receipt import Receipt
from clinic.models.restricted import CareTeamMember, Opening, OpeningClosed, OpeningReason, OpeningSeen
from clinic.models.session import StaffSession
from clinic.models.staff import Staff

__all__ = [
    "AuditEvent",
    "AuditHead",
    "CareTeamMember",
    "Letterhead",
    "ListState",
    "Logo",
    "Numbering",
    "Opening",
    "OpeningClosed",
    "OpeningReason",
    "OpeningSeen",
    "Outcome",
    "PaperSize",
    "Patient",
    "PatientAllergy",
    "PatientMedicine",
    "Practice",
    "Receipt",
    "Sex",
    "Staff",
    "StaffSession",
]
