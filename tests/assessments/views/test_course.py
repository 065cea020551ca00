"""The course of the pain, in words and as a drawing."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from assessments.knowledge.papers.course import ORDERED, RESULTED, Test, Timeline, Told, timeline
from assessments.views.course import LEFT, RIGHT, WIDTH, course_of

FIRST = date(2026, 1, 5)


def day(days: int) -> date:
    return FIRST + timedelta(days=days)


def scores(*told: tuple[int, int]) -> Timeline:
    return timeline(Told(on=day(days), pain=pain) for days, pain in told)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([(0, 6), (42, 3)], "Pain 6 to 3 in 6 weeks: down 3 points (50 %), a meaningful improvement."),
        ([(0, 8), (42, 6)], "Pain 8 to 6 in 6 weeks: down 2 points (25 %), less than patients usually notice."),
        ([(0, 3), (7, 2)], "Pain 3 to 2 in 7 days: down 1 point (33 %), less than patients usually notice."),
        ([(0, 10), (300, 7)], "Pain 10 to 7 in 10 months: down 3 points (30 %), a meaningful improvement."),
        ([(0, 5), (21, 5)], "Pain 5 to 5 in 3 weeks: unchanged."),
        ([(0, 0), (21, 1)], "Pain 0 to 1 in 3 weeks: up 1 point, worse."),
    ],
)
def test_better_is_two_points_and_thirty_percent(told: list[tuple[int, int]], words: str) -> None:
    course = course_of(scores(*told))
    assert course is not None
    assert course.words == words


def test_one_score_is_no_course() -> None:
    assert course_of(scores((0, 6))) is None


def test_the_drawing_is_true_to_the_calendar() -> None:
    course = course_of(scores((0, 10), (40, 5), (10, 0)))
    assert course is not None
    first, second, last = course.marks
    assert (second.x - first.x) * 4 == pytest.approx(last.x - first.x, abs=0.5)
    assert [mark.y for mark in course.marks] == [course.levels[2][1], course.levels[0][1], course.levels[1][1]]
    assert all(LEFT < mark.x < WIDTH - RIGHT for mark in course.marks)


def test_days_are_not_printed_over_each_other() -> None:
    course = course_of(scores(*((day, 5) for day in range(0, 300, 3))))
    assert course is not None
    printed = [mark.x for mark in course.marks if mark.says]
    assert all(later - earlier >= 84 for earlier, later in pairwise(printed))


def test_two_scores_of_one_day_are_drawn() -> None:
    course = course_of(scores((0, 5), (0, 3)))
    assert course is not None
    assert len(course.marks) == 2


def test_treatments_are_lanes_and_tests_marks_at_their_place_in_time() -> None:
    mri = "MRI, lumbar spine"
    asked, back = (Test(on=day(n), label=mri, kind=kind) for n, kind in ((40, ORDERED), (60, RESULTED)))
    course = course_of(
        timeline(
            (
                Told(on=day(0), pain=8, treatments=("heat", "stay_active")),
                Told(on=day(40), pain=6, treatments=("stay_active",), tests=(asked,)),
                Told(on=day(80), pain=3, tests=(back,)),
            )
        )
    )
    assert course is not None
    first, second, last = (mark.x for mark in course.marks)
    assert [(row.name, [(bar.x, bar.end, bar.goes_on) for bar in row.bars]) for row in course.rows] == [
        ("Heat", [(first, second, False)]),
        ("Stay active, no bed rest", [(first, last, False)]),
    ]
    assert [(test.x, test.resulted, test.before, test.behind) for test in course.tests] == [
        (second, False, f"{mri}: asked for", ""),
        ((second + last) / 2, True, "", f"{mri}: result"),
    ]
    assert [row.events for row in course.days] == [
        ("Heat: agreed on", "Stay active, no bed rest: agreed on"),
        ("Heat: no longer", f"{mri}: asked for"),
        (f"{mri}: result",),
        ("Stay active, no bed rest: no longer",),
    ]
    assert [row.pain for row in course.days] == [8, 6, None, 3]


def test_what_no_later_visit_ended_goes_on() -> None:
    course = course_of(timeline(Told(on=day(n), pain=5, treatments=("heat",)) for n in (0, 30)))
    assert course is not None
    [bar] = course.rows[0].bars
    assert bar.goes_on
    assert bar.end > course.marks[-1].x
