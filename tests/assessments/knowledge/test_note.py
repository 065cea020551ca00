"""The note says everything that was recorded and decided, in the order it is read, and nothing that was not asked."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assessments.knowledge import note
from assessments.knowledge.findings import SLOTS
from assessments.knowledge.findings.background import ALLERGIES, MEDICATIONS
from assessments.knowledge.findings.pain import ONSET_APPROXIMATE
from assessments.knowledge.findings.who import AGE, SEX
from assessments.knowledge.guidance import advise
from assessments.knowledge.note import DecisionLine, Line, Note, OrderLine, Past, ReleaseLine, canonical, read
from assessments.knowledge.rules import NO_ROUTINE_IMAGING
from assessments.knowledge.vocabulary import Choice, Day, Finding, Names, Number, Several, Text, Tried, YesNo
from tests.assessments.documents.visits import ACCEPTED, HEADING, STANDARD, written


def lines(content: Note) -> dict[str, Line]:
    return {line.id: line for part in content.parts for line in part.lines}


def text(content: Note, id: str) -> str:
    return lines(content)[id].text


def ids(content: Note, part: str) -> list[str]:
    return next([line.id for line in one.lines] for one in content.parts if one.id == part)


def some_answers(finding: Finding) -> list[Any]:
    match finding:
        case YesNo():
            return [True, False]
        case Choice():
            return list(finding.values)
        case Several():
            return [(), *((value,) for value in finding.values), finding.values]
        case Number():
            return [int(finding.lowest), int(finding.highest)]
        case Day():
            return [date(2026, 3, 4), date(2026, 4, 3)]
        case Text():
            return ["One thing.", "Another {thing}."]
        case Tried():
            return [{}, {"heat": "helped"}, {"heat": "no_help"}, {"massage": "helped"}]
    raise TypeError(finding.kind)


def told(answers: dict[str, Any]) -> str:
    content = note.write(heading=HEADING, answers=answers, advice=NO_ADVICE)
    return "\n".join(f"{line.label}|{line.text}" for part in content.parts for line in part.lines)


NO_ADVICE = advise({})
# Told in the heading, and only when it is so.
IN_THE_HEADING = {AGE, SEX, MEDICATIONS, ALLERGIES}
SLOTS_TOLD = [
    slot for slot in SLOTS.values() if slot.finding not in IN_THE_HEADING and slot.finding is not ONSET_APPROXIMATE
]


class TestTheStandardVisit:
    def test_reads_in_few_words(self) -> None:
        assert note.word_count(written()) <= 250

    def test_begins_with_assessment_and_plan_then_history_then_examination_then_sources(self) -> None:
        assert [part.title for part in written().parts] == ["Assessment and plan", "History", "Examination", "Sources"]

    def test_says_why_no_scan_is_needed_and_when_to_look_again(self) -> None:
        said = f"16 red flags absent[1,2,3,4]. {NO_ROUTINE_IMAGING.until}"
        assert text(written(), "avoid_no_routine_imaging") == said

    def test_names_the_day_of_the_review(self) -> None:
        assert text(written(), "disposition") == "home, with a review in 4 weeks: Monday 20 July 2026"
        assert text(written({"disposition": "referred"}), "review") == "in 4 weeks: Monday 20 July 2026"

    def test_tells_the_angle_with_the_straight_leg_raise(self) -> None:
        assert text(written(), "slr") == "left positive, 45°"

    def test_tells_a_reflex_in_words_and_grade(self) -> None:
        assert text(written(), "reflex_ankle") == "left reduced (1/4)"

    def test_names_what_guidance_suggested_and_nobody_decided(self) -> None:
        assert text(written(), "undecided") == "Heat; Cream, ointment or patch; Back care; Muscle relaxant"

    def test_cites_every_source_once_with_publisher_year_and_section(self) -> None:
        sources = [line for line in written().parts[-1].lines if line.label]
        assert [line.label for line in sources] == [str(number) for number in range(1, len(sources) + 1)]
        assert len({line.sources for line in sources}) == len(sources)
        assert {
            "ACR 2021: Variants 1 and 2",
            "NICE NG59 2020: 1.1.4-1.1.6, 1.1",
            "Choosing Wisely, read 2026: AAFP",
        } < {line.text for line in sources}

    def test_says_that_guidance_supports_and_does_not_replace_judgement(self) -> None:
        version = advise({}).knowledge_version
        assert text(written(), "basis") == f"Guidance {version} supports the clinician's judgement."


class TestNothingIsLost:
    @pytest.mark.parametrize("slot", SLOTS_TOLD, ids=lambda slot: slot.id)
    def test_every_answer_is_told_and_no_two_answers_read_alike(self, slot: Any) -> None:
        answers = [None, *some_answers(slot.finding)]
        notes = [told({} if answer is None else {slot.id: answer}) for answer in answers]
        assert len(set(notes)) == len(answers)

    def test_an_approximate_start_is_said(self) -> None:
        began = {"onset_on": date(2026, 6, 1)}
        assert told(began | {"onset_approximate": True}) != told(began)

    @pytest.mark.parametrize(
        ("began", "approximate", "said"),
        [
            (date(2026, 6, 1), True, "for 3 weeks"),
            (date(2026, 6, 1), False, "for 3 weeks; began 1 June 2026, exact"),
            (date(2026, 5, 31), True, "for 3 weeks; began 31 May 2026, approximate"),
        ],
    )
    def test_a_start_that_was_only_reckoned_from_the_weeks_is_told_by_them(
        self, began: date, approximate: bool, said: str
    ) -> None:
        content = note.write(
            heading=HEADING,
            answers={"onset_on": began, "onset_approximate": approximate, "duration_weeks": 3},
            advice=NO_ADVICE,
        )
        assert text(content, "pain") == said

    @pytest.mark.parametrize(("of", "said"), [(None, "not asked"), ((), "none known"), (("Penicillin",), "Penicillin")])
    def test_allergies_have_three_states(self, of: tuple[str, ...] | None, said: str) -> None:
        content = written(heading={"allergies": of})
        assert {line.id: line.text for line in content.band}["allergies"] == said

    @pytest.mark.parametrize(("of", "said"), [(None, "not asked"), ((), "takes none"), (("Aspirin",), "Aspirin")])
    def test_medicines_have_three_states(self, of: tuple[str, ...] | None, said: str) -> None:
        assert text(written(heading={"medicines": of}), "medicines") == said


class TestHistory:
    def test_a_red_flag_that_is_there_stands_before_those_that_are_not(self) -> None:
        content = written({"fever": True, "trauma": "major"})
        assert (
            text(content, "red_flags_present") == "Fever or chills with the back pain; Injury before this pain: major"
        )
        assert lines(content)["red_flags_present"].abnormal is True
        order = ids(content, "history")
        assert order.index("red_flags_present") < order.index("red_flags_absent")

    def test_only_red_flags_that_were_asked_are_named_absent(self) -> None:
        content = written({"weight_loss": None})
        assert "weight loss" not in text(content, "red_flags_absent")
        assert text(content, "red_flags_open_serious") == "weight loss"

    def test_flags_left_open_are_named_with_the_reason(self) -> None:
        content = written({"fever": None, "emergency_open_reason": "Interpreter not reached."})
        assert text(content, "red_flags_open_emergency") == "fever. Reason: Interpreter not reached."

    def test_cyclical_pain_is_not_left_open_in_a_man(self) -> None:
        assert "red_flags_open_serious" not in lines(written())
        assert text(written({"sex": "female"}), "red_flags_open_serious") == "cyclical pain"

    def test_what_is_abnormal_in_the_background_stands_first(self) -> None:
        content = written({"kidney_disease": True})
        assert text(content, "background_abnormal") == "Kidney disease"
        assert "kidney" not in text(content, "background")


class TestExamination:
    def test_abnormal_comes_before_normal(self) -> None:
        content = written({"gait": "normal", "reflex_knee_left": 2, "reflex_knee_right": 2})
        assert ids(content, "examination")[:3] == ["slr", "reflex_ankle", "normal"]

    def test_the_abnormal_side_is_named_first(self) -> None:
        content = written({"strength_l5_right": 5, "strength_l5_left": 3})
        assert text(content, "strength_l5") == "left 3/5, right 5/5"

    def test_a_group_that_is_normal_throughout_has_one_name(self) -> None:
        strong = {f"strength_{root}_{side}": 5 for root in ("l2", "l3", "l4", "l5", "s1") for side in ("right", "left")}
        assert text(written(strong), "normal") == "strength L2–S1: right and left 5/5"

    def test_what_was_set_normal_together_is_said_to_be(self) -> None:
        content = written({"gait": "normal", "sits": "normal"}, together={"sits"})
        assert text(content, "normal") == "gait: normal"
        assert text(content, "normal_together") == "Sits: normal"

    def test_only_what_guidance_asked_for_is_named_as_not_examined(self) -> None:
        assert text(written(), "not_examined") == (
            "strength L2–S1, sensation L2–S1, knee reflex (L4), straight-leg raise right, ankle reflex (S1) right[3,4]"
        )

    def test_the_pattern_of_the_signs_is_told_once(self) -> None:
        assert text(written(), "root_pattern") == "left signs fit root S1"
        assert text(written({"reflex_knee_left": 1}), "root_pattern") == "left signs fit no single root"

    def test_an_examination_nobody_made_or_asked_for_has_no_heading(self) -> None:
        content = note.write(heading=HEADING, answers={}, advice=NO_ADVICE)
        assert [part.id for part in content.parts] == ["plan", "history", "sources"]


class TestThePlan:
    def test_an_alert_says_what_to_do_why_and_on_whose_word(self) -> None:
        content = written({"saddle_numbness": True})
        alert = lines(content)["alert_cauda_equina"]
        assert alert.abnormal is True
        assert alert.text.startswith("Consider the emergency department now")
        assert "Because: Numbness around the anus, genitals or inner thighs." in alert.text
        assert alert.sources[:1] == ("MAYO",)
        assert text(content, "urgency") == "immediate (now)"

    def test_nothing_speaks_against_a_scan_while_a_flag_is_open(self) -> None:
        content = written({"fever": None})
        assert text(content, "urgency") == "undecided: not every red flag, age and sex are known"
        assert "avoid_no_routine_imaging" not in lines(content)

    def test_a_test_is_ordered_with_its_reason_and_what_suggested_it(self) -> None:
        order = OrderLine(
            id="mri_lumbar",
            label="MRI, lumbar spine",
            urgency="immediate",
            reason="Saddle numbness.",
            rule="Cauda equina",
        )
        told = text(written({"saddle_numbness": True}, orders=[order]), "order_mri_lumbar")
        assert told.startswith("MRI, lumbar spine, immediate: Saddle numbness. Suggested by guidance: Cauda equina[")

    def test_a_declined_treatment_keeps_its_reason(self) -> None:
        declined = DecisionLine(id="heat", label="Heat", answer="declined", reason="tried at home")
        assert text(written(decisions=[declined]), "declined") == "Heat (tried at home)[4]"

    def test_a_decision_of_someone_else_bears_the_name(self) -> None:
        own, other = (
            DecisionLine(id="heat", label="Heat", answer="accepted", by=by) for by in ("Ana Moreau, MD", "Ben")
        )
        assert text(written(decisions=[own]), "accepted") == "Heat[4]"
        assert text(written(decisions=[other]), "accepted") == "Heat[4] (Ben)"

    def test_a_released_hold_is_told_with_its_reason(self) -> None:
        release = ReleaseLine(rule="Cauda equina syndrome possible", reason="MRI clear", by="Ben")
        assert text(written(releases=[release]), "released") == (
            "Cauda equina syndrome possible. Reason: MRI clear (Ben)"
        )

    @pytest.mark.parametrize(
        ("before", "now", "said"),
        [
            (6, 3, "Pain 6 to 3 since 5 May 2026: down 3 (50 %), a meaningful improvement."),
            (9, 7, "Pain 9 to 7 since 5 May 2026: down 2 (22 %)."),
            (3, 2, "Pain 3 to 2 since 5 May 2026: down 1 (33 %)."),
            (4, 6, "Pain 4 to 6 since 5 May 2026."),
            (6, 6, "Pain 6, as on 5 May 2026."),
            (0, 0, "Pain 0, as on 5 May 2026."),
        ],
    )
    def test_the_course_is_told_against_the_last_visit(self, before: int, now: int, said: str) -> None:
        past = [Past(visited_on=date(2026, 5, 5), pain_now=before), Past(visited_on=date(2026, 4, 1), pain_now=10)]
        assert text(written({"pain_now": now}, past=past), "course") == said

    def test_an_earlier_visit_without_a_score_is_no_course(self) -> None:
        assert "course" not in lines(written(past=[Past(visited_on=date(2026, 5, 5))]))


class TestFrozen:
    def test_is_read_back_exactly(self) -> None:
        for content in (
            written(),
            written({"stressors": '«Ελένη» \n\t\u007f\x01 \\ " عمر 🙂'}, heading={"allergies": None}),
        ):
            assert read(canonical(content)) == content
            assert canonical(read(canonical(content))) == canonical(content)

    def test_equal_visits_give_equal_bytes(self) -> None:
        turned = dict(reversed(STANDARD.items()))
        again = note.write(heading=HEADING, answers=turned, advice=advise(turned), decisions=ACCEPTED)
        assert canonical(again) == canonical(written())

    def test_keys_are_sorted_and_nothing_is_spaced(self) -> None:
        content = canonical(written())
        found = json.loads(content)
        assert content == json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert list(found) == ["band", "heading", "knowledge_version", "language", "parts", "schema", "title"]

    def test_every_changed_word_changes_the_bytes(self) -> None:
        content = written()
        first, *rest = content.parts
        changed = replace(first, lines=(replace(first.lines[0], text="something else"), *first.lines[1:]))
        assert canonical(replace(content, parts=(changed, *rest))) != canonical(content)

    @pytest.mark.parametrize(
        ("broken", "message"),
        [
            (b"", "This is not a note"),
            (b"[]", "A note of schema None cannot be read"),
            (b'{"schema":2}', "A note of schema 2 cannot be read"),
            (b'{"schema":1}', "This is not a whole note"),
        ],
    )
    def test_other_bytes_are_refused_with_a_word_on_why(self, broken: bytes, message: str) -> None:
        with pytest.raises(note.Unreadable, match=message):
            read(broken)

    def test_another_spelling_of_the_same_note_is_refused(self) -> None:
        with pytest.raises(note.Unreadable, match="not written by"):
            read(json.dumps(json.loads(canonical(written())), indent=1).encode())

    def test_half_a_character_is_named(self) -> None:
        with pytest.raises(ValueError, match=r"note\.band\[0\]\.text: .* half a character"):
            canonical(written(heading={"patient": "Ana \ud83d"}))


class TestInAnotherLanguage:
    def test_whole_sentences_are_translated_and_the_slots_stay(self) -> None:
        tr = {"in {weeks}: {day}": "dans {weeks} : {day}", "weeks": "semaines", "Monday": "lundi", "July": "juillet"}
        content = written({"disposition": None}, tr=lambda message: tr.get(message, message), language="fr")
        assert text(content, "review") == "dans 4 semaines : lundi 20 juillet 2026"
        assert content.language == "fr"

    def test_braces_that_a_person_typed_are_left_alone(self) -> None:
        assert text(written({"impression_note": "see {plan}"}), "impression") == "Sciatica, see {plan}"


def test_a_list_of_names_is_kept_in_the_heading_not_in_the_answers() -> None:
    assert {slot.finding for slot in SLOTS.values() if isinstance(slot.finding, Names)} <= IN_THE_HEADING
