"""Papers as PDF. They lay out finished words and decide nothing: what is printed comes from the frozen note."""

from .bound import bound
from .knowledge import knowledge
from .letterhead import Letterhead
from .note import encounter_note, several_notes
from .seal import Paper, Seal, Second, Stamp

__all__ = ["Letterhead", "Paper", "Seal", "Second", "Stamp", "bound", "encounter_note", "knowledge", "several_notes"]
