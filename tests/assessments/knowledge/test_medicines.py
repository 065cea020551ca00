"""A name on the list of medicines proposes an answer; it never gives one."""

import pytest

from assessments.knowledge.findings import FINDINGS
from assessments.knowledge.medicines import INGREDIENTS, ingredients, proposals, taken, unmatched


def proposed(*medicines: str, **answers: object) -> dict[str, tuple[str, ...]]:
    found = proposals({"medications": medicines, **answers})
    return {proposal.finding.id: proposal.medicines for proposal in found}


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("Apixaban 5 mg twice a day", "anticoagulant"),
        ("WARFARIN", "anticoagulant"),
        ("aspirin 81 mg", "anticoagulant"),
        ("Phenelzine", "maoi_use"),
        ("sertraline 50mg", "ssri_or_snri_use"),
        ("Cymbalta", "ssri_or_snri_use"),
        ("diazepam at night", "sedative_use"),
        ("Lithium carbonate", "lithium_or_methotrexate"),
        ("methotrexate weekly", "lithium_or_methotrexate"),
        ("dexamethasone", "steroid_use"),
    ],
)
def test_a_known_name_proposes_its_finding(name: str, finding: str) -> None:
    assert proposed(name) == {finding: (name,)}


def test_an_ace_inhibitor_and_a_diuretic_count_only_together() -> None:
    assert proposed("lisinopril") == {}
    assert proposed("lisinopril", "hydrochlorothiazide") == {
        "ace_arb_and_diuretic": ("lisinopril", "hydrochlorothiazide")
    }
    assert proposed("Lisinopril/Hydrochlorothiazide") == {"ace_arb_and_diuretic": ("Lisinopril/Hydrochlorothiazide",)}


def test_what_a_person_has_answered_is_not_proposed_again() -> None:
    assert proposed("warfarin", anticoagulant=False) == {}
    assert proposed("warfarin", anticoagulant=True) == {}


def test_an_allergy_to_ibuprofen_proposes_the_nsaid_allergy() -> None:
    (proposal,) = proposals({"allergies": ("Ibuprofen: hives",)})
    assert (proposal.finding.id, proposal.medicines) == ("nsaid_allergy", ("Ibuprofen: hives",))


def test_a_name_nobody_knows_stays_unknown() -> None:
    answers = {"medications": ("Devil's claw", "naproxen", "Aspirina forte")}
    assert unmatched(answers) == ("Devil's claw", "Aspirina forte")
    assert proposals(answers) == ()


def test_a_list_that_was_not_asked_proposes_nothing() -> None:
    assert proposals({}) == ()
    assert unmatched({}) == ()


def test_two_nsaids_are_found_together() -> None:
    assert taken(("Advil", "naproxen sodium", "heat"), ("nsaid",)) == ("Advil", "naproxen sodium")


def test_no_word_belongs_to_two_ingredients_and_every_code_is_one() -> None:
    words = [word for one in INGREDIENTS for word in (one.name, *one.names)]
    assert len(set(words)) == len(words)
    assert len({one.code for one in INGREDIENTS}) == len(INGREDIENTS)
    assert all(ingredients(word)[0].name for word in words)
    assert "medications" in FINDINGS
