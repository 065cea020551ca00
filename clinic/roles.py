"""What each role may do: the one table that code, tests and README read."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Protocol

from django.utils.translation import gettext_lazy


class Role(StrEnum):
    """The value is the name of the group."""

    ASSISTANT = "assistant"
    CLINICIAN = "clinician"
    SUPERVISOR = "supervising clinician"
    RECORDS_ADMIN = "records admin"
    AUDITOR = "auditor"


NAMED: Mapping[str, object] = {
    Role.ASSISTANT.value: gettext_lazy("assistant"),
    Role.CLINICIAN.value: gettext_lazy("clinician"),
    Role.SUPERVISOR.value: gettext_lazy("supervising clinician"),
    Role.RECORDS_ADMIN.value: gettext_lazy("records admin"),
    Role.AUDITOR.value: gettext_lazy("auditor"),
    "superuser": gettext_lazy("superuser"),
}


def in_words(roles: str) -> str:
    """Of roles as they are kept, joined by a comma."""
    return ", ".join(str(NAMED.get(one, one)) for one in roles.split(", "))


class Act(StrEnum):
    FIND_PATIENTS = "find_patients"
    SEE_CHART = "see_chart"
    MANAGE_PATIENTS = "manage_patients"
    ARCHIVE_PATIENTS = "archive_patients"
    RECORD_LISTS = "record_lists"
    RECORD_INTAKE = "record_intake"
    RECORD_ENCOUNTER = "record_encounter"
    ORDER = "order"
    RECORD_RESULT = "record_result"
    DECIDE = "decide"
    SIGN = "sign"
    AMEND = "amend"
    CO_SIGN = "co_sign"
    BREAK_GLASS = "break_glass"
    RESTRICT = "restrict"
    SEE_RESTRICTED = "see_restricted"
    REVIEW_OPENINGS = "review_openings"
    PRINT = "print"
    REPORT = "report"
    MANAGE_RECORDS = "manage_records"
    MANAGE_PRACTICE = "manage_practice"
    MANAGE_STAFF = "manage_staff"
    READ_AUDIT = "read_audit"
    REPORT_ACCESS = "report_access"


SAYS: Mapping[Act, object] = {
    Act.FIND_PATIENTS: gettext_lazy("find a patient"),
    Act.SEE_CHART: gettext_lazy("open a chart"),
    Act.MANAGE_PATIENTS: gettext_lazy("register a patient and correct their details"),
    Act.ARCHIVE_PATIENTS: gettext_lazy("archive a patient and bring them back"),
    Act.RECORD_LISTS: gettext_lazy("keep the lists of medicines and allergies"),
    Act.RECORD_INTAKE: gettext_lazy("record what the patient tells before the examination"),
    Act.RECORD_ENCOUNTER: gettext_lazy("record the whole visit"),
    Act.ORDER: gettext_lazy("order a test"),
    Act.RECORD_RESULT: gettext_lazy("record a result"),
    Act.DECIDE: gettext_lazy("decide on treatment"),
    Act.SIGN: gettext_lazy("sign a visit"),
    Act.AMEND: gettext_lazy("add an addendum"),
    Act.CO_SIGN: gettext_lazy("co-sign a visit"),
    Act.BREAK_GLASS: gettext_lazy("open a restricted record with a reason, for a few hours"),
    Act.RESTRICT: gettext_lazy("restrict a record and name its care team"),
    Act.SEE_RESTRICTED: gettext_lazy("see restricted records without being on their care team"),
    Act.REVIEW_OPENINGS: gettext_lazy("review emergency access to restricted records"),
    Act.PRINT: gettext_lazy("print"),
    Act.REPORT: gettext_lazy("see reports over many visits"),
    Act.MANAGE_RECORDS: gettext_lazy("look after records in the admin"),
    Act.MANAGE_PRACTICE: gettext_lazy("change the practice's letterhead and policy"),
    Act.MANAGE_STAFF: gettext_lazy("manage staff accounts and roles"),
    Act.READ_AUDIT: gettext_lazy("read the audit trail"),
    Act.REPORT_ACCESS: gettext_lazy("report to a patient who opened their record"),
}

_ASSISTANT = frozenset(
    {Act.FIND_PATIENTS, Act.SEE_CHART, Act.MANAGE_PATIENTS, Act.RECORD_LISTS, Act.RECORD_INTAKE, Act.PRINT}
)
_CLINICIAN = _ASSISTANT | {
    Act.RECORD_ENCOUNTER,
    Act.ORDER,
    Act.RECORD_RESULT,
    Act.DECIDE,
    Act.SIGN,
    Act.AMEND,
    Act.BREAK_GLASS,
    Act.REPORT,
}
MAY: Mapping[Role, frozenset[Act]] = {
    Role.ASSISTANT: _ASSISTANT,
    Role.CLINICIAN: _CLINICIAN,
    Role.SUPERVISOR: _CLINICIAN | {Act.CO_SIGN, Act.ARCHIVE_PATIENTS, Act.RESTRICT, Act.REVIEW_OPENINGS},
    Role.RECORDS_ADMIN: frozenset(
        {
            Act.FIND_PATIENTS,
            Act.SEE_CHART,
            Act.MANAGE_PATIENTS,
            Act.ARCHIVE_PATIENTS,
            Act.RESTRICT,
            Act.SEE_RESTRICTED,
            Act.RECORD_LISTS,
            Act.PRINT,
            Act.REPORT,
            Act.MANAGE_RECORDS,
            Act.MANAGE_PRACTICE,
            Act.REPORT_ACCESS,
        }
    ),
    Role.AUDITOR: frozenset({Act.READ_AUDIT, Act.REPORT_ACCESS, Act.REVIEW_OPENINGS}),
}
# A superuser sets the practice up; without a clinical role they open no chart.
SUPERUSER_MAY = frozenset({Act.MANAGE_STAFF, Act.MANAGE_PRACTICE})


class Person(Protocol):
    """Whoever asks: a member of staff, or Django's anonymous visitor, who has no roles."""

    @property
    def is_active(self) -> bool: ...

    @property
    def is_superuser(self) -> bool: ...


def acts(user: Person) -> frozenset[Act]:
    if not user.is_active:
        return frozenset()
    granted = _granted(getattr(user, "roles", frozenset()))
    return granted | SUPERUSER_MAY if user.is_superuser else granted


@cache
def _granted(roles: frozenset[Role]) -> frozenset[Act]:
    return frozenset(act for role in roles for act in MAY[role])


def may(user: Person, act: Act) -> bool:
    return act in acts(user)
