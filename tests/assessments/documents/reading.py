"""Reads a printed file back as a reader's program would."""

import re
import unicodedata
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import Destination


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def bodies(pdf: bytes) -> str:
    """The pages one after the other without their heads and feet, which are drawn first."""
    found = pages(pdf)
    return "".join(page.partition(f"Page {n} of {len(found)}")[2] for n, page in enumerate(found, start=1))


def close(text: str) -> str:
    """Without any space, as joined letters typed: where a line breaks says nothing about its words."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def everything(pdf: bytes) -> str:
    return close("".join(pages(pdf)))


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """Depth and title of each entry, in order."""
    return list(_walk(PdfReader(BytesIO(pdf)).outline, 0))


def _walk(entries: list[object], depth: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for entry in entries:
        if isinstance(entry, list):
            found += _walk(entry, depth + 1)
        elif isinstance(entry, Destination):
            found.append((depth, str(entry.title)))
    return found
