"""Yes, no or unknown: what follows from a half-asked visit, and what does not."""

import itertools
from collections.abc import Mapping
from typing import Any as Anything

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.knowledge.conditions import (
    ALWAYS,
    NEVER,
    All,
    Any,
    AtLeast,
    Certainly,
    Condition,
    Leaf,
    Named,
    Not,
    Setting,
    Slot,
)
from assessments.knowledge.findings import COMPUTED, FINDINGS
from assessments.knowledge.findings.background import KIDNEY_DISEASE, PREGNANCY_WEEKS
from assessments.knowledge.findings.history import TRIED
from assessments.knowledge.findings.pain import BETTER_WITH, DURATION, NIGHT_PAIN, PAIN_NOW, SPREAD
from assessments.knowledge.findings.red_flags import BLADDER_CHANGE, BOWEL_CHANGE, FEVER, WEIGHT_LOSS
from assessments.knowledge.vocabulary import (
    EFFECTS,
    Choice,
    Computed,
    Finding,
    Number,
    Several,
    Tried,
    YesNo,
)

TRUTHS = (True, False, None)
HEAT = TRIED.treatment("heat", "Heat")


def answered(**truths: bool | None) -> dict[str, bool | None]:
    return {finding: truth for finding, truth in truths.items() if truth is not None}


def leaves_of(finding: Finding) -> st.SearchStrategy[Condition]:
    """Every question that can be put to the finding and that no further answer takes back."""
    match finding:
        case YesNo():
            return st.sampled_from([finding.yes, finding.no, finding.asked])
        case Choice():
            values = st.lists(st.sampled_from(finding.values), min_size=1, unique=True)
            return st.one_of(
                values.map(lambda some: finding.one_of(*some)),
                values.map(lambda some: finding.not_of(*some)),
                values.map(lambda some: finding.both(*some)),
                st.just(finding.asked),
            )
        case Several():
            values = st.lists(st.sampled_from(finding.values), min_size=1, unique=True)
            return st.one_of(
                values.map(lambda some: finding.includes(*some)),
                st.integers(1, len(finding.values)).map(finding.at_least),
                st.sampled_from([finding.not_empty, finding.asked]),
            )
        case Number():
            limits = st.integers(int(finding.lowest), int(finding.highest))
            return st.one_of(
                limits.map(finding.at_least),
                limits.map(finding.below),
                limits.map(finding.exactly),
                st.just(finding.asked),
            )
        case Tried():
            return st.sampled_from([HEAT.tried, HEAT.not_enough, HEAT.helped])
        case Computed():
            return st.integers(0, 30).map(finding.at_least)
        case _:
            return st.just(finding.asked)


def values_of(finding: Finding) -> st.SearchStrategy[Anything]:
    match finding:
        case YesNo():
            return st.booleans()
        case Choice():
            return st.sampled_from(finding.values)
        case Several():
            return st.lists(st.sampled_from(finding.values), unique=True).map(finding.allowed)
        case Number():
            return st.integers(int(finding.lowest), int(finding.highest))
        case Tried():
            return st.dictionaries(st.sampled_from(["heat", "yoga"]), st.sampled_from([one.value for one in EFFECTS]))
        case _:
            return st.just("answered")


def compounds(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, max_size=4).map(tuple)
    return st.one_of(
        several.map(All),
        several.map(Any),
        parts.map(Not),
        st.builds(AtLeast, st.integers(0, 4), several),
        parts.map(lambda part: Named("a name", "its opposite", part)),
    )


EVERY_FINDING: dict[str, Finding] = {**FINDINGS, **{finding.id: finding for finding in COMPUTED}}


# One finding of each kind, a sided one and a computed one: few enough that random answers meet random conditions.
FEW = ("fever", "spread", "worse_with", "pain_now", "tried", "phq_interest", "phq_down", "phq2", "strength_l5")
lasting_leaves = st.sampled_from(FEW).flatmap(lambda name: leaves_of(EVERY_FINDING[name]))
lasting = st.recursive(lasting_leaves, compounds, max_leaves=12)
momentary_leaves = st.sampled_from([FEVER.known, SPREAD.known, TRIED.known])
every_condition = st.recursive(
    st.one_of(lasting_leaves, momentary_leaves),
    lambda parts: st.one_of(compounds(parts), parts.map(Certainly)),
    max_leaves=12,
)
SLOTS = [slot for name in FEW if name in FINDINGS for slot in FINDINGS[name].slots()]
full_answers = st.fixed_dictionaries({slot.id: values_of(slot.finding) for slot in SLOTS})
kept_slots = st.sets(st.sampled_from([slot.id for slot in SLOTS]))


def only(answers: Mapping[str, Anything], kept: set[str]) -> dict[str, Anything]:
    return {slot: value for slot, value in answers.items() if slot in kept}


def ids(slots: tuple[Slot, ...] | list[Slot]) -> set[str]:
    return {slot.id for slot in slots}


@pytest.mark.parametrize(("first", "second"), list(itertools.product(TRUTHS, TRUTHS)))
def test_both_signs_are_there_only_once_neither_is_missing(first: bool | None, second: bool | None) -> None:
    answers = answered(fever=first, weight_loss=second)
    expected = False if False in (first, second) else None if None in (first, second) else True
    assert (FEVER.yes & WEIGHT_LOSS.yes).holds(answers) is expected


@pytest.mark.parametrize(("first", "second"), list(itertools.product(TRUTHS, TRUTHS)))
def test_one_of_two_signs_is_enough_and_none_is_ruled_out_before_both_were_asked(
    first: bool | None, second: bool | None
) -> None:
    answers = answered(fever=first, weight_loss=second)
    expected = True if True in (first, second) else None if None in (first, second) else False
    assert (FEVER.yes | WEIGHT_LOSS.yes).holds(answers) is expected


@pytest.mark.parametrize(("truth", "opposite"), [(True, False), (False, True), (None, None)])
def test_what_was_not_asked_is_neither_there_nor_absent(truth: bool | None, opposite: bool | None) -> None:
    assert (~FEVER.yes).holds(answered(fever=truth)) is opposite
    assert FEVER.no.holds(answered(fever=truth)) is opposite


@pytest.mark.parametrize(
    ("yes", "no", "unknown", "expected"),
    [
        (2, 0, 0, True),
        (2, 0, 2, True),
        (2, 2, 0, True),
        (1, 1, 1, None),
        (0, 1, 2, None),
        (0, 0, 3, None),
        (1, 2, 0, False),
        (1, 3, 0, False),
        (0, 3, 1, False),
        (0, 0, 0, False),
    ],
)
def test_two_of_several_count_as_soon_as_they_can_or_no_longer_can(
    yes: int, no: int, unknown: int, expected: bool | None
) -> None:
    answers = {"fever": True, "weight_loss": False}
    parts = (FEVER.yes,) * yes + (WEIGHT_LOSS.yes,) * no + (NIGHT_PAIN.yes,) * unknown
    assert AtLeast(2, parts).holds(answers) is expected


@pytest.mark.parametrize(("truth", "expected"), [(True, True), (False, False), (None, False)])
def test_what_must_be_certain_does_not_wait(truth: bool | None, expected: bool) -> None:
    certain = Certainly(FEVER.yes)
    assert certain.holds(answered(fever=truth)) is expected
    assert (~certain).holds(answered(fever=truth)) is not expected
    assert list(certain.pending(answered(fever=truth))) == []


def test_an_unknown_week_of_pregnancy_is_not_certainly_early() -> None:
    early = Certainly(PREGNANCY_WEEKS.below(20))
    assert [early.holds({"pregnancy_weeks": week}) for week in (19, 20, None)] == [True, False, False]


@pytest.mark.parametrize("value", [True, False])
def test_whether_someone_asked_is_never_unknown(value: bool) -> None:
    assert FEVER.known.holds({"fever": value}) is True
    assert FEVER.known.holds({"fever": None}) is FEVER.known.holds({}) is False


@pytest.mark.parametrize("value", [True, False])
def test_what_waits_to_be_asked_waits_and_then_holds_whatever_the_answer(value: bool) -> None:
    assert FEVER.asked.holds({}) is None
    assert FEVER.asked.holds({"fever": value}) is True


def test_a_sided_finding_was_asked_once_both_sides_were() -> None:
    assert SPREAD.asked.holds({"spread_right": "none"}) is None
    assert SPREAD.asked.holds({"spread_right": "none", "spread_left": "calf"}) is True


def test_a_sign_on_either_side_counts_and_is_ruled_out_only_on_both() -> None:
    below = SPREAD.one_of("calf", "foot")
    assert below.holds({"spread_left": "foot"}) is True
    assert below.holds({"spread_right": "none"}) is None
    assert below.holds({"spread_right": "none", "spread_left": "thigh"}) is False


def test_an_empty_list_was_asked_and_rules_out() -> None:
    assert BETTER_WITH.includes("movement").holds({"better_with": ()}) is False
    assert BETTER_WITH.includes("movement").holds({"better_with": None}) is None


def test_what_was_not_named_among_the_treatments_was_not_tried() -> None:
    assert [HEAT.not_enough.holds(answers) for answers in ({}, {"tried": None}, {"tried": {}})] == [None, None, False]
    assert [HEAT.not_enough.holds({"tried": {"heat": effect}}) for effect in ("partly", "no_help", "helped")] == [
        True,
        True,
        False,
    ]
    assert HEAT.tried.holds({"tried": {"yoga": "helped"}}) is False


def test_a_limit_itself_counts() -> None:
    severe = PAIN_NOW.at_least(7)
    assert [severe.holds({"pain_now": pain}) for pain in (6, 7, 8, None)] == [False, True, True, None]
    assert [PAIN_NOW.exactly(7).holds({"pain_now": pain}) for pain in (6, 7, 8)] == [False, True, False]


def test_the_practice_decides_how_long_a_trial_of_care_lasts() -> None:
    weeks = Setting(id="weeks", label="Weeks of care", default=6, lowest=4, highest=12)
    done = DURATION.reaches(weeks)
    assert [done.holds({"duration_weeks": lasted}) for lasted in (5, 6, None)] == [False, True, None]
    assert [done.holds({"duration_weeks": 5, "weeks": chosen}) for chosen in (4, 5, 12)] == [True, True, False]
    assert done.says() == "How long: 6 weeks or more as a rule (the practice may set 4 to 12)"
    assert [slot.id for slot in done.pending({"weeks": 4})] == ["duration_weeks"]


def test_zero_is_an_answer() -> None:
    assert PAIN_NOW.at_least(1).holds({"pain_now": 0}) is False
    assert PAIN_NOW.known.holds({"pain_now": 0}) is True


def test_a_condition_written_with_and_or_not_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="neither true nor false without answers"):
        bool(FEVER.yes and WEIGHT_LOSS.yes)
    with pytest.raises(TypeError, match="neither true nor false without answers"):
        bool(not FEVER.yes)


def test_three_alternatives_stand_side_by_side() -> None:
    either = BLADDER_CHANGE.yes | BOWEL_CHANGE.yes | FEVER.yes
    assert isinstance(either, Any)
    assert [slot.id for slot in either.reads()] == ["bladder_change", "bowel_change", "fever"]
    assert len(either.parts) == 3


@given(condition=every_condition, answers=full_answers, kept=kept_slots)
def test_a_condition_has_unasked_questions_exactly_while_it_waits(
    condition: Condition, answers: dict[str, Anything], kept: set[str]
) -> None:
    known = only(answers, kept)
    pending = list(condition.pending(known))
    assert (condition.holds(known) is None) is bool(pending)
    assert not ids(pending) & kept
    assert ids(pending) <= {slot.id for read in condition.reads() for slot in read.inputs}


@given(condition=every_condition, answers=full_answers, kept=kept_slots)
def test_only_answers_are_evidence_and_only_once_it_is_decided(
    condition: Condition, answers: dict[str, Anything], kept: set[str]
) -> None:
    known = only(answers, kept)
    evidence = list(condition.evidence(known))
    assert all(slot.value(known) is not None for slot in evidence)
    assert ids(evidence) <= ids(condition.reads())
    if condition.holds(known) is None:
        assert evidence == []


@given(condition=lasting, answers=full_answers, kept=kept_slots)
def test_a_further_answer_never_takes_back_what_was_decided(
    condition: Condition, answers: dict[str, Anything], kept: set[str]
) -> None:
    before = condition.holds(only(answers, kept))
    assert before is None or condition.holds(answers) is before


@given(condition=lasting, answers=full_answers, kept=kept_slots)
def test_the_evidence_alone_is_enough(condition: Condition, answers: dict[str, Anything], kept: set[str]) -> None:
    known = only(answers, kept)
    evidence = {slot.id for found in condition.evidence(known) for slot in found.inputs}
    if condition.holds(known) is not None:
        assert condition.holds(only(known, evidence)) is condition.holds(known)


@given(condition=lasting, answers=full_answers, kept=kept_slots)
def test_answering_what_it_waits_for_decides_it(
    condition: Condition, answers: dict[str, Anything], kept: set[str]
) -> None:
    pending = ids(list(condition.pending(only(answers, kept))))
    assert condition.holds(only(answers, kept | pending)) is not None


@given(first=every_condition, second=every_condition, answers=full_answers, kept=kept_slots)
def test_not_both_is_either_not(
    first: Condition, second: Condition, answers: dict[str, Anything], kept: set[str]
) -> None:
    known = only(answers, kept)
    assert (~(first & second)).holds(known) is (~first | ~second).holds(known)
    assert (~(first | second)).holds(known) is (~first & ~second).holds(known)
    assert (~~first).holds(known) is first.holds(known)


@given(condition=every_condition, want=st.booleans())
def test_every_condition_can_be_said_in_words(condition: Condition, want: bool) -> None:
    assert condition.says(want).strip()


@pytest.mark.parametrize("finding", EVERY_FINDING.values(), ids=EVERY_FINDING)
@settings(max_examples=15)
@given(data=st.data(), want=st.booleans())
def test_every_question_to_every_finding_names_the_finding(finding: Finding, data: st.DataObject, want: bool) -> None:
    condition = data.draw(leaves_of(finding))
    for leaf in condition.leaves():
        assert (finding.label in leaf.says(want)) is not isinstance(finding, Tried)
        assert leaf.says(want) != leaf.says(not want)


def test_words_say_a_sign_and_its_absence() -> None:
    assert FEVER.yes.says() == "Fever or chills with the back pain: yes"
    assert (~FEVER.yes).says() == FEVER.no.says() == "Fever or chills with the back pain: no"
    assert PAIN_NOW.at_least(7).says() == "Pain now: 7 of 10 or more"
    assert PAIN_NOW.below(7).says() == "Pain now: below 7 of 10"
    assert HEAT.not_enough.says() == "Heat tried and not enough"
    assert KIDNEY_DISEASE.known.says(False) == "Kidney disease: not answered"


def test_the_opposite_of_both_is_said_as_either_not() -> None:
    both = FEVER.yes & WEIGHT_LOSS.yes
    assert both.says() == f"{FEVER.yes.says()} and {WEIGHT_LOSS.yes.says()}"
    assert (~both).says() == f"{FEVER.no.says()} or {WEIGHT_LOSS.no.says()}"


def test_mixed_conditions_are_said_with_brackets() -> None:
    mixed = FEVER.yes & (WEIGHT_LOSS.yes | NIGHT_PAIN.yes)
    assert mixed.says() == f"{FEVER.yes.says()} and ({WEIGHT_LOSS.yes.says()} or {NIGHT_PAIN.yes.says()})"


def test_a_name_and_its_opposite_stand_for_the_whole() -> None:
    named = Named("a deficit", "no deficit", FEVER.yes | WEIGHT_LOSS.yes)
    assert [named.says(), (~named).says()] == ["a deficit", "no deficit"]
    assert named.holds({"fever": True}) is True


def test_always_and_never_are_opposites_in_truth_and_in_words() -> None:
    assert [ALWAYS.holds({}), NEVER.holds({})] == [True, False]
    assert [ALWAYS.says(), (~NEVER).says(), NEVER.says(), (~ALWAYS).says()] == ["always", "always", "never", "never"]


def test_words_are_translated_at_the_edge() -> None:
    upper = (FEVER.yes & ~WEIGHT_LOSS.yes).says(tr=str.upper)
    assert upper == upper.upper()


def test_every_leaf_reads_one_slot_that_knows_its_finding() -> None:
    leaves: list[Leaf] = [*SPREAD.one_of("calf").leaves(), *HEAT.tried.leaves(), *COMPUTED[0].at_least(3).leaves()]
    assert [leaf.slot.finding_id for leaf in leaves] == ["spread", "spread", "tried", "phq2"]
