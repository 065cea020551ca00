"""What stands side by side: words with a figure at their right, and two short lines where a page has to be saved."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

GAP = 10.0


class Beside(Flowable):
    """Where it does not fit what is left of a page: the first lines beside the figure, the others below it."""

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
        wide, tall = self.figure.wrap(width, height)
        if tall > height:
            return []
        words, many = 0.0, 0
        for piece in self.pieces:
            words += piece.wrap(width - wide - GAP, 10_000)[1] + piece.getSpaceAfter()
            if words > tall:
                break
            many += 1
        return [Beside(self.pieces[:many], self.figure), *self.pieces[many:]]

    def draw(self) -> None:
        top = self.height
        for piece in self.pieces:
            top -= piece.height
            piece.drawOn(self.canv, 0, top)
            top -= piece.getSpaceAfter()
        self.figure.drawOn(self.canv, self.width - self.figure.width, self.height - self.figure.height)


class Pair(Flowable):
    """Two short lines, read from left to right."""

    def __init__(self, left: Flowable, right: Flowable) -> None:
        super().__init__()
        self.left, self.right = left, right
        self.spaceAfter = left.getSpaceAfter()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.half = width, (width - 2 * GAP) / 2
        self.height = max(one.wrap(self.half, height)[1] for one in (self.left, self.right))
        return width, self.height

    def draw(self) -> None:
        self.left.drawOn(self.canv, 0, self.height - self.left.height)
        self.right.drawOn(self.canv, self.half + 2 * GAP, self.height - self.right.height)
