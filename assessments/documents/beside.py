"""Words with a figure at their right: the lines are as short as the figure asks, and the two stand on one page."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

GAP = 10.0


class Beside(Flowable):
    """Where it does not fit what is left of a page: the figure by itself, then the lines at their full width."""

    def __init__(self, pieces: list[Flowable], figure: Flowable) -> None:
        super().__init__()
        self.pieces, self.figure = pieces, figure

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        wide, tall = self.figure.wrap(width, height)
        words = sum(piece.wrap(width - wide - GAP, 10_000)[1] + piece.getSpaceAfter() for piece in self.pieces)
        self.height = max(words, tall)
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        return [self.figure, *self.pieces] if self.figure.wrap(width, height)[1] <= height else []

    def draw(self) -> None:
        top = self.height
        for piece in self.pieces:
            top -= piece.height
            piece.drawOn(self.canv, 0, top)
            top -= piece.getSpaceAfter()
        self.figure.drawOn(self.canv, self.width - self.figure.width, self.height - self.figure.height)
