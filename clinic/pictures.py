"""What picture may enter the record: decoded, and made anew in shades of grey, so that nothing else in it is kept."""

import hashlib
import struct
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from django.utils.translation import gettext
from PIL import Image, ImageOps

from clinic.refusals import Refused

FORMATS = ("PNG", "JPEG")
MOST_BYTES = 1_000_000
MOST_PIXELS = 4_000_000
# Printed some 8 mm tall, it then has 600 dots to the inch.
TALLEST, LEAST_TALL = 200, 32
WIDEST = 6
# Of 255 shades between its lightest and its darkest; with less it hardly shows on paper.
LEAST_CONTRAST = 96
WHITE = (255, 255, 255, 255)


@dataclass(frozen=True, kw_only=True)
class Picture:
    png: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.png).hexdigest()


def picture_of(data: bytes, *, field: str) -> Picture:
    """Equal data gives equal bytes. Raises Refused for whatever is no small PNG or JPEG picture."""
    if len(data) > MOST_BYTES:
        raise _refused(
            field,
            gettext("This file has more than %(kilobytes)d kB.") % {"kilobytes": MOST_BYTES // 1000},
            gettext("Save the picture smaller."),
        )
    grey = _in_greys(data, field)
    if grey.height < LEAST_TALL or not 1 / WIDEST <= grey.width / grey.height <= WIDEST:
        raise _refused(
            field,
            gettext("This picture is %(width)d by %(height)d pixels.") % {"width": grey.width, "height": grey.height},
            gettext("It has to be %(tall)d pixels tall at least, and at most %(times)d times as wide as tall.")
            % {"tall": LEAST_TALL, "times": WIDEST},
        )
    darkest, lightest = cast("tuple[int, int]", grey.getextrema())
    if lightest - darkest < LEAST_CONTRAST:
        raise _refused(
            field,
            gettext("Printed in black and white this picture would hardly be seen."),
            gettext("Use a darker one."),
        )
    if grey.height > TALLEST:
        grey = grey.resize((max(1, round(grey.width * TALLEST / grey.height)), TALLEST), Image.Resampling.LANCZOS)
    written = BytesIO()
    grey.save(written, "PNG", optimize=True)
    return Picture(png=written.getvalue(), width=grey.width, height=grey.height)


def _in_greys(data: bytes, field: str) -> Image.Image:
    """On white, of its pixels only; the size is known before a pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _too_many(field, opened.width, opened.height)
                upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(field, 0, 0) from None
    except (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, EOFError, struct.error, Warning):
        raise _refused(
            field, gettext("This file is no PNG or JPEG picture that can be read."), gettext("Choose another file.")
        ) from None
    paper = Image.new("RGBA", upright.size, WHITE)
    paper.alpha_composite(upright)
    return paper.convert("L")


def _too_many(field: str, width: int, height: int) -> Refused:
    said = (
        gettext("This picture is %(width)d by %(height)d pixels.") % {"width": width, "height": height}
        if width
        else gettext("This picture has far too many pixels.")
    )
    return _refused(field, said, gettext("Save it with %(most)d pixels at most.") % {"most": MOST_PIXELS})


def _refused(field: str, said: str, way_out: str) -> Refused:
    return Refused(said, field=field, way_out=way_out)
