"""The vignettes as the page of knowledge shows them: `python -m tests.vignettes.told` prints the file."""

import json
import sys
from pathlib import Path

import assessments.knowledge
from tests.vignettes.test_vignettes import VIGNETTES

FILE = Path(assessments.knowledge.__file__).with_name("vignettes.json")


def told() -> str:
    lines = [
        json.dumps({"sentence": one.sentence, "urgency": one.urgency, "rules": list(one.rules)}, ensure_ascii=False)
        for one in VIGNETTES
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    sys.stdout.write(told())
