"""Files of others that the program carries: exactly those that are listed, unchanged, each with its licence."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from reportlab.pdfbase.ttfonts import TTFontFile

from clinic.templatetags.look import URGENCIES

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "clinic" / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "vendored.json").read_text())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_every_file_carried_is_the_one_that_was_reviewed(package: dict) -> None:
    there = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (ROOT / package["folder"]).iterdir()}
    assert there == package["sha256"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_every_package_carried_brings_its_licence(package: dict) -> None:
    assert len((ROOT / package["folder"] / "LICENSE").read_text()) > 500


def test_nothing_is_carried_that_is_not_listed() -> None:
    listed = {ROOT / package["folder"] for package in PACKAGES} | {VENDOR}
    assert {file.parent for file in VENDOR.rglob("*") if file.is_file()} <= listed


def test_no_file_asks_for_another_that_was_not_copied() -> None:
    asking = [
        file.name
        for file in VENDOR.rglob("*")
        if file.suffix in {".css", ".js", ".svg"} and "sourceMappingURL" in file.read_text()
    ]
    assert asking == []


def test_the_icons_carried_are_those_that_the_pages_show() -> None:
    carried = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "bootstrap-icons" / "icons.svg").read_text()))
    pages = "".join(page.read_text() for page in (ROOT / "templates").rglob("*.html"))
    assert carried == {*re.findall(r'{% icon "([^"]+)"', pages), *(shape for shape, _says in URGENCIES.values())}


@pytest.mark.parametrize("name", ["Łukasz", "Nguyễn", "Ελένη", "Олена", "½ ≥ ≤ → ✓ ° – —"])
@pytest.mark.parametrize("face", ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"])
def test_a_patient_s_name_is_printed_in_every_face(face: str, name: str) -> None:
    assert missing_from(face, name) == set()


@pytest.mark.parametrize("face", ["DejaVuSans", "DejaVuSans-Bold"])
def test_an_arabic_name_is_printed_upright(face: str) -> None:
    assert missing_from(face, "عمر") == set()


def test_the_page_s_htmx_is_the_second_generation_and_comes_from_this_site() -> None:
    page = Template("{% load django_htmx %}{% htmx_script %}").render(Context())
    assert page == '<script src="/static/django_htmx/htmx-2.min.js" defer></script>'


def missing_from(face: str, text: str) -> set[str]:
    font = TTFontFile(str(ROOT / "assessments" / "fonts" / f"{face}.ttf"))
    return {letter for letter in text if ord(letter) not in font.charToGlyph}
