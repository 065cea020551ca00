"""The admin of the visits. What is signed is read-only; drafts are written through the services, by who may."""

from assessments.admin import addendum, decision, encounter, note, order, section

__all__ = ["addendum", "decision", "encounter", "note", "order", "section"]
