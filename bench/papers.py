"""How long papers take, beside the bare cost of the same words in ReportLab, typst and WeasyPrint.

    make bench                # the table, as Markdown

Bare are the words of the whole paper, those at the head and foot of each page included and no others, in the same
typefaces, sizes and inks, as plain paragraphs one after the other. Times are of the processor, the best of several
runs; ratios are what to compare across machines.
"""

import platform
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from assessments.documents import Paper, encounter_note, fonts, several_notes, style
from assessments.documents.handout import handout as handout_on_paper
from assessments.documents.letter import on_one_page
from assessments.documents.plan import plan as plan_on_paper
from assessments.documents.text import Words
from assessments.knowledge.note import Note
from assessments.knowledge.papers import Visit, handout, plan, requisition
from tests.assessments.documents.on_paper import ordered, visit_on_paper
from tests.assessments.documents.visits import SEAL, written

RUNS, MANY, PATIENCE = 15, 200, 3
ORDER = ordered("mri_lumbar")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One text of a paper, in its style."""

    text: str
    style: ParagraphStyle


def milliseconds(act: Callable[[], object], *, runs: int = RUNS) -> float:
    return min(_once(act) for _ in range(runs)) * 1000


def _once(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def words_of(paper: Callable[[], bytes]) -> list[Said]:
    """Every text that reaches the page while `paper` is drawn; raises ValueError where the file has others."""
    found: list[Said] = []
    with _listening(found):
        pdf = paper()
    if _counted(pdf) != _counted(bare(found)):
        raise ValueError(f"The bare words differ from the paper's: {_counted(pdf) - _counted(bare(found))}")
    return found


@contextmanager
def _listening(found: list[Said]) -> Iterator[None]:
    draw_at = Words.draw_at
    strings = {name: getattr(Canvas, name) for name in ("drawString", "drawRightString", "drawCentredString")}

    def heard(self: Words, canvas: Any, left: float, bottom: float) -> None:
        found.append(Said(text=" ".join("".join(text for text, _ in line) for line in self.lines), style=self.style))
        draw_at(self, canvas, left, bottom)

    def string(draw: Any) -> Any:
        def heard_string(self: Canvas, x: float, y: float, text: str, *more: Any) -> None:
            size = self._fontsize
            font = ParagraphStyle("drawn", fontName=self._fontname, fontSize=size, leading=size * 1.2)
            found.append(Said(text=text, style=font))
            draw(self, x, y, text, *more)

        return heard_string

    Words.draw_at = heard  # type: ignore[method-assign]
    for name, draw in strings.items():
        setattr(Canvas, name, string(draw))
    try:
        yield
    finally:
        Words.draw_at = draw_at  # type: ignore[method-assign]
        for name, draw in strings.items():
            setattr(Canvas, name, draw)


def _counted(pdf: bytes) -> Counter[str]:
    """Letters: where a line breaks says nothing about its words."""
    return Counter(re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)))


def bare(words: list[Said]) -> bytes:
    fonts.register()
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer, invariant=1, initialFontName=fonts.REGULAR, leftMargin=style.MARGIN, rightMargin=style.MARGIN
    )
    document.build([Paragraph(escape(one.text, quote=False), one.style) for one in words])
    return buffer.getvalue()


# Each in a process of its own: what it keeps in memory or in threads is not ours.
OTHERS = ("typst", "weasyprint")


def other(name: str) -> str:
    """Its milliseconds, or why there are none."""
    return in_a_process(f"bench.with_{name}")


def in_a_process(module: str, *given: str) -> str:
    done = subprocess.run(  # noqa: S603 (a file of this folder)
        [sys.executable, "-m", module, *given], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or f"not run: {(done.stderr.strip().splitlines() or ['no answer'])[-1][:160]}"


@cache
def _standard() -> tuple[Note, tuple[str, ...]]:
    """Written once, with the regions that are marked: what is measured is the printing."""
    return written(), _marked(visit_on_paper())


def note_with_figure() -> bytes:
    note, marked = _standard()
    return encounter_note(note, seal=SEAL, marked=marked, copy_line="Copy for the patient")


def main() -> None:
    note, visit = written(), visit_on_paper(orders=(ORDER,))
    marked = _marked(visit)
    many = [Paper(note=note, seal=SEAL, marked=marked)] * MANY
    leaves = (handout(visit, str), plan(visit, str), requisition(visit, ORDER, str))
    papers: list[tuple[str, Callable[[], bytes], int]] = [
        ("note with its figure", note_with_figure, RUNS),
        ("handout", lambda: handout_on_paper(leaves[0]), RUNS),
        ("plan", lambda: plan_on_paper(leaves[1]), RUNS),
        ("request for a test", lambda: on_one_page(leaves[2]), RUNS),
        (f"{MANY} notes in one file", lambda: several_notes(many), PATIENCE),
    ]
    print(f"Standard visit; Python {platform.python_version()}, one core.\n")
    print("| paper | words | ms | the same words bare in ReportLab, ms | times |\n|---|---|---|---|---|")
    for name, paper, runs in papers:
        words = words_of(paper)
        took, base = milliseconds(paper, runs=runs), milliseconds(lambda words=words: bare(words), runs=runs)  # type: ignore[misc]
        count = sum(len(one.text.split()) for one in words)
        print(f"| {name} | {count} | {took:.1f} | {base:.1f} | {took / base:.2f} |")
    print("\nNotes printed a portion at a time and bound into one file:\n")
    print("| notes | most memory traced, kB | of the process, MB |")
    print("|---|---|---|")
    for count in (50, MANY):
        print(f"| {count} | {in_a_process('bench.portions', str(count))} |")
    print("\nThe words of that note, bare, elsewhere:\n\n| | ms |\n|---|---|")
    for name in OTHERS:
        print(f"| {name} | {other(name)} |")


def _marked(visit: Visit) -> tuple[str, ...]:
    return tuple(visit.answers["pain_regions"])


if __name__ == "__main__":
    main()
