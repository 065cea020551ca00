"""What an explanation says: why, why not, and in one sentence what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any as Anything

from .advice import Because, listed
from .conditions import Condition, Leaf, Translate
from .disagreements import about as disagreements_about
from .heeding import Heeded
from .plain_words import outline, without_side
from .rule import Urgency
from .ways import Literal
from .words import gettext_noop

_HOW_SOON = {
    Urgency.ROUTINE: gettext_noop("{when}"),
    Urgency.UNDECIDED: gettext_noop("{when}"),
    Urgency.SOON: gettext_noop("soon {when}"),
    Urgency.URGENT: gettext_noop("urgently {when}"),
    Urgency.IMMEDIATE: gettext_noop("at once {when}"),
}
TOO_MANY = gettext_noop("No one or two findings alone would change it.")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What would bring a suggestion about, or lift it: all of these together."""

    rule: str
    title: str
    urgency: Urgency
    literals: tuple[Literal, ...]

    def says(self, tr: Translate = str) -> str:
        return tr(gettext_noop(" and ")).join(literal.says(tr) for literal in self.literals)

    @property
    def key(self) -> tuple[str, ...]:
        """What is asked, of whichever side."""
        return tuple(
            without_side(one.leaf, one.want) if isinstance(one.leaf, Leaf) else one.says() for one in self.literals
        )

    def when(self, tr: Translate = str, *, either_side: bool = False) -> str:
        """As a part of a sentence: after what takes time, with the rest."""
        timed = [literal.briefly(tr, either_side=either_side) for literal in self.literals if literal.takes_time]
        rest = [literal.briefly(tr, either_side=either_side) for literal in self.literals if not literal.takes_time]
        and_ = tr(gettext_noop(" and "))
        told = [tr(gettext_noop("after {what}")).format(what=and_.join(timed))] if timed else []
        told += [tr(gettext_noop("with {what}")).format(what=and_.join(rest))] if rest else []
        return and_.join(told)

    def as_json(self) -> dict[str, Anything]:
        return {
            "rule": self.rule,
            "urgency": self.urgency.word,
            "words": self.says(),
            "changes": listed(self.literals),
        }


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A rule or row that does not suggest it, and the part that failed or waits."""

    rule: str
    title: str
    waits: bool
    parts: tuple[Condition, ...]

    def as_json(self) -> dict[str, Anything]:
        parts = [outline(part).line for part in self.parts]
        return {"rule": self.rule, "title": self.title, "waits": self.waits, "parts": parts}


@dataclass(frozen=True, kw_only=True)
class Explanation:
    id: str
    kind: str
    status: str
    because: tuple[Because, ...]
    failed: tuple[Failed, ...]
    would_bring: tuple[Change, ...]
    would_lift: tuple[Change, ...]
    precautions: tuple[Heeded, ...] = ()
    bringing: str = gettext_noop("Would be suggested {when}.")
    lifting: str = gettext_noop("Would no longer be suggested {when}.")
    otherwise: str = TOO_MANY

    def says(self, tr: Translate = str) -> str:
        """What would change it, in one sentence: the least and the most urgent way; else in the ladder's words."""
        if self.would_lift:
            return tr(self.lifting).format(when=_when(self.would_lift[0], self.would_lift, tr))
        if self.would_bring:
            return tr(self.bringing).format(when=_least_and_most(self.would_bring, tr))
        return tr(self.otherwise)

    def as_json(self) -> dict[str, Anything]:
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "words": self.says(),
            "because": listed(self.because),
            "failed": listed(self.failed),
            "would_bring": listed(self.would_bring),
            "would_lift": listed(self.would_lift),
            "precautions": listed(self.precautions),
            "disagreements": listed(disagreements_about(self.id)),
        }


def _least_and_most(changes: tuple[Change, ...], tr: Translate) -> str:
    """`changes` come the most urgent first, and of each rule the shortest first."""
    most, least = changes[0], min(changes, key=lambda change: change.urgency)
    told = [
        tr(_HOW_SOON[change.urgency]).format(when=_when(change, changes, tr))
        for change in ((least, most) if least.urgency < most.urgency else (most,))
    ]
    return tr(gettext_noop(", or ")).join(told)


def _when(change: Change, changes: tuple[Change, ...], tr: Translate) -> str:
    """Of one side only where the other side alone would not do as well."""
    sided = [literal for literal in change.literals if getattr(literal.slot, "side", "")]
    alike = sum(other.key == change.key for other in changes)
    return change.when(tr, either_side=len(sided) == 1 and alike == 2)
