"""The admin of the practice: staff, letterhead, patients and the audit trail. Every write goes through a service."""

from clinic.admin import audit, lists, patient, practice, staff
from clinic.admin.site import site

__all__ = ["audit", "lists", "patient", "practice", "site", "staff"]
