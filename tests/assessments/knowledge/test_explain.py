"""Why, why not, and what would change it, out of the conditions that decide."""

import pytest

from assessments.knowledge.alike import told_once
from assessments.knowledge.conditions import Leaf, OneOf, Reaches
from assessments.knowledge.explain import EXPLAINABLE, conditions_of, explain, explain_rule
from assessments.knowledge.guidance import advise
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.rules import RULES
from assessments.knowledge.rules.emergency import CAUDA_EQUINA_RULE
from assessments.knowledge.rules.legs import BOTH_LEGS
from assessments.knowledge.ways import Literal
from tests.vignettes.test_vignettes import VIGNETTES
from tests.vignettes.visit import Vignette, no_red_flags, visit, well, woman

WELL = visit(woman(45), no_red_flags, well, pain_now=5, duration_weeks=2, tried={})


def test_a_suggested_test_says_what_it_rests_on_and_what_would_lift_it() -> None:
    told = explain(advise({**WELL, "urinary_symptoms": True}), "urinalysis")
    assert told.status == "suggested"
    assert [one.finding for one in told.because] == ["urinary_symptoms"]
    assert [change.says() for change in told.would_lift] == ["Burning or blood on passing urine, or flank pain: no"]


def test_a_test_that_is_not_suggested_says_which_part_failed() -> None:
    told = explain(advise(WELL), "urinalysis")
    assert told.status in ("undecided", "not_suggested")
    assert told.failed
    assert all(part.holds(advise(WELL).answers) is not True for one in told.failed for part in one.parts)


def test_what_waits_is_told_apart_from_what_failed() -> None:
    told = explain(advise({}), "mri_lumbar")
    assert all(one.waits for one in told.failed if one.rule == "cauda_equina")


def test_what_was_answered_is_not_told_among_what_is_not_known() -> None:
    told = explain(advise(WELL), "mri_lumbar")
    waiting = [part for one in told.failed if one.waits for part in one.parts]
    assert waiting
    assert not {slot.id for part in waiting for slot in part.reads()} & {"bladder_change", "saddle_numbness", "fever"}


TESTS_AND_REFERRALS = (*(test.id for test in INVESTIGATIONS), *(referral.id for referral in REFERRALS))


@pytest.mark.parametrize("told", VIGNETTES[::12], ids=str)
def test_every_change_it_names_does_what_it_says(told: Vignette) -> None:
    """Each answer it asks for is given, where a choice or a number is one: the suggestion comes, or goes."""
    guidance = told.advice()
    done = 0
    for id in TESTS_AND_REFERRALS:
        explained = explain(guidance, id)
        for change in (*explained.would_bring, *explained.would_lift):
            each = [_answers(one) for one in change.literals]
            if not all(each):
                continue
            given = {slot: answer for answers in each for slot, answer in answers.items()}
            after = explain(advise({**guidance.answers, **given}, released=told.released), id).status
            assert (after == "suggested") is (change in explained.would_bring), (id, change.says())
            done += 1
    assert done


MUCH_CARE = {"duration_weeks": 60, "tried": {"heat": "no_help", "physical_therapy": "partly", "tricyclic": "no_help"}}


def _answers(literal: Literal) -> dict[str, object]:
    """Those that meet it; none where no single answer of a choice or a number does."""
    if isinstance(literal.leaf, Leaf):
        answer = _answer(literal.leaf, literal.want)
        return {} if answer is None else {literal.leaf.slot.id: answer}
    return MUCH_CARE if literal.leaf.holds(MUCH_CARE) is literal.want else {}


def _answer(leaf: Leaf, want: bool) -> object:
    finding = getattr(leaf.slot, "finding", None)
    match leaf:
        case OneOf() if finding and leaf.slot.finding_id not in ("strength_fallen", "tried"):
            options = getattr(finding, "values", (True, False))
            return next((value for value in options if leaf.test(value) is want), None)
        case Reaches(limit=limit) if finding and finding.kind != "computed":
            return limit if want else limit - 1
    return None


CALF = {**WELL, "spread_left": "calf"}
IN_ONE_SENTENCE = [
    (
        CALF,
        "mri_lumbar",
        "Would be suggested after a full trial of care (6 weeks as a rule) without enough relief and with "
        "an injection or surgery considered, or at once with bladder trouble.",
    ),
    (WELL, "emergency_department", "Would be suggested at once with bladder trouble."),
    (WELL, "spine_surgery_referral", "Would be suggested urgently with strength L2, right or left: below 4 of 5."),
    (
        WELL,
        "rheumatology_referral",
        "No one or two findings alone would change it.",
    ),
    (
        {**WELL, "age": 40},
        "rheumatology_referral",
        "Would be suggested soon after How long: 13 weeks or more and with four or more of the nine features of "
        "inflammatory back pain.",
    ),
    (WELL, "acupuncture", "Would be open to choose after care of step 1 without enough relief."),
    (
        WELL,
        "duloxetine",
        "Would be suggested after more than 12 weeks of pain in spite of step 2 and an NSAID without enough relief, or "
        "ruled out.",
    ),
    ({**WELL, "urinary_symptoms": True}, "urinalysis", "Would no longer be suggested with urinary symptoms: no."),
    (WELL, "opioid_short", "Only by the clinician's own choice, after the rest failed."),
]


@pytest.mark.parametrize(("answers", "id", "said"), IN_ONE_SENTENCE, ids=[id for _, id, _ in IN_ONE_SENTENCE])
def test_what_would_change_it_reads_as_one_sentence(answers: dict[str, object], id: str, said: str) -> None:
    assert explain(advise(answers), id).says() == said


def test_care_that_lacks_one_part_names_the_part() -> None:
    tried = {"heat": "no_help"}
    told = explain(
        advise({**CALF, "duration_weeks": 9, "imaging_purpose": "surgery_considered", "tried": tried}), "mri_lumbar"
    )
    words = [change.says() for change in told.would_bring if change.rule == "persisting_leg"]
    assert words == ["care of step 2 without enough relief"]


def test_a_treatment_that_is_ruled_out_names_what_rules_it_out_and_nothing_else() -> None:
    told = explain(advise({**WELL, "kidney_disease": True}), "pain_reliever_otc")
    assert [part.says() for one in told.failed for part in one.parts] == ["Kidney disease: no"]


def test_what_failed_is_told_and_not_what_is_open_beside_it() -> None:
    told = explain(advise({**WELL, "liver_disease": None}), "duloxetine")
    assert [one.waits for one in told.failed] == [False]
    assert [part.says() for one in told.failed for part in one.parts] == [
        "more than 12 weeks of pain in spite of step 2",
        "an NSAID without enough relief, or ruled out",
    ]


@pytest.mark.parametrize(
    ("answers", "id", "said"),
    [
        ({"heart_disease": None, "liver_disease": None, "kidney_disease": None}, "pain_reliever_otc", "once what is"),
        ({"tried": None, "implanted_device": None, "pregnancy": None}, "tens", "When step 1 was tried and was not"),
    ],
)
def test_what_waits_for_many_answers_says_so(answers: dict[str, object], id: str, said: str) -> None:
    assert said in explain(advise({**WELL, **answers}), id).says()


def test_one_side_is_named_where_only_that_side_would_do() -> None:
    told = explain_rule(advise({**WELL, "strength_l5_left": 3}), BOTH_LEGS)
    said = {change.when() for change in told.would_bring}
    assert "with strength L2, right: below 5 of 5" in said
    assert "with strength L2, left: below 5 of 5" not in said


def test_a_rule_itself_is_explained_both_ways() -> None:
    standing = explain_rule(advise({**WELL, "saddle_numbness": True}), CAUDA_EQUINA_RULE)
    assert (standing.status, [one.finding for one in standing.because]) == ("fired", ["saddle_numbness"])
    assert [change.says() for change in standing.would_lift] == [
        "Numbness around the anus, genitals or inner thighs: no"
    ]
    open_still = explain_rule(advise({}), CAUDA_EQUINA_RULE)
    assert (open_still.status, open_still.failed[0].waits) == ("waits", True)
    assert any("bladder" in change.says() for change in open_still.would_bring)


def test_right_and_left_are_told_once() -> None:
    told = explain(advise(WELL), "mri_lumbar")
    once = told_once(told.would_bring)
    words = [wanted.words for change in once for wanted in change.wanted]
    assert len(once) < len(told.would_bring)
    assert "Heel walk, right or left: unable" in words
    assert "Heel walk, right: unable" not in words


def test_a_pair_on_opposite_sides_says_so_and_not_that_one_side_is_enough() -> None:
    once = told_once(explain(advise(WELL), "mri_lumbar").would_bring)
    pair = next(change for change in once if len(change.wanted) == 2 and "one side" in change.wanted[0].words)
    assert "the other side" in pair.wanted[1].words


def test_the_most_urgent_change_is_told_first() -> None:
    urgencies = [change.urgency for change in told_once(explain(advise(WELL), "mri_lumbar").would_bring)]
    assert urgencies == sorted(urgencies, reverse=True)


@pytest.mark.parametrize("id", EXPLAINABLE)
def test_everything_that_can_be_suggested_has_its_rule_in_words(id: str) -> None:
    assert all(title and condition.says() for title, condition in conditions_of(id))
    assert explain(advise(WELL), id).id == id


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_can_be_explained_whatever_is_known(rule) -> None:
    for answers in ({}, WELL):
        told = explain_rule(advise(answers), rule)
        assert told.because or told.failed


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(KeyError):
        explain(advise({}), "leeches")
