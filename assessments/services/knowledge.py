"""The knowledge with its vignettes and its changes, ready to be read; put together once for each language."""

import json
from functools import cache
from pathlib import Path

from django.utils import translation

import assessments.knowledge
from assessments.knowledge.reviewing import Chapter, Vignette, chapters
from assessments.services.writing import translated

FOLDER = Path(assessments.knowledge.__file__).parent


@cache
def review(language: str) -> tuple[Chapter, ...]:
    """A tenth of a second the first time."""
    with translation.override(language):
        return tuple(chapters(translated, vignettes=vignettes(), changes=changes()))


def vignettes() -> tuple[Vignette, ...]:
    told = json.loads((FOLDER / "vignettes.json").read_text(encoding="utf-8"))
    return tuple(Vignette(sentence=one["sentence"], urgency=one["urgency"], rules=tuple(one["rules"])) for one in told)


def changes() -> tuple[str, ...]:
    """The lines of the change log, each a version."""
    lines = (FOLDER / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    return tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
