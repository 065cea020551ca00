"""Where sources disagree, both sides stand with their source."""

import pytest

from assessments.knowledge.disagreements import DISAGREEMENTS, Disagreement, about
from assessments.knowledge.investigations import INVESTIGATIONS, REFERRALS
from assessments.knowledge.treatments import TREATMENTS

KNOWN = {one.id for one in (*INVESTIGATIONS, *REFERRALS, *TREATMENTS)}


@pytest.mark.parametrize("disagreement", DISAGREEMENTS, ids=lambda one: one.id)
def test_a_disagreement_has_more_than_one_voice_and_bears_on_something(disagreement: Disagreement) -> None:
    assert len({position.source.key for position in disagreement.positions}) > 1
    assert set(disagreement.about) <= KNOWN


@pytest.mark.parametrize("disagreement", DISAGREEMENTS, ids=lambda one: one.id)
def test_every_voice_says_which_way_how_firmly_when_and_of_whom(disagreement: Disagreement) -> None:
    for told in disagreement.as_json()["positions"]:
        assert set(told) == {"source", "section", "year", "direction", "strength", "population", "says"}
        assert all(told[what] for what in ("source", "section", "direction", "strength", "population", "says"))
        assert told["year"] is None or 1980 < told["year"] <= 2026
        assert not (told["source"] == "WHO23" and told["strength"] == "weak"), "it calls itself conditional"


def test_no_two_disagreements_share_an_id() -> None:
    assert len({one.id for one in DISAGREEMENTS}) == len(DISAGREEMENTS)


def test_the_split_on_acupuncture_is_found_from_the_treatment() -> None:
    assert [one.id for one in about("acupuncture")] == ["acupuncture"]
