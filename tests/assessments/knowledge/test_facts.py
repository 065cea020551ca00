"""What patients are told: each fact once, sourced, and in words that a twelve-year-old reads."""

import dataclasses
import re

import pytest

from assessments.knowledge import facts
from assessments.knowledge.facts import FACTS, Fact, preparation, seek_care
from assessments.knowledge.sources import GENERAL, MAYO, SOURCES

SUBJECTS = {
    name: value for name, value in vars(facts).items() if isinstance(value, tuple) and isinstance(value[0], Fact)
}
EVERY_FACT = [fact for subject in SUBJECTS.values() for fact in subject]


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e; close enough to hold sentences short."""
    groups = re.findall(r"[aeiouy]+", word)
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and len(groups) > 1
    return max(1, len(groups) - silent)


def flesch_kincaid_grade(text: str) -> float:
    """School grade by Kincaid's formula of 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in re.split(r"[.!?:]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[a-z']+", text.lower())
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_a_hard_sentence_is_known_as_hard_and_an_easy_one_as_easy() -> None:
    hard = "Nonspecific musculoskeletal lumbar discomfort generally demonstrates considerable spontaneous resolution."
    assert flesch_kincaid_grade(hard) > 20
    assert flesch_kincaid_grade("The cat sat on the mat. It was warm.") < 1


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_handout_reads_at_sixth_grade_or_below(name: str) -> None:
    assert flesch_kincaid_grade(" ".join(fact.text for fact in SUBJECTS[name])) <= 6


@pytest.mark.parametrize("fact", EVERY_FACT, ids=lambda fact: fact.id)
def test_no_sentence_of_a_handout_is_long(fact: Fact) -> None:
    assert max(len(sentence.split()) for sentence in re.split(r"[.!?:]\s", fact.text)) <= 20


def test_every_fact_is_told_once() -> None:
    assert len({fact.id for fact in EVERY_FACT}) == len({fact.text for fact in EVERY_FACT}) == len(EVERY_FACT)
    assert {fact.id: fact for fact in EVERY_FACT} == FACTS


@pytest.mark.parametrize("fact", EVERY_FACT, ids=lambda fact: fact.id)
def test_every_fact_names_a_listed_source_and_its_section(fact: Fact) -> None:
    assert fact.source.source in SOURCES
    assert fact.source.section


def test_only_the_danger_signs_go_beyond_the_primary_source() -> None:
    beyond = {fact for fact in EVERY_FACT if fact.source.source != MAYO}
    assert beyond <= set(seek_care.EMERGENCY)
    assert [fact.id for fact in EVERY_FACT if fact.source.source == GENERAL] == ["flag.collapse"]


def test_a_fact_cannot_be_changed_or_told_by_position() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        preparation.SYMPTOMS.text = "something else"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Fact("prep.other", "Something else", MAYO.at("What you can do"))  # type: ignore[misc]


def test_what_the_source_calls_immediate_is_never_only_a_reason_to_call() -> None:
    immediate = {"flag.bowel_bladder", "flag.fever", "flag.trauma"}
    assert immediate <= {fact.id for fact in seek_care.EMERGENCY}
    assert not set(seek_care.EMERGENCY) & set(seek_care.CALL)


def test_the_patients_questions_are_questions() -> None:
    assert all(fact.text.endswith("?") for fact in preparation.ASK)
