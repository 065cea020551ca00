"""Holes that other records had, each tried here: an id in what is sent, words run as code, fields nobody listed.

The others have their own tests: print and preview views in test_authorization and test_refusals, scripts in
test_injection, checks that stop working in the controls beside each of them.
"""

import ast
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import serializers
from django.urls import reverse

from assessments.models import Encounter
from clinic.models import Patient
from tests import factories
from tests.everybody import Site
from tests.test_signed_rows import kept
from tests.who_may import FOREIGN, OWN, OWNER

FILES = sorted(
    file
    for app in ("clinic", "assessments")
    for file in (Path(settings.BASE_DIR) / app).rglob("*.py")
    if "migrations" not in file.parts
)

# An id in what is sent ------------------------------------------------------------------------------------------------

# What is sent to one's own; and whether one's own is changed by it.
SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "record": ("draft", {"pain_now": "9", "was-pain_now": ""}),
    "decide": ("draft", {"item": "heat", "answer": "declined"}),
    "order-new": ("draft", {"test": "hla_b27", "urgency": "routine", "reason": "x"}),
    "visit-discard": ("draft", {"reason": "x"}),
    "addendum-new": ("signed", {"kind": "addendum", "text": "y", "password": factories.PASSWORD}),
    "medicine-add": ("patient", {"name": "Naproxen"}),
    "allergy-add": ("patient", {"substance": "Nickel"}),
}


def record_of(rows: dict[str, dict[str, uuid.UUID]]) -> str:
    """Everything of one patient."""
    patient = Patient.objects.get(pk=rows["patient"]["pk"])
    lists = [*patient.medicines.order_by("pk"), *patient.allergies.order_by("pk"), patient]
    visits = Encounter.objects.filter(patient=patient).order_by("pk")
    return json.dumps(serializers.serialize("python", lists), default=str) + "".join(kept(visit) for visit in visits)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SENT)
def test_an_id_in_what_is_sent_leads_to_nobody_else_s_record(name: str) -> None:
    site = Site()
    of, typed = SENT[name]
    own, theirs = site.rows[OWN], site.rows[FOREIGN]
    pk = theirs[of]["pk"]
    names = ("id", "pk", "encounter", "visit", "note", "row", "object_id", "instance")
    ids = {f"{one}{end}": str(pk) for one in names for end in ("", "_id")}
    ids |= {f"patient{end}": str(theirs["patient"]["pk"]) for end in ("", "_id")}
    before = record_of(own), record_of(theirs)
    client = site.at_a_desk(OWNER)
    draft = Encounter.objects.get(pk=own["draft"]["pk"])
    for body in (ids | typed, typed):
        fields = body | {"key": uuid.uuid4(), "revision": Encounter.objects.get(pk=draft.pk).revision}
        assert client.post(reverse(name, args=[own[of]["pk"]]), fields).status_code < 500
    assert record_of(theirs) == before[1]
    assert record_of(own) != before[0]  # so it is written, where the address says


# Words run as code ----------------------------------------------------------------------------------------------------

RUNS = {"eval", "exec", "compile", "__import__"}
LIBRARIES = {"pickle", "marshal", "shelve", "yaml", "code", "jinja2"}
PAST_THE_MODELS = {"extra", "raw", "RawSQL", "system", "popen"}


def runs_words(tree: ast.AST) -> Iterator[str]:
    """Calls that take text for a program, and libraries that do."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in RUNS | {"RawSQL"}:
                yield name
            case ast.Call(func=ast.Attribute(attr=name)) if name in PAST_THE_MODELS:
                yield name
            case ast.Call(keywords=keywords) if any(
                one.arg == "shell" and getattr(one.value, "value", None) is True for one in keywords
            ):
                yield "shell"
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name.split(".")[0] in LIBRARIES)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in LIBRARIES:
                yield module


def takes_any_field(tree: ast.AST) -> Iterator[str]:
    """A form of all the columns there are, or of all but some."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id="fields")], value=ast.Constant(value="__all__")):
                yield "__all__"
            case ast.keyword(arg="fields", value=ast.Constant(value="__all__")):
                yield "__all__"
            case ast.ClassDef(name="Meta", body=body):
                for line in body:
                    if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "exclude":
                        yield "exclude"


@pytest.mark.parametrize("find", [runs_words, takes_any_field])
def test_no_words_are_run_and_no_form_takes_a_field_that_nobody_listed(find: Any) -> None:
    found = [f"{file.name}: {name}" for file in FILES for name in find(ast.parse(file.read_text()))]
    assert found == []
    assert len(FILES) > 150


@pytest.mark.control
@pytest.mark.parametrize(
    ("find", "text", "said"),
    [
        (runs_words, "eval(rule.when)", ["eval"]),
        (runs_words, "rows.extra(where=[typed])", ["extra"]),
        (runs_words, "from pickle import loads", ["pickle"]),
        (runs_words, "run(command, shell=True, check=True)", ["shell"]),
        (takes_any_field, "class Meta:\n    fields = '__all__'", ["__all__"]),
        (takes_any_field, "class Meta:\n    exclude = ['id']", ["exclude"]),
        (takes_any_field, "modelform_factory(Patient, fields='__all__')", ["__all__"]),
    ],
)
def test_what_would_is_seen(find: Any, text: str, said: list[str]) -> None:
    assert list(find(ast.parse(text))) == said
