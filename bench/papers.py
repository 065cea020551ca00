"""How long papers take, beside the bare cost of ReportLab for the same words.

    make bench                # the table, as Markdown

Times are the best of several runs on one core; ratios are what to compare across machines.
"""

import platform
import time
from collections.abc import Callable
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from assessments.documents import Paper, encounter_note, fonts, several_notes
from assessments.documents.handout import handout as handout_on_paper
from assessments.documents.plan import plan as plan_on_paper
from assessments.documents.requisition import requisition as request_on_paper
from assessments.knowledge.guidance import advise
from assessments.knowledge.note import Note
from assessments.knowledge.papers import Visit, handout, plan, requisition
from tests.assessments.documents.on_paper import ordered, visit_on_paper
from tests.assessments.documents.visits import SEAL, STANDARD, written

RUNS, MANY, PATIENCE = 7, 200, 2
ORDER = ordered("mri_lumbar")


def milliseconds(act: Callable[[], object], *, runs: int = RUNS) -> float:
    return min(_once(act) for _ in range(runs)) * 1000


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def bare(words: list[str]) -> bytes:
    """The same words as paragraphs one after the other, in the same typeface and size, and nothing else."""
    fonts.register()
    style = ParagraphStyle("bare", fontName=fonts.REGULAR, fontSize=8.4, leading=11.4)
    buffer = BytesIO()
    SimpleDocTemplate(buffer, invariant=1).build([Paragraph(one.replace("&", "&amp;"), style) for one in words])
    return buffer.getvalue()


def words_of(note: Note) -> list[str]:
    lines = [line for part in note.parts for line in part.lines]
    return [part.title for part in note.parts] + [text for line in lines for text in (line.label, line.text) if text]


def main() -> None:
    note, visit = written(), visit_on_paper(orders=(ORDER,))
    many = [Paper(note=note, seal=SEAL)] * MANY
    base = milliseconds(lambda: bare(words_of(note)))
    base_of_many = milliseconds(lambda: bare(words_of(note) * MANY), runs=PATIENCE)
    rows = [
        ("one note, bare paragraphs", base, base),
        ("one note", milliseconds(lambda: encounter_note(note, seal=SEAL)), base),
        (
            "one note with its figure",
            milliseconds(lambda: encounter_note(note, seal=SEAL, marked=_marked(visit))),
            base,
        ),
        ("handout", milliseconds(lambda: handout_on_paper(handout(visit, str))), base),
        ("plan", milliseconds(lambda: plan_on_paper(plan(visit, str))), base),
        ("request for a test", milliseconds(lambda: request_on_paper(requisition(visit, ORDER, str))), base),
        ("the guidance they are written from", milliseconds(lambda: advise(STANDARD).as_json()), base),
        (f"{MANY} notes, bare paragraphs", base_of_many, base_of_many),
        (f"{MANY} notes in one file", milliseconds(lambda: several_notes(many), runs=PATIENCE), base_of_many),
    ]
    print(f"Standard visit, {sum(len(one.split()) for one in words_of(note))} words; {_machine()}.\n")
    print("| | ms | times the bare paragraphs |\n|---|---|---|")
    for name, took, beside in rows:
        print(f"| {name} | {took:.1f} | {took / beside:.1f} |")


def _marked(visit: Visit) -> tuple[str, ...]:
    return tuple(visit.answers["pain_regions"])


def _machine() -> str:
    return f"Python {platform.python_version()}, one core"


if __name__ == "__main__":
    main()
