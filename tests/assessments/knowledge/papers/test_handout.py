"""What patients take home: only what was decided, only what the sources say, in words that a twelve-year-old reads."""

import re
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from assessments.knowledge.causes import CAUSES
from assessments.knowledge.facts import FACTS, preparation, prevention
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.note import DecisionLine, Part
from assessments.knowledge.papers import Leaf, handout, plain, plain_cautions
from assessments.knowledge.papers import plan as plan_of
from assessments.knowledge.papers.handout import CALL_AT, FLARE, NEXT_IN_WEEKS, NO_SCAN, NOW, TICK, TITLE, TITLES
from assessments.knowledge.papers.plan import LOOK_AGAIN, NOT_ENOUGH, ON_HOLD, SKIP, YOU_ARE_HERE
from assessments.knowledge.treatments import TREATMENTS
from tests.assessments.documents.on_paper import LABELS, ordered, visit_on_paper
from tests.assessments.knowledge.test_facts import flesch_kincaid_grade, syllables

GRADE = 6
# Never one without the other.
TOGETHER = (prevention.SIT, prevention.SIT_HALF_HOUR)
SENTENCES = tuple(
    dict.fromkeys(
        chain(
            (fact.text for fact in FACTS.values() if fact not in (*preparation.LIST, *TOGETHER)),
            (" ".join(fact.text for fact in TOGETHER),),
            plain.CAUSES.values(),
            (plain.NO_CAUSE, plain.ONE_NSAID, plain_cautions.OTHER, FLARE, NEXT_IN_WEEKS, TICK),
            plain.TESTS.values(),
            plain.HOW_SOON.values(),
            plain.TREATMENTS.values(),
            plain.REFERRALS.values(),
            plain.WHEN,
            NOW,
            NO_SCAN,
            (plain_cautions.in_plain_words(caution.text) for caution in plain_cautions.TOLD),
            (YOU_ARE_HERE, ON_HOLD, LOOK_AGAIN, NOT_ENOUGH, SKIP),
            (TITLE, *TITLES.values()),
        )
    )
)


def part(leaf: Leaf, id: str) -> Part | None:
    return next((one for one in leaf.parts if one.id == id), None)


def told(leaf: Leaf, id: str) -> str:
    found = part(leaf, id)
    return " ".join(f"{line.label} {line.text}".strip() for line in found.lines) if found else ""


def room(text: str) -> float:
    """How much harder it could be within the grade; Kincaid's formula, multiplied by its words.

    For any two texts the room of both together is at least the sum of their rooms, since the square of all words
    over all sentences is at most the sum of each text's own.
    """
    sentences = len([one for one in re.split(r"[.!?:]+(?:\s|$)", text) if one.strip()])
    words = re.findall(r"[a-z']+", text.lower())
    return (GRADE + 15.59) * len(words) - 0.39 * len(words) ** 2 / sentences - 11.8 * sum(map(syllables, words))


class TestReading:
    @pytest.mark.parametrize("text", SENTENCES)
    def test_every_sentence_that_can_appear_reads_at_sixth_grade_or_below(self, text: str) -> None:
        assert flesch_kincaid_grade(text) <= GRADE

    def test_so_does_the_worst_combination_of_them(self) -> None:
        """None has less room than nothing, so no combination has, by the sum that `room` names."""
        assert min(map(room, SENTENCES)) >= 0
        hardest = sorted(SENTENCES, key=room)[:40]
        assert flesch_kincaid_grade(" ".join(text if text[-1] in ".?!:" else f"{text}." for text in hardest)) <= GRADE

    def test_the_room_of_two_texts_together_is_never_less_than_of_each(self) -> None:
        for one, other in zip(SENTENCES, SENTENCES[1:] + SENTENCES[:1], strict=True):
            both = f"{one} {other}" if one[-1] in ".?!:" else f"{one}. {other}"
            assert room(both) >= room(one) + room(other) - 1e-6

    @pytest.mark.parametrize("text", SENTENCES)
    def test_no_sentence_is_long(self, text: str) -> None:
        assert max(len(sentence.split()) for sentence in re.split(r"[.!?:]\s", text)) <= 20

    def test_every_line_of_both_papers_is_one_of_these_sentences_a_name_or_a_day(self) -> None:
        seen = handout(visit_on_paper(accepted=tuple(LABELS)), str), handout(visit_on_paper(), str)
        words = " ".join((*SENTENCES, *plain.STEPS))
        lines = [line for leaf in seen for one in leaf.parts for line in one.lines if not line.id.startswith("times_")]
        strange = {
            sentence
            for line in lines
            for sentence in re.split(r"(?<=[.?!:])\s", line.text)
            if sentence and sentence not in words
        }
        assert strange == set()


class TestEverythingHasItsWords:
    def test_every_cause_test_treatment_referral_and_caution_has_plain_words(self) -> None:
        assert set(plain.CAUSES) == {cause.id for cause in CAUSES}
        assert set(plain.TESTS) == {test.id for test in INVESTIGATIONS}
        assert set(plain.REFERRALS) == {referral.id for referral in REFERRALS}
        assert {one.id for one in TREATMENTS if not one.tell or one.medicine} <= set(plain.TREATMENTS)
        unworded = {one.text for one in plain_cautions.TOLD} - set(plain_cautions._SAID)
        assert unworded == set()
        assert set(plain_cautions._SAID) == {one.text for one in plain_cautions.TOLD}

    @pytest.mark.parametrize("treatment", TREATMENTS, ids=lambda one: one.id)
    def test_every_medicine_has_cautions_known_to_this_paper(self, treatment: object) -> None:
        everything = dict.fromkeys(("kidney_disease", "liver_disease", "heart_failure", "sleep_apnea"), True)
        leaf = handout(visit_on_paper(everything, accepted=(treatment.id,)), str)  # type: ignore[attr-defined]
        assert plain_cautions.OTHER not in told(leaf, "medicines")

    def test_no_dose_is_told(self) -> None:
        leaf = handout(visit_on_paper(accepted=tuple(LABELS)), str)
        assert not re.search(r"\d+ ?(mg|g|ml|tablets|times)\b", told(leaf, "medicines"))


class TestWhatItSays:
    def test_the_standard_visit_in_the_order_it_is_read(self) -> None:
        leaf = handout(visit_on_paper(), str)
        assert [one.id for one in leaf.parts] == [
            "what",
            "no_scan",
            "care",
            "medicines",
            "emergency",
            "call",
            "prevention",
            "next",
            "questions",
        ]

    def test_no_scan_is_good_news_only_once_every_red_flag_was_asked(self) -> None:
        assert part(handout(visit_on_paper(), str), "no_scan")
        assert part(handout(visit_on_paper({"fever": None}), str), "no_scan") is None

    def test_a_scan_that_was_ordered_is_explained_and_not_talked_down(self) -> None:
        leaf = handout(visit_on_paper(orders=(ordered("mri_lumbar"),)), str)
        assert part(leaf, "no_scan") is None
        assert "It should be done in one to two weeks." in told(leaf, "tests")

    def test_the_next_visit_bears_its_weekday(self) -> None:
        assert told(handout(visit_on_paper(), str), "next") == "Monday 20 July 2026 Please come back on this day:"
        assert date(2026, 7, 20).strftime("%A") == "Monday"

    def test_only_what_was_accepted_is_advised(self) -> None:
        leaf = handout(visit_on_paper(accepted=("heat",)), str)
        assert told(leaf, "care") == "Heat Use heat. With a pain reliever, that may be all you need."
        assert part(leaf, "medicines") is None

    def test_how_to_keep_the_back_well_is_told_unless_it_was_turned_down(self) -> None:
        visit = visit_on_paper(accepted=("heat",))
        assert "lift" in told(handout(visit, str), "prevention")
        declined = DecisionLine(id="back_care", label=LABELS["back_care"], answer="declined")
        assert part(handout(replace(visit, decisions=(*visit.decisions, declined)), str), "prevention") is None

    def test_a_medicine_comes_with_this_patients_cautions_and_empty_boxes(self) -> None:
        words = told(handout(visit_on_paper({"age": 70}), str), "medicines")
        assert "For you it is more likely to make the gut bleed." in words
        assert words.count("☐") == 4
        assert "☑" not in words

    def test_an_injection_comes_with_its_warning_and_this_patients_cautions(self) -> None:
        words = told(handout(visit_on_paper({"diabetes": True}, accepted=("steroid_injection",)), str), "care")
        assert "This use is not one that the FDA has approved." in words
        assert "Your blood sugar can rise after it." in words

    def test_an_emergency_says_go_now_and_nothing_that_can_wait(self) -> None:
        urgent = {"saddle_numbness": True, "disposition": "emergency", "impression": ("cauda_equina",)}
        leaf = handout(visit_on_paper(urgent), str)
        assert [one.id for one in leaf.parts] == ["now", "what", "again"]
        assert "six weeks" not in told(leaf, "what")

    @pytest.mark.parametrize("cause", ["cancer", "infection", "cord_tumor", "osteomyelitis"])
    def test_a_feared_name_is_left_to_the_clinician(self, cause: str) -> None:
        words = told(handout(visit_on_paper({"impression": (cause,)}), str), "what")
        assert words == plain.CAUSES[cause]

    def test_pain_that_has_lasted_is_not_promised_to_be_gone_in_six_weeks(self) -> None:
        assert "six weeks" not in told(handout(visit_on_paper({"duration_weeks": 20}), str), "what")

    def test_whoever_does_not_smoke_is_not_told_to_stop(self) -> None:
        assert "smoke" in told(handout(visit_on_paper({"smoking": None}), str), "prevention")
        assert "smoke" not in told(handout(visit_on_paper({"smoking": "never"}), str), "prevention")

    def test_the_phone_stands_where_the_practice_has_one(self) -> None:
        assert CALL_AT.format(phone="+1 555 0100") in told(handout(visit_on_paper(), str), "call")
        assert "Phone" not in told(handout(visit_on_paper(heading={"practice_phone": ""}), str), "call")


class TestThePlan:
    def test_the_step_that_is_lit_is_where_guidance_stands(self) -> None:
        leaf = plan_of(visit_on_paper(), str)
        assert [one.id for one in leaf.parts] == ["where", "step_1", "step_2_here", "step_3", "step_4", "step_5"]
        assert told(leaf, "where").startswith("You are on step 2 of 5. We look at it again on Monday 20 July 2026.")

    def test_what_was_tried_what_is_done_now_and_when_the_next_comes(self) -> None:
        leaf = plan_of(visit_on_paper(), str)
        assert "Tried before NSAID without prescription (ibuprofen, naproxen): did not help" in told(leaf, "step_1")
        assert told(leaf, "step_2_here") == "Now Physical therapy; NSAID on prescription"
        assert told(leaf, "step_3") == plain.WHEN[2]

    def test_all_steps_wait_for_an_emergency(self) -> None:
        assert ON_HOLD in told(plan_of(visit_on_paper({"saddle_numbness": True}), str), "where")
