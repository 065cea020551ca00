"""Which walk comes to which page: each address that answers with a page has a row, and the walk shows it."""

from collections.abc import Mapping

from tests.who_may import ADMIN

SHELVES = "every_shelf_of_the_records_office"

WALKED: Mapping[str, str] = {
    "login": "at_the_door",
    "today": "the_clinic",
    "patient": "the_clinic",
    "patient-lists": "the_clinic",
    "patient-edit": "the_clinic",
    "information": "what_is_published",
    "information-prepare": "what_is_published",
    "knowledge": "what_is_published",
    "reports": "what_is_published",
    "own-sessions": "ones_own_account",
    "own-password": "ones_own_account",
    "encounter": "the_visit",
    "plan": "the_visit",
    "explain": "the_visit",
    "despite": "the_visit",
    "review": "the_visit",
    "note": "the_visit",
    "emergency": "an_emergency",
    "patient-new": "the_front_desk",
    "patient-archive": "the_supervisor",
    "patient-restore": "the_supervisor",
    "audit": "the_auditor",
    "patient-access": "the_auditor",
    "patient-restrict": "a_restricted_record",
    "glass": "a_restricted_record",
    "openings": "a_restricted_record",
    "visit-discard": "a_visit_opened_by_mistake",
    "batch": "notes_as_one_file",
    "request-pdf": "a_request_that_lacks_something",
    "second-factor": "a_second_factor",
    "second-factor-app": "a_second_factor",
    "second-factor-passkey": "a_second_factor",
    "second-factor-remove": "a_second_factor",
    "recovery-codes": "a_second_factor",
    "second-step": "a_second_factor",
    "admin:index": "the_records_office",
    "admin:app_list": SHELVES,
    "admin:clinic_staff_add": "the_manager",
    **{f"admin:{desk}_changelist": SHELVES for desk, row in ADMIN.items() if not row.leads_on},
    **{f"admin:{desk}_change": SHELVES for desk in ADMIN},
}
