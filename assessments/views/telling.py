"""What a row of the plan says, and what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from assessments.knowledge.advice import AvoidedTest, Because, Said, SuggestedReferral, SuggestedTest
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.heeding import Bearing, heeded
from assessments.knowledge.items import Item
from assessments.knowledge.ladder import Status
from assessments.knowledge.rule import Investigation, Referral
from assessments.knowledge.sources import Citation
from assessments.knowledge.strengths import stated
from assessments.knowledge.treatments import Treatment
from assessments.services.writing import translated
from assessments.views.chips import Chip, chips, listed, to_ask

REASON_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class Basis:
    """`explains`: what can be laid open here, each id with its label; `of` is what the sources are cited for."""

    reason: str
    sources: tuple[Citation, ...]
    of: str
    explains: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Said, ...] = ()
    shows: str = ""
    misses: str = ""
    unknown: tuple[Chip, ...] = ()

    @property
    def cited(self) -> tuple[tuple[Citation, str], ...]:
        """Each source with its strength, as it states it itself."""
        return tuple((citation, translated(stated(citation, self.of))) for citation in self.sources)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a row says. `reason` is what an order says when it is taken over as suggested."""

    basis: Basis
    because: tuple[Because, ...] = ()
    text: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    missing: tuple[Chip, ...] = ()
    unlocks: str = ""


def suggested(one: SuggestedTest, guidance: Guidance) -> Told:
    rule = one.rules[0]
    reason, remarks = translated(rule.because), (*one.cautions, *_of_this_patient(one.test, guidance))
    return Told(
        because=one.because,
        text=reason,
        reason=_reason(translated(rule.title), one.because),
        notes=tuple(translated(note) for note in one.notes),
        basis=_of_test(one.test, reason, one.sources, remarks, of=rule.id),
    )


def avoided(one: AvoidedTest) -> Told:
    rule = one.rules[0]
    return Told(
        because=one.because,
        text=translated(one.until),
        basis=_of_test(one.test, translated(rule.because), one.sources, of=rule.id),
    )


def open_to_order(test: Investigation, guidance: Guidance) -> Told:
    missing = next((one.missing for one in guidance.undecided if one.test is test), ())
    return Told(missing=to_ask(missing), basis=_of_test(test, "", test.sources))


def referred(referral: Referral, one: SuggestedReferral | None) -> Told:
    rule = one.rules[0] if one and one.rules else None
    reason = translated(one.reason) if one else ""
    return Told(
        because=one.because if one else (),
        text=reason,
        basis=Basis(
            reason=reason,
            sources=one.sources if one else (referral.source,),
            of=rule.id if rule else referral.id,
            explains=((referral.id, translated(referral.label)),),
        ),
    )


def treated(item: Item, guidance: Guidance) -> Told:
    is_open = item.status in (Status.SUGGESTED, Status.AVAILABLE, Status.NEVER_SUGGESTED)
    precautions = _of_this_patient(item.treatment, guidance) if is_open else ()
    return Told(
        because=item.because,
        text=translated(item.treatment.advice),
        missing=to_ask(item.missing),
        unlocks=translated(item.unlocks),
        basis=Basis(
            reason=translated(item.reason),
            sources=item.sources,
            of=item.treatment.id,
            explains=((item.treatment.id, translated(item.treatment.label)),),
            remarks=(*item.cautions, *precautions, *item.notes),
        ),
    )


def _of_test(
    test: Investigation, reason: str, sources: tuple[Citation, ...], remarks: tuple[Said, ...] = (), *, of: str = ""
) -> Basis:
    return Basis(
        reason=reason,
        sources=sources,
        of=of or test.id,
        explains=((test.id, translated(test.label)),),
        remarks=remarks,
        shows=translated(test.shows),
        misses=translated(test.misses),
    )


def _reason(title: str, because: tuple[Because, ...]) -> str:
    words = listed(chip.text for chip in chips(because))
    said = gettext("%(title)s: %(because)s") % {"title": title, "because": words} if words else title
    return said if len(said) <= REASON_LENGTH else said[: REASON_LENGTH - 1] + "…"


def _of_this_patient(what: Investigation | Treatment, guidance: Guidance) -> Iterable[Said]:
    """The precautions that an answer or a name on the list makes this patient's; the rest is one step away."""
    return (one.said for one in heeded(what, guidance.answers) if one.bearing is Bearing.HERE)
