"""Medicines by ingredient (RxNorm), and what a name on the list may mean. A person confirms each proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .conditions import Answers
from .findings import background as bg
from .findings.red_flags import STEROID_USE
from .vocabulary import Names, YesNo
from .words import gettext_noop

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """`code` is the RxNorm ingredient; `names` other names it is sold under, in lower case."""

    code: str
    name: str
    group: str
    names: tuple[str, ...] = ()


NSAID, ANTICOAGULANT, ANTIPLATELET = "nsaid", "anticoagulant", "antiplatelet"
ACE_INHIBITOR, DIURETIC, MAOI, SSRI, SNRI = "ace_inhibitor", "diuretic", "maoi", "ssri", "snri"
SEDATIVE, LITHIUM, METHOTREXATE, TRICYCLIC = "sedative", "lithium", "methotrexate", "tricyclic"
ACETAMINOPHEN, OPIOID, RELAXANT, STEROID = "acetaminophen", "opioid", "relaxant", "steroid"
GABAPENTINOID, TOPICAL_AGENT, LOCAL_ANESTHETIC = "gabapentinoid", "topical_agent", "local_anesthetic"

GROUP_WORDS = {
    NSAID: gettext_noop("NSAIDs"),
    ANTICOAGULANT: gettext_noop("Anticoagulants"),
    ANTIPLATELET: gettext_noop("Antiplatelets"),
    ACE_INHIBITOR: gettext_noop("ACE inhibitors"),
    DIURETIC: gettext_noop("Diuretics"),
    MAOI: gettext_noop("MAO inhibitors"),
    SSRI: gettext_noop("SSRIs"),
    SNRI: gettext_noop("SNRIs"),
    SEDATIVE: gettext_noop("Sedatives"),
    LITHIUM: gettext_noop("Lithium"),
    METHOTREXATE: gettext_noop("Methotrexate"),
    TRICYCLIC: gettext_noop("Tricyclics"),
    ACETAMINOPHEN: gettext_noop("Acetaminophen"),
    OPIOID: gettext_noop("Opioids"),
    RELAXANT: gettext_noop("Muscle relaxants"),
    STEROID: gettext_noop("Steroids"),
    GABAPENTINOID: gettext_noop("Gabapentinoids"),
    TOPICAL_AGENT: gettext_noop("Topical agents"),
    LOCAL_ANESTHETIC: gettext_noop("Local anesthetics"),
}


def _of(group: str, *rows: tuple[str, str] | tuple[str, str, tuple[str, ...]]) -> tuple[Ingredient, ...]:
    return tuple(
        Ingredient(code=row[0], name=row[1], group=group, names=row[2] if len(row) == 3 else ()) for row in rows
    )


INGREDIENTS: tuple[Ingredient, ...] = (
    *_of(
        NSAID,
        ("5640", gettext_noop("ibuprofen"), ("advil", "motrin")),
        ("7258", gettext_noop("naproxen"), ("aleve",)),
        ("3355", gettext_noop("diclofenac")),
        ("41493", gettext_noop("meloxicam")),
        ("140587", gettext_noop("celecoxib")),
    ),
    *_of(
        ANTICOAGULANT,
        ("11289", gettext_noop("warfarin")),
        ("1364430", gettext_noop("apixaban")),
        ("1546356", gettext_noop("dabigatran")),
    ),
    *_of(ANTIPLATELET, ("1191", gettext_noop("aspirin"))),
    *_of(ACE_INHIBITOR, ("29046", gettext_noop("lisinopril"))),
    *_of(DIURETIC, ("5487", gettext_noop("hydrochlorothiazide"))),
    *_of(MAOI, ("8123", gettext_noop("phenelzine")), ("190376", gettext_noop("linezolid"))),
    *_of(SSRI, ("36437", gettext_noop("sertraline")), ("4493", gettext_noop("fluoxetine"))),
    *_of(SNRI, ("72625", gettext_noop("duloxetine"), ("cymbalta",))),
    *_of(SEDATIVE, ("3322", gettext_noop("diazepam"))),
    *_of(LITHIUM, ("6448", gettext_noop("lithium"))),
    *_of(METHOTREXATE, ("6851", gettext_noop("methotrexate"))),
    *_of(TRICYCLIC, ("704", gettext_noop("amitriptyline")), ("7531", gettext_noop("nortriptyline"))),
    *_of(ACETAMINOPHEN, ("161", gettext_noop("acetaminophen"), ("paracetamol",))),
    *_of(
        OPIOID,
        ("7804", gettext_noop("oxycodone")),
        ("5489", gettext_noop("hydrocodone")),
        ("10689", gettext_noop("tramadol")),
        ("7052", gettext_noop("morphine")),
    ),
    *_of(
        RELAXANT,
        ("21949", gettext_noop("cyclobenzaprine")),
        ("6845", gettext_noop("methocarbamol")),
        ("2101", gettext_noop("carisoprodol")),
        ("2410", gettext_noop("chlorzoxazone")),
        ("59078", gettext_noop("metaxalone")),
        ("7715", gettext_noop("orphenadrine")),
        ("57258", gettext_noop("tizanidine")),
        ("1292", gettext_noop("baclofen")),
    ),
    *_of(
        STEROID,
        ("6902", gettext_noop("methylprednisolone")),
        ("10759", gettext_noop("triamcinolone")),
        ("3264", gettext_noop("dexamethasone")),
        ("1514", gettext_noop("betamethasone")),
    ),
    *_of(GABAPENTINOID, ("25480", gettext_noop("gabapentin")), ("187832", gettext_noop("pregabalin"))),
    *_of(TOPICAL_AGENT, ("1992", gettext_noop("capsaicin")), ("6387", gettext_noop("lidocaine"))),
    *_of(LOCAL_ANESTHETIC, ("1815", gettext_noop("bupivacaine"))),
)
_BY_WORD = {word: one for one in INGREDIENTS for word in (one.name, *one.names)}
INGREDIENT_BY_CODE = {one.code: one for one in INGREDIENTS}


def named(*names: str) -> tuple[Ingredient, ...]:
    """Raises KeyError for a name that is none."""
    return tuple(_BY_WORD[name] for name in names)


def of_groups(*groups: str) -> tuple[Ingredient, ...]:
    return tuple(one for one in INGREDIENTS if one.group in groups)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`finding` might be answered yes, because of these names on the list."""

    finding: YesNo
    medicines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Means:
    groups: tuple[str, ...]
    finding: YesNo
    together: bool = False


_MEANINGS = (
    _Means(groups=(ANTICOAGULANT, ANTIPLATELET), finding=bg.ANTICOAGULANT),
    _Means(groups=(ACE_INHIBITOR, DIURETIC), finding=bg.ACE_ARB_AND_DIURETIC, together=True),
    _Means(groups=(MAOI,), finding=bg.MAOI_USE),
    _Means(groups=(SSRI, SNRI), finding=bg.SSRI_OR_SNRI_USE),
    _Means(groups=(SEDATIVE, GABAPENTINOID), finding=bg.SEDATIVE_USE),
    _Means(groups=(LITHIUM, METHOTREXATE), finding=bg.LITHIUM_OR_METHOTREXATE),
    _Means(groups=(STEROID,), finding=STEROID_USE),
)
# Medicines that can hold up the bladder by themselves: named beside the alert of new bladder trouble, never instead.
BLADDER_GROUPS = (TRICYCLIC, OPIOID, RELAXANT, SNRI)
DUPLICATE_NSAID = gettext_noop("An NSAID is on the list of medicines already; one at a time.")
LISTED_NSAID_ALLERGY = gettext_noop("An NSAID is on the list of allergies.")


def ingredients(name: str) -> tuple[Ingredient, ...]:
    """The known ingredients in a medicine's name as typed; none for a name that is not known."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return tuple(dict.fromkeys(_BY_WORD[word] for word in words if word in _BY_WORD))


def taken(names: Iterable[str], groups: tuple[str, ...]) -> tuple[str, ...]:
    """The names on the list that hold an ingredient of these groups."""
    return tuple(name for name in names if any(one.group in groups for one in ingredients(name)))


def on_the_list(answers: Answers, sought: tuple[Ingredient, ...]) -> tuple[str, ...] | None:
    """Names on the list of medicines that hold one of these. None: nothing found, and the list is not known, or holds
    names that are not."""
    names = answers.get(bg.MEDICATIONS.id)
    found = tuple(name for name in names or () if set(ingredients(name)) & set(sought))
    return found if found or (names is not None and not unmatched(answers)) else None


def nsaids_listed(answers: Answers) -> tuple[tuple[str, Names, tuple[str, ...]], ...]:
    """What to say beside an NSAID: the remark, the list it rests on, and the names there."""
    found = (
        (DUPLICATE_NSAID, bg.MEDICATIONS, taken(answers.get(bg.MEDICATIONS.id) or (), (NSAID,))),
        (LISTED_NSAID_ALLERGY, bg.ALLERGIES, taken(answers.get(bg.ALLERGIES.id) or (), (NSAID, ANTIPLATELET))),
    )
    return tuple(one for one in found if one[2])


def proposals(answers: Answers) -> tuple[Proposal, ...]:
    """What the lists of medicines and allergies suggest for findings that are still unknown."""
    names = answers.get(bg.MEDICATIONS.id) or ()
    found = []
    for means in _MEANINGS:
        if answers.get(means.finding.id) is not None:
            continue
        by_group = [taken(names, (group,)) for group in means.groups]
        if all(by_group) if means.together else any(by_group):
            medicines = tuple(dict.fromkeys(name for several in by_group for name in several))
            found.append(Proposal(finding=means.finding, medicines=medicines))
    allergic = taken(answers.get(bg.ALLERGIES.id) or (), (NSAID, ANTIPLATELET))
    if allergic and answers.get(bg.NSAID_ALLERGY.id) is None:
        found.append(Proposal(finding=bg.NSAID_ALLERGY, medicines=allergic))
    return tuple(found)


def unmatched(answers: Answers) -> tuple[str, ...]:
    """Names on the list that hold no known ingredient: they stay unknown, and are said to be."""
    return tuple(name for name in answers.get(bg.MEDICATIONS.id) or () if not ingredients(name))
