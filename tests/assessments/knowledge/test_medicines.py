"""What a name on the lists may mean; a person confirms it."""

import pytest

from assessments.knowledge.guidance import advise
from assessments.knowledge.medicines import INGREDIENTS, ingredients, proposals, unmatched


def proposed(**answers: object) -> dict[str, tuple[str, ...]]:
    return {one.finding.id: one.medicines for one in proposals(answers)}


@pytest.mark.parametrize("name", ["apixaban", "Apixaban 5 mg", "APIXABAN", "apixaban (twice a day)"])
def test_a_name_is_known_however_it_was_typed(name: str) -> None:
    assert [one.name for one in ingredients(name)] == ["apixaban"]


@pytest.mark.parametrize("name", ["apixabanum", "none", "", "5640", "a tea", "xibuprofen"])
def test_what_only_looks_like_a_name_is_not_known(name: str) -> None:
    assert ingredients(name) == ()


def test_apixaban_asks_for_the_anticoagulant() -> None:
    assert proposed(medications=("Apixaban 5 mg",)) == {"anticoagulant": ("Apixaban 5 mg",)}


@pytest.mark.parametrize("answer", [True, False])
def test_what_was_answered_is_not_asked_again(answer: bool) -> None:
    assert proposed(medications=("apixaban",), anticoagulant=answer) == {}


def test_an_ace_inhibitor_alone_asks_nothing_and_with_a_diuretic_it_does() -> None:
    assert proposed(medications=("lisinopril",)) == {}
    assert proposed(medications=("lisinopril", "hydrochlorothiazide")) == {
        "ace_arb_and_diuretic": ("lisinopril", "hydrochlorothiazide")
    }


def test_ibuprofen_among_the_allergies_asks_for_the_nsaid_allergy() -> None:
    assert proposed(allergies=("Advil",)) == {"nsaid_allergy": ("Advil",)}


def test_unknown_lists_propose_nothing() -> None:
    assert (proposed(), unmatched({})) == ({}, ())


def test_names_that_are_not_known_are_said_to_be() -> None:
    assert unmatched({"medications": ("apixaban", "turmeric", "Zaldiar")}) == ("turmeric", "Zaldiar")


def test_a_second_nsaid_is_named_beside_the_first_and_never_by_a_tablet_of_another_kind() -> None:
    notes = nsaid_notes(medications=("Naproxen 250", "metformin"))
    assert notes["pain_reliever_otc"] == [
        (
            "An NSAID is on the list of medicines already; one at a time.",
            "Naproxen 250",
        )
    ]
    assert "acetaminophen" not in notes


def test_an_nsaid_among_the_allergies_is_named_beside_every_nsaid() -> None:
    notes = nsaid_notes(allergies=("ibuprofen",))
    assert set(notes) == {"pain_reliever_otc", "nsaid_prescription"}


def nsaid_notes(**answers: object) -> dict[str, list[tuple[str, str]]]:
    items = advise(answers).items
    return {
        item.treatment.id: told
        for item in items
        if (told := [(one.text, one.lists) for one in item.notes if one.lists])
    }


def test_no_code_stands_for_two_ingredients() -> None:
    assert len({one.code for one in INGREDIENTS}) == len(INGREDIENTS)
