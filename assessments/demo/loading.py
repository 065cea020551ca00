"""Makes the made-up clinic as its staff would have: through the services, each act by whoever may do it."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from assessments.demo import cautions, emergencies, lasting_pain, paperwork, serious_causes, standard_visit
from assessments.demo.practice import ASSISTANT, LETTERHEAD, MANAGER, STAFF
from assessments.demo.told import Ordered, Person, Visit
from assessments.models import Encounter, SignedNote
from assessments.services.addenda import amend
from assessments.services.decisions import decide
from assessments.services.orders import order, result, schedule
from assessments.services.record import confirm_background, none_of_these, record
from assessments.services.signing import sign
from assessments.services.visits import open_encounter
from assessments.services.writing import draft_note, shown_as
from clinic.demo import PASSWORD
from clinic.models import Patient, Practice, Staff
from clinic.services import lists
from clinic.services.patients import create_patient
from clinic.services.practice import update_practice
from clinic.services.staff import create_staff

PEOPLE: tuple[Person, ...] = (
    *standard_visit.PEOPLE,
    *emergencies.PEOPLE,
    *serious_causes.PEOPLE,
    *lasting_pain.PEOPLE,
    *cautions.PEOPLE,
    *paperwork.PEOPLE,
)


@transaction.atomic
def load() -> int:
    """How many patients were made: none where there is any already. All of the clinic or nothing of it."""
    if Patient.objects.exists():
        return 0
    staff = _staff()
    today = Practice.current().today()
    for person in PEOPLE:
        patient = _patient(person, by=staff[ASSISTANT.username], today=today)
        for visit in person.visits:
            _Visiting(visit, patient=patient, staff=staff, today=today).goes_through()
    return len(PEOPLE)


def _staff() -> Mapping[str, Staff]:
    manager = Staff.objects.create_superuser(
        username=MANAGER, password=PASSWORD, display_name="Deirdre Walsh", professional_title="Practice manager"
    )
    practice = Practice.current()
    changes = {field: (getattr(practice, field), value) for field, value in LETTERHEAD.items()}
    update_practice(changes=changes, by=manager, key=uuid.uuid4())
    return {
        one.username: create_staff(
            by=manager,
            key=uuid.uuid4(),
            username=one.username,
            password=PASSWORD,
            display_name=one.name,
            professional_title=one.title,
            registration_number=one.registration_number,
            roles=[one.role],
        )
        for one in STAFF
    }


def born(age: int, birthday: tuple[int, int], today: date) -> date:
    month, day = birthday
    had_it = (today.month, today.day) >= birthday
    return date(today.year - age - (not had_it), month, day)


def _patient(person: Person, *, by: Staff, today: date) -> Patient:
    patient = create_patient(
        by=by,
        key=uuid.uuid4(),
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=born(person.age, person.birthday, today),
        sex=person.sex,
        phone=person.phone,
        address=person.address,
    )
    for medicine in person.medicines or ():
        lists.add_medicine(
            patient=patient,
            name=medicine.name,
            dose=medicine.dose,
            ingredient_code=medicine.code,
            started=today - timedelta(weeks=medicine.weeks) if medicine.weeks else None,
            by=by,
            key=uuid.uuid4(),
        )
    for allergy in person.allergies or ():
        lists.add_allergy(
            patient=patient, substance=allergy.substance, reaction=allergy.reaction, by=by, key=uuid.uuid4()
        )
    if person.medicines == ():
        lists.takes_no_medicines(patient=patient, by=by, key=uuid.uuid4())
    if person.allergies == ():
        lists.no_known_allergies(patient=patient, by=by, key=uuid.uuid4())
    return patient


class _Visiting:
    """One visit, from the door to the signature and after."""

    def __init__(self, visit: Visit, *, patient: Patient, staff: Mapping[str, Staff], today: date) -> None:
        self.visit = visit
        self.clinician = staff[visit.by.username]
        self.receives = staff[visit.received_by.username] if visit.received_by else self.clinician
        opened = open_encounter(
            patient=patient, by=self.receives, key=uuid.uuid4(), visited_on=today - timedelta(days=visit.days_ago)
        )
        self.encounter, self.day = opened.pk, opened.visited_on

    def now(self, by: Staff) -> dict[str, Any]:
        """What every act on a draft names."""
        revision = Encounter.objects.values_list("revision", flat=True).get(pk=self.encounter)
        return {"encounter": self.encounter, "by": by, "key": uuid.uuid4(), "revision": revision}

    def goes_through(self) -> None:
        if self.visit.background_confirmed:
            confirm_background(**self.now(self.receives))
        self._told(self.visit.intake, by=self.receives)
        for group in self.visit.none_of:
            none_of_these(group=group, **self.now(self.receives))
        self._told(self.visit.found, by=self.clinician)
        for one in self.visit.ordered:
            self._order(one)
        for item in self.visit.accepted:
            decide(item=item, answer="accepted", **self.now(self.clinician))
        for turned_down in self.visit.declined:
            decide(item=turned_down.item, answer="declined", reason=turned_down.reason, **self.now(self.clinician))
        if self.visit.signed:
            read = shown_as(draft_note(Encounter.objects.whole().get(pk=self.encounter), "en"))
            note = sign(password=PASSWORD, language="en", shown=read, **self.now(self.clinician))
            self._add_to(note)

    def _told(self, answers: Mapping[str, Any], *, by: Staff) -> None:
        if answers:
            record(changes={slot: (None, value) for slot, value in answers.items()}, **self.now(by))

    def _order(self, one: Ordered) -> None:
        made = order(test=one.test, urgency=one.urgency, reason=one.reason, rule=one.rule, **self.now(self.clinician))
        if one.scheduled_days_later is not None:
            on = self.day + timedelta(days=one.scheduled_days_later)
            schedule(order=made, on=on, by=self.clinician, key=uuid.uuid4())
        if one.result:
            result(
                order=made,
                on=self.day + timedelta(days=one.result.days_later),
                text=one.result.text,
                abnormal=one.result.abnormal,
                by=self.clinician,
                key=uuid.uuid4(),
            )

    def _add_to(self, note: SignedNote) -> None:
        for addition in self.visit.added:
            amend(
                note=note,
                kind=addition.kind,
                text=addition.text,
                by=self.clinician,
                key=uuid.uuid4(),
                password=PASSWORD,
            )
