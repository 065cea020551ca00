"""The same conditions over many visits: a condition as a filter on encounters, with the truth that is wanted.

`holding(condition)` finds the visits on which it certainly holds, `holding(condition, want=False)` those on which it
is certainly ruled out; visits on which it waits are in neither. Age and sex are those of the day of the visit, so
reports ask signed visits.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual

from assessments.knowledge import conditions as kinds
from assessments.knowledge.conditions import Condition, Slot
from assessments.knowledge.findings.pain import TRIAL_WEEKS
from assessments.knowledge.ladder import RELEASED
from assessments.knowledge.vocabulary import NOT_TRIED, Computed, ComputedSlot, OneSide, TriedOne
from assessments.models import ROW_OF, LadderRelease, TriedTreatment

ON_ENCOUNTER = {"age": "age_years", "sex": "sex"}
EVERY, NONE = Q(pk__isnull=False), Q(pk__isnull=True)


def holding(condition: Condition, *, want: bool = True, trial_weeks: int = TRIAL_WEEKS.default) -> Q:
    """Raises TypeError for a kind of condition that has no translation."""
    match condition:
        case kinds.Not(part=part):
            return holding(part, want=not want, trial_weeks=trial_weeks)
        case kinds.Named(part=part):
            return holding(part, want=want, trial_weeks=trial_weeks)
        case kinds.Certainly(part=part):
            # Every leaf below is a plain yes or no to the database, nulls told apart, so this one may be negated.
            certain = holding(part, want=True, trial_weeks=trial_weeks)
            return certain if want else ~certain
        case kinds.All(parts=parts):
            return _joined(parts, and_ if want else or_, EVERY if want else NONE, want, trial_weeks)
        case kinds.Any(parts=parts):
            return _joined(parts, or_ if want else and_, NONE if want else EVERY, want, trial_weeks)
        case kinds.AtLeast(least=least, parts=parts):
            needed = least if want else len(parts) - least + 1
            return Q(_count([holding(part, want=want, trial_weeks=trial_weeks) for part in parts], needed))
        case kinds.Leaf():
            return _leaf(condition, want, trial_weeks)
    raise TypeError(f"No query for {condition!r}")


def _joined(parts: tuple[Condition, ...], by: Callable[[Q, Q], Q], none: Q, want: bool, trial_weeks: int) -> Q:
    return reduce(by, (holding(part, want=want, trial_weeks=trial_weeks) for part in parts), none)


def _count(parts: list[Q], least: int) -> GreaterThanOrEqual:
    ones: list[Combinable] = [
        Case(When(part, then=Value(1)), default=Value(0), output_field=IntegerField()) for part in parts
    ]
    return GreaterThanOrEqual(reduce(lambda one, other: one + other, ones), least)


def _leaf(leaf: kinds.Leaf, want: bool, trial_weeks: int) -> Q:
    slot = leaf.slot
    if isinstance(slot, TriedOne):
        return _tried(leaf, slot, want)
    if isinstance(slot, ComputedSlot):
        return _computed(leaf, slot.finding, want)
    if slot.id == RELEASED.id:
        return _released(leaf, want)
    path = _path(slot)
    known = Q(**{f"{path}__isnull": False})
    match leaf:
        case kinds.Known():
            return known if want else ~known
        case kinds.OneOf(values=values):
            among = Q(**{f"{path}__in": values}) if values else NONE
            return known & (among if want else ~among)
        case kinds.Reaches(limit=limit):
            return known & Q(**{f"{path}__{'gte' if want else 'lt'}": limit})
        case kinds.ReachesSetting():
            return known & Q(**{f"{path}__{'gte' if want else 'lt'}": trial_weeks})
        case kinds.Includes(values=values):
            named = reduce(or_, (Q(**{f"{path}__contains": f",{value},"}) for value in values), NONE)
            return known & (named if want else ~named)
        case kinds.Counts(least=least):
            enough = Q(**{f"{path}__regex": f"^,([^,]+,){{{least},}}$"})
            return known & (enough if want else ~enough)
    raise TypeError(f"No query for {leaf!r}")


def _path(slot: Slot) -> str:
    if not isinstance(slot, OneSide):
        raise TypeError(f"{slot.id} is not kept in a column")
    return ON_ENCOUNTER.get(slot.id) or f"{ROW_OF[slot.id]}__{slot.id}"


def _tried(leaf: kinds.Leaf, slot: TriedOne, want: bool) -> Q:
    if not isinstance(leaf, kinds.OneOf):
        raise TypeError(f"No query for {leaf!r}")
    rows = TriedTreatment.objects.filter(encounter=OuterRef("pk"), treatment=slot.treatment_id)
    among = Q(Exists(rows.filter(effect__in=leaf.values)))
    if NOT_TRIED in leaf.values:
        among |= ~Q(Exists(rows))
    return Q(history__tried_asked=True) & (among if want else ~among)


def _released(leaf: kinds.Leaf, want: bool) -> Q:
    if not isinstance(leaf, kinds.Includes):
        raise TypeError(f"No query for {leaf!r}")
    lifted = Q(Exists(LadderRelease.objects.filter(encounter=OuterRef("pk"), rule__in=leaf.values)))
    return lifted if want else ~lifted


def _computed(leaf: kinds.Leaf, computed: Computed, want: bool) -> Q:
    if not isinstance(leaf, kinds.Reaches):
        raise TypeError(f"No query for {leaf!r}")
    paths = [_path(slot) for finding in computed.of for slot in finding.slots()]
    known = reduce(and_, (Q(**{f"{path}__isnull": False}) for path in paths), EVERY)
    reached = Q(GreaterThanOrEqual(_formula(computed, paths), Value(leaf.limit, output_field=FloatField())))
    return known & (reached if want else ~reached)


def _formula(computed: Computed, paths: list[str]) -> Any:
    """The finding's own formula, worked out by the database."""
    columns: list[Any] = [Cast(F(path), FloatField()) for path in paths]
    return computed.formula(*columns)
