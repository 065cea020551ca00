import pytest

from clinic.refusals import Refused
from clinic.text import clean, storable


@pytest.mark.parametrize(("text", "code"), [("a\x00b", "U+0000"), ("a\ud800", "U+D800"), ("\udfff", "U+DFFF")])
def test_a_character_no_database_can_keep_is_refused_by_field_and_place(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        storable(text, field="address")
    assert refused.value.field == "address"
    assert "address" in str(refused.value)
    assert code in str(refused.value)
    str(refused.value).encode()


def test_text_in_any_script_and_over_several_lines_is_kept() -> None:
    text = "عمر\nΕλένη\t김민준 🙂"
    assert clean(text, field="address", limit=100) == text


def test_a_letter_and_its_accent_are_kept_as_one() -> None:
    assert clean("e\u0301", field="name", limit=1) == "é"


def test_text_that_is_too_long_names_the_limit() -> None:
    with pytest.raises(Refused, match=r"phone has 6 characters\. Keep it to 5\."):
        clean("123456", field="phone", limit=5)


def test_a_name_of_spaces_is_empty() -> None:
    with pytest.raises(Refused, match="name is empty"):
        clean(" \t ", field="name", limit=5, required=True)
