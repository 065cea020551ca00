"""An answer as plain text: what a control holds, and how a page says what it showed before."""

from typing import Any

from assessments.knowledge.vocabulary import (
    Choice,
    Day,
    Finding,
    NotAllowed,
    Number,
    OneSide,
    Several,
    Text,
    Tried,
    YesNo,
)

YES, NO = "yes", "no"
NONE = "none"  # a list that was asked for and is empty; no list has an option of this name
NOTHING = "nothing"  # of all treatments


def written(slot: OneSide, value: Any) -> str:
    """Unknown is nothing at all."""
    match slot.finding:
        case _ if value is None:
            return ""
        case YesNo():
            return YES if value else NO
        case Several():
            return " ".join(value) or NONE
        case Tried():
            return " ".join(f"{treatment}:{effect}" for treatment, effect in sorted(value.items())) or NOTHING
        case Day():
            return str(value.isoformat())
        case Number():
            return f"{value:g}" if isinstance(value, float) else str(value)
    return str(value)


def read(slot: OneSide, text: str) -> Any:
    """What `written` wrote. Raises NotAllowed."""
    finding = slot.finding
    if text == "":
        return None
    return finding.allowed(_value(finding, text))


def _value(finding: Finding, text: str) -> Any:
    match finding:
        case YesNo():
            return {YES: True, NO: False}.get(text)
        case Several():
            return () if text == NONE else tuple(text.split(" "))
        case Tried():
            return {} if text == NOTHING else dict(_pair(one) for one in text.split(" "))
        case Number():
            try:
                return float(text) if finding.decimals else int(text)
            except ValueError:
                return None
        case Text():
            return one_way(text)
        case Choice() | Day():
            return text
    raise NotAllowed(f"nothing: a finding of kind {finding.kind} has no control")


def _pair(text: str) -> tuple[str, str]:
    treatment, _, effect = text.partition(":")
    return treatment, effect


def one_way(text: str) -> str:
    """A browser sends every end of line as CR LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
