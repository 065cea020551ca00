#!/usr/bin/env python3
"""The door to every command; without Django it says how to set the program up."""

import os
import sys

SET_UP = """Django is not installed for this Python. From this folder:

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/python manage.py demo

On Windows write .venv\\Scripts\\ instead of .venv/bin/."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "django":
            raise
        print(SET_UP, file=sys.stderr)
        sys.exit(1)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
