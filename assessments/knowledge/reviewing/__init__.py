"""All knowledge laid out to be read and checked by a clinician, without code: chapters of entries of labelled lines."""

from .chapters import chapters
from .content import Chapter, Entry, Line, Vignette

__all__ = ["Chapter", "Entry", "Line", "Vignette", "chapters"]
