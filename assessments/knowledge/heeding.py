"""Which precautions are about this patient, which wait for an answer, and which nothing recorded decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any as Anything

from .advice import Because, Said, listed
from .conditions import Answers, Translate, unique
from .findings.background import MEDICATIONS
from .medicines import on_the_list
from .precautions import Level, Precaution, about
from .rule import Investigation
from .treatments import Treatment
from .words import gettext_noop


class Bearing(Enum):
    HERE = "here"  # an answer, or a name on the list, makes it this patient's
    NOT_KNOWN = "not_known"  # an answer is missing, or a name on the list is not known
    IN_GENERAL = "in_general"  # nothing that is recorded decides


@dataclass(frozen=True, kw_only=True)
class Heeded:
    """`missing`: ids of the findings that would tell."""

    precaution: Precaution
    bearing: Bearing
    because: tuple[Because, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        return self.precaution.level

    @property
    def said(self) -> Said:
        return Said(text=self.precaution.text, because=self.because, sources=self.precaution.sources)

    def says(self, tr: Translate = str) -> str:
        """With the ingredients it is about, where it is about some only."""
        text, names = tr(self.precaution.text), [tr(one.name) for one in self.precaution.ingredients]
        return tr(gettext_noop("{names}: {text}")).format(names=", ".join(names), text=text) if names else text

    def as_json(self) -> dict[str, Anything]:
        return {
            "text": self.precaution.text,
            "level": self.level.name.lower(),
            "ingredients": [{"name": one.name, "rxnorm": one.code} for one in self.precaution.ingredients],
            "bearing": self.bearing.value,
            "because": listed(self.because),
            "missing": list(self.missing),
            "sources": [str(one) for one in self.precaution.sources],
        }


def heeded(what: Treatment | Investigation, answers: Answers) -> tuple[Heeded, ...]:
    """This patient's first, then what is not known, then the rest; what is ruled out for the patient is left out."""
    found = [one for precaution in about(what) if (one := _heeded(precaution, answers))]
    order = list(Bearing)
    return tuple(sorted(found, key=lambda one: order.index(one.bearing)))


def _heeded(precaution: Precaution, answers: Answers) -> Heeded | None:
    if precaution.when is None and not precaution.taking:
        return Heeded(precaution=precaution, bearing=Bearing.IN_GENERAL)
    because, missing = [*_answered(precaution, answers)], [*_unanswered(precaution, answers)]
    if because:
        return Heeded(precaution=precaution, bearing=Bearing.HERE, because=tuple(because))
    return Heeded(precaution=precaution, bearing=Bearing.NOT_KNOWN, missing=tuple(missing)) if missing else None


def _answered(precaution: Precaution, answers: Answers) -> Iterable[Because]:
    if precaution.when is not None and precaution.when.holds(answers) is True:
        for slot in unique(precaution.when.evidence(answers)):
            value = slot.value(answers)
            side = getattr(slot, "side", "")
            yield Because(finding=slot.finding_id, side=side, value=value, words=slot.words(value))
    if precaution.taking and (names := on_the_list(answers, precaution.taking)):
        (slot,) = MEDICATIONS.slots()
        yield Because(finding=MEDICATIONS.id, side="", value=names, words=slot.words(names))


def _unanswered(precaution: Precaution, answers: Answers) -> Iterable[str]:
    if precaution.when is not None:
        yield from dict.fromkeys(slot.finding_id for slot in precaution.when.pending(answers))
    if precaution.taking and on_the_list(answers, precaution.taking) is None:
        yield MEDICATIONS.id
