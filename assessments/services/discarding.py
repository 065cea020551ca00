"""A visit opened by mistake: put away with a reason while nothing of it is signed, kept as it was, brought back."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from assessments.models import Encounter, Status
from assessments.services.draft import Saved, Written, pk_of, saved, write
from clinic.canonical import sha256
from clinic.models import Staff
from clinic.refusals import Refused, Signed
from clinic.roles import Act
from clinic.services import audit
from clinic.services.access import require
from clinic.services.receipts import once
from clinic.text import clean

LONGEST = 500


class MovedOn(Refused):
    """Something happened to the visit after the page was made."""

    def __init__(self, *, shown: int) -> None:
        super().__init__(
            gettext("The visit changed after this page was made."),
            field="revision",
            value=shown,
            way_out=gettext("Look at it again and decide then."),
        )


def may_discard(encounter: Encounter, by: Staff) -> bool:
    """Its clinician; whoever opened it, as long as it is no clinician's."""
    return by.pk == (encounter.clinician_id or encounter.opened_by_id)


def may_bring_back(encounter: Encounter, by: Staff) -> bool:
    """Its clinician, or whoever discarded it."""
    return by.pk in (encounter.clinician_id, encounter.discarded_by_id)


def discard(*, encounter: Encounter | UUID, by: Staff, key: UUID, revision: int, reason: str) -> Saved:
    """Raises MovedOn when something was saved since `revision`, so that nobody puts away what they have not seen."""
    why = clean(reason, field="reason", limit=LONGEST, required=True)

    def change(draft: Encounter) -> Written:
        if not may_discard(draft, by):
            raise _not_yours(draft)
        if revision != draft.revision - 1:
            raise MovedOn(shown=revision)
        Encounter.objects.filter(pk=draft.pk).update(
            status=Status.DISCARDED, discarded_at=timezone.now(), discarded_by=by, discarded_because=why
        )
        return Written(action="visit.discarded", reason=why)

    return saved(
        write(
            encounter=encounter,
            by=by,
            acts=[Act.RECORD_INTAKE],
            key=key,
            revision=revision,
            action="visit.discarded",
            body={"reason": why},
            change=change,
        )
    )


@transaction.atomic
def bring_back(*, encounter: Encounter | UUID, by: Staff, key: UUID, revision: int) -> Encounter:
    """A draft again, word for word as it was left."""
    require(by, Act.RECORD_INTAKE)
    pk = pk_of(encounter)

    def act() -> None:
        row = Encounter.objects.get(pk=pk)
        if not may_bring_back(row, by):
            raise _not_yours(row)
        draft = Encounter.objects.filter(pk=pk, status=Status.DISCARDED, revision=revision)
        if not draft.update(
            status=Status.DRAFT,
            revision=F("revision") + 1,
            discarded_at=None,
            discarded_by=None,
            discarded_because="",
        ):
            raise Signed(row) if row.is_signed else MovedOn(shown=revision)
        audit.append(
            action="visit.brought_back",
            by=by,
            patient=row.patient_id,
            of=row,
            revision_before=revision,
            revision_after=revision + 1,
            content_hash=sha256(Encounter.objects.whole().get(pk=pk).answers()),
            key=key,
        )

    body = {"encounter": pk, "revision": revision}
    once(key=key, by=by, action="visit.brought_back", body=body, act=act)
    return Encounter.objects.get(pk=pk)


def _not_yours(encounter: Encounter) -> Refused:
    return Refused(
        gettext("This is the visit of %(name)s.") % {"name": encounter.clinician or encounter.opened_by},
        field="clinician",
        value=str(encounter.clinician),
        way_out=gettext("Ask them, or take it over first."),
    )
