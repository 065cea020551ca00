"""A site with everybody who could ask, for one's own rows, another clinician's and absent ones."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from assessments.models import Encounter, TestOrder, TreatmentDecision
from assessments.services import batches
from assessments.services.addenda import amend
from assessments.services.decisions import decide
from assessments.services.orders import order
from clinic.models import Opening, Patient, Practice, Staff, StaffSession
from clinic.roles import Act, may
from clinic.services import lists, second_factor
from clinic.services.practice import update_practice
from tests import factories
from tests.assessments import factories as visits
from tests.clinic import factors
from tests.who_may import (
    ABSENT,
    ANONYMOUS,
    ASSISTANT,
    AUDITOR,
    DEACTIVATED,
    DRAFT,
    FOREIGN,
    OTHER,
    OTHER_DESK,
    OWN,
    OWNER,
    PATIENT,
    RECORDS_ADMIN,
    REFERRAL,
    SIGNED,
    SUPERUSER,
    SUPERVISOR,
    Row,
)


def ordered_on(visit: Encounter, doctor: Any) -> TestOrder:
    revision = Encounter.objects.get(pk=visit.pk).revision
    given = {"test": "xray_lumbar", "urgency": "routine", "reason": "x"}
    return order(encounter=visit, by=doctor, key=uuid.uuid4(), revision=revision, **given)


def decided_on(visit: Encounter, doctor: Any, **given: Any) -> TreatmentDecision:
    revision = Encounter.objects.get(pk=visit.pk).revision
    return decide(encounter=visit, by=doctor, key=uuid.uuid4(), revision=revision, reason="x", **given)


def opened(patient: Patient, somebody: Any) -> Opening:
    """By breaking the glass, in a session that is long over."""
    now = timezone.now()
    told = {"staff_name": somebody.name, "staff_role": somebody.role, "reason": "other", "words": "x"}
    return Opening.objects.create(
        patient=patient, staff=somebody, session_ref="over", opened_at=now, until=now + timedelta(hours=1), **told
    )


class Site:
    """One's own visit and patient, another clinician's, and everybody who could ask for them."""

    def __init__(self) -> None:
        self.people: dict[str, Staff | AnonymousUser] = {
            OWNER: factories.clinician(),
            OTHER: factories.clinician(),
            ASSISTANT: factories.assistant(),
            SUPERVISOR: factories.supervisor(),
            RECORDS_ADMIN: factories.records_admin(),
            AUDITOR: factories.auditor(),
            SUPERUSER: factories.superuser(),
            DEACTIVATED: factories.clinician(),
            ANONYMOUS: AnonymousUser(),
        }
        Staff.objects.filter(pk=self.people[DEACTIVATED].pk).update(is_active=False)
        self.rows = {OWN: self._of(self.people[OWNER]), FOREIGN: self._of(self.people[OTHER])}
        update_practice(changes={"name": (Practice.current().name, "A")}, by=factories.superuser(), key=uuid.uuid4())

    def _of(self, doctor: Any) -> dict[str, dict[str, uuid.UUID]]:
        patient = factories.patient(by=doctor, sex="female")
        first = visits.visit(by=doctor, patient=patient, **visits.COMPLETE)
        signed_order = ordered_on(first, doctor)
        note = visits.sign_now(first, by=doctor)
        amend(note=note, kind="addendum", text="x", by=doctor, key=uuid.uuid4(), password=factories.PASSWORD)
        draft = visits.visit(by=doctor, patient=patient)
        decided_on(draft, doctor, item=REFERRAL, answer="accepted")
        decision = decided_on(draft, doctor, item="stay_active", answer="declined")
        ordered = ordered_on(draft, doctor)
        lists.add_medicine(patient=patient, name="Ibuprofen", by=doctor, key=uuid.uuid4())
        lists.add_allergy(patient=patient, substance="Latex", by=doctor, key=uuid.uuid4())
        patient = Patient.objects.get(pk=patient.pk)
        return {
            PATIENT: {"pk": patient.pk},
            DRAFT: {"pk": draft.pk},
            SIGNED: {"pk": note.encounter_id},
            "decision": {"pk": draft.pk, "decision": decision.pk},
            "order": {"pk": draft.pk, "order": ordered.pk},
            "signed order": {"pk": note.encounter_id, "order": signed_order.pk},
            "medicine": {"pk": patient.medicines.get().pk},
            "allergy": {"pk": patient.allergies.get().pk},
            "team member": {"pk": patient.pk, "member": patient.care_team.get().pk},
            "opening": {"pk": opened(patient, factories.clinician()).pk},
        }

    def named(self, row: Row, whose: str, actor: str) -> Mapping[str, Any]:
        if not row.of:
            return {}
        if row.of == "factor":
            return {"pk": 0 if whose == ABSENT else self._factor(actor if whose == OWN else self._other(actor))}
        if row.of == "batch":
            return {"id": uuid.uuid4() if whose == ABSENT else self._batch(actor if whose == OWN else OTHER_DESK)}
        if whose == ABSENT:
            parts = self.rows[OWN].get(row.of, {"pk": None})
            last = list(parts)[-1]
            return {**parts, last: uuid.uuid4(), **row.more}
        if row.of == "session":
            return {"pk": self._session(actor if whose == OWN else self._other(actor))}
        if row.of == "own opening":
            return {"pk": self._opening(actor if whose == OWN else self._other(actor))}
        return {**self.rows[whose][row.of], **row.more}

    def _other(self, actor: str) -> str:
        return OTHER if actor != OTHER else OWNER

    def _factor(self, actor: str) -> int:
        """An authenticator app; one each."""
        person = self.people[actor]
        if not isinstance(person, Staff):
            return 0
        held = [one.pk for one in second_factor.of(person) if one.kind == "app"]
        return held[0] if held else factors.app_of(person).pk

    def _batch(self, actor: str) -> uuid.UUID:
        """Notes to be printed as one file."""
        by = factories.supervisor() if actor == OTHER_DESK else self.people[actor]
        if not (isinstance(by, Staff) and may(by, Act.PRINT)):
            return uuid.uuid4()
        return batches.begin(visits=[Encounter.objects.get(pk=self.rows[OWN][SIGNED]["pk"])], by=by).id

    def _opening(self, actor: str) -> uuid.UUID:
        person = self.people[actor]
        patient = Patient.objects.get(pk=self.rows[OWN][PATIENT]["pk"])
        return opened(patient, person).pk if isinstance(person, Staff) else uuid.uuid4()

    def _session(self, actor: str) -> uuid.UUID:
        """A second one, at another desk."""
        if actor in (ANONYMOUS, DEACTIVATED):
            return uuid.uuid4()
        client = self.at_a_desk(actor)
        return StaffSession.objects.get(session_key=client.session.session_key).pk

    def at_a_desk(self, actor: str, kind: type[Client] = Client) -> Client:
        client = kind(raise_request_exception=False)
        if actor != ANONYMOUS:
            client.force_login(self.people[actor])
        return client
