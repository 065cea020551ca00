"""A treatment as guidance sees it: its status, and what there is to say of it, worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any as Anything

from .advice import Because, Said, because, keys, listed, said
from .conditions import Answers, Slot
from .findings.who import AGE
from .ladder import ON_HOLD, RELEASED, Rung, Status
from .medicines import nsaids_listed
from .sources import GENERAL, Citation
from .treatments import NSAIDS, Treatment
from .words import gettext_noop


@dataclass(frozen=True, kw_only=True)
class Item:
    rung: Rung
    status: Status
    answers: Answers = field(repr=False, hash=False)

    @property
    def treatment(self) -> Treatment:
        return self.rung.treatment

    @property
    def step(self) -> int:
        return self.treatment.step

    @property
    def sources(self) -> tuple[Citation, ...]:
        return self.treatment.sources

    @property
    def reason(self) -> str:
        """Why it has its place on the ladder: only where what that says is known of this patient."""
        match self.status:
            case Status.TRIED:
                return gettext_noop("Tried already, and not suggested again.")
            case Status.AVOID | Status.LATER:
                return ""
            case Status.HELD if self.rung.indicated.holds(self.answers) is not True:
                return ""
        return self.rung.reason

    @cached_property
    def because(self) -> tuple[Because, ...]:
        slots: Iterable[Slot]
        match self.status:
            case Status.AVOID:
                slots = self.rung.avoided.evidence(self.answers)
            case Status.TRIED:
                slots = (self.treatment.slot,)
            case Status.LATER if self._on_hold:
                slots = (slot for slot in ON_HOLD.evidence(self.answers) if slot is not RELEASED)
            case _:
                slots = self.rung.indicated.evidence(self.answers)
        return because(slots, self.answers)

    @cached_property
    def cautions(self) -> tuple[Said, ...]:
        return said((*self.rung.avoid, *self.rung.caution), self.answers)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The findings it waits for."""
        if self.status is not Status.HELD:
            return ()
        waiting = (self.rung.indicated, self.rung.avoided, *(one.when for one in self.rung.caution))
        return tuple(dict.fromkeys(slot.finding_id for part in waiting for slot in part.pending(self.answers)))

    @cached_property
    def notes(self) -> tuple[Said, ...]:
        return (*self._nsaids_beside(), *said(self.rung.notes, self.answers))

    def _nsaids_beside(self) -> tuple[Said, ...]:
        if self.treatment not in NSAIDS:
            return ()
        return tuple(
            Said(
                text=text,
                because=(Because(finding=names.id, side="", value=found, words=names.slots()[0].words(found)),),
                sources=(GENERAL.at("check the label"),),
            )
            for text, names, found in nsaids_listed(self.answers)
        )

    @property
    def unlocks(self) -> str:
        """In words what would bring it, where it comes later, waits for that, or is never suggested."""
        if self.status is Status.NEVER_SUGGESTED or (self.status is Status.HELD and not self.reason):
            return self.rung.unlocks
        if self.status is not Status.LATER:
            return ""
        if self._on_hold:
            return gettext_noop("When the emergency has been dealt with, or the clinician releases the hold.")
        if not self.rung.for_children and AGE.below(18).holds(self.answers) is True:
            return gettext_noop("Written for adults.")
        return self.rung.unlocks

    @property
    def _on_hold(self) -> bool:
        return ON_HOLD.holds(self.answers) is True

    def as_json(self) -> dict[str, Anything]:
        return {
            "id": self.treatment.id,
            "step": self.step,
            "status": self.status.value,
            "reason": self.reason,
            "because": listed(self.because),
            "cautions": listed(self.cautions),
            "missing": list(self.missing),
            "notes": listed(self.notes),
            "unlocks": self.unlocks,
            "tell": [fact.text for fact in self.treatment.tell],
            "sources": keys(self.sources),
        }
