"""The colours, measured: what is read, in light and in dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "clinic/static/clinic/tokens.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))
    for part in TOKENS.split("/* The scaffold")[0].split("@media (prefers-color-scheme: dark)")
)
GROUNDS = ("paper", "surface", "sunken")
READ = [
    *((ink, ground) for ink in ("ink", "ink-quiet", "accent", "accent-strong") for ground in GROUNDS),
    ("ink", "accent-wash"),
    ("ink-quiet", "accent-wash"),
    ("accent", "accent-wash"),
    ("accent-strong", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-positive", "positive"),
    ("on-immediate", "immediate"),
    ("ink", "immediate-wash"),
    ("accent", "immediate-wash"),
    ("urgent", "urgent-wash"),
    ("paper", "ink"),
]
SEEN = [(mark, ground) for mark in ("edge", "focus", "hatch", "immediate", "urgent") for ground in GROUNDS]


def brightness(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((brightness(one), brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_is_the_published_one() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_words_stand_out_from_their_ground(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_edges_and_marks_stand_out_from_their_ground(colours: dict[str, str], mark: str, ground: str) -> None:
    assert contrast(colours[mark], colours[ground]) >= 3


def test_every_colour_has_a_value_for_the_dark() -> None:
    assert DARK.keys() == LIGHT.keys()
