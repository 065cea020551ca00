"""What was tried, and how each treatment went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import ClassVar

from ..conditions import Answers, Condition, Leaf, OneOf, Slot, Translate
from ..words import gettext_noop
from .finding import Finding, NotAllowed, options

HELPED, PARTLY, NO_HELP = "helped", "partly", "no_help"
EFFECTS = options(
    helped=gettext_noop("helped"),
    partly=gettext_noop("helped partly"),
    no_help=gettext_noop("did not help"),
)
NOT_TRIED = "not_tried"


@dataclass(frozen=True, kw_only=True, eq=False)
class Tried(Finding):
    """What was tried and how it went: treatment id to effect. Unknown: not asked; a missing id: not tried."""

    kind: ClassVar[str] = "tried"

    def allowed(self, value: Anything) -> dict[str, str]:
        effects = tuple(option.value for option in EFFECTS)
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise NotAllowed("a map of treatment id to " + ", ".join(effects))
        if any(effect not in effects for effect in value.values()):
            raise NotAllowed("for each treatment one of " + ", ".join(effects))
        return dict(value)

    def says(self, value: Anything, tr: Translate = str) -> str:
        return str(len(value)) if value else tr(gettext_noop("nothing"))

    def treatment(self, id: str, label: str) -> TriedOne:
        return TriedOne(self, id, label)


@dataclass(frozen=True, eq=False)
class TriedOne:
    """How one treatment went, read out of what was tried."""

    finding: Tried
    treatment_id: str
    treatment_label: str
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", f"{self.finding.id}.{self.treatment_id}")

    @property
    def finding_id(self) -> str:
        return self.finding.id

    @property
    def inputs(self) -> tuple[Slot, ...]:
        return self.finding.slots()

    def value(self, answers: Answers) -> Anything:
        tried = answers.get(self.finding.id)
        return None if tried is None else tried.get(self.treatment_id, NOT_TRIED)

    def words(self, value: Anything, tr: Translate = str) -> str:
        effect = next((tr(option.label) for option in EFFECTS if option.value == value), tr(gettext_noop("not tried")))
        return f"{tr(self.treatment_label)}: {effect}"

    def phrase(self, condition: Leaf, want: bool, tr: Translate = str) -> str:
        assert isinstance(condition, OneOf)
        label = tr(self.treatment_label)
        if set(condition.values) == {PARTLY, NO_HELP}:
            said = (
                tr(gettext_noop("{treatment} tried and not enough"))
                if want
                else tr(gettext_noop("{treatment} enough or not tried"))
            )
        elif set(condition.values) == {HELPED}:
            said = (
                tr(gettext_noop("{treatment} helped"))
                if want
                else tr(gettext_noop("{treatment} did not help or was not tried"))
            )
        else:
            said = tr(gettext_noop("{treatment} tried")) if want else tr(gettext_noop("{treatment} not tried"))
        return said.format(treatment=label)

    @property
    def tried(self) -> Condition:
        return OneOf(self, (HELPED, PARTLY, NO_HELP))

    @property
    def not_enough(self) -> Condition:
        return OneOf(self, (PARTLY, NO_HELP))

    @property
    def helped(self) -> Condition:
        return OneOf(self, (HELPED,))
