"""Answers as they come and go: what is kept, what is refused, and what the refusal says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.knowledge import answers
from tests.assessments.knowledge.proofs.visits import visits


def problems(given: Any) -> list[tuple[str, str]]:
    with pytest.raises(answers.Impossible) as refused:
        answers.read(given)
    return refused.value.problems


def test_a_visit_is_read_by_slot_and_unknown_is_left_out() -> None:
    given = {
        "age": 41,
        "sex": None,
        "fever": False,
        "slr": {"left": "positive", "right": None},
        "spread": None,
        "infection_risk": [],
        "tried": {"heat": "partly"},
        "pain_regions": ["lumbar_left", "lumbar_centre", "lumbar_left"],
        "onset_on": "2026-02-28",
        "temperature_c": 37.5,
    }
    read = answers.read(given)
    assert read | {"onset_on": None} == {
        "age": 41,
        "fever": False,
        "slr_left": "positive",
        "infection_risk": (),
        "tried": {"heat": "partly"},
        "pain_regions": ("lumbar_centre", "lumbar_left"),
        "onset_on": None,
        "temperature_c": 37.5,
    }
    assert answers.as_json(read) == {
        "age": 41,
        "fever": False,
        "slr": {"left": "positive"},
        "infection_risk": [],
        "tried": {"heat": "partly"},
        "pain_regions": ["lumbar_centre", "lumbar_left"],
        "onset_on": "2026-02-28",
        "temperature_c": 37.5,
    }


@settings(max_examples=100)
@given(visit=visits())
def test_what_is_written_reads_back_the_same(visit: dict[str, Any]) -> None:
    assert answers.read(answers.as_json(visit)) == visit


@pytest.mark.parametrize("given", [None, 3, "age", [], [{"age": 3}], True])
def test_answers_are_one_object(given: Any) -> None:
    ((finding, message),) = problems(given)
    assert finding == ""
    assert "one JSON object of finding ids" in message


@pytest.mark.parametrize(
    ("given", "finding", "words"),
    [
        ({"agee": 40}, "agee", "did you mean age?"),
        ({"zzzzzz": 40}, "zzzzzz", "There is no finding 'zzzzzz'."),
        ({"slr_left": "positive"}, "slr_left", 'give {"slr": {"left": …}}'),
        ({"fever_left": True}, "fever_left", "did you mean fever?"),
        ({"bmi": 24}, "bmi", "computed from other findings"),
        ({"": 1}, "", "There is no finding ''."),
        ({"\ud800\0": 1}, "\ud800\0", "There is no finding '\\ud800\\x00'."),
        ({"fever": 1}, "fever", "1 is not allowed; give yes (true) or no (false)."),
        ({"fever": "yes"}, "fever", "'yes' is not allowed"),
        ({"tried": {"leeches": "helped"}}, "tried", "'leeches' is not allowed; give treatments out of stay_active,"),
        ({"age": True}, "age", "True is not allowed; give a number from 0 to 120 years."),
        ({"age": 40.5}, "age", "give a whole number from 0 to 120 years."),
        ({"age": "40"}, "age", "'40' is not allowed"),
        ({"age": 121}, "age", "121 is not allowed"),
        ({"age": -1}, "age", "-1 is not allowed"),
        ({"pain_now": float("nan")}, "pain_now", "nan is not allowed"),
        ({"pain_now": float("inf")}, "pain_now", "inf is not allowed"),
        ({"temperature_c": 101}, "temperature_c", "give a number from 30 to 45"),
        ({"sex": "unknown"}, "sex", "give one of female, male, other."),
        ({"sex": ["female"]}, "sex", "give one of female, male, other."),
        ({"infection_risk": "iv_drugs"}, "infection_risk", "give a list of any of iv_drugs, immunosuppressed"),
        ({"infection_risk": ["flu"]}, "infection_risk", "an empty list means none"),
        ({"slr": "positive"}, "slr", '{"right": …, "left": …}'),
        ({"slr": {"both": "positive"}}, "slr", '{"right": …, "left": …}'),
        ({"slr": {"left": "maybe"}}, "slr", "slr_left (Straight-leg raise): 'maybe' is not allowed"),
        ({"tried": ["heat"]}, "tried", "a map of treatment id to helped, partly, no_help"),
        ({"tried": {"heat": True}}, "tried", "for each treatment one of helped, partly, no_help"),
        ({"tried": {"heats": "helped"}}, "tried", "did you mean heat?"),
        ({"onset_on": "yesterday"}, "onset_on", "a date as YYYY-MM-DD"),
        ({"onset_on": "20260228"}, "onset_on", "a date as YYYY-MM-DD"),
        ({"other_symptoms": "a\0b"}, "other_symptoms", "without control or broken characters"),
        ({"other_symptoms": "\udc80"}, "other_symptoms", "without control or broken characters"),
        ({"medications": ["a\0b"]}, "medications", "names without control or broken characters"),
        ({"medications": ["\ud800"]}, "medications", "names without control or broken characters"),
    ],
    ids=str,
)
def test_a_refusal_names_the_finding_the_value_and_what_is_allowed(given: Any, finding: str, words: str) -> None:
    ((named, message),) = problems(given)
    assert named == finding
    assert words in message
    message.encode()


def test_every_problem_is_told_at_once() -> None:
    found = problems({"age": 400, "fever": "no", "nonsense": 1, "slr": {"left": 1, "right": "negative"}})
    assert [finding for finding, _ in found] == ["age", "fever", "nonsense", "slr"]


def test_a_long_value_is_shown_in_short() -> None:
    ((_, message),) = problems({"sex": "x" * 10_000})
    assert len(message) < 200


def test_a_medicine_that_was_stopped_is_not_taken() -> None:
    listed = [{"name": "amitriptyline", "stopped": "2019-01-01"}, {"name": "ibuprofen", "stopped": None}, "heparin"]
    assert answers.read({"medications": listed}) == {"medications": ("ibuprofen", "heparin")}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(
    given=st.dictionaries(
        st.sampled_from(["age", "sex", "slr", "tried", "medications", "onset_on", "infection_risk", "bmi", "x"]),
        anything,
        max_size=4,
    )
)
def test_whatever_is_sent_is_kept_or_refused_and_nothing_else_happens(given: Any) -> None:
    refused: list[tuple[str, str]] = []
    read: dict[str, Any] = {}
    try:
        read = answers.read(given)
    except answers.Impossible as impossible:
        refused = impossible.problems
    assert not (refused and read)
    assert {finding for finding, _ in refused} <= set(given)
    assert answers.read(answers.as_json(read)) == read
