"""Signing: the visit becomes a note, frozen word for word, and closes."""

from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext

from assessments.knowledge import answers as answers_json
from assessments.knowledge.findings.nerve_roots import STRENGTH_FALLEN
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.note import canonical as note_bytes
from assessments.models import Encounter, SignedNote, Status
from assessments.services.advice import guidance_for
from assessments.services.co_signing import asked_at_signing
from assessments.services.completeness import Incomplete, missing
from assessments.services.draft import Written, pk_of, write
from assessments.services.identity import NotProved, confirm
from assessments.services.verifying import answered, hash_of
from assessments.services.writing import shown_as, write_note
from clinic.canonical import canonical
from clinic.models import Staff
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import reading
from clinic.services.access import require


class Moved(Refused):
    """Something was saved after the page that is being signed was shown."""

    def __init__(self, *, shown: int, current: int) -> None:
        super().__init__(
            gettext("The visit changed after it was shown for signing."),
            field="revision",
            value=shown,
            way_out=gettext("Read it again (revision %(current)d) and sign then.") % {"current": current},
        )


class Reworded(Moved):
    """The visit is the one that was shown, and its note is not: it also says what is kept beside the visit."""

    def __init__(self, *, shown: str) -> None:
        Refused.__init__(
            self,
            gettext(
                "The note changed after it was shown for signing: in what the chart, an earlier visit or the "
                "letterhead gives it, such as a name, a medicine or an allergy."
            ),
            field="shown",
            value=shown,
            way_out=gettext("Read it again as it is now, and sign then."),
        )


def sign(
    *,
    encounter: Encounter | UUID,
    by: Staff,
    password: str,
    key: UUID,
    revision: int,
    shown: str,
    language: str | None = None,
    co_sign: bool = False,
) -> SignedNote:
    """`revision` and `shown`, the hash that `shown_as` gives, are those of the page that was read; raises Moved when
    the visit has a later one or its note other words, Incomplete with all that is missing.

    Only one's own visit, with one's own password. `language` is the one on the page unless given. `co_sign` asks for
    a second name under it, as the practice may in any case.
    """
    require(by, Act.SIGN)
    pk = pk_of(encounter)
    try:
        confirm(by, password, key=key)
    except NotProved:
        # Outside the transaction that would be rolled back.
        patient_id = Encounter.objects.values_list("patient_id", flat=True).get(pk=pk)
        reading.denied(by=by, act=Act.SIGN.value, patient=patient_id)
        raise
    spoken = language or translation.get_language() or "en"

    def change(draft: Encounter) -> Written:
        if revision != draft.revision - 1:
            raise Moved(shown=revision, current=draft.revision - 1)
        if draft.clinician_id != by.pk:
            raise Refused(
                gettext("This is the visit of %(name)s.") % {"name": draft.clinician},
                field="clinician",
                value=str(draft.clinician),
                way_out=gettext("Take it over before you sign it."),
            )
        if found := missing(draft):
            raise Incomplete(found)
        note = _freeze(draft, by=by, language=spoken, shown=shown)
        asked = asked_at_signing(note, by=by, asked=co_sign)
        return Written(
            action="visit.signed",
            of=draft,
            reason=gettext("asks for a co-signature") if asked else "",
            content_hash=note.sha256,
            result={"note": str(note.pk)},
        )

    made = write(
        encounter=pk,
        by=by,
        acts=[Act.SIGN],
        key=key,
        revision=revision,
        action="visit.signed",
        body={"language": spoken, "co_sign": co_sign, "shown": shown},
        change=change,
    )
    return SignedNote.objects.get(pk=made.result["note"])


def _freeze(draft: Encounter, *, by: Staff, language: str, shown: str) -> SignedNote:
    now = timezone.now()
    chart, fallen = draft.chart(), draft.strength_fallen()
    advice = guidance_for(draft)
    note = write_note(draft, advice=advice, language=language)
    if shown_as(note) != shown:
        raise Reworded(shown=shown)
    content = note_bytes(note).decode()
    basis = canonical(_basis(draft, advice)).decode()
    if fallen is not None:
        setattr(draft.nerve_roots, STRENGTH_FALLEN.id, fallen)
        draft.nerve_roots.save(update_fields=[STRENGTH_FALLEN.id])
    Encounter.objects.filter(pk=draft.pk).update(**chart, status=Status.SIGNED, signed_at=now)
    return SignedNote.objects.create(
        encounter=draft,
        content=content,
        sha256=hash_of(content),
        basis=basis,
        basis_sha256=hash_of(basis),
        schema=note.schema,
        knowledge_version=advice.knowledge_version,
        language=language,
        signer=by,
        signer_name=by.name,
        signer_title=by.professional_title,
        signer_role=by.role,
        signed_at=now,
    )


def _basis(draft: Encounter, advice: Guidance) -> dict[str, Any]:
    """What the advice was given on, what it said, when each of it was first shown, and what was made of it."""
    return {
        "answers": answers_json.as_json(draft.answers()),
        "advice": advice.as_json(),
        "shown": draft.shown or {},
        **answered(draft),
    }
