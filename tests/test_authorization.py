"""Who may ask for what: every address, every method, every kind of person, for one's own, others' and absent records.

A row is declared for each address, and an address without one fails. What is not declared is refused. Sent are empty
forms, so that an answer is "you may, but this lacks something" and nothing is written.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
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

OWNER, OTHER, ASSISTANT, SUPERVISOR = "owner", "other clinician", "assistant", "supervising clinician"
RECORDS_ADMIN, AUDITOR, SUPERUSER = "records admin", "auditor", "superuser"
ANONYMOUS, DEACTIVATED = "anonymous", "deactivated"
ACTORS = (OWNER, OTHER, ASSISTANT, SUPERVISOR, RECORDS_ADMIN, AUDITOR, SUPERUSER, ANONYMOUS, DEACTIVATED)
OTHER_DESK = "somebody else who prints"
OWN, FOREIGN, ABSENT = "own", "foreign", "absent"

Who = frozenset[str]
NOBODY: Who = frozenset()
ANYBODY: Who = frozenset(ACTORS)
SIGNED_IN: Who = ANYBODY - {ANONYMOUS, DEACTIVATED}
CHART: Who = frozenset({OWNER, OTHER, ASSISTANT, SUPERVISOR, RECORDS_ADMIN})
INTAKE: Who = CHART - {RECORDS_ADMIN}
CLINICAL: Who = INTAKE - {ASSISTANT}
ARCHIVE: Who = frozenset({SUPERVISOR, RECORDS_ADMIN})
LOOK_INTO: Who = frozenset({SUPERVISOR, AUDITOR})
REPORT_ACCESS: Who = frozenset({AUDITOR, RECORDS_ADMIN})


@dataclass(frozen=True, kw_only=True)
class Row:
    """Who gets an answer; None: there is no such method. `of`: what the address names, "" for nothing."""

    get: Who | None = None
    post: Who | None = None
    of: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    foreign: bool = True  # whether somebody else's is there as well
    door: bool = False  # Django's own view: PUT is POST to it, and whoever is in is sent on by whatever method


PATIENT, DRAFT, SIGNED = "patient", "draft", "signed"
REFERRAL = "spine_surgery_referral"

TABLE: Mapping[str, Row] = {
    "today": Row(get=SIGNED_IN),
    "information": Row(get=SIGNED_IN),
    "information-prepare": Row(get=SIGNED_IN),
    "knowledge": Row(get=SIGNED_IN),
    "knowledge-pdf": Row(get=SIGNED_IN),
    "reports": Row(get=CLINICAL | {RECORDS_ADMIN}),
    "patient": Row(of=PATIENT, get=CHART),
    "patient-access": Row(of=PATIENT, get=REPORT_ACCESS),
    "visit-open": Row(of=PATIENT, post=INTAKE),
    "guidance": Row(of=DRAFT, get=CHART),
    "explain": Row(of=DRAFT, get=CHART, more={"id": "mri_lumbar"}),
    "plan": Row(of=DRAFT, get=CHART),
    "decide": Row(of=DRAFT, post=CLINICAL),
    "accept-all": Row(of=DRAFT, post=CLINICAL),
    "undecide": Row(of="decision", post=CLINICAL),
    "order-new": Row(of=DRAFT, post=CLINICAL),
    "order-withdraw": Row(of="order", post=CLINICAL),
    "order-event": Row(of="signed order", post=CLINICAL),
    "despite": Row(of=DRAFT, get=CLINICAL, post=CLINICAL, more={"item": "opioid_short"}),
    "release": Row(of=DRAFT, post=CLINICAL),
    "emergency": Row(of=DRAFT, get=CHART, post=CLINICAL),
    "review": Row(of=DRAFT, get=CHART),
    "visit-discard": Row(of=DRAFT, get=CHART, post=INTAKE),
    "visit-bring-back": Row(of=DRAFT, post=INTAKE),
    "take-over": Row(of=DRAFT, post=CLINICAL),
    "sign": Row(of=DRAFT, post=CLINICAL),
    "note": Row(of=SIGNED, get=CHART),
    "addendum-new": Row(of=SIGNED, post=CLINICAL),
    "co-sign": Row(of=SIGNED, post=frozenset({SUPERVISOR})),
    "co-sign-ask": Row(of=SIGNED, post=CLINICAL),
    "note-pdf": Row(of=SIGNED, get=CHART),
    "draft-pdf": Row(of=DRAFT, get=CHART),
    "handout-pdf": Row(of=DRAFT, get=CHART),
    "plan-pdf": Row(of=DRAFT, get=CHART),
    "request-pdf": Row(of="order", get=CHART),
    "letter-pdf": Row(of=DRAFT, get=CHART, more={"referral": REFERRAL}),
    "blank-pdf": Row(get=CHART),
    "batch": Row(of="batch", get=CHART, foreign=False),
    "batch-next": Row(of="batch", post=CHART, foreign=False),
    "batch-pdf": Row(of="batch", get=CHART, foreign=False),
    "letterhead-preview": Row(post=frozenset({RECORDS_ADMIN, SUPERUSER})),
    "encounter": Row(of=DRAFT, get=CHART),
    "record": Row(of=DRAFT, get=INTAKE, post=INTAKE),
    "none-of-these": Row(of=DRAFT, post=INTAKE, more={"section": "emergency_flags"}),
    "confirm-background": Row(of=DRAFT, post=INTAKE),
    "rest-normal": Row(of=DRAFT, post=CLINICAL, more={"block": "moving"}),
    "login": Row(get=ANYBODY, post=ANYBODY, door=True),
    "logout": Row(post=SIGNED_IN),
    "session-state": Row(get=ANYBODY),
    "session-here": Row(post=SIGNED_IN),
    "session-sign-in": Row(post=ANYBODY),
    "own-sessions": Row(get=SIGNED_IN),
    "other-sessions-end": Row(post=SIGNED_IN),
    "session-end": Row(of="session", post=SIGNED_IN, foreign=False),
    "own-password": Row(get=SIGNED_IN, post=SIGNED_IN),
    "second-step": Row(get=ANYBODY, post=ANYBODY),
    "session-second-step": Row(post=ANYBODY),
    "second-factor": Row(get=SIGNED_IN),
    "second-factor-app": Row(get=SIGNED_IN, post=SIGNED_IN),
    "second-factor-passkey": Row(get=SIGNED_IN, post=SIGNED_IN),
    "recovery-codes": Row(get=SIGNED_IN, post=SIGNED_IN),
    "second-factor-remove": Row(of="factor", get=SIGNED_IN, post=SIGNED_IN, foreign=False),
    "audit": Row(get=frozenset({AUDITOR}), post=frozenset({AUDITOR})),
    "patient-restrict": Row(of=PATIENT, get=ARCHIVE, post=ARCHIVE),
    "patient-unrestrict": Row(of=PATIENT, post=ARCHIVE),
    "care-team-name": Row(of=PATIENT, post=ARCHIVE),
    "care-team-leave": Row(of="team member", post=ARCHIVE),
    "glass": Row(get=CLINICAL, post=CLINICAL),
    "openings": Row(get=LOOK_INTO),
    "opening-close": Row(of="own opening", post=CLINICAL, foreign=False),
    "opening-seen": Row(of="opening", post=LOOK_INTO),
    "patient-search": Row(post=CHART),
    "patient-new": Row(get=CHART, post=CHART),
    "patient-edit": Row(of=PATIENT, get=CHART, post=CHART),
    "patient-archive": Row(of=PATIENT, get=ARCHIVE, post=ARCHIVE),
    "patient-restore": Row(of=PATIENT, get=ARCHIVE, post=ARCHIVE),
    "patient-lists": Row(of=PATIENT, get=CHART),
    "medicine-add": Row(of=PATIENT, post=CHART),
    "medicines-none": Row(of=PATIENT, post=CHART),
    "allergy-add": Row(of=PATIENT, post=CHART),
    "allergies-none": Row(of=PATIENT, post=CHART),
    "medicine-stop": Row(of="medicine", post=CHART),
    "medicine-strike": Row(of="medicine", post=CHART),
    "allergy-strike": Row(of="allergy", post=CHART),
}

DESK: Who = frozenset({RECORDS_ADMIN, AUDITOR, SUPERUSER})


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The admin's pages of one kind of row. Who reads it, who makes and who changes one there."""

    see: Who
    add: Who = NOBODY
    write: Who = NOBODY
    leads_on: bool = False  # its list is one row, and leads whoever may enter to that row's page, which then asks


ADMIN: Mapping[str, Desk] = {
    "clinic_auditevent": Desk(see=frozenset({AUDITOR})),
    "clinic_patient": Desk(see=frozenset({RECORDS_ADMIN}), write=frozenset({RECORDS_ADMIN})),
    "clinic_patientmedicine": Desk(see=frozenset({RECORDS_ADMIN}), write=frozenset({RECORDS_ADMIN})),
    "clinic_patientallergy": Desk(see=frozenset({RECORDS_ADMIN}), write=frozenset({RECORDS_ADMIN})),
    "clinic_practice": Desk(
        see=frozenset({RECORDS_ADMIN, SUPERUSER}), write=frozenset({RECORDS_ADMIN, SUPERUSER}), leads_on=True
    ),
    "clinic_staff": Desk(see=frozenset({SUPERUSER}), add=frozenset({SUPERUSER}), write=frozenset({SUPERUSER})),
    **{
        f"assessments_{name}": Desk(see=frozenset({RECORDS_ADMIN}))
        for name in (
            "addendum",
            "treatmentdecision",
            "ladderrelease",
            "encounter",
            "signednote",
            "testorder",
            "painassessment",
            "redflagscreen",
            "legsymptoms",
            "history",
            "background",
            "physicalexam",
            "nerveroots",
            "conclusion",
        )
    },
}


def addresses() -> Iterator[str]:
    """Every named address of the site; the admin's redirects from a row's bare address have no name."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
            elif pattern.name or not space:
                yield f"{space}{pattern.name or pattern.pattern}"

    return walk(get_resolver().url_patterns, "")


def test_no_address_is_without_a_row() -> None:
    desks = {f"admin:{desk}_{page}" for desk in ADMIN for page in ("changelist", "add", "change")}
    assert set(addresses()) == {*TABLE, *desks, "admin:index", "admin:login", "admin:jsi18n", "admin:app_list"}


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


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


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

    def at_a_desk(self, actor: str) -> Client:
        client = Client(raise_request_exception=False)
        if actor != ANONYMOUS:
            client.force_login(self.people[actor])
        return client


def outcome(client: Client, method: str, address: str) -> str:
    answer = getattr(client, method)(address)
    if answer.status_code == 302 and answer["Location"].startswith(("/sign-in/?next=", "/admin/login/?")):
        return "sign in first"
    return {403: "denied", 404: "absent", 405: "no such method"}.get(
        answer.status_code, "answered" if answer.status_code < 500 else f"error {answer.status_code}"
    )


def expected(row: Row, actor: str, method: str, whose: str) -> str:
    who = {"get": row.get, "post": row.post}.get(method)
    if row.door and (method == "put" or actor in SIGNED_IN):
        return "answered"
    if actor in (ANONYMOUS, DEACTIVATED) and actor not in (row.get or row.post or NOBODY):
        return "sign in first"
    if who is None:
        return "no such method"
    if actor not in who:
        return "denied"
    return "answered" if whose == OWN or (whose == FOREIGN and row.foreign) else "absent"


def cells(row: Row, actor: str) -> Iterator[tuple[str, str]]:
    """The other methods are asked by one who is in and one who is not: a role makes no difference to them."""
    for whose in (OWN, FOREIGN, ABSENT) if row.of else (OWN,):
        yield from (("get", whose), ("post", whose))
    if actor in (OWNER, ANONYMOUS):
        yield from ((method, OWN) for method in ("put", "patch", "delete"))


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_gets_what_the_table_says_and_nothing_else(actor: str) -> None:
    site = Site()
    client = site.at_a_desk(actor)
    wrong = []
    for name, row in TABLE.items():
        for method, whose in cells(row, actor):
            address = reverse(name, kwargs=dict(site.named(row, whose, actor)))
            got, wanted = outcome(client, method, address), expected(row, actor, method, whose)
            if got != wanted:
                wrong.append(f"{method} {name} of {whose}: {got}, not {wanted}")
            if name == "logout":
                client = site.at_a_desk(actor)
    assert "\n".join(wrong) == ""


def admin_expected(desk: Desk, page: str, method: str, actor: str) -> str:
    if actor in (ANONYMOUS, DEACTIVATED):
        return "sign in first"
    if page == "add":
        return "answered" if actor in desk.add else "denied"
    if method == "post" and page == "change":
        return "answered" if actor in desk.write else "denied"
    return "answered" if actor in (DESK if desk.leads_on and page == "changelist" else desk.see) else "denied"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_the_admin_opens_to_those_the_table_names(actor: str) -> None:
    site = Site()
    client = site.at_a_desk(actor)
    wrong = []

    def ask(method: str, address: str, wanted: str, what: str) -> None:
        got = outcome(client, method, address)
        if got != wanted:
            wrong.append(f"{method} {what}: {got}, not {wanted}")

    rest = "sign in first" if actor in (ANONYMOUS, DEACTIVATED) else "answered" if actor in DESK else "denied"
    for name in ("index", "jsi18n"):
        ask("get", reverse(f"admin:{name}"), rest, name)
    for label, desk in ADMIN.items():
        model = apps.get_model(*label.split("_"))
        there = model._default_manager.first()
        absent = "99" if model._meta.pk.get_internal_type() == "BigAutoField" else str(uuid.uuid4())
        for method in ("get", "post"):
            ask(method, reverse(f"admin:{label}_changelist"), admin_expected(desk, "changelist", method, actor), label)
            ask(method, reverse(f"admin:{label}_add"), admin_expected(desk, "add", method, actor), f"{label} add")
            for pk in [str(there.pk), absent] if there else [absent]:
                address = reverse(f"admin:{label}_change", args=[pk])
                ask(method, address, admin_expected(desk, "change", method, actor), f"{label} {pk == absent}")
    assert "\n".join(wrong) == ""


@pytest.mark.django_db
def test_a_visit_is_signed_by_its_own_clinician_only() -> None:
    site = Site()
    visit = site.rows[FOREIGN][DRAFT]["pk"]
    revision = Encounter.objects.get(pk=visit).revision
    sent = {"key": uuid.uuid4(), "revision": revision, "password": factories.PASSWORD}
    answer = site.at_a_desk(OWNER).post(reverse("sign", args=[visit]), sent)
    assert answer.status_code == 422
    assert not Encounter.objects.get(pk=visit).is_signed
