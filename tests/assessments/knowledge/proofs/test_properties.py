"""What must hold for every possible set of answers is proved; and a proof that cannot fail is no proof."""

import json
from dataclasses import replace

import pytest

from assessments.knowledge.answers import read
from assessments.knowledge.conditions import ALWAYS, AtLeast, Certainly, Condition
from assessments.knowledge.findings import red_flags as flags
from assessments.knowledge.findings.red_flags import ALL_ABSENT, RED_FLAGS
from assessments.knowledge.findings.who import AGE, SEX
from assessments.knowledge.ladder import RUNGS, Rung, Status
from assessments.knowledge.rule import Remark, Urgency
from assessments.knowledge.rules import RULES
from assessments.knowledge.rules.inflammatory import NG65_FEATURES, STARTED_YOUNG_AND_LASTS
from assessments.knowledge.sources import GENERAL
from assessments.knowledge.treatments import TENS
from assessments.knowledge.vocabulary import Finding
from tests.assessments.knowledge.proofs.advice import REAL, Counterexample, Knowledge, proved
from tests.assessments.knowledge.proofs.properties import (
    LOWER_CARE,
    a_red_flag_lowers_urgency,
    a_step_is_skipped,
    a_test_is_urged_and_advised_against,
    a_treatment_is_unsafe,
    an_answer_takes_a_rule_back,
    it_reassures_too_early,
    it_stays_undecided,
    said_without_reason_or_source,
    something_is_said_of_nobody,
)

OFFERED = (Status.SUGGESTED, Status.AVAILABLE)


def found(counterexample: Counterexample | None) -> Counterexample:
    """Of a knowledge that was spoilt on purpose; a proof of it fails and prints the visit, ready for a shell."""
    assert counterexample is not None, "the spoilt knowledge passed"
    with pytest.raises(AssertionError) as failed:
        proved(counterexample)
    visits = [line for line in str(failed.value).splitlines() if line.startswith("{")]
    assert [read(json.loads(visit)) for visit in visits] == [
        one for one in (counterexample.answers, counterexample.later) if one or one is counterexample.answers
    ]
    return counterexample


# -- 1. Making a red flag positive never lowers urgency.


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_a_red_flag_never_lowers_urgency(flag: Finding) -> None:
    assert proved(a_red_flag_lowers_urgency(flag))


def test_a_rule_that_steroid_tablets_would_silence_is_found() -> None:
    spoilt = REAL.with_rule("kidney", when=REAL.rule("kidney").when & flags.STEROID_USE.no)
    one = found(a_red_flag_lowers_urgency(flags.STEROID_USE, spoilt))
    assert one.later["steroid_use"] is True
    assert one.advice(spoilt).urgency > one.advice(spoilt, later=True).urgency
    assert one.advice(REAL).urgency <= one.advice(REAL, later=True).urgency


def test_a_red_flag_without_a_rule_is_found() -> None:
    spoilt = REAL.without_rule("pelvic")
    one = found(a_red_flag_lowers_urgency(flags.PELVIC_CYCLE_PAIN, spoilt))
    assert one.advice(spoilt).urgency is Urgency.UNDECIDED
    assert one.advice(spoilt, later=True).urgency is Urgency.ROUTINE
    assert one.advice(REAL, later=True).urgency is Urgency.SOON


# -- 2. Nothing reassures before every red flag, age and sex were answered.


def test_nothing_reassures_before_every_red_flag_age_and_sex_were_answered() -> None:
    assert proved(it_reassures_too_early())


@pytest.mark.parametrize(
    "when",
    [
        AGE.at_least(18) & ALL_ABSENT,
        SEX.known & ALL_ABSENT,
        AGE.at_least(18) & SEX.known & ~Certainly(~ALL_ABSENT),
        AGE.at_least(18) & SEX.known & flags.FEVER.no & flags.TRAUMA.one_of("none"),
    ],
    ids=["sex not asked", "age not asked", "no flag found yet", "two flags asked"],
)
def test_reassurance_that_does_not_wait_is_found(when: Condition) -> None:
    spoilt = REAL.with_rule("no_routine_imaging", when=when)
    one = found(it_reassures_too_early(spoilt))
    assert one.advice(spoilt).avoided
    assert not one.advice(spoilt).settled
    assert not one.advice(REAL).avoided


# -- 3. A rule that has fired still fires when more is answered.


@pytest.mark.parametrize("id", [rule.id for rule in RULES])
def test_a_further_answer_takes_no_rule_back(id: str) -> None:
    assert proved(an_answer_takes_a_rule_back(id))


def test_a_count_taken_before_all_was_asked_is_found() -> None:
    early = STARTED_YOUNG_AND_LASTS & AtLeast(3, NG65_FEATURES) & ~Certainly(AtLeast(4, NG65_FEATURES))
    spoilt = REAL.with_rule("inflammatory_three", when=early)
    one = found(an_answer_takes_a_rule_back("inflammatory_three", spoilt))
    assert "inflammatory_three" in {rule.id for rule in one.advice(spoilt).fired}
    assert "inflammatory_three" not in {rule.id for rule in one.advice(spoilt, later=True).fired}
    assert "inflammatory_three" not in {rule.id for rule in one.advice(REAL).fired}


def test_reassurance_withdrawn_by_what_its_row_does_not_name_is_found() -> None:
    spoilt = REAL.with_rule("no_routine_imaging", when=REAL.rule("no_routine_imaging").when & ~Certainly(AGE.below(40)))
    assert proved(an_answer_takes_a_rule_back("no_routine_imaging", spoilt))  # the age was already known
    spoilt = REAL.with_rule(
        "no_routine_imaging", when=REAL.rule("no_routine_imaging").when & ~Certainly(NG65_FEATURES[1])
    )
    one = found(an_answer_takes_a_rule_back("no_routine_imaging", spoilt))
    assert one.advice(spoilt).avoided
    assert not one.advice(spoilt, later=True).avoided


# -- 4. No step is skipped.


def test_every_treatment_of_step_3_and_above_names_its_lower_care() -> None:
    above = {rung.treatment.id for rung in RUNGS if rung.treatment.step >= 3}
    assert set(LOWER_CARE) == above - {"opioid_short"}


@pytest.mark.parametrize("treatment", LOWER_CARE)
def test_no_step_is_skipped(treatment: str) -> None:
    assert proved(a_step_is_skipped(treatment))


@pytest.mark.parametrize("treatment", LOWER_CARE)
def test_a_rung_reached_without_the_lower_care_is_found(treatment: str) -> None:
    spoilt = REAL.with_rung(replace(REAL.rung(treatment), row=ALWAYS))
    one = found(a_step_is_skipped(treatment, spoilt))
    assert one.advice(spoilt).statuses[treatment] in OFFERED
    assert one.advice(REAL).statuses[treatment] not in OFFERED


# -- 5. No treatment is suggested while it is ruled out, or may be.


@pytest.mark.parametrize("treatment", [rung.treatment.id for rung in RUNGS])
def test_nothing_unsafe_is_offered(treatment: str) -> None:
    assert proved(a_treatment_is_unsafe(treatment))


class Hasty(Rung):
    """A rung that does not wait for what was not asked."""

    @property
    def statuses(self) -> tuple[tuple[Status, Condition], ...]:
        return tuple(one for one in super().statuses if one[0] is not Status.HELD)


def hasty(rung: Rung) -> Rung:
    return Hasty(**{name: getattr(rung, name) for name in Rung.__dataclass_fields__})


@pytest.mark.parametrize("treatment", [rung.treatment.id for rung in RUNGS if rung.avoid and not rung.never_suggested])
def test_each_caution_left_out_is_found(treatment: str) -> None:
    rung = REAL.rung(treatment)
    never_alone = {REAL.rule(id).title for id in ("infection_with_deficit", "cancer_with_deficit")}
    for left_out in (one for one in rung.avoid if one.text not in never_alone):
        spoilt = REAL.with_rung(replace(rung, avoid=tuple(one for one in rung.avoid if one is not left_out)))
        one = found(a_treatment_is_unsafe(treatment, spoilt))
        assert one.advice(spoilt).statuses[treatment] in OFFERED
        assert one.advice(REAL).statuses[treatment] not in OFFERED


@pytest.mark.parametrize("treatment", ["pain_reliever_otc", "muscle_relaxant", "duloxetine", "steroid_injection"])
def test_a_rung_that_does_not_wait_for_its_cautions_is_found(treatment: str) -> None:
    spoilt = REAL.with_rung(hasty(REAL.rung(treatment)))
    one = found(a_treatment_is_unsafe(treatment, spoilt))
    assert one.advice(spoilt).statuses[treatment] in OFFERED
    assert one.advice(REAL).statuses[treatment] not in OFFERED


def test_an_opioid_that_is_suggested_is_found() -> None:
    spoilt = REAL.with_rung(replace(REAL.rung("opioid_short"), never_suggested=False))
    one = found(a_treatment_is_unsafe("opioid_short", spoilt))
    assert one.advice(spoilt).statuses["opioid_short"] in OFFERED


def test_a_medicine_for_a_child_is_found() -> None:
    spoilt = REAL.with_rung(replace(REAL.rung("topical"), for_children=True))
    one = found(a_treatment_is_unsafe("topical", spoilt))
    assert one.answers.get("age", 0) < 18
    assert one.advice(spoilt).statuses["topical"] in OFFERED


# -- 6. Nothing is both suggested and advised against.


def test_no_test_is_both_suggested_and_advised_against() -> None:
    assert proved(a_test_is_urged_and_advised_against())


@pytest.mark.parametrize(
    "overlooked",
    ["prior_surgery", "persisting_back", "persisting_leg", "stenosis_persisting", "percussion", "night_pain_older"],
)
def test_reassurance_that_overlooks_a_rule_which_scans_is_found(overlooked: str) -> None:
    last = REAL.rule("no_routine_imaging")
    others = tuple(rule for rule in last.unless_fired if rule.id != overlooked)
    spoilt = REAL.with_rule("no_routine_imaging", unless_fired=others)
    one = found(a_test_is_urged_and_advised_against(spoilt))
    advice = one.advice(spoilt)
    assert {test.test.id for test in advice.suggested} & {test.test.id for test in advice.avoided}
    assert not one.advice(REAL).avoided


# -- 7. Everything said has a reason and a source; what is undecided can be decided.


def test_what_is_undecided_is_decided_by_answering_it_all() -> None:
    assert proved(it_stays_undecided())


@pytest.mark.parametrize("forgotten", [AGE, SEX, *RED_FLAGS], ids=lambda finding: finding.id)
def test_a_question_that_is_never_asked_is_found(forgotten: Finding) -> None:
    asks = tuple(one for one in (AGE, SEX, *RED_FLAGS) if one is not forgotten)
    one = found(it_stays_undecided(asks=asks))
    undecided = one.advice(REAL, later=True)
    assert undecided.urgency is Urgency.UNDECIDED
    assert forgotten in [ask.finding for ask in undecided.ask_next]


def test_nothing_is_said_of_a_visit_without_answers() -> None:
    assert proved(something_is_said_of_nobody())


def test_a_rule_without_a_reason_is_found() -> None:
    spoilt = REAL.with_rule("lasting", when=ALWAYS)
    one = found(something_is_said_of_nobody(spoilt))
    (alert,) = (alert for alert in one.advice(spoilt).alerts if alert.rule.id == "lasting")
    assert alert.because == ()


def test_everything_said_has_a_reason_and_a_source() -> None:
    assert said_without_reason_or_source() == []


_OWN_WORD = GENERAL.at("somebody said so")


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (REAL.with_rule("kidney", sources=()), "rule kidney"),
        (REAL.with_rule("lasting", because=""), "rule lasting"),
        (REAL.with_rule("fever", remarks=(Remark(text="It may be so.", sources=()),)), "rule fever"),
        (REAL.with_rung(replace(REAL.rung("heat"), reason="")), "treatment heat"),
        (
            REAL.with_rung(replace(REAL.rung("tens"), treatment=replace(TENS, sources=(_OWN_WORD,)))),
            "treatment tens",
        ),
        (
            REAL.with_rung(replace(REAL.rung("topical"), avoid=(Remark(text="Not so.", sources=()),))),
            "treatment topical",
        ),
    ],
    ids=[
        "a rule's source",
        "a rule's reason",
        "a remark",
        "a treatment's reason",
        "general knowledge alone",
        "a caution",
    ],
)
def test_a_word_without_reason_or_source_is_found(spoilt: Knowledge, told: str) -> None:
    assert said_without_reason_or_source(spoilt) == [told]
