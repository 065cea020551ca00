"""The body map shows every region of pain, once, inside its box."""

import re

from assessments.knowledge.body_map import BACK, FRONT, HEIGHT, OUTLINE, WIDTH
from assessments.knowledge.findings.pain import PAIN_REGIONS


def test_every_region_of_pain_is_drawn_once() -> None:
    assert sorted(region.id for region in (*FRONT, *BACK)) == sorted(PAIN_REGIONS.values)


def test_nothing_is_drawn_outside_the_box() -> None:
    for path in (OUTLINE, *(region.path for region in (*FRONT, *BACK))):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
        assert all(0 <= x <= WIDTH for x in numbers[::2])
        assert all(0 <= y <= HEIGHT for y in numbers[1::2])


def test_the_patients_right_is_on_the_viewers_left_from_the_front_and_on_the_right_from_the_back() -> None:
    def middle(path: str) -> float:
        across = [float(number) for number in re.findall(r"-?[\d.]+", path)][::2]
        return sum(across) / len(across)

    for view, viewer_left in ((FRONT, "right"), (BACK, "left")):
        for region in view:
            side = region.id.rsplit("_", 1)[-1]
            if side in ("right", "left"):
                assert (middle(region.path) < WIDTH / 2) is (side == viewer_left), region.id


def test_a_path_holds_only_moves_curves_and_closings() -> None:
    assert all(set(re.findall(r"[A-Za-z]", region.path)) == {"M", "C", "Z"} for region in (*FRONT, *BACK))
