"""The pieces a paper is set from: a titled part, a label beside its text, a rule."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from . import style
from .text import paragraph

# Drawn, and read out by a program that extracts the text.
ABNORMAL_MARK = "◆"
SHORT = 30


class LabelledLine(Flowable):
    """A label in its column and the text beside it; breaks wherever the text does. The mark hangs in the margin."""

    def __init__(
        self,
        label: str,
        text: str,
        *,
        abnormal: bool = False,
        cites: bool = False,
        label_width: float = style.LABEL_WIDTH,
        label_style: ParagraphStyle | None = None,
        text_style: ParagraphStyle | None = None,
    ) -> None:
        super().__init__()
        self.spaceAfter = 2.2
        self.label_width = label_width
        self.mark = paragraph(ABNORMAL_MARK, style.STRONG) if abnormal else None
        label_style = label_style or (style.STRONG if abnormal else style.LABEL)
        self.label = paragraph(label, label_style) if label else None
        # What cites is guidance in whole sentences: there the label carries the weight.
        text_style = text_style or (style.STRONG if abnormal and not cites else style.BODY)
        self.text = paragraph(text, text_style, cites=cites)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        heights = [self.text.wrap(width - self.label_width, height)[1]]
        if self.mark:
            self.mark.wrap(style.MARK_WIDTH, height)
        if self.label:
            heights.append(self.label.wrap(self.label_width - style.LABEL_GAP, height)[1])
        self.height = max(heights)
        return width, self.height

    @property
    def is_short(self) -> bool:
        """A name and a word or two, none of them small."""
        return bool(self.label) and len(self.text.text) <= SHORT and self.text.style.fontSize > style.SMALL.fontSize

    def scale(self, by: float) -> None:
        """Smaller letters and a narrower label; what is small already stays as it is."""
        if self.text.style.fontSize > style.SMALL.fontSize:
            self.label_width *= by
            for words in (self.mark, self.label, self.text):
                if words is not None:
                    words.scale(by)

    def split(self, width: float, height: float) -> list[Any]:
        """The label breaks with the text, so that neither is ever too tall for a page."""
        texts = self.text.split(width - self.label_width, height)
        labels = self.label.split(self.label_width - style.LABEL_GAP, height) if self.label else []
        if not texts or (self.label and not labels):
            return []
        return [
            self._part(mark=self.mark if place == 0 else None, label=label, text=text)
            for place, (label, text) in enumerate(zip_longest(labels, texts))
        ]

    def _part(self, *, mark: Any, label: Any, text: Any) -> LabelledLine:
        part = LabelledLine("", "", label_width=self.label_width)
        part.mark, part.label, part.text = mark, label, text or part.text
        return part

    def draw(self) -> None:
        if self.mark:
            self.mark.drawOn(self.canv, -style.MARK_WIDTH, self.height - self.mark.height)
        if self.label:
            self.label.drawOn(self.canv, 0, self.height - self.label.height)
        self.text.drawOn(self.canv, self.label_width, self.height - self.text.height)


class PartTitle(Flowable):
    """A part's title over a thin rule, with its entry in the outline."""

    def __init__(self, title: str, *, key: str, level: int) -> None:
        super().__init__()
        self.keepWithNext = True
        self.spaceBefore, self.spaceAfter = 7.0, 3.5
        self.title, self.key, self.level = title, key, level
        self.text = paragraph(title, style.PART)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = self.text.wrap(width, height)[1] + 2.5
        return width, self.height

    def draw(self) -> None:
        self.text.drawOn(self.canv, 0, 2.5)
        self.canv.setStrokeColor(style.RULE)
        self.canv.setLineWidth(0.4)
        self.canv.line(0, 0, self.width, 0)
        outline(self.canv, self.title, self.key, self.level, top=self.height)


class Entry(Flowable):
    """Takes no room; puts the place where it stands into the outline."""

    def __init__(self, title: str, *, key: str, level: int) -> None:
        super().__init__()
        self.keepWithNext = True
        self.title, self.key, self.level = title, key, level

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, 0

    def draw(self) -> None:
        outline(self.canv, self.title, self.key, self.level, top=0)


def outline(canvas: Any, title: str, key: str, level: int, *, top: float) -> None:
    canvas.bookmarkHorizontal(key, 0, top + 6)
    canvas.addOutlineEntry(title, key, level=level, closed=level == 0)
