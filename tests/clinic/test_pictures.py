"""A logo is made anew from its pixels: nothing that came with them is kept, and what is no picture is refused."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from clinic.pictures import MOST_BYTES, TALLEST, picture_of
from clinic.refusals import Refused
from tests.clinic.logos import logo

HOSTILE = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><script>alert(1)</script></svg>'


def saved(image: Image.Image, form: str = "PNG", **more: object) -> bytes:
    written = BytesIO()
    image.save(written, form, **more)
    return written.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as told:
        picture_of(data, field="logo")
    assert told.value.field == "logo"
    assert told.value.way_out
    return str(told.value)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_becomes_shades_of_grey_of_the_height_that_is_printed(form: str) -> None:
    picture = picture_of(logo(600, 400, form=form), field="logo")
    with Image.open(BytesIO(picture.png)) as kept:
        assert (kept.format, kept.mode, kept.size) == ("PNG", "L", (300, TALLEST))
    assert (picture.width, picture.height) == (300, TALLEST)


def test_the_same_file_gives_the_same_bytes() -> None:
    assert picture_of(logo(), field="logo") == picture_of(logo(), field="logo")


def test_what_came_with_the_pixels_is_not_kept() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", HOSTILE.decode())
    with Image.open(BytesIO(logo())) as image:
        data = saved(image, pnginfo=words) + HOSTILE
    assert HOSTILE in data
    assert HOSTILE not in picture_of(data, field="logo").png


def test_what_can_be_seen_through_stands_on_white() -> None:
    image = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (20, 20, 60, 40))
    with Image.open(BytesIO(picture_of(saved(image), field="logo").png)) as kept:
        assert (kept.getpixel((0, 0)), kept.getpixel((40, 30))) == (255, 0)


def test_a_drawing_with_a_program_in_it_is_no_picture() -> None:
    assert "no PNG or JPEG" in refused(SVG)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"GIF89a" + b"\0" * 40, logo()[:60], b"\x89PNG\r\n\x1a\n" + HOSTILE]
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    assert "no PNG or JPEG" in refused(data)


def test_another_kind_of_picture_is_refused() -> None:
    assert "no PNG or JPEG" in refused(saved(Image.new("L", (80, 60)), "GIF"))


def test_a_file_too_large_is_not_even_opened() -> None:
    assert "more than 1000 kB" in refused(b"\0" * (MOST_BYTES + 1))


def test_a_small_file_that_swells_is_refused_before_its_pixels_are_decoded() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    for side in (5_000, 30_000, 60_000):
        head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
        data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
        assert "pixels" in refused(data)


@pytest.mark.parametrize(("width", "height"), [(20, 20), (700, 100), (40, 300)])
def test_a_picture_of_no_use_at_the_head_is_refused_with_its_size(width: int, height: int) -> None:
    assert f"{width} by {height} pixels" in refused(logo(width, height))


def test_a_picture_that_black_and_white_would_lose_is_refused() -> None:
    pale = Image.new("RGB", (80, 60), "white")
    pale.paste((255, 255, 120), (10, 10, 70, 50))
    assert "hardly be seen" in refused(saved(pale))
