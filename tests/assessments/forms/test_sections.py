"""The forms of the visit page: every finding once, unknown by default, and what a save changes."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.template import Context, Template

from assessments.forms.sections import BLOCKS, LAYOUTS, AnswersForm, SectionForm
from assessments.knowledge.findings import SECTIONS, SLOTS
from assessments.services.slots import recordable
from clinic.refusals import Clash, Refused

VISIT = date(2026, 11, 22)
ASKED_IN_THE_PLAN = {"imaging_purpose"}


def can_be_recorded(slot: str) -> bool:
    try:
        recordable(slot)
    except Refused:
        return False
    return True


def form_of(sent: dict[str, Any] | None, *slots: str, **answers: Any) -> AnswersForm:
    data = None
    if sent is not None:
        data = QueryDict(mutable=True)
        for name, value in sent.items():
            data.setlist(name, value if isinstance(value, list) else [value])
    return AnswersForm(slots, answers=answers, visited_on=VISIT, data=data)


def test_every_finding_that_can_be_recorded_has_one_control() -> None:
    slots = [slot.id for blocks in LAYOUTS.values() for block in blocks for slot in block.slots]
    assert len(slots) == len(set(slots))
    assert set(slots) == {slot for slot in SLOTS if can_be_recorded(slot)} - ASKED_IN_THE_PLAN


def test_every_finding_stands_in_its_own_section() -> None:
    own = {finding.id: section.id for section in SECTIONS for finding in section.findings}
    strays = {
        slot.id: section
        for section, blocks in LAYOUTS.items()
        for block in blocks
        for slot in block.slots
        if own[slot.finding_id] != section
    }
    assert strays == {}


def test_no_two_blocks_share_an_id() -> None:
    assert len(BLOCKS) == sum(map(len, LAYOUTS.values()))


def test_the_rest_can_be_marked_normal_only_where_something_is_examined() -> None:
    sections = {section for section, blocks in LAYOUTS.items() for block in blocks if block.normal}
    assert sections == {"examination", "nerve_roots"}


def test_nothing_is_answered_before_someone_answers() -> None:
    for section in LAYOUTS:
        form = SectionForm(section, answers={}, visited_on=VISIT)
        assert [form.was(slot) for slot in form.fields if form.was(slot)] == []


@pytest.mark.parametrize(
    ("slot", "was", "sent", "change"),
    [
        ("fever", "", "no", (None, False)),
        ("fever", "", "yes", (None, True)),
        ("fever", "no", "", (False, None)),
        ("pain_now", "6", "3", (6, 3)),
        ("trauma", "", "minor", (None, "minor")),
        ("tenderness", "", ["midline", "sacroiliac"], (None, ("midline", "sacroiliac"))),
        ("tenderness", "midline", ["none"], (("midline",), ())),
        ("tenderness", "none", [], ((), None)),
        ("temperature_c", "", "100.4F", (None, 38.0)),
        ("onset_on", "", "1 October 2026", (None, date(2026, 10, 1))),
        ("other_symptoms", "", "  one\r\ntwo ", (None, "one\ntwo")),
        ("other_symptoms", "one\r\ntwo", "", ("one\ntwo", None)),
    ],
)
def test_a_save_says_what_it_was_and_what_it_is(slot: str, was: str, sent: Any, change: tuple[Any, Any]) -> None:
    form = form_of({f"was-{slot}": was, slot: sent}, slot)
    assert form.is_valid(), form.errors
    assert form.changes() == {slot: change}


@pytest.mark.parametrize(
    ("slot", "was", "sent"),
    [
        ("fever", "no", "no"),
        ("fever", "", ""),
        ("duration_weeks", "3", "3w"),
        ("tenderness", "midline", ["midline"]),
        ("tenderness", "", []),
        ("other_symptoms", "one\r\ntwo", "one\r\ntwo"),
    ],
)
def test_what_did_not_change_is_not_sent(slot: str, was: str, sent: Any) -> None:
    form = form_of({f"was-{slot}": was, slot: sent}, slot)
    assert form.is_valid(), form.errors
    assert form.changes() == {}


def tried(**sent: str) -> AnswersForm:
    marks = {name if name == "tried" else f"tried-{name}": value for name, value in sent.items()}
    return form_of({"was-tried": "", **marks}, "tried")


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"tried": ""}, None),
        ({"tried": "nothing"}, {}),
        ({"tried": "some", "heat": "helped", "yoga": ""}, {"heat": "helped"}),
        ({"tried": "", "heat": "no_help"}, {"heat": "no_help"}),
    ],
)
def test_nothing_tried_is_an_answer_and_not_asked_is_none(sent: dict[str, str], answer: Any) -> None:
    form = tried(**sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"tried": answer}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"tried": "nothing", "heat": "helped"}, "Choose “nothing tried” or mark what was tried, not both."),
        ({"tried": "some"}, "Mark below what was tried and how it went."),
        ({"tried": "", "leeches": "helped"}, "There is no treatment leeches."),
        (
            {"tried": "", "heat": "x"},
            "“x” is not allowed here. Give for each treatment one of helped, partly, no_help, or leave it unanswered.",
        ),
        ({"tried": "what"}, "“what” is not allowed here. Give nothing or some, or leave it unanswered."),
    ],
)
def test_what_was_tried_cannot_contradict_itself(sent: dict[str, str], said: str) -> None:
    form = tried(**sent)
    assert form.errors == {"tried": [said]}


@pytest.mark.parametrize(
    ("slot", "sent", "said"),
    [
        ("tenderness", ["none", "midline"], "Choose “none” or those that apply, not both."),
        ("fever", "maybe", "“maybe” is not allowed here. Give yes (true) or no (false), or leave it unanswered."),
        ("pain_now", "11", "“11” is not allowed here. Give a number from 0 to 10, or leave it unanswered."),
        ("temperature_c", "hot" * 20, "Give at most 40 characters, a number and its unit."),
        ("emergency_open_reason", "x" * 501, "Give text of at most 500 characters; these are 501."),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_control(slot: str, sent: Any, said: str) -> None:
    form = form_of({f"was-{slot}": "", slot: sent}, slot)
    assert form.errors == {slot: [said]}


def test_a_day_typed_for_how_long_sets_the_day_it_began() -> None:
    sent = {"was-duration_weeks": "", "duration_weeks": "since 2026-10-01", "was-onset_on": "", "onset_on": ""}
    form = form_of(sent, "duration_weeks", "onset_on")
    assert form.is_valid()
    assert form.changes() == {"duration_weeks": (None, 7), "onset_on": (None, date(2026, 10, 1))}


def test_a_day_typed_beside_it_is_not_overruled() -> None:
    sent = {
        "was-duration_weeks": "",
        "duration_weeks": "since 2026-10-01",
        "was-onset_on": "",
        "onset_on": "2026-09-01",
    }
    form = form_of(sent, "duration_weeks", "onset_on")
    assert form.is_valid()
    assert form.changes()["onset_on"] == (None, date(2026, 9, 1))


def test_a_save_that_says_what_was_never_shown_is_refused() -> None:
    form = form_of({"was-fever": "perhaps", "fever": "no"}, "fever")
    assert form.errors == {"fever": ["This save does not say what was shown before. Reload the visit."]}


def test_after_a_conflict_the_next_save_starts_from_what_is_in_the_record() -> None:
    form = form_of({"was-fever": "", "fever": "no"}, "fever")
    form.show_both({"fever": Clash(was=None, now=True, mine=False)})
    assert form.was("fever") == "yes"


def test_the_rest_of_a_block_is_what_nobody_examined_and_can_be_normal() -> None:
    block = BLOCKS["leg-raising-and-joints"]
    form = form_of(None, "slr_left", slr_left="positive", faber_right="negative")
    assert [slot.id for slot in form.unanswered_of(block)] == [
        "slr_right",
        "crossed_slr_right",
        "crossed_slr_left",
        "femoral_stretch_right",
        "femoral_stretch_left",
        "faber_left",
    ]


def test_what_one_act_set_can_be_undone_until_somebody_answers_it() -> None:
    block = BLOCKS["reflexes"]
    answers = {"reflex_knee_right": 2, "reflex_knee_left": 1, "reflex_ankle_right": 2}
    form = AnswersForm([], answers=answers, visited_on=VISIT, together=["reflex_knee_right", "reflex_knee_left"])
    assert [slot.id for slot in form.set_together_in(block)] == ["reflex_knee_right"]


@pytest.mark.parametrize(
    ("slot", "typed"),
    [("duration_weeks", 'ab"c'), ("temperature_c", "99 <b>"), ("onset_on", "nevr"), ("tenderness", ["what"])],
)
def test_what_was_typed_stays_in_its_control(slot: str, typed: Any) -> None:
    form = form_of({f"was-{slot}": "", slot: typed}, slot)
    assert not form.is_valid()
    assert form[slot].value() == typed


def test_typed_text_is_escaped() -> None:
    form = form_of({"was-duration_weeks": "", "duration_weeks": '"><script>'}, "duration_weeks")
    form.is_valid()
    shown = Template("{% load findings %}{% row form 'duration_weeks' %}").render(Context({"form": form}))
    assert 'value="&quot;&gt;&lt;script&gt;"' in shown
    assert "<script>" not in shown
