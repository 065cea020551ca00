"""A language nobody speaks: every text gathered as a practice would gather it, half as long again, with accents."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
CODE, LOCALE = "en-xa", "en_XA"
# What stands for something else stays as it is.
SLOT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{[^{}]*\}|<[^>]+>|&\w+;|\n)")
LONGER = str.maketrans(
    {
        letter: accented + letter.lower()
        for letter, accented in zip("aeiouyAEIOUYnstNST", "áéíóúýÁÉÍÓÚÝñstÑST", strict=True)
    }
)


def longer(text: str) -> str:
    return "".join(part if SLOT.fullmatch(part) else part.translate(LONGER) for part in SLOT.split(text))


def gathered(folder: Path, locale: str) -> Path:
    """The catalogue of all texts, as `makemessages` writes it from a copy of the site."""
    for name in ("assessments", "clinic", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "migrations", "fonts"))
    shutil.copy(ROOT / "manage.py", folder)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", locale, "--verbosity", "0"],
        cwd=folder,
        env=os.environ
        | {"BACKCHART_SECRET_KEY": "for-tests-only-" * 5, "BACKCHART_DATA": str(folder)}
        | {"DJANGO_SETTINGS_MODULE": "clinic.settings"},
        check=True,
        capture_output=True,
    )
    return folder / "locale" / locale / "LC_MESSAGES" / "django.po"


def made_up(folder: Path) -> Path:
    """The folder of the finished catalogue, for LOCALE_PATHS."""
    file = gathered(folder, LOCALE)
    catalogue = polib.pofile(str(file))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: longer(entry.msgid), 1: longer(entry.msgid_plural)}
        else:
            entry.msgstr = longer(entry.msgid)
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    catalogue.metadata_is_fuzzy = False
    catalogue.save_as_mofile(str(file.with_suffix(".mo")))
    return folder / "locale"
