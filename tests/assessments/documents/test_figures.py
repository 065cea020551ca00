"""What is drawn beside the note's words: where it hurts, and pain over the visits."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from assessments.documents import encounter_note
from assessments.documents.body_figure import BodyFigure
from assessments.documents.trend import Trend, says_something
from assessments.knowledge.body_map import BACK, FRONT
from assessments.knowledge.note import Past
from tests.assessments.documents.reading import everything, pages
from tests.assessments.documents.visits import SEAL, written

FIRST = date(2026, 3, 2)


def score(days: int, pain: int | None) -> Past:
    return Past(visited_on=FIRST + timedelta(days=days), pain_now=pain)


def curves(marked: tuple[str, ...]) -> int:
    with pdfplumber.open(BytesIO(encounter_note(written(), seal=SEAL, marked=marked))) as file:
        return sum(len(page.curves) + len(page.lines) for page in file.pages)


@pytest.mark.parametrize("region", [*FRONT, *BACK], ids=lambda region: region.id)
def test_a_marked_region_is_hatched(region: object) -> None:
    def drawn(marked: tuple[str, ...]) -> bytes:
        buffer = BytesIO()
        canvas = Canvas(buffer, invariant=1, pageCompression=0)
        BodyFigure(marked, tall=90, tr=str).drawOn(canvas, 50, 50)
        canvas.save()
        return buffer.getvalue()

    plain, hatched = drawn(()), drawn((region.id,))  # type: ignore[attr-defined]
    assert hatched.count(b" W* n") + hatched.count(b" W n") > plain.count(b" W* n") + plain.count(b" W n")
    assert hatched.count(b" l S") >= plain.count(b" l S") + 3


def test_the_figure_says_which_side_is_which_in_both_views() -> None:
    words = everything(encounter_note(written(), seal=SEAL, marked=("lumbar_left",)))
    assert "right·front·left" in words
    assert "left·back·right" in words


def test_without_an_examination_the_figure_stands_beside_the_history() -> None:
    unexamined = written(dict.fromkeys(("slr_left", "slr_angle_left", "reflex_ankle_left")))
    bare = replace(unexamined, parts=tuple(part for part in unexamined.parts if part.id != "examination"))
    assert "right·front·left" in everything(encounter_note(bare, seal=SEAL, marked=("lumbar_left",)))


def test_without_a_marked_region_nothing_is_drawn() -> None:
    assert "right·front·left" not in everything(encounter_note(written(), seal=SEAL))
    assert curves(("lumbar_left",)) > curves(())


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_standard_visit_with_its_figure_fits_one_page(paper: str) -> None:
    assert len(pages(encounter_note(written(), seal=SEAL, marked=("lumbar_centre",), paper=paper))) == 1


def test_a_course_is_drawn_from_the_third_score_on() -> None:
    assert not says_something([score(0, 6), score(10, None), score(20, 3)])
    assert says_something([score(0, 6), score(10, 5), score(20, 3)])
    two = encounter_note(written(), seal=SEAL, pain=(score(0, 6), score(20, 3)))
    three = encounter_note(written(), seal=SEAL, pain=(score(0, 6), score(10, 5), score(20, 3)))
    assert "2Mar2026" not in everything(two)
    assert "2Mar2026" in everything(three)


def test_time_is_true_to_the_calendar() -> None:
    trend = Trend([score(0, 8), score(10, 6), score(40, 2)], tr=str)
    trend.wrap(400, 100)
    first, second, last = (trend._x(one) for one in trend.scores)
    assert (second - first) / (last - first) == pytest.approx(0.25)


def test_days_are_never_printed_over_each_other() -> None:
    pain = tuple(score(days, 5) for days in (0, 1, 2, 3, 50, 51, 100))
    with pdfplumber.open(BytesIO(encounter_note(written(), seal=SEAL, pain=pain))) as file:
        days = [word for word in file.pages[0].extract_words(keep_blank_chars=True) if word["text"].endswith(" 2026")]
    drawn = sorted((word["x0"], word["x1"]) for word in days if word["bottom"] - word["top"] < 6.5)
    assert len(drawn) >= 3
    assert all(one[1] < other[0] for one, other in itertools.pairwise(drawn))
