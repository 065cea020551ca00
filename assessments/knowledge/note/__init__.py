"""The note: titled parts of labelled lines, finished word for word. Whatever is printed or sent comes from it."""

from .content import DecisionLine, Heading, Line, Note, OrderLine, Part, Past, ReleaseLine, word_count
from .frozen import Unreadable, canonical, read
from .writing import write

__all__ = [
    "DecisionLine",
    "Heading",
    "Line",
    "Note",
    "OrderLine",
    "Part",
    "Past",
    "ReleaseLine",
    "Unreadable",
    "canonical",
    "read",
    "word_count",
    "write",
]
