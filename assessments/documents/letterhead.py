"""What stands at the head of every page beside the practice's name: its logo, and further lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

# On every paper alike, in points; a wide one is as wide as its column and less tall.
TALL = 22.0
GAP = 3.0


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """`logo` is a PNG in shades of grey, as the practice keeps it."""

    lines: str = ""
    logo: bytes = b""


NOTHING = Letterhead()


@lru_cache(maxsize=4)
def picture(png: bytes) -> Any:
    """Decoded once, not for every page."""
    return ImageReader(BytesIO(png))


def size(png: bytes, *, at_most: float) -> tuple[float, float]:
    width, height = picture(png).getSize()
    scale = min(TALL / height, at_most / width)
    return width * scale, height * scale
