"""What is drawn beside the note's words: where it hurts, and pain over the visits."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from assessments.documents import encounter_note, style
from assessments.documents.body_figure import BodyFigure
from assessments.documents.trend import MOST_LANES, Trend, says_something
from assessments.knowledge.body_map import BACK, FRONT
from assessments.knowledge.papers.course import ORDERED, RESULTED, Test, Timeline, Told, timeline
from assessments.knowledge.treatments import TREATMENTS
from tests.assessments.documents.reading import everything, pages
from tests.assessments.documents.visits import SEAL, written

FIRST = date(2026, 3, 2)


def day(days: int) -> date:
    return FIRST + timedelta(days=days)


def course(*told: tuple[int, int | None]) -> Timeline:
    return timeline(Told(on=day(days), pain=pain) for days, pain in told)


LONG = timeline(
    (
        Told(on=day(0), pain=8, treatments=("stay_active", "nsaid_prescription")),
        Told(
            on=day(40),
            pain=6,
            treatments=("stay_active", "physical_therapy"),
            tests=(
                Test(on=day(40), label="MRI, lumbar spine", kind=ORDERED),
                Test(on=day(55), label="MRI, lumbar spine", kind=RESULTED),
            ),
        ),
        Told(on=day(100), pain=3, treatments=("physical_therapy",)),
    )
)


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
    assert not says_something(course((0, 6), (10, None), (20, 3)))
    assert says_something(course((0, 6), (10, 5), (20, 3)))
    two = encounter_note(written(), seal=SEAL, course=course((0, 6), (20, 3)))
    three = encounter_note(written(), seal=SEAL, course=course((0, 6), (10, 5), (20, 3)))
    assert "2Mar2026" not in everything(two)
    assert "2Mar2026" in everything(three)


def test_time_is_true_to_the_calendar() -> None:
    trend = Trend(course((0, 8), (10, 6), (40, 2)), tr=str)
    trend.wrap(400, 100)
    first, second, last = (trend.x(day(days)) for days in (0, 10, 40))
    assert (second - first) / (last - first) == pytest.approx(0.25)


def test_days_are_never_printed_over_each_other() -> None:
    often = course(*((days, 5) for days in (0, 1, 2, 3, 50, 51, 100)))
    with pdfplumber.open(BytesIO(encounter_note(written(), seal=SEAL, course=often))) as file:
        days = [word for word in file.pages[0].extract_words(keep_blank_chars=True) if word["text"].endswith(" 2026")]
    drawn = sorted((word["x0"], word["x1"]) for word in days if word["bottom"] - word["top"] < 6.5)
    assert len(drawn) >= 3
    assert all(one[1] < other[0] for one, other in itertools.pairwise(drawn))


def test_treatments_are_lanes_from_the_visit_that_agreed_on_them_to_the_one_that_did_not() -> None:
    assert [(lane.label, [(one.start, one.end) for one in lane.stretches]) for lane in LONG.lanes] == [
        ("Stay active, no bed rest", [(day(0), day(100))]),
        ("NSAID on prescription", [(day(0), day(40))]),
        ("Physical therapy", [(day(40), None)]),
    ]


def test_a_treatment_taken_up_again_has_a_second_stretch() -> None:
    told = [Told(on=day(n), pain=5, treatments=("heat",) if n != 10 else ()) for n in (0, 10, 20)]
    assert [(one.start, one.end) for one in timeline(told).lanes[0].stretches] == [(day(0), day(10)), (day(20), None)]


def test_lanes_and_tests_are_drawn_under_the_line_and_named() -> None:
    words = everything(encounter_note(written(), seal=SEAL, course=LONG))
    for said in ("Stayactive,nobedrest", "NSAIDonprescription", "Physicaltherapy", "MRI,lumbarspine:askedfor"):
        assert said in words[words.index("Tests") :]
    with pdfplumber.open(BytesIO(encounter_note(written(), seal=SEAL, course=LONG))) as file:
        bars = sorted((rect["x0"], rect["x1"]) for rect in file.pages[0].rects if rect["height"] < 4)
    trend = Trend(LONG, tr=str)
    trend.wrap(file.pages[0].width - 2 * style.MARGIN, 1000)
    expected = [(trend.x(day(0)), trend.x(day(40))), (trend.x(day(0)), trend.x(day(100)))]
    assert [tuple(round(x - style.MARGIN, 1) for x in bar) for bar in bars[:2]] == [
        tuple(round(x, 1) for x in bar) for bar in expected
    ]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_follow_up_with_its_course_and_figure_fits_one_page(paper: str) -> None:
    pdf = encounter_note(written(), seal=SEAL, course=LONG, marked=("lumbar_centre",), paper=paper)
    assert len(pages(pdf)) == 1


def test_of_many_treatments_the_latest_are_drawn_and_the_others_counted() -> None:
    every = tuple(one.id for one in TREATMENTS)
    told = [Told(on=day(n), pain=5, treatments=every) for n in (0, 10, 20)]
    pdf = encounter_note(written(), seal=SEAL, course=timeline(told))
    assert f"and{len(every) - MOST_LANES}before" in everything(pdf)
    with pdfplumber.open(BytesIO(pdf)) as file:
        assert all(0 < letter["x0"] and letter["x1"] < file.pages[0].width for letter in file.pages[0].chars)
