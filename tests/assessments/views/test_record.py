"""Saving: by whom, once, from which revision, and what is said when it is refused."""

import re
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.forms.sections import LAYOUTS
from assessments.models import Encounter
from assessments.views.record import WORDS
from clinic.models import AuditEvent, Staff
from tests import factories
from tests.assessments.factories import COMPLETE, recorded, signed, visit

pytestmark = pytest.mark.django_db
FRAGMENT = {"Accept": "text/html; fragment"}


@pytest.fixture
def by(client: Client) -> Staff:
    person = factories.clinician()
    client.force_login(person)
    return person


@pytest.fixture
def draft(by: Staff) -> Encounter:
    return visit(by=by, patient=factories.patient(sex="female"))


def answers(encounter: Encounter) -> dict[str, Any]:
    known = Encounter.objects.whole().get(pk=encounter.pk).answers()
    return {slot: value for slot, value in known.items() if slot not in ("age", "sex")}


def save(
    client: Client, encounter: Encounter, *, script: bool = True, name: str = "record", **sent: Any
) -> HttpResponse:
    """Slots as keyword arguments; `was` holds what they were, nothing by default."""
    extra = sent.pop("extra", {})
    was = sent.pop("was", {})
    given = {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=encounter.pk).revision, **extra}
    args = [encounter.pk, *sent.pop("args", [])]
    shown = {f"was-{slot}": was.get(slot, "") for slot in sent}
    body = {key: value for key, value in {**given, **shown, **sent}.items() if value is not None}
    return client.post(reverse(name, args=args), body, headers=FRAGMENT if script else {})  # type: ignore[return-value]


def whole_section(section: str, **sent: Any) -> dict[str, Any]:
    slots = [slot.id for block in LAYOUTS[section] for slot in block.slots]
    return dict.fromkeys(slots, "") | sent


def test_an_answer_is_recorded_and_the_page_told(client: Client, draft: Encounter) -> None:
    response = save(client, draft, fever="no")
    assert response.status_code == 200
    assert answers(draft) == {"fever": False}
    assert response["X-Revision"] == "2"
    assert response["X-Saved-At"][:11].startswith("20")
    assert 'id="more-fever" data-slot="fever" data-was="no" data-state="kept"' in response.content.decode()


def test_the_answer_to_a_save_brings_guidance_progress_and_plan(client: Client, draft: Encounter) -> None:
    page = save(client, draft, fever="yes").content.decode()
    swapped = [
        f'id="{name}"' for name in ("rail", "plan", "section-index", "progress-red_flags") if f'id="{name}"' in page
    ]
    assert len(swapped) == 4
    assert "1 of 17 asked" in page


def test_words_alone_bring_no_guidance_for_none_follows_from_them(client: Client, draft: Encounter) -> None:
    page = save(client, draft, other_symptoms="Tired").content.decode()
    assert 'id="more-other_symptoms"' in page
    assert 'id="section-index"' in page
    assert not {'id="rail"', 'id="plan"', 'id="strip"'} & set(re.findall(r'id="\w+"', page))


def test_words_bring_what_somebody_else_answered_meanwhile(client: Client, draft: Encounter, by: Staff) -> None:
    shown = draft.revision
    recorded(draft, by=by, pain_now=6)
    page = save(client, draft, other_symptoms="Tired", extra={"revision": shown}).content.decode()
    assert 'id="rail"' in page
    assert 'id="plan"' in page


@pytest.mark.parametrize("slot", sorted(WORDS))
def test_nothing_beside_the_sections_follows_from_words(client: Client, by: Staff, slot: str) -> None:
    """For somebody whose flags, pain and tests bring every kind of suggestion."""
    told = visit(by=by, patient=factories.patient(sex="female"), **COMPLETE | {"bladder_change": True})
    told = recorded(told, by=by, **{slot: None}) if slot in told.answers() else told

    def beside_it() -> str:
        page = client.get(reverse("plan", args=[told.pk])).content.decode().partition("<main")[2]
        return re.sub(r'name="(key|revision|csrfmiddlewaretoken)" value="[^"]*"', "", page)

    before = beside_it()
    recorded(told, by=by, **{slot: "Words"})
    assert beside_it() == before


def test_a_save_costs_few_queries(client: Client, draft: Encounter, django_assert_max_num_queries: Any) -> None:
    save(client, draft, fever="yes")
    revision = Encounter.objects.get(pk=draft.pk).revision
    body = {"pain_now": 5, "was-pain_now": "", "key": uuid.uuid4(), "revision": revision}
    with django_assert_max_num_queries(26):
        client.post(reverse("record", args=[draft.pk]), body, headers=FRAGMENT)


def test_a_section_is_saved_without_any_script(client: Client, draft: Encounter) -> None:
    response = save(client, draft, script=False, **whole_section("legs", leg_weakness="left"))
    assert response["Location"] == f"{reverse('encounter', args=[draft.pk])}#legs"
    assert answers(draft) == {"leg_weakness": "left"}


def test_only_what_changed_is_recorded(client: Client, draft: Encounter, by: Staff) -> None:
    recorded(draft, by=by, leg_weakness="left")
    save(
        client,
        draft,
        script=False,
        was={"leg_weakness": "left"},
        **whole_section("legs", leg_weakness="left", leg_tingling="both"),
    )
    assert AuditEvent.objects.latest("seq").findings == ["leg_tingling"]


def test_a_section_saved_unchanged_writes_nothing(client: Client, draft: Encounter) -> None:
    save(client, draft, script=False, **whole_section("legs"))
    assert Encounter.objects.get(pk=draft.pk).revision == 1


def test_a_quantity_is_heard_back(client: Client, draft: Encounter) -> None:
    assert "= 38.0 °C" in save(client, draft, temperature_c="100.4F").content.decode()
    assert answers(draft) == {"temperature_c": 38.0}


def test_a_day_typed_for_how_long_fills_the_day_it_began(client: Client, by: Staff) -> None:
    draft = visit(by=by)
    day = draft.visited_on.replace(year=draft.visited_on.year - 1).isoformat()
    page = save(client, draft, duration_weeks=f"since {day}", onset_on="").content.decode()
    assert answers(draft)["onset_on"].isoformat() == day
    assert f'name="onset_on" value="{day}"' in page


def test_one_wrong_answer_is_marked_and_what_was_typed_stays(client: Client, draft: Encounter) -> None:
    response = save(client, draft, script=False, **whole_section("pain", duration_weeks="a while", pain_now="6"))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="a while"' in page
    assert "Not saved. “a while” is not understood. Give a number, as 3, 3w, 10 days or 2 months." in page
    assert '<input type="radio" name="pain_now" value="6" checked>' in page
    assert answers(draft) == {}


def test_a_wrong_answer_is_marked_at_its_control_in_a_fragment(client: Client, draft: Encounter) -> None:
    response = save(client, draft, duration_weeks="a while")
    assert response.status_code == 422
    assert (
        'id="more-duration_weeks" data-slot="duration_weeks" data-was="" data-state="refused"'
        in response.content.decode()
    )


def test_what_the_record_refuses_is_marked_at_its_control(client: Client, draft: Encounter) -> None:
    response = save(client, draft, onset_on="2999-01-01")
    assert response.status_code == 422
    assert "2999-01-01 is after the visit" in response.content.decode()
    assert 'data-slot="onset_on" data-was="" data-state="refused"' in response.content.decode()


def test_a_save_without_a_revision_is_refused(client: Client, draft: Encounter) -> None:
    response = save(client, draft, fever="no", extra={"revision": None})
    assert (response.status_code, answers(draft)) == (428, {})
    assert "Reload the visit and save again." in response.content.decode()


def test_a_revision_that_is_not_there_yet_is_refused(client: Client, draft: Encounter) -> None:
    assert save(client, draft, fever="no", extra={"revision": 99}).status_code == 409


@pytest.mark.parametrize("key", ["", "no-uuid", "x" * 1000])
def test_a_save_without_a_key_is_refused(client: Client, draft: Encounter, key: str) -> None:
    assert (save(client, draft, fever="no", extra={"key": key}).status_code, answers(draft)) == (422, {})


def test_the_same_save_sent_again_gets_the_same_answer_and_is_done_once(client: Client, draft: Encounter) -> None:
    sent = {"extra": {"key": uuid.uuid4(), "revision": 1}, "fever": "no"}
    first, second = save(client, draft, **sent), save(client, draft, **sent)
    assert (second.status_code, second["X-Revision"], second["X-Saved-At"]) == (200, "2", first["X-Saved-At"])
    assert Encounter.objects.get(pk=draft.pk).revision == 2


def test_the_same_key_with_another_answer_is_refused(client: Client, draft: Encounter) -> None:
    extra = {"key": uuid.uuid4(), "revision": 1}
    save(client, draft, extra=extra, fever="no")
    response = save(client, draft, extra=extra, fever="yes")
    assert (response.status_code, answers(draft)) == (422, {"fever": False})


def test_answers_to_different_findings_merge(client: Client, draft: Encounter, by: Staff) -> None:
    recorded(draft, by=by, fever=True)
    assert save(client, draft, weight_loss="no", extra={"revision": 1}).status_code == 200
    assert answers(draft) == {"fever": True, "weight_loss": False}


def test_two_answers_to_one_finding_are_shown_side_by_side(client: Client, draft: Encounter, by: Staff) -> None:
    recorded(draft, by=by, fever=True)
    response = save(client, draft, fever="no", extra={"revision": 1})
    page = response.content.decode()
    assert (response.status_code, answers(draft)) == (409, {"fever": True})
    assert 'data-slot="fever" data-was="yes" data-state="clash"' in page
    assert "<dt>In the record</dt><dd>yes</dd><dt>Yours</dt><dd>no</dd>" in page
    assert "Somebody else answered this meanwhile: Fever or chills with the back pain." in page


def test_without_a_script_saving_again_keeps_mine(client: Client, draft: Encounter, by: Staff) -> None:
    recorded(draft, by=by, leg_weakness="left")
    response = save(client, draft, script=False, **whole_section("legs", leg_weakness="right"))
    page = response.content.decode()
    assert response.status_code == 409
    assert '<input type="hidden" name="was-leg_weakness" value="left">' in page
    assert 'name="leg_weakness" value="right" checked' in page


def test_what_is_no_finding_is_named(client: Client, draft: Encounter) -> None:
    response = save(client, draft, feverr="no")
    assert response.status_code == 422
    assert "There is no finding" in response.content.decode()
    assert "feverr" in response.content.decode()


@pytest.mark.parametrize("slot", ["age", "sex", "medications", "allergies", "strength_fallen", "imaging_purpose"])
def test_what_is_not_asked_here_is_not_recorded_here(client: Client, draft: Encounter, slot: str) -> None:
    assert (save(client, draft, **{slot: "1"}).status_code, answers(draft)) == (422, {})


def test_a_save_that_does_not_say_what_was_shown_is_refused(client: Client, draft: Encounter) -> None:
    response = save(client, draft, extra={"fever": "no"})
    assert response.status_code == 422
    assert "fever: this save does not say what the answer was before." in response.content.decode()


TYPED = ["duration_weeks", "fever", "pain_now", "onset_on", "other_symptoms", "tenderness", "tried"]
STRANGE = ["a\x00b", "\ud800", "x" * 20_000, "9" * 400, "<script>", "１２", "1e400", "NaN", "\u202e"]


@pytest.mark.parametrize("text", STRANGE, ids=ascii)
def test_nothing_that_is_sent_breaks_it(client: Client, draft: Encounter, text: str) -> None:
    for slot in TYPED:
        body = f"key={uuid.uuid4()}&revision=1&was-{slot}=&{slot}=".encode() + text.encode("utf-8", "surrogatepass")
        response = client.post(
            reverse("record", args=[draft.pk]), body, content_type="application/x-www-form-urlencoded", headers=FRAGMENT
        )
        assert response.status_code in (200, 422)
        assert (response.status_code == 200) == (slot in answers(draft))


def test_ten_megabytes_are_refused(client: Client, draft: Encounter) -> None:
    client.raise_request_exception = False
    assert save(client, draft, other_symptoms="x" * 10_000_000).status_code in (400, 413)
    assert answers(draft) == {}


def test_a_signed_visit_takes_no_more_answers(client: Client, by: Staff) -> None:
    note = signed(by=by, patient=factories.patient(sex="female"), fever=False)
    response = save(client, note.encounter, fever="yes", was={"fever": "no"})
    assert response.status_code == 409
    assert "This is signed and cannot change. Write an addendum instead." in response.content.decode()
    assert answers(note.encounter)["fever"] is False


def test_none_of_these_answers_each_open_flag_by_name(client: Client, draft: Encounter, by: Staff) -> None:
    recorded(draft, by=by, fever=True)
    response = save(client, draft, name="none-of-these", args=["emergency_flags"])
    known = answers(draft)
    assert response.status_code == 200
    assert (known["fever"], known["bladder_change"], known["trauma"], "weight_loss" in known) == (
        True,
        False,
        "none",
        False,
    )
    page = response.content.decode()
    told = dict(re.findall(r'id="more-(\w+)" data-slot="\w+" data-was="(\w*)" data-state="kept"', page))
    assert (told["fever"], told["bladder_change"], told["trauma"]) == ("yes", "no", "none")
    assert set(told) == {slot.id for block in LAYOUTS["emergency_flags"] for slot in block.slots}


def test_none_of_these_without_a_script_keeps_what_was_typed_with_it(client: Client, draft: Encounter) -> None:
    sent = whole_section("serious_flags", weight_loss="yes")
    response = save(client, draft, script=False, name="none-of-these", args=["serious_flags"], **sent)
    assert response["Location"].endswith("#red_flags")
    assert (answers(draft)["weight_loss"], answers(draft)["infection_risk"]) == (True, ())


def test_the_background_is_confirmed_as_last_time_in_one_act(client: Client, by: Staff) -> None:
    patient = factories.patient(sex="female")
    signed(by=by, patient=patient, kidney_disease=True, diabetes=False)
    draft = visit(by=by, patient=patient, diabetes=True)
    response = save(client, draft, name="confirm-background")
    assert answers(draft) == {"diabetes": True, "kidney_disease": True}
    assert f"Confirmed today by {by.name}" in response.content.decode()


def test_without_an_earlier_visit_there_is_nothing_to_confirm(client: Client, draft: Encounter) -> None:
    assert save(client, draft, name="confirm-background").status_code == 422


def test_the_rest_of_a_block_is_set_normal_row_by_row_and_can_be_undone(
    client: Client, draft: Encounter, by: Staff
) -> None:
    recorded(draft, by=by, reflex_ankle_left=1)
    rows = "reflex_knee_right reflex_knee_left reflex_ankle_right"
    page = save(client, draft, name="rest-normal", args=["reflexes"], extra={"rows": rows}).content.decode()
    normal = dict.fromkeys(rows.split(), 2)
    assert answers(draft) == {**normal, "reflex_ankle_left": 1}
    assert Encounter.objects.get(pk=draft.pk).nerve_roots.together == rows.split()
    assert "Set to normal in one step:" in page
    save(client, draft, name="rest-normal", args=["reflexes"], extra={"undo": rows})
    assert answers(draft) == {"reflex_ankle_left": 1}


def test_a_row_answered_meanwhile_is_not_overwritten_as_normal(client: Client, draft: Encounter, by: Staff) -> None:
    recorded(draft, by=by, reflex_knee_left=0)
    response = save(client, draft, name="rest-normal", args=["reflexes"], extra={"rows": "reflex_knee_left"})
    assert (response.status_code, answers(draft)) == (409, {"reflex_knee_left": 0})


@pytest.mark.parametrize("rows", ["", "slr_left", "reflex_knee_left nonsense"])
def test_only_rows_of_the_block_can_be_set(client: Client, draft: Encounter, rows: str) -> None:
    response = save(client, draft, name="rest-normal", args=["reflexes"], extra={"rows": rows})
    assert (response.status_code, answers(draft)) == (422, {})


@pytest.mark.parametrize(
    ("name", "where"), [("none-of-these", "pain"), ("rest-normal", "now"), ("rest-normal", "what")]
)
def test_an_act_that_is_not_there_is_not_found(client: Client, draft: Encounter, name: str, where: str) -> None:
    assert save(client, draft, name=name, args=[where]).status_code == 404


ACTS = [
    ("record", []),
    ("none-of-these", ["emergency_flags"]),
    ("confirm-background", []),
    ("rest-normal", ["reflexes"]),
]


@pytest.mark.parametrize(("name", "args"), ACTS)
@pytest.mark.parametrize("role", ["auditor", "records_admin"])
def test_who_may_not_record_records_nothing(client: Client, name: str, args: list[str], role: str) -> None:
    draft = visit(by=factories.clinician())
    client.force_login(getattr(factories, role)())
    sent = {"fever": "no"} if name == "record" else {}
    assert (save(client, draft, name=name, args=args, **sent).status_code, answers(draft)) == (403, {})


@pytest.mark.parametrize(("name", "args"), ACTS)
def test_nobody_records_without_signing_in(client: Client, name: str, args: list[str]) -> None:
    draft = visit(by=factories.clinician())
    assert save(client, draft, name=name, args=args).status_code == 302


@pytest.mark.parametrize(("name", "args"), ACTS)
def test_nothing_is_recorded_for_a_visit_that_is_not_there(
    client: Client, by: Staff, name: str, args: list[str]
) -> None:
    address = reverse(name, args=[uuid.uuid4(), *args])
    assert client.post(address, {"key": uuid.uuid4(), "revision": 1}).status_code == 404


def test_an_assistant_does_not_record_the_examination(client: Client) -> None:
    draft = visit(by=factories.clinician())
    client.force_login(factories.assistant())
    assert save(client, draft, fever="no").status_code == 200
    assert save(client, draft, slr_left="positive").status_code == 403
    assert (
        save(client, draft, name="rest-normal", args=["reflexes"], extra={"rows": "reflex_knee_left"}).status_code
        == 403
    )
    assert answers(draft) == {"fever": False}


def test_a_page_that_comes_back_is_told_who_is_signed_in(client: Client, draft: Encounter, by: Staff) -> None:
    page = client.get(reverse("record", args=[draft.pk])).content.decode()
    assert f'data-user="{by.pk}"' in page
    assert "data-token=" in page


def test_answers_to_saves_are_kept_by_no_browser(client: Client, draft: Encounter) -> None:
    assert save(client, draft, fever="no")["Cache-Control"] == "no-store"
