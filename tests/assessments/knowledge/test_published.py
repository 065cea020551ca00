"""The published knowledge: its fingerprint follows every word, and every version has its line in the change log."""

from pathlib import Path

import pytest

import assessments.knowledge
from assessments.knowledge import version
from assessments.knowledge.about import ATTRIBUTES
from assessments.knowledge.disagreements import DISAGREEMENTS
from assessments.knowledge.findings import FINDINGS, SECTIONS
from assessments.knowledge.investigations import INVESTIGATIONS
from assessments.knowledge.ladder import RUNGS
from assessments.knowledge.precautions import LEFT_OUT, PRECAUTIONS
from assessments.knowledge.published import fingerprint
from assessments.knowledge.published import version as full_version
from assessments.knowledge.reviewing import Chapter, chapters
from assessments.knowledge.rule import Investigation
from assessments.knowledge.rules import RULES
from assessments.knowledge.sources import SOURCES
from tests.vignettes.told import FILE, told

CHANGELOG = Path(assessments.knowledge.__file__).with_name("CHANGELOG.md")


@pytest.fixture(scope="module")
def review() -> dict[str, Chapter]:
    return {chapter.id: chapter for chapter in chapters()}


def test_this_version_has_its_line_in_the_change_log() -> None:
    line = f"- {full_version()}: what changed"
    assert fingerprint() in CHANGELOG.read_text(), f"Add to assessments/knowledge/CHANGELOG.md: {line}"


def test_the_version_is_the_release_and_what_it_holds() -> None:
    assert full_version() == f"{version.RELEASE}+{fingerprint()}"
    assert version.RELEASED_ON < version.REVIEW_BY


def test_the_vignettes_that_are_shown_are_those_that_are_tried() -> None:
    assert FILE.read_text() == told(), "Run: python -m tests.vignettes.told > assessments/knowledge/vignettes.json"


def test_nothing_is_left_out_of_the_review(review: dict[str, Chapter]) -> None:
    found = {entry.id for chapter in review.values() for entry in chapter.entries}
    wanted = {
        *(f"finding-{id}" for id in FINDINGS if any(id == one.id for s in SECTIONS for one in s.findings)),
        *(f"rule-{rule.id}" for rule in RULES),
        *(f"test-{test.id}" for test in INVESTIGATIONS),
        *(f"treatment-{rung.treatment.id}" for rung in RUNGS),
        *(f"disagreement-{one.id}" for one in DISAGREEMENTS),
        *(f"source-{source.key}" for source in SOURCES),
        *(f"left-out-{one.id}" for one in LEFT_OUT),
    }
    assert wanted - found == set()


def test_what_is_used_of_a_person_is_told_by_attribute_and_by_rule(review: dict[str, Chapter]) -> None:
    told = {line.label: line.text for entry in review["about"].entries for line in entry.lines}
    assert {one.label for one in ATTRIBUTES} <= set(told)
    assert told["Race"].startswith("no, and no rule could")
    assert "Percussion pain at 50 or over" in told["Birth date"]
    assert "Psychological therapy (such as CBT)" in told["Health-status scores"]
    by_rule = {entry.id: {line.label: line.text for line in entry.lines} for entry in review["rules"].entries}
    assert by_rule["rule-percussion"]["Uses of the person"] == "Birth date"
    assert "Uses of the person" not in by_rule["rule-kidney"]


def test_every_precaution_is_read_beside_what_it_is_about(review: dict[str, Chapter]) -> None:
    entries = {entry.id: entry for chapter in ("tests", "treatments") for entry in review[chapter].entries}
    for one in PRECAUTIONS:
        for what in one.of:
            kind = "test" if isinstance(what, Investigation) else "treatment"
            lines = [line for line in entries[f"{kind}-{what.id}"].lines if one.text in line.text]
            assert [line.label for line in lines] == [one.level.value]
            assert all(str(cited) in lines[0].text for cited in one.sources)
            assert all(ingredient.name in lines[0].text for ingredient in (*one.ingredients, *one.taking))
            assert (lines[0].outline is None) is (one.when is None)


def test_every_rule_says_when_it_applies_what_it_says_and_by_which_source(review: dict[str, Chapter]) -> None:
    for entry in review["rules"].entries:
        labels = [line.label for line in entry.lines]
        assert {"Urgency", "Says", "Because", "When", "Source"} <= set(labels), entry.id


def test_the_most_urgent_rules_are_read_first(review: dict[str, Chapter]) -> None:
    urgencies = [entry.lines[0].text for entry in review["rules"].entries]
    assert urgencies == sorted(urgencies, key=["immediate", "urgent", "soon", "undecided", "routine"].index)


def test_every_entry_has_an_id_of_its_own(review: dict[str, Chapter]) -> None:
    ids = [entry.id for chapter in review.values() for entry in chapter.entries] + list(review)
    assert len(ids) == len(set(ids))


def test_names_used_in_rules_are_spelled_out(review: dict[str, Chapter]) -> None:
    assert [entry.title for entry in review["names"].entries]
    assert all(line.outline is not None for entry in review["names"].entries for line in entry.lines)
