"""The guidance on a visit as it now stands, with the holds that were released and the practice's own weeks."""

from assessments.knowledge.conditions import Answers
from assessments.knowledge.guidance import Guidance, advise
from assessments.models import Encounter
from clinic.models import Practice


def guidance_for(encounter: Encounter, answers: Answers | None = None) -> Guidance:
    """`answers`: the encounter's own, where they have been read already."""
    return advise(
        encounter.answers() if answers is None else answers,
        released=tuple(release.rule for release in encounter.releases.all()),
        trial_weeks=Practice.current().trial_weeks,
    )
