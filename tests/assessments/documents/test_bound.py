"""Several files as one: every page and entry in order, whatever stands in a name; held one at a time."""

import subprocess
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from assessments.documents import Letterhead, Paper, bound, encounter_note, several_notes
from clinic.pictures import picture_of
from tests.assessments.documents.reading import outline, pages
from tests.assessments.documents.visits import SEAL, written
from tests.clinic.logos import logo

ODD = "Ann (12 0 R) \\ 3 0 R) Łukasz 1 0 R endobj"
TOLD = {"title": "4 notes (Ł)", "author": "Northside", "subject": "Notes", "language": "en"}


def paper(patient: str = "Thomas Reed") -> Paper:
    return Paper(
        note=written(heading={"patient": patient}),
        seal=SEAL,
        marked=("lumbar_centre",),
        letterhead=Letterhead(logo=picture_of(logo(), field="logo").png),
    )


def one_file(*files: bytes) -> bytes:
    into = BytesIO()
    bound(files, into, **TOLD)
    return into.getvalue()


def test_pages_and_outline_follow_each_other_whatever_the_names_hold() -> None:
    files = several_notes([paper("Adam"), paper(ODD)]), several_notes([paper(ODD)]), several_notes([paper("Zoe")])
    content = one_file(*files)
    assert pages(content) == [page for file in files for page in pages(file)]
    assert outline(content) == [entry for file in files for entry in outline(file)]
    reader = PdfReader(BytesIO(content), strict=True)
    assert all(len(page.images) == 1 for page in reader.pages)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("4 notes (Ł)", "Northside")
    assert reader.root_object["/Lang"] == "en"


def test_an_entry_of_the_outline_leads_to_the_page_of_its_note() -> None:
    content = one_file(several_notes([paper("Adam"), paper("Bea")]), several_notes([paper("Cleo")]))
    reader = PdfReader(BytesIO(content))
    top = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert [reader.get_destination_page_number(entry) for entry in top] == [0, 1, 2]


def test_typefaces_stay_embedded() -> None:
    for page in PdfReader(BytesIO(one_file(several_notes([paper()]), several_notes([paper("Λάμδα")])))).pages:
        embedded, left_out = page._get_fonts()
        assert left_out == set()
        assert embedded


def test_the_same_files_give_the_same_bytes() -> None:
    files = several_notes([paper()]), several_notes([paper(ODD)])
    assert one_file(*files) == one_file(*files)


def test_another_reader_finds_nothing_to_mend(tmp_path: Path) -> None:
    file = tmp_path / "bound.pdf"
    file.write_bytes(one_file(several_notes([paper()]), several_notes([paper(ODD)])))
    said = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert "Pages:           2" in said.stdout


@pytest.mark.parametrize("file", [b"", b"%PDF-1.4\n", b"x" * 99, encounter_note(written(), seal=SEAL)[:-900]])
def test_what_is_none_of_our_files_is_refused(file: bytes) -> None:
    with pytest.raises(ValueError, match="no file to bind"):
        one_file(file)


def test_nothing_to_bind_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        one_file()


def test_four_times_the_notes_take_no_more_memory(tmp_path: Path) -> None:
    portion = several_notes([paper()] * 10)

    def most(portions: int) -> int:
        def files() -> Iterator[bytes]:
            for _ in range(portions):
                yield bytes(bytearray(portion))

        tracemalloc.start()
        with (tmp_path / "bound.pdf").open("wb") as into:
            bound(files(), into, **TOLD)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(2)
    assert most(20) < most(5) * 1.3
