"""Who could be taken for somebody else here: every word of the one name is a word of the other."""

from collections.abc import Iterable
from itertools import combinations

from django.db.models import Q

from clinic.models import Patient, Staff

# All parts of a name of five words are 26; of a longer one only the whole is looked up.
WORDS_TAKEN_APART = 5


def has_namesake(patient: Patient, by: Staff) -> bool:
    """Against everybody whom `by` can see. One query, which goes through all names."""
    others = Patient.objects.visible_to(by).exclude(pk=patient.pk)
    longer = others.with_words(tuple(patient.search_name.split()))
    near = others.filter(Q(search_name__in=_parts(patient.search_name)) | Q(pk__in=longer.values("pk")))
    return any(_alike(patient.search_name, name) for name in near.values_list("search_name", flat=True))


def mark_namesakes(patients: Iterable[Patient], by: Staff) -> None:
    """Sets `has_namesake` on each: against the others of the list, and whoever has a part of the name as theirs.
    One query."""
    shown = list(patients)
    sought = {part for patient in shown for part in _parts(patient.search_name)}
    others = {patient.pk: patient.search_name for patient in shown}
    others |= dict(Patient.objects.visible_to(by).filter(search_name__in=sought).values_list("pk", "search_name"))
    for patient in shown:
        patient.has_namesake = any(  # type: ignore[attr-defined]
            pk != patient.pk and _alike(patient.search_name, name) for pk, name in others.items()
        )


def _parts(name: str) -> list[str]:
    """The whole and, of two words or more, what could be somebody's whole name: as `search_name` keeps them."""
    words = name.split()
    if not 2 < len(words) <= WORDS_TAKEN_APART:
        return [name]
    return [" ".join(part) for size in range(2, len(words) + 1) for part in combinations(words, size)]


def _alike(one: str, other: str) -> bool:
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    return fewer == more or (len(fewer) > 1 and fewer <= more)
