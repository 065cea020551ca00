"""A picture such as a practice would upload."""

from io import BytesIO

from PIL import Image


def logo(width: int = 120, height: int = 60, *, form: str = "PNG", ink: str = "#0b5560") -> bytes:
    image = Image.new("RGB", (width, height), "white")
    image.paste(ink, (width // 4, height // 4, width * 3 // 4, height * 3 // 4))
    written = BytesIO()
    image.save(written, form)
    return written.getvalue()
