"""`manage.py guidance`: answers in as JSON, advice out as JSON. Needs no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.knowledge import answers as reading
from assessments.knowledge import explain as explaining
from assessments.knowledge.guidance import advise

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Reads a visit's answers as one JSON object (or, with --lines, one a line) and prints what they advise."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a file of answers; standard input by default")
        parser.add_argument("--explain", metavar="ID", help="why, why not and what would change it, for one id")
        parser.add_argument("--lines", action="store_true", help="JSON Lines: one visit a line, one answer a line")

    def handle(self, *args: Any, file: str, lines: bool, explain: str | None, **options: Any) -> None:
        if explain is not None and explain not in explaining.EXPLAINABLE:
            known = ", ".join(explaining.EXPLAINABLE)
            raise CommandError(
                f"--explain {reading.shown(explain)}: no such test, treatment or referral. There are: {known}.",
                returncode=BAD_INPUT,
            )
        text = _text(file)
        if lines:
            visits = [_visit(line, f"line {n}: ") for n, line in enumerate(text.rstrip().split("\n"), 1)]
            for visit in visits:
                self.stdout.write(json.dumps(_told(visit, explain), ensure_ascii=True))
        else:
            self.stdout.write(json.dumps(_told(_visit(text, ""), explain), ensure_ascii=True, indent=1))


def _told(visit: dict[str, Any], explain: str | None) -> dict[str, Any]:
    guidance = advise(visit)
    return guidance.as_json() if explain is None else explaining.explain(guidance, explain).as_json()


def _text(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"The answers are not UTF-8 text (byte {error.start}).", returncode=BAD_INPUT) from None
    except OSError as error:
        raise CommandError(f"Cannot read {file}: {error.strerror}.", returncode=BAD_INPUT) from None


def _visit(text: str, place: str) -> dict[str, Any]:
    try:
        return reading.read(json.loads(text, object_pairs_hook=_no_doubles))
    except reading.Impossible as impossible:
        raise CommandError(place + str(impossible), returncode=BAD_INPUT) from None
    except RecursionError:
        raise CommandError(f"{place}The JSON is nested too deeply.", returncode=BAD_INPUT) from None
    except ValueError as error:
        message = str(error).encode("ascii", "backslashreplace").decode()
        raise CommandError(f"{place}Not valid JSON: {message}.", returncode=BAD_INPUT) from None


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{reading.shown(key)} is given twice")
        found[key] = value
    return found
