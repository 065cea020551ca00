"""The other papers, read back from their files: every word, in order, whole, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
from pypdf import PdfReader

from assessments.documents.downtime import downtime_form
from assessments.documents.handout import handout as handout_on_paper
from assessments.documents.letter import on_one_page
from assessments.documents.plan import plan as plan_on_paper
from assessments.knowledge.findings import FINDINGS
from assessments.knowledge.papers import Leaf, blank_form, handout, letter, plan, requisition
from tests.assessments.documents.on_paper import LABELS, SIGNED, ordered, visit_on_paper
from tests.assessments.documents.reading import close, everything, outline, pages

MARKUP = '<b>bold</b> <img src="file:///etc/passwd"> &amp; <para> http://example.org "unclosed <i>'
NAMES = ("W" * 300, "Maria " * 50, "عمر " * 75, "Nguye\u0302\u0303n " * 40)
ORDER = ordered("mri_lumbar")


def _request(**given: object) -> Leaf:
    visit = visit_on_paper(orders=(ORDER,), signature=SIGNED, **given)  # type: ignore[arg-type]
    return requisition(visit, ORDER, str)


def _letter(**given: object) -> Leaf:
    visit = visit_on_paper(accepted=("spine_surgery_referral",), signature=SIGNED, **given)  # type: ignore[arg-type]
    return letter(visit, visit.decisions[0], str)


WRITTEN: dict[str, Callable[..., Leaf]] = {
    "handout": lambda **given: handout(visit_on_paper(**given), str),
    "plan": lambda **given: plan(visit_on_paper(**given), str),
    "request": _request,
    "letter": _letter,
}
PRINTED = {
    "handout": handout_on_paper,
    "plan": plan_on_paper,
    "request": on_one_page,
    "letter": on_one_page,
}
EVERY = pytest.mark.parametrize("paper", WRITTEN)


def printed(which: str, leaf: Leaf | None = None, **more: object) -> bytes:
    return PRINTED[which](leaf or WRITTEN[which](), **more)  # type: ignore[arg-type]


class TestEveryWord:
    @EVERY
    def test_each_part_and_line_is_printed_in_reading_order(self, paper: str) -> None:
        leaf = WRITTEN[paper]()
        words, place = close("".join(pages(printed(paper, leaf)))), 0
        place = words.index(close(leaf.title))
        for part in leaf.parts:
            place = words.index(close(part.title), place)
            for line in part.lines:
                found = [words.find(close(text), place) for text in (line.label, line.text) if text]
                assert min(found) >= 0, line
                place = min(found)

    @EVERY
    @pytest.mark.parametrize("size", ["A4", "Letter"])
    def test_the_standard_visit_takes_one_page_and_the_handout_two_at_most(self, paper: str, size: str) -> None:
        assert len(pages(printed(paper, paper=size))) <= (2 if paper == "handout" else 1)

    @pytest.mark.parametrize("paper", ["request", "letter"])
    def test_a_clinical_paper_stays_on_one_page_with_much_to_say(self, paper: str) -> None:
        reason = "Pain in spite of care and much to tell about it. " * 10
        found = ("fever", "weight_loss", "cancer_history", "steroid_use", "osteoporosis", "diabetes")
        order = replace(ORDER, reason=reason, note=reason)
        visit = visit_on_paper(dict.fromkeys(found, True), orders=(order,), accepted=("rheumatology_referral",))
        decision = replace(visit.decisions[0], reason=reason)
        leaf = requisition(visit, order, str) if paper == "request" else letter(visit, decision, str)
        pdf = printed(paper, leaf)
        assert len(pages(pdf)) == 1
        assert close(reason) in everything(pdf)

    def test_a_handout_is_set_in_large_letters(self) -> None:
        with pdfplumber.open(BytesIO(printed("handout"))) as file:
            words = file.pages[0].extract_words(extra_attrs=["size"])
        said = {word["text"]: round(word["size"], 3) for word in words}
        assert {said[word] for word in ("walk.", "bladder", "ambulance.")} == {13}

    def test_the_list_of_dangers_is_never_parted(self) -> None:
        for many in range(1, 12):
            leaf = WRITTEN["handout"](accepted=tuple(LABELS)[:many])
            on = {number for number, page in enumerate(pages(printed("handout", leaf))) if "emergency room if" in page}
            whole = {number for number, page in enumerate(pages(printed("handout", leaf))) if "You faint" in page}
            assert on == whole


class TestTheFile:
    @EVERY
    def test_a_reprint_is_the_same_to_the_byte(self, paper: str) -> None:
        first = printed(paper, copy_line="Copy for the patient")
        printed(paper, WRITTEN[paper](heading={"patient": "عمر Łukasz Nguyễn"}))
        assert printed(paper, copy_line="Copy for the patient") == first
        assert close("Copy for the patient") in everything(first)

    @EVERY
    def test_typefaces_are_embedded_and_title_and_language_set(self, paper: str) -> None:
        leaf = WRITTEN[paper](language="fr")
        reader = PdfReader(BytesIO(printed(paper, leaf)))
        embedded, left_out = reader.pages[0]._get_fonts()
        assert left_out == set()
        assert {name.partition("+")[2] for name in embedded} <= {"DejaVuSans", "DejaVuSans-Bold"}
        assert reader.metadata is not None
        assert reader.metadata.title == f"{leaf.title}, Thomas Reed, 2026-06-22"
        assert reader.metadata.subject == leaf.title
        assert reader.root_object["/Lang"] == "fr"

    @EVERY
    def test_each_part_is_in_the_outline(self, paper: str) -> None:
        leaf = WRITTEN[paper]()
        assert outline(printed(paper, leaf)) == [(0, part.title) for part in leaf.parts]

    @EVERY
    def test_every_page_says_whose_it_is(self, paper: str) -> None:
        found = pages(printed(paper))
        for number, page in enumerate(found, start=1):
            for words in ("Thomas Reed", "Born 2 March 1985", "Record BC-000123", f"Page {number} of {len(found)}"):
                assert words in page

    @EVERY
    @pytest.mark.parametrize("across", ["DRAFT", "UNSIGNED", "CANCELLED", "ENTERED IN ERROR"])
    def test_what_does_not_stand_says_so_across_every_page(self, paper: str, across: str) -> None:
        for page in pages(printed(paper, WRITTEN[paper](across=across))):
            assert page.count(across) >= 2


class TestWhatPeopleType:
    @EVERY
    def test_markup_in_names_is_printed_as_it_was_typed_and_points_nowhere(self, paper: str) -> None:
        pdf = printed(paper, WRITTEN[paper](heading={"patient": MARKUP, "practice": MARKUP, "practice_phone": "<1>"}))
        assert everything(pdf).count(close(MARKUP)) >= 2
        assert b"/URI" not in pdf
        assert all("/Annots" not in page for page in PdfReader(BytesIO(pdf)).pages)

    def test_markup_in_a_reason_is_printed_as_it_was_typed(self) -> None:
        order = replace(ORDER, reason=f"{MARKUP}\x07\x1b\u202e", note=MARKUP)
        pdf = printed("request", requisition(visit_on_paper(orders=(order,)), order, str))
        assert everything(pdf).count(close(MARKUP)) == 2

    @EVERY
    @pytest.mark.parametrize("name", NAMES, ids=["W", "words", "right to left", "combining"])
    def test_a_name_of_300_letters_is_whole_and_within_the_page(self, paper: str, name: str) -> None:
        pdf = printed(paper, WRITTEN[paper](heading={"patient": name.strip()}))
        with pdfplumber.open(BytesIO(pdf)) as file:
            for page in file.pages:
                assert all(0 < letter["x0"] and letter["x1"] < page.width for letter in page.chars)
                assert all(0 < letter["top"] and letter["bottom"] < page.height for letter in page.chars)
        piece = close(name.split()[0])
        assert all(close(page).count(piece) >= len(name.split()) for page in pages(pdf))

    @pytest.mark.parametrize("text", ["x" * 10_000, "word " * 2_000, "عمر " * 2_500], ids=["x", "words", "arabic"])
    def test_a_text_of_10_000_characters_is_printed_whole(self, text: str) -> None:
        order = replace(ORDER, reason=text)
        leaf = requisition(visit_on_paper(orders=(order,)), order, str)
        piece = text.split()[0][:4]
        assert everything(printed("request", leaf)).count(piece) >= text.count(piece)


class TestTheEmptyForm:
    def test_every_finding_has_its_row_and_sided_ones_both_sides(self) -> None:
        form = blank_form(str)
        rows = {row.id: row for section in form.sections for row in section.rows}
        assert set(rows) == set(FINDINGS)
        assert {id for id, row in rows.items() if len(row.boxes) == 2} == {
            id for id, finding in FINDINGS.items() if finding.sided
        }

    def test_every_word_of_it_is_printed_with_room_for_the_name_on_each_page(self) -> None:
        form = blank_form(str)
        pdf = downtime_form(form, practice=MARKUP)
        words = everything(pdf)
        for section in form.sections:
            assert close(section.title) in words
            assert all(close(row.label) in words for row in section.rows if len(row.label) < 24)
        for page in pages(pdf):
            assert all(word in page for word in form.whose)
        assert "☑" not in words
        assert downtime_form(form, practice=MARKUP) == pdf

    def test_each_section_is_in_the_outline(self) -> None:
        form = blank_form(str)
        assert outline(downtime_form(form)) == [(0, section.title) for section in form.sections]
