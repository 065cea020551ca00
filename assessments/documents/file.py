"""The file that laid pages are drawn into: title, language and outline; every typeface embedded."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple, Protocol

from reportlab.pdfgen.canvas import Canvas

from . import fonts
from .pages import Page
from .text import clean


class Frame(NamedTuple):
    """Where the pieces of a page go, in points from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


class Form(Protocol):
    """What all pages of one paper have in common: their size, and what is drawn on each beside its pieces."""

    size: tuple[float, float]

    @property
    def frame(self) -> Frame: ...

    def draw(self, canvas: Any, *, page: int, pages: int) -> None: ...


class File:
    """Equal papers give equal bytes. Each paper counts its own pages."""

    def __init__(self, *, size: tuple[float, float], title: str, author: str, subject: str, language: str) -> None:
        fonts.register()
        self._written = BytesIO()
        self._canvas = Canvas(
            self._written, pagesize=size, invariant=1, lang=language, initialFontName=fonts.REGULAR, pageCompression=1
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(clean(author))
        self._canvas.setSubject(clean(subject))
        self._canvas.setCreator("Backchart")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def add(self, form: Form, pages: Sequence[Page]) -> None:
        left, bottom, _, _ = form.frame
        for number, page in enumerate(pages, start=1):
            self._canvas.setPageSize(form.size)
            form.draw(self._canvas, page=number, pages=len(pages))
            for piece, height in page:
                piece.drawOn(self._canvas, left, bottom + height)
            self._canvas.showPage()

    def finished(self) -> bytes:
        self._canvas.save()
        return self._written.getvalue()
