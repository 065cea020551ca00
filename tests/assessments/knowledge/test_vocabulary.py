"""What each kind of finding allows, keeps and says."""

import math
from datetime import UTC, date, datetime
from typing import Any as Anything

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.knowledge.findings import COMPUTED, FINDINGS
from assessments.knowledge.findings.background import ALLERGIES, MEDICATIONS, PREGNANCY
from assessments.knowledge.findings.examination import BMI, MUSCLE_SPASM, SITS, SLR, TEMPERATURE_C, TENDERNESS
from assessments.knowledge.findings.history import EXERCISES_REGULARLY, OTHER_SYMPTOMS, TRIED
from assessments.knowledge.findings.instruments import PEG_SCORE, PHQ2_SCORE
from assessments.knowledge.findings.nerve_roots import REFLEX_KNEE, STRENGTH_L5
from assessments.knowledge.findings.pain import BETTER_WITH, ONSET_ON, PAIN_NOW, PAIN_QUALITY, SPREAD
from assessments.knowledge.findings.red_flags import FEVER, INFECTION_RISK, TRAUMA
from assessments.knowledge.vocabulary import (
    Choice,
    Code,
    Computed,
    Finding,
    Names,
    NotAllowed,
    Number,
    Several,
    Text,
    YesNo,
    options,
)

NUMBERS = [finding for finding in FINDINGS.values() if isinstance(finding, Number)]
CHOICES = [finding for finding in FINDINGS.values() if isinstance(finding, Choice)]
LISTS = [finding for finding in FINDINGS.values() if isinstance(finding, Several)]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


few_each = settings(max_examples=15)


def named(finding: Finding) -> str:
    return finding.id


@few_each
@given(value=json_values)
@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_a_finding_keeps_an_answer_or_says_what_it_allows(finding: Finding, value: Anything) -> None:
    try:
        kept = finding.allowed(value)
    except NotAllowed as refused:
        assert str(refused)  # noqa: PT017 (either outcome is right; each is checked)
    else:
        assert kept is not None
        assert finding.allowed(kept) == kept
        assert isinstance(finding.says(kept), str)


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_unknown_is_not_an_answer(finding: Finding) -> None:
    with pytest.raises(NotAllowed):
        finding.allowed(None)


@pytest.mark.parametrize("finding", NUMBERS, ids=named)
@few_each
@given(data=st.data())
def test_a_number_within_the_limits_is_kept(finding: Number, data: st.DataObject) -> None:
    number = data.draw(st.integers(int(finding.lowest), int(finding.highest)))
    assert finding.allowed(number) == finding.allowed(float(number)) == number


@pytest.mark.parametrize("finding", NUMBERS, ids=named)
@few_each
@given(number=st.integers() | st.floats(allow_nan=False))
def test_a_number_beyond_the_limits_is_refused_by_naming_them(finding: Number, number: float) -> None:
    assume(not finding.lowest <= number <= finding.highest)
    with pytest.raises(NotAllowed, match=f"from {finding.lowest:g} to {finding.highest:g}"):
        finding.allowed(number)


@pytest.mark.parametrize("finding", NUMBERS, ids=named)
def test_the_limits_themselves_are_allowed_and_what_lies_next_to_them_is_not(finding: Number) -> None:
    assert finding.allowed(finding.lowest) == finding.lowest
    assert finding.allowed(finding.highest) == finding.highest
    step = 10**-finding.decimals
    for beyond in (finding.lowest - step, finding.highest + step):
        with pytest.raises(NotAllowed):
            finding.allowed(beyond)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, False, "7", "", [7], {}])
def test_what_is_no_number_is_no_pain_score(value: Anything) -> None:
    with pytest.raises(NotAllowed, match="a number from 0 to 10"):
        PAIN_NOW.allowed(value)


def test_half_a_point_of_pain_is_refused_and_half_a_degree_is_not() -> None:
    with pytest.raises(NotAllowed, match="a whole number from 0 to 10"):
        PAIN_NOW.allowed(6.5)
    assert TEMPERATURE_C.allowed(38.5) == 38.5


@pytest.mark.parametrize("value", [0, 1, "yes", "true", "", None, []])
def test_only_true_and_false_are_yes_and_no(value: Anything) -> None:
    with pytest.raises(NotAllowed, match="yes"):
        FEVER.allowed(value)


@pytest.mark.parametrize("finding", CHOICES, ids=named)
@few_each
@given(value=json_values)
def test_a_choice_allows_its_options_and_nothing_else(finding: Choice, value: Anything) -> None:
    assert [finding.allowed(option) for option in finding.values] == list(finding.values)
    assume(not isinstance(value, str) or value not in finding.values)
    with pytest.raises(NotAllowed, match=finding.values[0]):
        finding.allowed(value)


@pytest.mark.parametrize("finding", LISTS, ids=named)
@few_each
@given(data=st.data())
def test_a_list_is_kept_without_doubles_in_reading_order(finding: Several, data: st.DataObject) -> None:
    given_values = data.draw(st.lists(st.sampled_from(finding.values)))
    kept = finding.allowed(given_values)
    assert set(kept) == set(given_values)
    assert list(kept) == sorted(set(given_values), key=finding.values.index)


@pytest.mark.parametrize("finding", LISTS, ids=named)
@pytest.mark.parametrize("value", [["nonsense"], "ache", [None], [["ache"]], {}, None, True])
def test_a_list_refuses_what_is_not_on_it(finding: Several, value: Anything) -> None:
    with pytest.raises(NotAllowed, match="an empty list means none"):
        finding.allowed(value)


def test_an_empty_list_means_asked_and_none() -> None:
    assert PAIN_QUALITY.allowed([]) == ()
    assert PAIN_QUALITY.says(()) == "none"


def test_a_calendar_day_is_a_day_and_never_a_moment() -> None:
    assert ONSET_ON.allowed("2026-02-28") == ONSET_ON.allowed(date(2026, 2, 28)) == date(2026, 2, 28)
    for value in (
        "2026-02-30",
        "20260228",
        "2026-W09-6",
        "28.02.2026",
        "",
        None,
        20260228,
        datetime(2026, 2, 28, 12, tzinfo=UTC),
    ):
        with pytest.raises(NotAllowed, match="YYYY-MM-DD"):
            ONSET_ON.allowed(value)


def test_words_are_kept_as_typed_up_to_their_limit() -> None:
    assert OTHER_SYMPTOMS.allowed(" Müde, <b>& „krank“ \n") == " Müde, <b>& „krank“ \n"
    assert OTHER_SYMPTOMS.allowed("x" * OTHER_SYMPTOMS.longest)
    for value in ("x" * (OTHER_SYMPTOMS.longest + 1), "nul \0", "half \ud800", 7, None):
        with pytest.raises(NotAllowed):
            OTHER_SYMPTOMS.allowed(value)


@pytest.mark.parametrize("finding", [MEDICATIONS, ALLERGIES], ids=named)
def test_medicines_and_allergies_are_names_and_none_is_an_answer(finding: Names) -> None:
    assert finding.allowed([]) == ()
    assert finding.says(()) == "none"
    assert finding.allowed([" ibuprofen ", {"name": "aspirin", "dose": "100 mg"}]) == ("ibuprofen", "aspirin")
    for value in ("ibuprofen", [""], [" "], [7], [{"dose": "100 mg"}], ["x" * 301]):
        with pytest.raises(NotAllowed, match="an empty list means none"):
            finding.allowed(value)


def test_a_treatment_helped_partly_or_not_at_all() -> None:
    tried = {"heat": "helped", "yoga": "no_help", "tens": "partly"}
    assert TRIED.allowed(tried) == tried
    assert TRIED.allowed({}) == {}
    for value in ({"heat": "yes"}, {"heat": None}, {1: "helped"}, ["heat"], "heat"):
        with pytest.raises(NotAllowed):
            TRIED.allowed(value)


def test_what_was_kept_does_not_change_with_what_was_sent() -> None:
    sent = {"heat": "helped"}
    kept = TRIED.allowed(sent)
    sent["yoga"] = "helped"
    assert kept == {"heat": "helped"}


@pytest.mark.parametrize("finding", COMPUTED, ids=named)
def test_a_computed_value_is_never_typed_in(finding: Computed) -> None:
    with pytest.raises(NotAllowed, match=finding.of[0].id):
        finding.allowed(3)


@pytest.mark.parametrize("finding", COMPUTED, ids=named)
@few_each
@given(data=st.data())
def test_a_score_is_unknown_while_any_of_its_items_is(finding: Computed, data: st.DataObject) -> None:
    items = {item.id: data.draw(st.integers(int(item.lowest), int(item.highest)), item.id) for item in finding.of}  # type: ignore[attr-defined]
    assert finding.value(items) is not None
    left_out = data.draw(st.sampled_from(list(items)))
    assert finding.value({**items, left_out: None}) is None


def test_scores_follow_their_instruments() -> None:
    assert PHQ2_SCORE.value({"phq_interest": 1, "phq_down": 2}) == 3
    assert PEG_SCORE.value({"pain_average": 4, "peg_enjoyment": 5, "peg_activity": 4}) == pytest.approx(13 / 3)
    assert PEG_SCORE.says(13 / 3) == "4.3"
    assert BMI.value({"weight_kg": 80, "height_cm": 160}) == pytest.approx(31.25)
    assert BMI.says(31.25) == "31.2 kg/m²"


def test_answers_are_said_in_the_clinicians_words() -> None:
    assert FEVER.slots()[0].words(False) == "Fever or chills with the back pain: no"
    assert SPREAD.on("left").words("foot") == "Spreads down the leg, left: foot"
    assert PAIN_NOW.says(7) == "7 of 10"
    assert TEMPERATURE_C.says(38.0) == "38 °C"
    assert BETTER_WITH.says(("rest", "heat")) == "rest, heat"
    assert TRIED.treatment("heat", "Heat").words("partly") == "Heat: helped partly"
    assert TRIED.treatment("heat", "Heat").words("not_tried") == "Heat: not tried"


@pytest.mark.parametrize(
    ("finding", "normal", "abnormal"),
    [
        (FEVER, False, True),
        (EXERCISES_REGULARLY, True, False),
        (TRAUMA, "none", "minor"),
        (STRENGTH_L5, 5, 4),
        (REFLEX_KNEE, 2, 3),
        (TENDERNESS, (), ("midline",)),
        (INFECTION_RISK, (), ("dialysis",)),
        (SITS, "normal", "limited_by_pain"),
        (PREGNANCY, "not_applicable", "possible"),
        (MUSCLE_SPASM, False, True),
    ],
    ids=lambda one: one.id if isinstance(one, Finding) else None,
)
def test_an_abnormal_answer_is_told_from_a_normal_one(finding: Finding, normal: Anything, abnormal: Anything) -> None:
    assert finding.abnormal(normal) is False
    assert finding.abnormal(abnormal) is True


@pytest.mark.parametrize("finding", [PAIN_QUALITY, BETTER_WITH, OTHER_SYMPTOMS], ids=named)
def test_some_answers_are_neither_normal_nor_abnormal(finding: Finding) -> None:
    assert finding.abnormal(("rest",)) is None


def test_right_and_left_are_kept_apart() -> None:
    assert [slot.id for slot in SLR.slots()] == ["slr_right", "slr_left"]
    assert [slot.id for slot in FEVER.slots()] == ["fever"]
    assert SLR.on("right").value({"slr_right": "positive", "slr_left": "negative"}) == "positive"


@pytest.mark.parametrize("question", [lambda: SPREAD.one_of("knee"), lambda: BETTER_WITH.includes("gin")])
def test_a_rule_cannot_ask_for_an_option_that_is_not_there(question: Anything) -> None:
    with pytest.raises(ValueError, match="has no option"):
        question()


def test_a_finding_is_written_by_name_and_never_changed() -> None:
    with pytest.raises(TypeError):
        YesNo("fever", "Fever")  # type: ignore[misc]
    with pytest.raises(AttributeError):
        FEVER.label = "Temperature"  # type: ignore[misc]
    assert Code(system="http://loinc.org", code="8310-5") in TEMPERATURE_C.codes
    assert [option.value for option in options(one="One", two="Two")] == ["one", "two"]
    assert Text.kind == "text"
