"""An answer as plain text and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.forms.sections import SECTION_OF
from assessments.forms.written import NONE, NOTHING, read, written
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.treatments import TREATMENTS
from assessments.knowledge.vocabulary import (
    EFFECTS,
    Choice,
    Day,
    NotAllowed,
    Number,
    OneSide,
    Several,
    Text,
    Tried,
    YesNo,
)


def answers_of(slot: OneSide) -> st.SearchStrategy[Any]:
    match slot.finding:
        case YesNo():
            return st.booleans()
        case Choice() as choice:
            return st.sampled_from(choice.values)
        case Several() as several:
            return st.sets(st.sampled_from(several.values)).map(tuple).map(several.allowed)
        case Number(decimals=0) as number:
            return st.integers(int(number.lowest), int(number.highest))
        case Number() as number:
            tenths = st.integers(int(number.lowest * 10), int(number.highest * 10))
            return tenths.map(lambda value: value / 10)
        case Day():
            return st.dates()
        case Tried():
            ids = st.sampled_from([treatment.id for treatment in TREATMENTS])
            return st.dictionaries(ids, st.sampled_from([effect.value for effect in EFFECTS]))
        case Text():
            letters = st.characters(exclude_categories=["Cs", "Cc"])
            return st.text(letters, min_size=1, max_size=200)
    raise TypeError(slot.id)


@given(st.sampled_from(sorted(SECTION_OF)), st.data())
def test_what_is_written_is_read_back(slot_id: str, data: st.DataObject) -> None:
    slot = SLOTS[slot_id]
    answer = data.draw(answers_of(slot))
    assert read(slot, written(slot, answer)) == answer


@pytest.mark.parametrize("slot_id", sorted(SECTION_OF))
def test_unknown_is_nothing_at_all(slot_id: str) -> None:
    slot = SLOTS[slot_id]
    assert (written(slot, None), read(slot, "")) == ("", None)


def test_asked_and_none_is_no_empty_text() -> None:
    assert written(SLOTS["tenderness"], ()) == NONE
    assert written(SLOTS["tried"], {}) == NOTHING


def test_no_list_has_an_option_that_means_none() -> None:
    lists = [slot.finding for slot in SLOTS.values() if isinstance(slot.finding, Several)]
    assert [finding.id for finding in lists if NONE in finding.values] == []


def test_no_treatment_is_called_nothing() -> None:
    assert NOTHING not in {treatment.id for treatment in TREATMENTS}


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("fever", "true"),
        ("pain_now", "11"),
        ("pain_now", "x"),
        ("slr_left", "maybe"),
        ("tried", "heat"),
        ("onset_on", "?"),
    ],
)
def test_what_was_never_written_is_refused(slot: str, text: str) -> None:
    with pytest.raises(NotAllowed):
        read(SLOTS[slot], text)
