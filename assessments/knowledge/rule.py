"""What a rule is: when it fires, how urgent that is, what it suggests and considers, why, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import cached_property

from .causes import Cause
from .conditions import ALWAYS, All, Certainly, Condition
from .sources import Citation
from .vocabulary import Code, Finding
from .words import gettext_noop


class Urgency(IntEnum):
    """How soon to act. Undecided ranks above routine: nothing reassures before every red flag was asked."""

    ROUTINE = 0
    UNDECIDED = 1
    SOON = 2  # 1 to 2 weeks
    URGENT = 3  # 24 to 72 hours
    IMMEDIATE = 4  # now

    @property
    def word(self) -> str:
        return _HOW_SOON[self]


_HOW_SOON = {
    Urgency.ROUTINE: gettext_noop("routine"),
    Urgency.UNDECIDED: gettext_noop("undecided"),
    Urgency.SOON: gettext_noop("soon"),
    Urgency.URGENT: gettext_noop("urgent"),
    Urgency.IMMEDIATE: gettext_noop("immediate"),
}


class Strength(Enum):
    """How firmly a source speaks, as it states it itself."""

    STRONG = gettext_noop("strong")
    WEAK = gettext_noop("weak")
    CONDITIONAL = gettext_noop("conditional")
    NOT_STATED = gettext_noop("not stated")


@dataclass(frozen=True, kw_only=True, eq=False)
class Remark:
    """A caution, a note or a word beside an alert, for when its condition holds."""

    text: str
    when: Condition = ALWAYS
    sources: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Investigation:
    """A test that can be ordered: what it shows and what it cannot; `limit`: who says the latter, if another does."""

    id: str
    label: str
    shows: str
    misses: str
    source: Citation
    limit: Citation | None = None
    scan: bool = False
    cautions: tuple[Remark, ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def sources(self) -> tuple[Citation, ...]:
        return (self.source, self.limit) if self.limit else (self.source,)

    def when(self, condition: Condition, *, note: str = "") -> Suggestion:
        return Suggestion(what=self, when=condition, note=note)

    def offered(self, *, note: str = "") -> Suggestion:
        return Suggestion(what=self, offered=True, note=note)

    def noting(self, note: str) -> Suggestion:
        return Suggestion(what=self, note=note)


@dataclass(frozen=True, kw_only=True, eq=False)
class Referral:
    id: str
    label: str
    source: Citation

    def when(self, condition: Condition) -> Suggestion:
        return Suggestion(what=self, when=condition)


@dataclass(frozen=True, kw_only=True, eq=False)
class Suggestion:
    """What a rule suggests once it fired; with `when`, only if that holds too. Offered: the choice is open."""

    what: Investigation | Referral
    when: Condition = ALWAYS
    offered: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Consider:
    cause: Cause
    when: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """`advice` is one sentence, put as an option; `because` says why.

    `examine` names what is to be asked or examined once the rule fired; `unless_fired` the rules that keep it
    from firing: it is decided after them.
    """

    id: str
    title: str
    advice: str
    because: str
    urgency: Urgency
    when: Condition
    suggest: tuple[Investigation | Referral | Suggestion, ...] = ()
    consider: tuple[Cause | Consider, ...] = ()
    examine: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()
    avoid: tuple[Investigation, ...] = ()
    until: str = ""
    unless_fired: tuple[Rule, ...] = ()
    sources: tuple[Citation, ...]
    fires: Condition = field(init=False)

    def __post_init__(self) -> None:
        blocked = tuple(~Certainly(rule.fires) for rule in self.unless_fired)
        object.__setattr__(self, "fires", All((self.when, *blocked)) if blocked else self.when)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(one if isinstance(one, Suggestion) else Suggestion(what=one) for one in self.suggest)

    @cached_property
    def considers(self) -> tuple[Consider, ...]:
        return tuple(one if isinstance(one, Consider) else Consider(cause=one) for one in self.consider)

    @cached_property
    def names_a_scan(self) -> bool:
        return any(isinstance(one.what, Investigation) and one.what.scan for one in self.suggestions)
