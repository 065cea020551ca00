"""The one way a draft is written: once per key, under the visit's lock, with the revision it was made from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, F
from django.utils import timezone
from django.utils.translation import gettext

from assessments.knowledge.findings.who import AGE
from assessments.knowledge.vocabulary import NotAllowed
from assessments.models import Encounter, Status
from clinic.canonical import sha256
from clinic.models import Patient, Staff
from clinic.refusals import Refused
from clinic.roles import Act, may
from clinic.services import audit
from clinic.services.access import require
from clinic.services.receipts import once
from clinic.services.restricting import joined_by_visit


@dataclass(frozen=True, kw_only=True)
class Saved:
    """`also` holds what changed beside what was sent, slot id to value as JSON: the page shows it too.

    `visit` is the whole of it as this save left it; None where nothing was written, or had been before.
    """

    revision: int
    saved_at: datetime
    also: Mapping[str, Any] = field(default_factory=dict)
    visit: Encounter | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a change did: for the audit trail, and for whoever asked for it. `result` is JSON."""

    action: str
    findings: Iterable[str] = ()
    of: models.Model | None = None
    reason: str = ""
    content_hash: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Done:
    """`result`: what the change gave, with revision and time. `visit` as in Saved; `of`: the row that was written."""

    result: Mapping[str, Any]
    visit: Encounter | None = None
    of: Any = None


def pk_of(row: models.Model | UUID) -> UUID:
    pk = row.pk if isinstance(row, models.Model) else row
    assert isinstance(pk, UUID)
    return pk


def age_on(encounter: Encounter) -> int:
    age = encounter.patient.age_on(encounter.visited_on)
    try:
        return int(AGE.allowed(age))
    except NotAllowed as limits:
        raise Refused(
            gettext("%(label)s: %(value)s on the day of the visit.") % {"label": gettext(AGE.label), "value": age},
            field="birth_date",
            value=encounter.patient.birth_date,
            way_out=gettext("Correct the birth date in the chart; allowed is %(limits)s.") % {"limits": limits},
        ) from None


def locked(encounter: Encounter | UUID, *, revision: int) -> Encounter:
    """The draft as it now is, its revision counted up: nobody else writes it until this transaction ends.

    `encounter` itself where it is whole and still as it was read; after a refusal it has to be read again.
    """
    if isinstance(revision, bool) or not isinstance(revision, int) or revision < 1:
        raise Refused(
            gettext("This save does not say which revision of the visit it was made from."),
            field="revision",
            value=revision,
            way_out=gettext("Reload the visit and save again."),
        )
    draft = _as_read(encounter) or _read(pk_of(encounter))
    if revision >= draft.revision:
        raise Refused(
            gettext("revision: %(given)d is ahead of the record, which is at %(current)d.")
            % {"given": revision, "current": draft.revision - 1},
            field="revision",
            value=revision,
            way_out=gettext("Reload the visit and save again."),
        )
    age, sex = age_on(draft), draft.patient.sex
    if (age, sex) != (draft.age_years, draft.sex):
        Encounter.objects.filter(pk=draft.pk).update(age_years=age, sex=sex)
        draft.age_years, draft.sex = age, sex
    return draft


def _read(pk: UUID) -> Encounter:
    if not Encounter.objects.filter(pk=pk, status=Status.DRAFT).update(revision=F("revision") + 1):
        raise Encounter.objects.get(pk=pk).closed()
    draft = Encounter.one(pk)
    assert draft is not None
    return draft


def _as_read(encounter: Encounter | UUID) -> Encounter | None:
    """Spares reading a visit of 250 columns once more while others wait. None: somebody wrote it or the chart since."""
    if not isinstance(encounter, Encounter) or not encounter.is_whole:
        return None
    chart = Patient.objects.filter(pk=encounter.patient_id, revision=encounter.patient.revision)
    unchanged = Encounter.objects.filter(
        Exists(chart), pk=encounter.pk, status=Status.DRAFT, revision=encounter.revision
    )
    if not unchanged.update(revision=F("revision") + 1):
        return None
    encounter.revision += 1
    return encounter


def write(
    *,
    encounter: Encounter | UUID,
    by: Staff,
    acts: Iterable[Act],
    key: UUID,
    revision: int,
    action: str,
    body: Mapping[str, Any],
    change: Callable[[Encounter], Written],
) -> Done:
    """What came of `change`, in a transaction of its own; the same result again for the same key and body.

    An `encounter` that is whole is changed with its row, and is read again only where somebody wrote it since.
    Raises NotAllowed, KeyReused, Signed, and whatever `change` raises: then nothing was written.
    """
    pk = pk_of(encounter)
    for act in acts:
        require(by, act)
    fresh: dict[str, Any] = {}

    def act_once() -> dict[str, Any]:
        draft = locked(encounter, revision=revision)
        if draft.clinician_id is None and may(by, Act.RECORD_ENCOUNTER):
            Encounter.objects.filter(pk=pk).update(clinician=by)
            draft.clinician = by
            joined_by_visit(patient=draft.patient, by=by)
        written = change(draft)
        audit.append(
            action=written.action,
            by=by,
            patient=draft.patient_id,
            of=written.of or draft,
            revision_before=draft.revision - 1,
            revision_after=draft.revision,
            findings=written.findings,
            reason=written.reason,
            content_hash=written.content_hash or _hash_of(written, draft),
            key=key,
        )
        fresh.update(visit=draft, of=written.of)
        return {"revision": draft.revision, "saved_at": timezone.now().isoformat(), **written.result}

    answer = once(key=key, by=by, action=action, body={"encounter": pk, "revision": revision, **body}, act=act_once)
    assert isinstance(answer, dict)
    return Done(result=answer, **fresh)


def _hash_of(written: Written, draft: Encounter) -> str:
    return audit.hash_of(written.of) if written.of is not None else sha256(draft.answers())


def saved(done: Done) -> Saved:
    return Saved(
        revision=done.result["revision"],
        saved_at=datetime.fromisoformat(done.result["saved_at"]),
        also=done.result.get("also", {}),
        visit=done.visit,
    )
