"""The README says nothing that is not so."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from assessments.demo.practice import MANAGER, STAFF
from assessments.demo.standard_visit import LUKASZ
from clinic.demo import PASSWORD
from clinic.roles import MAY, SAYS, SUPERUSER_MAY, Act, Role

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text()
NAMED = re.findall(r"`((?:assessments|clinic|tests|templates|docs|demo|\.ci)/[\w./-]*)`", README)
SHOWN = re.findall(r"\]\((docs/[^)]*)\)", README)
MADE_LATER = {"demo/"}


@pytest.mark.parametrize("path", sorted({*NAMED, *SHOWN} - MADE_LATER))
def test_every_file_the_readme_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_readme_names_everybody_who_can_sign_in_to_the_demonstration() -> None:
    table = README.split("| username | role | may |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", table)) == {MANAGER, *(member.username for member in STAFF)}
    assert f"`{PASSWORD}`" in README
    assert f"{LUKASZ.given_name} {LUKASZ.family_name}" in README


def test_the_readme_names_every_setting_of_a_practice() -> None:
    told = set(re.findall(r"^(BACKCHART_\w+|DATABASE_URL)", (ROOT / "clinic/settings.py").read_text(), re.MULTILINE))
    assert told - {"BACKCHART_DEMO"} <= set(re.findall(r"`(\w+)`", README))


def table_of_roles() -> dict[str, list[str]]:
    """What each row says, and to whom it says yes."""
    lines = README.split("### Who may do what")[1].split("\n\n")[2].splitlines()
    (_, *who), _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {says: [name for name, cell in zip(who, cells, strict=True) if cell] for says, *cells in rows}


def test_the_readme_says_who_may_do_what_as_the_code_has_it() -> None:
    everybody = {**{role.value: MAY[role] for role in Role}, "superuser": SUPERUSER_MAY}
    assert table_of_roles() == {
        str(SAYS[act]): [name for name, acts in everybody.items() if act in acts] for act in Act
    }
