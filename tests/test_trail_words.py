"""The page of the trail tells every act in words: whatever the code writes down has some, and none are left over."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessments.models import AddendumKind, EventKind
from clinic.admin.site import site
from clinic.roles import SAYS as ACTS
from clinic.roles import Act
from clinic.services import accounting
from clinic.services.accounting import DENIED, LISTED, in_words

ROOT = Path(__file__).parent.parent
# What they are given is no event: a receipt's name, and an option of a command.
NO_EVENT = {"once", "add_argument"}
# Handed on by position: to whom, as what, in which place.
PLACED = {("_told", "action"): 0, ("_handed_out", "paper"): 1}
# Names made as they are written down, and from what.
MADE = {
    "print.{paper}": lambda: [f"print.{paper}" for paper in given("paper", to={"printed", "_handed_out"})],
    "note.{kind}": lambda: [f"note.{kind}" for kind in AddendumKind],
    "test.{kind}": lambda: [f"test.{kind}" for kind in EventKind],
    "denied.{act}": lambda: [f"denied.{act}" for act in (*given("act", to={"denied"}), *Act)],
    "{self.opts.model_name}.listed": lambda: [f"{model._meta.model_name}.listed" for model in site._registry],
}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def texts(value: ast.expr) -> Iterator[str]:
    """The literal, either side of a choice, or what a name is made from."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*texts(body), *texts(orelse))
        case ast.JoinedStr():
            yield ast.unparse(value)[2:-1]


def said(tree: ast.AST, keyword: str, *, to: set[str] | None = None) -> Iterator[str]:
    """What is given under this name: in calls of `to`, or in whichever but those that write no event."""
    for node in ast.walk(tree):
        match node:
            case ast.Call() if (name_of(node) in to) if to else (name_of(node) not in NO_EVENT):
                place = PLACED.get((name_of(node), keyword))
                handed = [] if place is None else node.args[place : place + 1]
                named = [one.value for one in node.keywords if one.arg == keyword]
                yield from (text for value in (*handed, *named) for text in texts(value))
            case ast.Assign(targets=[ast.Name(id=name)]) if name == keyword and not to:
                yield from texts(node.value)


def given(keyword: str, *, to: set[str] | None = None) -> set[str]:
    files = [file for app in ("clinic", "assessments") for file in (ROOT / app).rglob("*.py")]
    return {text for file in files for text in said(ast.parse(file.read_text()), keyword, to=to)}


def written() -> set[str]:
    """Every action that the code can write down."""
    named = given("action")
    assert {text for text in named if "{" in text} == set(MADE)
    return {text for text in named if "{" not in text} | {name for made in MADE.values() for name in made()}


def test_whatever_is_written_down_is_told_in_words() -> None:
    found = written()
    assert sorted(action for action in found if in_words(action) == action) == []
    assert len(found) > 100


def test_no_words_are_left_for_what_nobody_writes_down() -> None:
    assert sorted(set(accounting.SAYS) - written()) == []


def test_what_somebody_may_not_is_told_by_what_their_role_lacks() -> None:
    for act in Act:
        assert str(ACTS[act]) in in_words(f"{DENIED}{act}") or f"{DENIED}{act}" in accounting.SAYS
    for model in site._registry:
        assert str(model._meta.verbose_name_plural) in in_words(f"{model._meta.model_name}{LISTED}")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('audit.append(action="chart.burnt", by=by)', ["chart.burnt"]),
        ('action = "staff.hired" if new else "staff.fired"', ["staff.hired", "staff.fired"]),
        ('_told("care_team.lost", row)', ["care_team.lost"]),
        ('audit.append(action=f"paper.{kind}")', ["paper.{kind}"]),
        ('once(key=key, action="note.amended")', []),
    ],
)
def test_an_act_without_words_would_be_seen(code: str, found: list[str]) -> None:
    assert list(said(ast.parse(code), "action")) == found
    assert [in_words(action) for action in found] == found
