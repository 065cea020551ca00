"""Names in any script the typeface has are drawn as they are read; what it lacks is seen to be lacking."""

import unicodedata

import pytest
from reportlab.lib.styles import ParagraphStyle

from assessments.documents import style
from assessments.documents.fonts import BOLD, REGULAR, has
from assessments.documents.right_to_left import joined, visual
from assessments.documents.text import UNKNOWN_LETTER, clean, paragraph, plain


def drawn(text: str, *, width: float = 400) -> list[str]:
    flowable = paragraph(text, style.BODY)
    flowable.wrap(width, 10_000)
    return drawn_lines(flowable)


def drawn_lines(flowable: object) -> list[str]:
    return [visual("".join(text for text, _ in line)) for line in flowable.lines]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Łukasz", "Nguyễn", "Ελένη", "Олена", "Đặng Thị Hồng", "Þórður", "Şahin", "O’Neill"])
def test_a_name_is_drawn_as_it_is_spelled(name: str) -> None:
    for font in (REGULAR, BOLD):
        assert plain(name, font) == name
        assert all(has(font, letter) for letter in name if letter != " ")


def test_a_name_typed_letter_by_letter_is_composed() -> None:
    assert plain(unicodedata.normalize("NFD", "Nguyễn")) == "Nguyễn"


def test_arabic_letters_join_and_read_from_the_right() -> None:
    assert joined("عمر") == "\ufecb\ufee4\ufeae"
    assert visual(joined("عمر")) == "\ufeae\ufee4\ufecb"


def test_a_letter_that_never_joins_to_the_left_breaks_the_word() -> None:
    assert joined("دار") == "\ufea9\ufe8d\ufead"


def test_lam_and_alef_are_one_letter() -> None:
    assert joined("سلام") == "\ufeb3\ufefc\ufee1"


def test_a_mark_stays_with_its_letter() -> None:
    assert joined("عُمر") == "\ufecb\u064f\ufee4\ufeae"
    assert visual("\ufecb\u064f\ufee4\ufeae") == "\ufeae\ufee4\ufecb\u064f"


def test_hebrew_and_its_brackets_read_from_the_right() -> None:
    assert visual("שלום (רב)") == "(בר) םולש"
    assert visual("Ana שלום (רב), MD") == "Ana (בר) םולש, MD"


def test_numbers_in_arabic_keep_their_order() -> None:
    assert visual("عمر 2024 عمر") == "رمع 2024 رمع"
    assert visual("عمر 12.5 عمر") == "رمع 12.5 رمع"


def test_latin_words_around_arabic_stay_where_they_are() -> None:
    assert visual("Dr عمر علي MD") == "Dr يلع رمع MD"
    assert visual("no arabic (here) 2024") == "no arabic (here) 2024"


def test_each_line_of_an_arabic_text_is_turned_by_itself() -> None:
    lines = drawn("عمر علي " * 30, width=150)
    assert len(lines) > 2
    for line in lines:
        assert unicodedata.normalize("NFKC", line[::-1]).split()[0] in ("عمر", "علي")
    assert unicodedata.normalize("NFKC", lines[0][::-1]).split()[:2] == ["عمر", "علي"]


@pytest.mark.parametrize("text", ["عمر علي " * 30, "عمر علي \n" + "عمر علي " * 30], ids=["plain", "with a line break"])
def test_a_text_that_breaks_over_pages_is_turned_only_once(text: str) -> None:
    whole = drawn(text, width=150)
    flowable = paragraph(text, style.BODY)
    flowable.wrap(150, 10_000)
    parts = flowable.split(150, 40)
    assert len(parts) == 2
    for part in parts:
        part.wrap(150, 10_000)
    assert [line.strip() for part in parts for line in drawn_lines(part)] == [line.strip() for line in whole]


def test_a_letter_the_typeface_lacks_is_shown_as_a_mark() -> None:
    assert plain("日本 A") == f"{UNKNOWN_LETTER}{UNKNOWN_LETTER} A"
    assert has(REGULAR, UNKNOWN_LETTER)
    assert has(BOLD, UNKNOWN_LETTER)


def test_steering_characters_are_dropped_and_line_breaks_kept() -> None:
    assert clean("a\u202eb\x00c\r\nd\u2028e\tf\u200bg") == "abc\nd\ne fg"


def test_markup_is_text() -> None:
    assert drawn('<b>a</b> <img src="x"> & &lt;') == ['<b>a</b> <img src="x"> & &lt;']


def test_a_citation_is_raised_only_where_the_line_cites() -> None:
    cited, plain_line = paragraph("Heat[1,2]; rest", style.BODY, cites=True), paragraph("Heat[1,2]; rest", style.BODY)
    for one in (cited, plain_line):
        one.wrap(400, 100)
    assert cited.lines == [(("Heat", False), ("[1,2]", True), ("; rest", False))]
    assert plain_line.lines == [(("Heat[1,2]; rest", False),)]


SCRIPTS = {
    "Latin": "ĄČĐĘĞŁŃŐŘŞŢŲŽẠỮ",
    "Greek": "ΑΩάώΰ",
    "Cyrillic": "ЖЩЫЯЇҐЎҚӨ",
    "Armenian": "ԱՖաֆ",
    "Georgian": "აჰ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Persian": "پچژگکی",
}
LACKING = {"Devanagari": "अ", "Bengali": "অ", "Thai": "ก", "Chinese": "李", "Japanese": "か", "Korean": "김"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_the_readme_names_are_drawn_letter_by_letter(script: str) -> None:
    for font in (REGULAR, BOLD):
        drawn_as = paragraph(SCRIPTS[script], ParagraphStyle("name", parent=style.BODY, fontName=font))
        assert UNKNOWN_LETTER not in drawn_as.text
        assert all(has(drawn_as.style.fontName, letter) for letter in drawn_as.text)


@pytest.mark.parametrize("script", LACKING)
def test_the_scripts_the_readme_says_are_missing_are_shown_as_marks(script: str) -> None:
    assert plain(LACKING[script]) == UNKNOWN_LETTER
