"""A restricted record: found by its care team, opened in need by a clinician with a reason, by nobody else anywhere.

Everything that belongs to a patient is asked the same question, so the first tests walk every model.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Encounter, SignedNote
from assessments.services import glass
from assessments.services.addenda import amend
from assessments.services.co_signing import ask, co_sign
from assessments.services.decisions import decide, release
from assessments.services.orders import order, schedule
from assessments.services.signing import sign
from assessments.services.visits import open_encounter, take_over
from clinic import triggers
from clinic.models import AuditEvent, CareTeamMember, Opening, OpeningClosed, OpeningSeen, Patient, Staff
from clinic.refusals import NotAllowed, Refused
from clinic.roles import Role
from clinic.services import lists, patients, restricting
from tests import factories as people
from tests.assessments import factories

pytestmark = pytest.mark.django_db

# What lies between a patient and the rows below: of the same rule, and shown to nobody by itself.
NOT_SHOWN = {"clinic.CareTeamMember", "clinic.Opening", "clinic.OpeningClosed", "clinic.OpeningSeen"}


@pytest.fixture
def doctor() -> Staff:
    return people.clinician(display_name="Dr Own")


@pytest.fixture
def other() -> Staff:
    return people.clinician(display_name="Dr Other")


@pytest.fixture
def office() -> Staff:
    return people.records_admin()


@pytest.fixture
def patient(doctor: Staff, office: Staff) -> Patient:
    """Restricted, with a row of every kind."""
    fields = {"given_name": "Canary", "family_name": "Hidden", "phone": "555 0199", "sex": "female"}
    made = people.patient(by=people.assistant(), **fields)
    lists.add_medicine(patient=made, name="Canarium", by=doctor, key=uuid.uuid4())
    lists.add_allergy(patient=made, substance="Canary feathers", by=doctor, key=uuid.uuid4())
    answers = {**factories.COMPLETE, "saddle_numbness": True, "tried": {"heat": "no_help"}}
    visit = factories.visit(by=doctor, patient=made, **answers)

    def step(act: Any, **given: Any) -> Any:
        revision = Encounter.objects.get(pk=visit.pk).revision
        return act(encounter=visit, by=doctor, key=uuid.uuid4(), revision=revision, **given)

    ordered = step(order, test="mri_lumbar", urgency="immediate", reason="Canary reason")
    schedule(order=ordered, on=visit.visited_on, by=doctor, key=uuid.uuid4())
    step(decide, item="emergency_department", answer="accepted")
    step(release, rule="cauda_equina", reason="Old deficit")
    note = step(sign, password=people.PASSWORD)
    amend(note=note, kind="addendum", text="Canary later", by=doctor, key=uuid.uuid4(), password=people.PASSWORD)
    ask(note=note, by=doctor, key=uuid.uuid4())
    senior = people.supervisor()
    co_sign(note=note, by=senior, password=people.PASSWORD, shown=note.sha256, key=uuid.uuid4())
    factories.visit(by=doctor, patient=made)
    restricting.restrict(patient=made, by=office, key=uuid.uuid4(), reason="A member of staff")
    return Patient.objects.get(pk=made.pk)


def at_a_desk(person: Staff) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def broken(client: Client, patient: Patient, **typed: Any) -> Any:
    usual = {
        "key": uuid.uuid4(),
        "number": patient.record_number,
        "reason": "covering",
        "words": "On call tonight",
        "password": people.PASSWORD,
    }
    sent = {name: value for name, value in (usual | typed).items() if value is not None}
    return client.post(reverse("glass"), sent)


def paths_to_patient(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> Iterator[str]:
    for field in model._meta.get_fields():
        if field.auto_created or not (field.many_to_one or field.one_to_one) or field.related_model in (model, *seen):
            continue
        if field.related_model is Patient:
            yield field.name
        elif field.related_model is not Staff:
            yield from (f"{field.name}__{rest}" for rest in paths_to_patient(field.related_model, (*seen, model)))


OF_PATIENTS = [
    model
    for app in ("clinic", "assessments")
    for model in apps.get_app_config(app).get_models()
    if (model is Patient or any(paths_to_patient(model))) and model._meta.label not in NOT_SHOWN
]


def test_every_model_of_a_patient_can_say_to_whom_it_is_visible() -> None:
    assert len(OF_PATIENTS) > 15
    silent = [model._meta.label for model in OF_PATIENTS if not hasattr(model._default_manager, "visible_to")]
    assert silent == []


@pytest.mark.parametrize("model", OF_PATIENTS, ids=lambda model: model._meta.model_name)
def test_of_a_restricted_record_only_its_team_sees_a_row_of_any_kind(
    patient: Patient, doctor: Staff, other: Staff, office: Staff, model: type[models.Model]
) -> None:
    rows: Any = model._default_manager
    assert rows.exists()
    seen = {who.name: rows.visible_to(who).exists() for who in (doctor, other, people.assistant(), people.supervisor())}
    assert [name for name, any_there in seen.items() if any_there] == ["Dr Own"]
    assert rows.visible_to(office).count() == rows.count()
    assert not rows.visible_to(people.auditor()).exists()
    restricting.lift(patient=patient, by=office, key=uuid.uuid4(), reason="Moved away")
    assert rows.visible_to(other).count() == rows.count()  # so it was the restriction that hid them


CANARIES = ("Canary", "Hidden", "Canarium", "555 0199")


def test_no_page_tells_somebody_else_of_a_restricted_record(patient: Patient, other: Staff) -> None:
    clients = [at_a_desk(other), at_a_desk(people.assistant()), at_a_desk(people.supervisor())]
    visits = list(Encounter.objects.filter(patient=patient))
    for client in clients:
        pages = [client.get(reverse(name)) for name in ("today", "reports", "blank-pdf")]
        pages += [client.post(reverse("patient-search"), {"q": "hidden canary"})]
        pages += [client.post(reverse("patient-search"), {"q": patient.record_number})]
        pages += [client.get(reverse(name, args=[patient.pk])) for name in ("patient", "patient-edit", "patient-lists")]
        for visit in visits:
            names = ("encounter", "note", "review", "plan", "guidance", "note-pdf", "draft-pdf", "handout-pdf")
            pages += [client.get(reverse(name, args=[visit.pk])) for name in (*names, "visit-discard")]
        for page in pages:
            body = page.content.decode(errors="replace").replace("hidden canary", "")
            assert [word for word in (*CANARIES, str(patient.pk)) if word in body] == []


def test_forbidden_answers_like_absent(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    for name in ("patient", "patient-edit", "patient-lists"):
        there, absent = (client.get(reverse(name, args=[pk])) for pk in (patient.pk, uuid.uuid4()))
        assert (there.status_code, there.content) == (absent.status_code, absent.content) == (404, absent.content)
    found, nobody = (client.post(reverse("patient-search"), {"q": q}) for q in ("hidden", "nobody"))
    assert found.context["count"] == nobody.context["count"] == 0


def test_the_team_and_the_office_go_on_as_ever(patient: Patient, doctor: Staff, office: Staff) -> None:
    for who in (doctor, office):
        client = at_a_desk(who)
        page = client.get(reverse("patient", args=[patient.pk])).content.decode()
        assert "Canary Hidden" in page
        assert "Restricted record." in page
        assert "Canary" in client.post(reverse("patient-search"), {"q": "hidden"}).content.decode()


# Registering somebody who is there already


def test_a_restricted_patient_is_not_registered_twice_nor_shown(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    typed = {
        "key": uuid.uuid4(),
        "given_name": "canary",
        "family_name": "HIDDEN",
        "birth_date": patient.birth_date.isoformat(),
        "sex": "",
        "seen": "x",
    }
    page = client.post(reverse("patient-new"), typed)
    assert "ask the records office" in page.content.decode()
    assert patient.record_number not in page.content.decode()
    assert Patient.objects.count() == 1
    assert AuditEvent.objects.filter(action="denied.register_again", patient_id=patient.pk).count() == 1
    # Somebody who shares only the name or the day learns nothing, and is registered.
    client.post(reverse("patient-new"), typed | {"given_name": "Carla"})
    client.post(reverse("patient-new"), typed | {"birth_date": "1999-01-01", "key": uuid.uuid4()})
    assert Patient.objects.count() == 3


# Restricting, and the care team


def test_restricting_and_lifting_are_written_down_with_their_reason(patient: Patient, office: Staff) -> None:
    restricting.lift(patient=patient, by=office, key=uuid.uuid4(), reason="Moved away")
    events = AuditEvent.objects.filter(action__in=["patient.restricted", "patient.unrestricted"]).order_by("seq")
    assert [(event.action, event.reason) for event in events] == [
        ("patient.restricted", "A member of staff"),
        ("patient.unrestricted", "Moved away"),
    ]
    assert [event.revision_after - event.revision_before for event in events] == [1, 1]
    with pytest.raises(Refused, match="open to all"):
        restricting.lift(patient=patient, by=office, key=uuid.uuid4(), reason="x")


@pytest.mark.parametrize("who", [people.clinician, people.assistant, people.auditor])
def test_who_may_not_restrict_does_not(patient: Patient, who: Any) -> None:
    with pytest.raises(NotAllowed):
        restricting.lift(patient=patient, by=who(), key=uuid.uuid4(), reason="x")


def test_a_supervisor_who_restricts_a_record_stays_able_to_open_it() -> None:
    senior, made = people.supervisor(), people.patient()
    restricting.restrict(patient=made, by=senior, key=uuid.uuid4(), reason="x")
    assert Patient.objects.visible_to(senior).get() == made


def test_opening_or_taking_over_a_visit_makes_one_part_of_the_team() -> None:
    first, second, third, desk = people.clinician(), people.clinician(), people.clinician(), people.assistant()
    made = people.patient(sex="female")
    visit = open_encounter(patient=made, by=first, key=uuid.uuid4())
    take_over(encounter=visit, by=second, key=uuid.uuid4(), revision=visit.revision)
    open_encounter(patient=made, by=second, key=uuid.uuid4())
    claimed = factories.visit(by=desk, patient=made)
    factories.recorded(claimed, by=third, pain_now=2)
    assert [member.staff for member in restricting.team_of(made)] == [first, second, third]


def test_whoever_is_named_sees_it_and_no_longer_when_taken_off(patient: Patient, office: Staff) -> None:
    desk = people.assistant(display_name="Front Desk")
    member = restricting.name(patient=patient, staff=desk, by=office, key=uuid.uuid4())
    assert Patient.objects.visible_to(desk).exists()
    restricting.take_off(member=member, by=office, key=uuid.uuid4())
    assert not Patient.objects.visible_to(desk).exists()
    told = AuditEvent.objects.filter(action__startswith="care_team").order_by("seq").values_list("action", "recipient")
    assert list(told) == [("care_team.named", "Front Desk"), ("care_team.left", "Front Desk")]
    assert CareTeamMember.objects.filter(staff=desk, left_at__isnull=False).count() == 1


def test_who_opens_no_charts_is_not_named(patient: Patient, office: Staff) -> None:
    with pytest.raises(Refused, match="opens no charts"):
        restricting.name(patient=patient, staff=people.auditor(), by=office, key=uuid.uuid4())


def test_the_office_restricts_names_and_lifts_on_one_page(office: Staff, other: Staff, doctor: Staff) -> None:
    made, client = people.patient(), at_a_desk(office)
    there = reverse("patient-restrict", args=[made.pk])
    client.post(there, {"key": uuid.uuid4(), "reason": "Known in town"})
    client.post(reverse("care-team-name", args=[made.pk]), {"key": uuid.uuid4(), "staff": other.pk})
    assert Patient.objects.visible_to(other).get() == made
    assert not Patient.objects.visible_to(doctor).exists()
    page = client.get(there).content.decode()
    assert other.name in page
    member = made.care_team.get()
    client.post(reverse("care-team-leave", args=[made.pk, member.pk]), {"key": uuid.uuid4()})
    assert not Patient.objects.visible_to(other).exists()
    client.post(reverse("patient-unrestrict", args=[made.pk]), {"key": uuid.uuid4(), "reason": "No more"})
    assert Patient.objects.visible_to(doctor).get() == made
    assert client.post(there, {"key": uuid.uuid4(), "reason": ""}).status_code == 422


# Breaking the glass


def test_a_clinician_opens_it_with_a_reason_here_and_nowhere_else(patient: Patient, other: Staff) -> None:
    client, elsewhere = at_a_desk(other), at_a_desk(other)
    chart = reverse("patient", args=[patient.pk])
    answer = broken(client, patient)
    assert (answer.status_code, answer["Location"]) == (302, chart)
    page = client.get(chart).content.decode()
    assert "Canary Hidden" in page
    assert "opened in need" in page
    assert "On call tonight" in page
    assert elsewhere.get(chart).status_code == 404
    assert at_a_desk(people.clinician()).get(chart).status_code == 404
    event = AuditEvent.objects.get(action="glass.broken")
    assert (event.user_id, event.patient_id, event.reason) == (
        other.pk,
        patient.pk,
        "covering for a colleague: On call tonight",
    )
    assert event.session_ref == Opening.objects.get().session_ref != ""


def test_the_banner_stands_on_every_page_of_that_chart(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    draft, signed = (Encounter.objects.get(patient=patient, status=status) for status in ("draft", "signed"))
    addresses = [reverse(name, args=[patient.pk]) for name in ("patient", "patient-edit", "patient-lists")]
    addresses += [reverse(name, args=[draft.pk]) for name in ("encounter", "review", "plan", "visit-discard")]
    addresses += [reverse("note", args=[signed.pk])]
    without = [address for address in addresses if b"opened in need" not in client.get(address).content]
    assert without == []


def test_after_four_hours_or_signing_out_it_is_closed(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    opening = Opening.objects.get()
    assert opening.until - opening.opened_at == timedelta(hours=4)
    chart = reverse("patient", args=[patient.pk])
    triggers.lower(connection)
    models.QuerySet(Opening).update(opened_at=timezone.now() - timedelta(hours=5), until=timezone.now())
    assert client.get(chart).status_code == 404
    models.QuerySet(Opening).update(until=timezone.now() + timedelta(hours=1))
    assert client.get(chart).status_code == 200
    client.post(reverse("logout"))
    client.force_login(other)
    assert client.get(chart).status_code == 404


def closes(client: Client, opening: Opening, **sent: Any) -> int:
    status: int = client.post(reverse("opening-close", args=[opening.pk]), {"key": uuid.uuid4()} | sent).status_code
    return status


def test_whoever_opened_it_closes_it_early_with_one_press(patient: Patient, other: Staff) -> None:
    client, chart = at_a_desk(other), reverse("patient", args=[patient.pk])
    broken(client, patient)
    opening, key = Opening.objects.get(), uuid.uuid4()
    assert f'action="{reverse("opening-close", args=[opening.pk])}"' in client.get(chart).content.decode()
    assert (closes(client, opening, key=""), client.get(chart).status_code) == (302, 200)
    for _ in range(2):
        assert closes(client, opening, key=key) == 302
    closes(client, opening)
    assert client.get(chart).status_code == 404
    assert not Patient.objects.visible_to(other).exists()
    event = AuditEvent.objects.get(action="glass.closed")
    end = OpeningClosed.objects.get()
    assert (event.user_id, event.patient_id, event.object_id) == (other.pk, patient.pk, str(end.pk))
    assert end.opening == opening
    broken(client, patient)  # needed again: opened again, with a reason
    assert client.get(chart).status_code == 200
    assert b"closed at" in at_a_desk(people.auditor()).get(reverse("openings")).content


def test_it_is_closed_at_another_desk_too(patient: Patient, other: Staff) -> None:
    client, elsewhere = at_a_desk(other), at_a_desk(other)
    broken(client, patient)
    assert closes(elsewhere, Opening.objects.get()) == 302
    assert client.get(reverse("patient", args=[patient.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "answer"),
    [(people.clinician, 404), (people.supervisor, 404), (people.records_admin, 403), (people.auditor, 403)],
)
def test_nobody_else_closes_it_nor_does_looking_into_it(patient: Patient, other: Staff, who: Any, answer: int) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    opening = Opening.objects.get()
    assert closes(at_a_desk(who()), opening) == answer
    glass.looked_into(opening=opening, by=people.auditor(), key=uuid.uuid4())
    assert client.get(reverse("patient", args=[patient.pk])).status_code == 200
    with pytest.raises(Opening.DoesNotExist):
        glass.closed(opening=opening, by=people.supervisor(), key=uuid.uuid4())
    assert not OpeningClosed.objects.exists()


def test_one_that_is_over_is_not_closed_once_more(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient)
    triggers.lower(connection)
    models.QuerySet(Opening).update(opened_at=timezone.now() - timedelta(hours=5), until=timezone.now())
    assert closes(client, Opening.objects.get()) == 302
    assert not OpeningClosed.objects.exists()
    assert not AuditEvent.objects.filter(action="glass.closed").exists()


def test_it_is_found_by_the_full_name_and_birth_date_too(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    by_name = {"number": "", "name": "Hidden Canary", "birth_date": patient.birth_date.isoformat()}
    assert broken(client, patient, **by_name).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "BC-999999"}, "number"),
        ({"number": "", "name": "Canary", "birth_date": "1980-02-03"}, "number"),
        ({"number": "", "name": "Canary Hidden", "birth_date": "1980-02-04"}, "number"),
        ({"number": "", "name": "Canary Hidden"}, "__all__"),
        ({"password": "guess"}, "password"),
        ({"password": ""}, "password"),
        ({"reason": "curious"}, "reason"),
        ({"words": "  "}, "words"),
        ({"key": None}, "key"),
    ],
)
def test_what_does_not_fit_opens_nothing(patient: Patient, other: Staff, typed: dict[str, Any], field: str) -> None:
    answer = broken(at_a_desk(other), patient, **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Opening.objects.exists()
    told = answer.content.decode().replace(str(typed.get("name", "-")), "")
    assert "Hidden" not in told
    assert answer.content.decode().count(patient.record_number) == (typed.get("number") is None)  # as it was typed


def test_a_wrong_password_and_a_record_that_is_not_there_are_written_down(patient: Patient, other: Staff) -> None:
    client = at_a_desk(other)
    broken(client, patient, password="guess")
    broken(client, patient, number="BC-999999")
    denied = AuditEvent.objects.filter(action="denied.break_glass").order_by("seq")
    assert [event.patient_id for event in denied] == [patient.pk, None]


@pytest.mark.parametrize("who", [people.assistant, people.records_admin, people.auditor, people.superuser])
def test_nobody_but_a_clinician_breaks_the_glass(patient: Patient, who: Any) -> None:
    assert broken(at_a_desk(who()), patient).status_code == 403
    assert not Opening.objects.exists()


def test_sent_twice_it_is_opened_once_and_an_open_record_needs_no_breaking(
    patient: Patient, other: Staff, doctor: Staff
) -> None:
    client, key = at_a_desk(other), uuid.uuid4()
    for _ in range(2):
        assert broken(client, patient, key=key).status_code == 302
    assert Opening.objects.count() == 1
    assert broken(at_a_desk(doctor), patient).status_code == 302
    assert Opening.objects.count() == 1


def test_outside_of_a_session_nothing_is_opened(patient: Patient, other: Staff) -> None:
    who = glass.Named(number=patient.record_number)
    with pytest.raises(Refused, match="at a desk"):
        glass.break_glass(who=who, by=other, password=people.PASSWORD, reason="other", words="x", key=uuid.uuid4())


# Afterwards


def test_auditors_and_supervisors_are_told_until_one_has_looked_into_it(patient: Patient, other: Staff) -> None:
    broken(at_a_desk(other), patient)
    auditor, senior = at_a_desk(people.auditor(display_name="Aud Itor")), at_a_desk(people.supervisor())
    for client in (auditor, senior):
        for name in ("today", "openings"):
            page = client.get(reverse(name)).content.decode()
            assert "On call tonight" in page
            assert patient.record_number in page
            assert "Canary" not in page
    opening = Opening.objects.get()
    for _ in range(2):
        auditor.post(reverse("opening-seen", args=[opening.pk]), {"key": uuid.uuid4()})
    seen = OpeningSeen.objects.get()
    assert (seen.opening, seen.by_name) == (opening, "Aud Itor")
    assert AuditEvent.objects.filter(action="glass.looked_into").count() == 1
    for client in (auditor, senior):
        assert "On call tonight" not in client.get(reverse("today")).content.decode()
        assert "Aud Itor" in client.get(reverse("openings")).content.decode()


def test_nobody_looks_into_their_own(patient: Patient) -> None:
    senior = people.supervisor()
    client = at_a_desk(senior)
    broken(client, patient)
    client.post(reverse("opening-seen", args=[Opening.objects.get().pk]), {"key": uuid.uuid4()})
    assert not OpeningSeen.objects.exists()
    assert "On call tonight" not in client.get(reverse("today")).content.decode()


def test_the_patient_s_own_report_says_who_broke_the_glass_and_why(
    patient: Patient, other: Staff, office: Staff
) -> None:
    broken(at_a_desk(other), patient)
    page = at_a_desk(office).get(reverse("patient-access", args=[patient.pk])).content.decode()
    assert "opened the restricted record in need" in page
    assert "covering for a colleague: On call tonight" in page
    assert "Dr Other" in page


def test_an_auditor_who_treats_too_does_not_learn_the_name_from_the_report(patient: Patient) -> None:
    both = people.staff(Role.CLINICIAN, Role.AUDITOR)
    page = at_a_desk(both).get(reverse("patient-access", args=[patient.pk])).content.decode()
    assert patient.record_number in page
    assert "Canary" not in page


@pytest.mark.parametrize("statement", ["UPDATE clinic_{} SET id = id", "DELETE FROM clinic_{}"])
@pytest.mark.parametrize("table", ["openingseen", "openingclosed", "opening"])
def test_the_database_itself_keeps_openings(patient: Patient, other: Staff, table: str, statement: str) -> None:
    broken(at_a_desk(other), patient)
    glass.closed(opening=Opening.objects.get(), by=other, key=uuid.uuid4())
    glass.looked_into(opening=Opening.objects.get(), by=people.auditor(), key=uuid.uuid4())

    def attack() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))

    with pytest.raises(IntegrityError, match="never"):
        attack()
    triggers.lower(connection)
    if (table, statement[:6]) != ("opening", "DELETE"):  # on which the other hangs
        attack()


def test_correcting_a_restricted_record_is_for_its_team(patient: Patient, other: Staff, doctor: Staff) -> None:
    """The services ask for the role; which record, the page asks, by the one rule."""
    edit = reverse("patient-edit", args=[patient.pk])
    assert at_a_desk(other).post(edit, {}).status_code == 404
    assert at_a_desk(doctor).get(edit).status_code == 200
    changes = {"phone": (patient.phone, "555 0100")}
    assert patients.update_patient(patient=patient, changes=changes, by=doctor, key=uuid.uuid4()).phone == "555 0100"


def test_what_it_costs_to_ask_is_one_query(patient: Patient, other: Staff, django_assert_num_queries: Any) -> None:
    assert other.role
    with django_assert_num_queries(1):
        assert not list(SignedNote.objects.visible_to(other))
