"""A printed note, read back from the file: every word is there, on every page it says whose it is."""

import ast
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader

from assessments import documents
from assessments.documents import Paper, encounter_note, several_notes
from assessments.knowledge.body_map import BACK, FRONT
from assessments.knowledge.note import Note
from tests.assessments.documents.reading import bodies, close, everything, outline, pages
from tests.assessments.documents.visits import EVERYTHING_ABNORMAL, SEAL, stamp, written

DOCUMENTS = Path(documents.__file__).parent
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}
ADDED = (stamp("addendum", "MRI result back."), stamp("late_entry", "Called the patient."))


def long_note() -> Note:
    return written({"stressors": "Every word of it counts. " * 300})


class TestEveryWord:
    @pytest.mark.parametrize("paper", PAPERS)
    def test_the_standard_visit_fits_one_page_with_signature_and_sources(self, paper: str) -> None:
        pdf = encounter_note(written(), seal=SEAL, paper=paper, copy_line="Copy for the patient")
        found = PdfReader(BytesIO(pdf)).pages
        assert len(found) == 1
        assert (round(found[0].mediabox.width), round(found[0].mediabox.height)) == PAPERS[paper]

    @pytest.mark.parametrize("paper", PAPERS)
    def test_a_visit_in_which_every_finding_is_abnormal_fits_three_pages_with_its_figure(self, paper: str) -> None:
        content = written(EVERYTHING_ABNORMAL)
        everywhere = tuple(region.id for region in (*FRONT, *BACK))
        pdf = encounter_note(content, seal=SEAL, paper=paper, marked=everywhere)
        assert len(pages(pdf)) <= 3
        with pdfplumber.open(BytesIO(pdf)) as file:
            assert min(letter["size"] for page in file.pages for letter in page.chars) > 4.5
            lowest = [min(letter["y0"] for letter in page.chars if letter["y0"] > 60) for page in file.pages[:-1]]
        assert max(lowest) < 130, "no page but the last is left half empty"

    @pytest.mark.parametrize(
        "answers",
        [{"saddle_numbness": True, "other_symptoms": "Stiff in the morning.\nBetter by noon."}, EVERYTHING_ABNORMAL],
        ids=["a visit", "everything abnormal"],
    )
    def test_every_word_of_the_note_is_printed_in_reading_order(self, answers: dict[str, object]) -> None:
        content = written(answers)
        printed = bodies(encounter_note(content, seal=SEAL))
        place = 0
        for part in content.parts:
            for words in (part.title, *(f"{line.label}{line.text}" for line in part.lines)):
                place = close(printed).find(close(words), place)
                assert place >= 0, words

    def test_the_signature_block_says_who_when_and_what(self) -> None:
        printed = everything(encounter_note(written(), seal=SEAL))
        for words in (
            "Signed by Ana Moreau, MD, clinician",
            "Meaning author",
            "2026-06-22 14:05:09 (Europe/Berlin, UTC+02:00); 2026-06-22 12:05:09 UTC",
            SEAL.encounter,
            SEAL.content_hash,
            SEAL.software,
        ):
            assert close(words) in printed

    def test_a_time_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="has no time zone"):
            encounter_note(written(), seal=replace(SEAL, signed_at=datetime(2026, 6, 22, 12, 5)))  # noqa: DTZ001

    def test_an_addendum_bears_its_kind_author_time_and_hash(self) -> None:
        printed = everything(encounter_note(written(), seal=SEAL, addenda=ADDED))
        at = "2026-06-24 00:30:00 (Europe/Berlin, UTC+02:00); 2026-06-23 22:30:00 UTC"
        words = f"{at} MRI result back. SHA-256 {ADDED[0].content_hash}"
        assert close(f"Addendum: Ben Ortiz, MD, clinician, {words}") in printed
        assert close("Late entry: Ben Ortiz") in printed

    def test_an_abnormal_line_bears_a_mark_and_is_set_bold(self) -> None:
        pdf = encounter_note(written(), seal=SEAL)
        assert close("◆Straight-leg raise left positive, 45°") in everything(pdf)
        with pdfplumber.open(BytesIO(pdf)) as file:
            fonts = {word["text"]: word["fontname"] for word in file.pages[0].extract_words(extra_attrs=["fontname"])}
        assert fonts["positive,"].endswith("DejaVuSans-Bold")
        assert fonts["bladder"].endswith("DejaVuSans")


class TestEveryPage:
    @pytest.mark.parametrize("paper", PAPERS)
    def test_says_whose_it_is_and_which_page(self, paper: str) -> None:
        printed = pages(encounter_note(long_note(), seal=SEAL, paper=paper))
        assert len(printed) > 1
        for number, page in enumerate(printed, start=1):
            for words in (
                "Thomas Reed",
                "Born 2 March 1985",
                "Record BC-000123",
                "Visit Monday 22 June 2026",
                "Northside Back Clinic",
                f"Page {number} of {len(printed)}",
            ):
                assert words in page

    def test_a_draft_says_so_across_every_page(self) -> None:
        for page in pages(encounter_note(long_note(), seal=None)):
            assert page.count("DRAFT") == 2
        assert close("Not signed. This draft is no record of the visit.") in everything(
            encounter_note(long_note(), seal=None)
        )

    def test_a_signed_note_never_says_draft(self) -> None:
        assert "DRAFT" not in everything(encounter_note(long_note(), seal=SEAL))

    def test_what_was_entered_in_error_says_so_across_every_page(self) -> None:
        wrong = stamp("entered_in_error", "Wrong patient.")
        printed = pages(encounter_note(long_note(), seal=SEAL, addenda=[wrong]))
        assert all(page.count("ENTERED IN ERROR") == 2 for page in printed)
        assert close("Entered in error: Ben Ortiz") in close("".join(printed))

    def test_the_words_across_the_page_are_light_and_under_the_text(self) -> None:
        with pdfplumber.open(BytesIO(encounter_note(written(), seal=None))) as file:
            letters = file.pages[0].chars
        across = [letter for letter in letters if letter["matrix"][1]]
        assert {letter["text"] for letter in across} == set("DRAFT")
        assert all(min(letter["non_stroking_color"]) > 0.85 for letter in across)
        assert letters.index(across[0]) == 0

    def test_the_signature_never_stands_alone_on_a_page(self) -> None:
        for lines in range(30, 70):
            content = written({"stressors": "\n".join(["line"] * lines)})
            printed = [close(page) for page in pages(encounter_note(content, seal=SEAL))]
            signed = next(page for page in printed if "Signedby" in page)
            assert "supportstheclinician'sjudgement" in signed
            assert SEAL.software.replace(" ", "") in signed


class TestTheFile:
    def test_a_reprint_is_the_same_to_the_byte(self) -> None:
        first = encounter_note(written(), seal=SEAL, addenda=ADDED)
        encounter_note(written(heading={"patient": "عمر Łukasz Nguyễn"}), seal=None)
        assert encounter_note(written(), seal=SEAL, addenda=ADDED) == first

    def test_every_typeface_is_embedded(self) -> None:
        reader = PdfReader(BytesIO(encounter_note(long_note(), seal=SEAL)))
        embedded, left_out = reader.pages[0]._get_fonts()
        assert left_out == set()
        assert {name.partition("+")[2] for name in embedded} == {"DejaVuSans", "DejaVuSans-Bold"}

    def test_title_author_subject_and_language_are_set(self) -> None:
        reader = PdfReader(BytesIO(encounter_note(written(language="fr"), seal=SEAL)))
        assert reader.metadata is not None
        assert reader.metadata.title == "Back pain visit, Thomas Reed, 2026-06-22"
        assert reader.metadata.author == "Ana Moreau"
        assert reader.metadata.subject == "Back pain visit"
        assert reader.root_object["/Lang"] == "fr"

    def test_each_part_is_in_the_outline(self) -> None:
        titles = ["Assessment and plan", "History", "Examination", "Sources", "Signature", "Addenda"]
        assert outline(encounter_note(written(), seal=SEAL, addenda=ADDED)) == [(0, title) for title in titles]

    def test_nothing_in_it_points_outside(self) -> None:
        pdf = encounter_note(written({"other_symptoms": '<a href="https://example.org">x</a>'}), seal=SEAL)
        assert b"/URI" not in pdf
        assert all("/Annots" not in page for page in PdfReader(BytesIO(pdf)).pages)

    def test_an_unknown_paper_is_refused_with_the_choice(self) -> None:
        with pytest.raises(ValueError, match="A4 or Letter"):
            encounter_note(written(), seal=SEAL, paper="A5")


class TestWhatPeopleType:
    MARKUP = '<b>bold</b> <img src="file:///etc/passwd"> <severe> &amp; <para> </para> <br/> [1] "unclosed <i>'

    @pytest.mark.parametrize("finding", ["impression_note", "other_symptoms", "emergency_open_reason"])
    def test_markup_is_printed_as_it_was_typed(self, finding: str) -> None:
        content = written({finding: self.MARKUP, "fever": None})
        assert close(self.MARKUP) in everything(encounter_note(content, seal=SEAL))

    def test_markup_in_names_and_addenda_is_printed_as_it_was_typed(self) -> None:
        content = written(heading={"patient": "<b>Ana", "practice": "A & B <x>", "medicines": ("<img src='a'>",)})
        printed = everything(
            encounter_note(content, seal=replace(SEAL, signer="<u>S"), addenda=[stamp("addendum", self.MARKUP)])
        )
        for words in ("<b>Ana", "A & B <x>", "<img src='a'>", "<u>S", self.MARKUP):
            assert close(words) in printed

    def test_steering_characters_are_left_out_of_the_print(self) -> None:
        content = written({"other_symptoms": "a\x07b\u202ecb\x1b[31m end\u200b"})
        assert "abcb[31mend" in everything(encounter_note(content, seal=SEAL))

    @pytest.mark.parametrize(("piece", "times"), [("x", 10_000), ("word ", 2_000), ("عمر ", 2_500), ("line\n", 2_000)])
    def test_a_text_of_10_000_characters_is_printed_whole(self, piece: str, times: int) -> None:
        pdf = encounter_note(written({"stressors": piece * times}), seal=SEAL)
        elsewhere = everything(encounter_note(written(), seal=SEAL)).count(piece.strip())
        headers = len(pages(pdf)) - 1
        assert times + elsewhere <= everything(pdf).count(piece.strip()) <= times + elsewhere + headers

    @pytest.mark.parametrize(("piece", "times"), [("W", 300), ("Maria ", 50), ("عمر ", 75)])
    def test_a_name_of_300_letters_is_whole_on_every_page(self, piece: str, times: int) -> None:
        content = replace(long_note(), heading=replace(long_note().heading, patient=(piece * times).strip()))
        pdf = encounter_note(content, seal=None)
        assert all(close(page).count(piece.strip()) >= times for page in pages(pdf))
        with pdfplumber.open(BytesIO(pdf)) as file:
            for page in file.pages:
                assert all(0 < letter["x0"] and letter["x1"] < page.width for letter in page.chars)
                assert all(0 < letter["top"] and letter["bottom"] < page.height for letter in page.chars)


class TestSeveralNotes:
    def test_each_counts_its_own_pages_and_has_its_entry(self) -> None:
        papers = [
            Paper(note=long_note(), seal=SEAL),
            Paper(note=written(heading={"patient": "Łukasz Nguyễn"}), seal=None),
            Paper(note=written(), seal=SEAL, addenda=ADDED),
        ]
        pdf = several_notes(papers)
        printed = pages(pdf)
        first = len(pages(encounter_note(long_note(), seal=SEAL)))
        assert f"Page 1 of {first}" in printed[0]
        assert "Thomas Reed" in printed[0]
        assert "Page 1 of 1" in printed[first]
        assert "Łukasz Nguyễn" in printed[first]
        assert [page.count("DRAFT") for page in printed[: first + 1]] == [0] * first + [2]
        assert [title for depth, title in outline(pdf) if depth == 0] == [
            "Thomas Reed, 2026-06-22",
            "Łukasz Nguyễn, 2026-06-22",
            "Thomas Reed, 2026-06-22",
        ]
        assert several_notes(papers) == pdf

    def test_nothing_chosen_is_refused(self) -> None:
        with pytest.raises(ValueError, match="choose at least one"):
            several_notes([])


def test_no_word_passes_through_what_would_obey_its_markup() -> None:
    obey = ("Paragraph", "XPreformatted", "Preformatted", "Table", "LongTable", "BaseDocTemplate", "SimpleDocTemplate")
    for path in DOCUMENTS.rglob("*.py"):
        named = {
            node.id if isinstance(node, ast.Name) else node.name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Name | ast.alias)
        }
        assert named.isdisjoint(obey) or path.name == "knowledge.py", path
