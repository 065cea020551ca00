"""Every word of the knowledge that a person reads is marked for translation where it is written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessments import knowledge
from assessments.knowledge.words import gettext_noop

FOLDER = Path(knowledge.__file__).parent
# The fields whose words reach a page or a paper.
READ_BY_PEOPLE = {
    "about",
    "advice",
    "because",
    "help",
    "label",
    "misses",
    "population",
    "reason",
    "shows",
    "text",
    "title",
    "unit",
    "unlocks",
    "until",
}
BY_THEIR_OWN_NAME = {"sources": {"title"}}  # a publication keeps its title in every language


def unmarked(tree: ast.AST, fields: set[str] = READ_BY_PEOPLE) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg in fields and plain(keyword.value):
                yield f"line {keyword.value.lineno}: {keyword.arg}={ast.unparse(keyword.value)}"
        if isinstance(node.func, ast.Name) and node.func.id in {"tr", "options"}:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from (f"line {one.lineno}: {node.func.id}({ast.unparse(one)})" for one in given if plain(one))


def plain(node: ast.expr) -> bool:
    """Words written here and not marked; an empty text says nothing."""
    match node:
        case ast.Constant(value=str(text)):
            return bool(text.strip())
        case ast.JoinedStr():
            return True
        case ast.IfExp(body=one, orelse=other):
            return plain(one) or plain(other)
    return False


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_what_people_read_is_marked_for_translation(path: Path) -> None:
    fields = READ_BY_PEOPLE - BY_THEIR_OWN_NAME.get(path.parent.name, set())
    assert list(unmarked(ast.parse(path.read_text()), fields)) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("YesNo(id='fever', label='Fever')", ["line 1: label='Fever'"]),
        ("YesNo(id='fever', label=gettext_noop('Fever'), help='')", []),
        ("tr(' and ') if want else tr(gettext_noop(' or '))", ["line 1: tr(' and ')"]),
        ("options(none='none')", ["line 1: options('none')"]),
        ("Item(reason=f'after {n} weeks')", ["line 1: reason=f'after {n} weeks'"]),
        ("Item(reason='one' if x else gettext_noop('two'))", ["line 1: reason='one' if x else gettext_noop('two')"]),
        ("tr(finding.label)", []),
    ],
)
def test_words_that_were_not_marked_are_named(text: str, lines: list[str]) -> None:
    assert list(unmarked(ast.parse(text))) == lines


def test_marking_changes_nothing() -> None:
    assert gettext_noop("Fever") == "Fever"


def test_a_marked_text_can_be_extracted() -> None:
    """The extractor reads literals only: no name, no sum, no f-string inside the mark."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "gettext_noop"
        and not (len(node.args) == 1 and isinstance(node.args[0], ast.Constant))
    ]
    assert found == []
