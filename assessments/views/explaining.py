"""One suggestion laid open: why, why not, what would change it, where sources differ, and what it uses of a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.sections import SECTION_OF
from assessments.knowledge import about
from assessments.knowledge.alike import Told, told_once
from assessments.knowledge.conditions import Condition, ReachesSetting
from assessments.knowledge.disagreements import DISAGREEMENTS, Direction, Disagreement
from assessments.knowledge.explain import EXPLAINABLE, conditions_of, explain, explain_rule, naming
from assessments.knowledge.explanation import Explanation, Failed
from assessments.knowledge.findings.conclusion import IMAGING_PURPOSE
from assessments.knowledge.findings.pain import TRIAL_WEEKS
from assessments.knowledge.guidance import Guidance
from assessments.knowledge.heeding import Bearing, Heeded
from assessments.knowledge.ladder import Rung
from assessments.knowledge.plain_words import Outline, outline
from assessments.knowledge.rule import Investigation, Rule
from assessments.knowledge.sources import Citation
from assessments.knowledge.strengths import stated
from assessments.services.catalogue import ITEMS, RULE_BY_ID
from assessments.services.writing import translated
from assessments.views.chips import Chip, chips, field_of, to_ask
from assessments.views.rows import OF_A_RULE

RULES_AT_ONCE, WAYS_AT_ONCE, REASONS_AT_ONCE, TESTS_AT_ONCE = 5, 3, 5, 3
STATUSES = {
    "suggested": _("Suggested"),
    "fired": _("It applies"),
    "waits": _("An answer is missing"),
    "ruled_out": _("It does not apply"),
    "available": _("Open to choose, not suggested"),
    "undecided": _("Not suggested: an answer is missing"),
    "held": _("Not suggested: an answer is missing"),
    "not_suggested": _("Not suggested"),
    "avoid": _("Advised against"),
    "later": _("Not suggested yet"),
    "tried": _("Tried before"),
    "never_suggested": _("Never suggested"),
}
DIRECTIONS = {Direction.FOR: _("for"), Direction.AGAINST: _("against"), Direction.OPEN: _("leaves it open")}


@dataclass(frozen=True, kw_only=True)
class WhyNot:
    """A rule or a row that does not suggest it: the parts that failed or, if it waits, that are not known."""

    title: str
    waits: bool
    parts: tuple[Chip, ...]


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What one rule would need: each way at most two answers."""

    title: str
    urgency: str
    ways: tuple[tuple[Chip, ...], ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Mind:
    """A precaution: how firmly, of what, by which source; `chips` are what makes it this patient's, or would tell."""

    level: str
    text: str
    sources: str
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Laid:
    """`lifts`: the changes would take the suggestion away, otherwise bring it. `trial_weeks`: of the practice."""

    id: str
    label: str
    status: str
    sentence: str
    because: tuple[Chip, ...]
    why_not: tuple[WhyNot, ...]
    why_not_rest: tuple[WhyNot, ...]
    changes: tuple[Ways, ...]
    changes_rest: tuple[Ways, ...]
    lifts: bool
    mind: tuple[tuple[str, tuple[Mind, ...]], ...]
    disagreements: tuple[Disagreement, ...]
    cited: tuple[tuple[Citation, str], ...]
    rule: tuple[tuple[str, Outline], ...]
    unless: tuple[str, ...]
    uses: tuple[tuple[str, str], ...]
    trial_weeks: int | None

    @property
    def is_rule(self) -> bool:
        return self.id.startswith(OF_A_RULE)


def known(id: str) -> bool:
    return _rule(id) is not None or id in EXPLAINABLE


def laid_open(guidance: Guidance, id: str) -> Laid:
    """For a test, referral or treatment by its id, a rule by its id after `rule-`. Raises KeyError for any other."""
    rule = _rule(id)
    told = explain_rule(guidance, rule) if rule else explain(guidance, id)
    rules, read = ((rule.title, rule.when),) if rule else conditions_of(id), _read(id, rule)
    changes = _by_rule(told_once(told.would_lift or told.would_bring, translated))
    why_not = [_why_not(one) for one in _worth_telling(told)]
    return Laid(
        id=id,
        label=translated(rule.title if rule else ITEMS[id].label),
        status=str(STATUSES[told.status]),
        sentence=told.says(translated),
        because=chips(told.because),
        why_not=tuple(why_not[:REASONS_AT_ONCE]),
        why_not_rest=tuple(why_not[REASONS_AT_ONCE:]),
        changes=changes[:RULES_AT_ONCE],
        changes_rest=changes[RULES_AT_ONCE:],
        lifts=bool(told.would_lift),
        mind=tuple(_mind(told.precautions)),
        disagreements=_differing(id, rule),
        cited=tuple((one, translated(stated(one, of))) for one, of in _cited(id, rule)),
        rule=tuple((translated(title), outline(condition, translated)) for title, condition in rules),
        unless=tuple(translated(one.title) for one in rule.unless_fired) if rule else (),
        uses=tuple((translated(one.attribute.label), one.says(translated)) for one in about.uses(read)),
        trial_weeks=TRIAL_WEEKS.value(guidance.answers) if any(map(_waits_for_a_trial, read)) else None,
    )


def _rule(id: str) -> Rule | None:
    return RULE_BY_ID.get(id.removeprefix(OF_A_RULE)) if id.startswith(OF_A_RULE) else None


def _read(id: str, rule: Rule | None) -> list[Condition]:
    if rule:
        return [rule.fires]
    what = EXPLAINABLE[id]
    cautions = what.cautions if isinstance(what, Investigation) else ()
    return [*(condition for _title, condition in conditions_of(id)), *(caution.when for caution in cautions)]


def _waits_for_a_trial(condition: Condition) -> bool:
    return any(isinstance(leaf, ReachesSetting) and leaf.setting is TRIAL_WEEKS for leaf in condition.leaves())


def _worth_telling(told: Explanation) -> Sequence[Failed]:
    """What waits before what failed: it can still be asked."""
    return sorted(told.failed, key=lambda one: not one.waits)


def _why_not(failed: Failed) -> WhyNot:
    return WhyNot(
        title=translated(failed.title), waits=failed.waits, parts=tuple(_part(condition) for condition in failed.parts)
    )


def _part(condition: Condition) -> Chip:
    """In full where it is short; else its first tests, and how many more there are: the rule in words has them all."""
    slots = condition.reads()
    told = outline(condition, translated)
    leaves = [leaf.words for leaf in told.leaves()]
    text = told.line
    if len(leaves) > TESTS_AT_ONCE:
        text = gettext("%(tests)s; and %(n)d more") % {
            "tests": "; ".join(leaves[:TESTS_AT_ONCE]),
            "n": len(leaves) - TESTS_AT_ONCE,
        }
    return Chip(text=text, href=_asked_at(slots[0].id) if slots else "")


def _asked_at(slot: str) -> str:
    """Empty for what is not a field of the visit's page."""
    return field_of(slot) if slot in SECTION_OF or slot == IMAGING_PURPOSE.id else ""


BEARINGS = {
    Bearing.HERE: _("For this patient"),
    Bearing.NOT_KNOWN: _("Not known yet"),
    Bearing.IN_GENERAL: _("In general: no recorded answer decides these"),
}


def _mind(precautions: Sequence[Heeded]) -> Iterable[tuple[str, tuple[Mind, ...]]]:
    for bearing, words in BEARINGS.items():
        found = [one for one in precautions if one.bearing is bearing]
        if found:
            yield (str(words), tuple(_of_precaution(one) for one in found))


def _of_precaution(one: Heeded) -> Mind:
    return Mind(
        level=translated(one.level.value),
        text=one.says(translated),
        sources="; ".join(str(citation) for citation in one.precaution.sources),
        chips=chips(one.because) or to_ask(one.missing),
    )


def _by_rule(changes: Iterable[Told]) -> tuple[Ways, ...]:
    groups: dict[str, list[Told]] = {}
    for change in changes:
        groups.setdefault(change.rule, []).append(change)
    return tuple(
        Ways(
            title=translated(group[0].title),
            urgency=group[0].urgency.word,
            ways=tuple(
                tuple(Chip(text=wanted.words, href=_asked_at(wanted.slot.id)) for wanted in change.wanted)
                for change in group[:WAYS_AT_ONCE]
            ),
            more=max(0, len(group) - WAYS_AT_ONCE),
        )
        for group in groups.values()
    )


def _cited(id: str, rule: Rule | None) -> Iterable[tuple[Citation, str]]:
    """Each source, and what it is cited for: its strength is stated of that."""
    if rule:
        return [(one, rule.id) for one in rule.sources]
    what = EXPLAINABLE[id]
    if isinstance(what, Rung):
        return [(one, id) for one in what.treatment.sources]
    by_rules = [(one, of.id) for of in naming(what) for one in of.sources]
    return {str(one): (one, of) for one, of in ((what.source, id), *by_rules)}.values()


def _differing(id: str, rule: Rule | None) -> tuple[Disagreement, ...]:
    """Of a rule: what bears on everything it advises against."""
    wanted = {test.id for test in rule.avoid} if rule else {id}
    return tuple(one for one in DISAGREEMENTS if wanted and wanted <= set(one.about))


def same_page(asked_from: str, page: str) -> bool:
    """Whether the request came from that page, so that a link may stay on it."""
    try:
        return urlsplit(asked_from).path == page
    except ValueError:  # no address at all
        return False
