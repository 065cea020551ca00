"""Who may ask for what: a row for each address, and what it names. What is not declared is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
    "rest-normal": Row(of=DRAFT, post=CLINICAL, more={"block": "movement"}),
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
