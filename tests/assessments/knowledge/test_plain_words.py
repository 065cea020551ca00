"""A condition laid out to be read."""

from assessments.knowledge.findings.nerve_roots import HEEL_WALK, STRENGTH_L4
from assessments.knowledge.findings.pain import NIGHT_PAIN
from assessments.knowledge.findings.red_flags import FEVER
from assessments.knowledge.plain_words import named_in, outline
from assessments.knowledge.rules import RULES


def test_one_test_is_one_line() -> None:
    assert outline(FEVER.yes).line == "Fever or chills with the back pain: yes"


def test_any_of_several_is_told_as_a_list() -> None:
    told = outline(FEVER.yes | NIGHT_PAIN.yes)
    assert (told.words, [part.words for part in told.parts]) == (
        "any of",
        ["Fever or chills with the back pain: yes", "Night pain: yes"],
    )


def test_the_opposite_of_any_is_all() -> None:
    assert outline(~(FEVER.yes | NIGHT_PAIN.yes)).words == "all of"


def test_either_side_is_one_line_and_both_sides_another() -> None:
    assert outline(HEEL_WALK.one_of("unable")).line == "Heel walk, right or left: unable"
    assert outline(HEEL_WALK.both("unable")).line == "Heel walk, right and left: unable"
    assert outline(STRENGTH_L4.below(4)).line.endswith("right or left: below 4 of 5")


def test_different_answers_of_the_two_sides_stay_apart() -> None:
    right, left = (HEEL_WALK.on(side) for side in ("right", "left"))
    kind = type(next(iter(HEEL_WALK.one_of("unable").leaves())))
    told = outline(kind(right, ("unable",)) | kind(left, ("weak",)))
    assert [part.words for part in told.parts] == ["Heel walk, right: unable", "Heel walk, left: weak"]


def test_every_rule_can_be_read() -> None:
    for rule in RULES:
        assert all(leaf.words for leaf in outline(rule.when).leaves())


def test_conditions_with_a_name_are_found_for_a_glossary() -> None:
    named = named_in(rule.when for rule in RULES)
    assert named
    assert all(condition.says() == name for name, condition in named.items())
