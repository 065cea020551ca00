"""What stands behind a suggestion: what it uses of a person, and how firmly its sources speak."""

from assessments.knowledge.about import ATTRIBUTES, INTENDED, uses
from assessments.knowledge.explain import conditions_of
from assessments.knowledge.findings import COMPUTED, FINDINGS
from assessments.knowledge.rules import RULES
from assessments.knowledge.strengths import NOT_STATED, STATED, stated
from assessments.knowledge.treatments import TREATMENT_BY_ID

RULE_BY_ID = {rule.id: rule for rule in RULES}


def test_every_attribute_names_findings_that_are_there() -> None:
    known = {*FINDINGS, *(one.id for one in COMPUTED)}
    assert {id for one in ATTRIBUTES for id in one.findings} <= known


def test_what_no_finding_carries_no_rule_can_use() -> None:
    for rule in RULES:
        never = [use for use in uses([rule.fires]) if not use.attribute.findings]
        assert [use.used for use in never] == [False] * len(never)


def test_age_is_named_where_a_rule_looks_at_it_and_not_where_it_does_not() -> None:
    older, saddle = (uses([RULE_BY_ID[id].when]) for id in ("percussion", "cauda_equina"))
    assert (older[0].used, older[0].says()[:4]) == (True, "yes:")
    assert (saddle[0].used, saddle[0].says()) == (False, "not in this suggestion")


def test_scores_towards_psychological_therapy_are_owned_up_to() -> None:
    conditions = [condition for _title, condition in conditions_of("psychological_therapy")]
    assert [use.attribute.label for use in uses(conditions) if use.used] == ["Health-status scores"]


def test_a_strength_stands_only_where_its_source_is_cited() -> None:
    cited = {id: {citation.key for citation in one.sources} for id, one in (RULE_BY_ID | TREATMENT_BY_ID).items()}
    assert [(key, id) for key, told in STATED.items() for id in told if key not in cited.get(id, ())] == []


def test_what_a_source_does_not_grade_is_not_stated() -> None:
    [mayo, *_others] = TREATMENT_BY_ID["heat"].sources
    assert stated(mayo, "heat") == NOT_STATED
    assert "strong" in stated(TREATMENT_BY_ID["heat"].sources[1], "heat")


def test_use_user_patients_and_exclusions_are_told() -> None:
    assert [fact.label for fact in INTENDED] == ["Meant to", "Meant for", "Patients", "Not for"]
