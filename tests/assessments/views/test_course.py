"""The course of the pain, in words and as a drawing."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from assessments.views.course import LEFT, RIGHT, WIDTH, Score, course_of

FIRST = date(2026, 1, 5)


def scores(*told: tuple[int, int]) -> list[Score]:
    return [Score(on=FIRST + timedelta(days=day), pain=pain) for day, pain in told]


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
