"""Every word a person reads goes through gettext, in pages and in Python, and a longer language still fits."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Said alike in every language.
NAMES = re.compile(r"&\w+;|\b(?:Backchart|SHA-256|Ctrl|Enter|Backspace|CSV|JSON|FHIR|PDF)\b")
SPOKEN = ("aria-label", "placeholder", "title", "alt", "data-label")
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# What gettext sees, what nobody sees, and names of classes.
APART = re.compile(
    r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}"
    r"|{% comment %}.*?{% endcomment %}"
    r"|{% block (?:main_class|coltype|bodyclass) %}.*?{% endblock %}"
    r"|<(?:script|style)\b.*?</(?:script|style)>",
    re.DOTALL,
)


def untranslated(template: str) -> list[str]:
    """Words between tags and in the attributes that are read out, outside of what gettext sees."""
    plain = TAG.sub("", APART.sub("", template))
    found = re.findall(r">([^<]*)", plain)
    for attribute in SPOKEN:
        found += re.findall(rf'(?<!\w){attribute}="([^"]*)"', plain)
    return [text.strip() for text in found if re.search("[A-Za-z]{2}", NAMES.sub("", text))]


def test_no_page_says_a_word_that_cannot_be_translated() -> None:
    found = {str(path.relative_to(ROOT)): untranslated(path.read_text()) for path in TEMPLATES}
    assert {path: said for path, said in found.items() if said} == {}


def test_the_search_for_untranslated_words_finds_them() -> None:
    assert untranslated('<p aria-label="Pain">Now {{ x }}</p>{% trans "No" %}') == ["Now", "Pain"]


READ_BY_PEOPLE = {"label", "help_text", "verbose_name", "verbose_name_plural", "message", "way_out", "short", "title"}
MARKED = {"gettext", "gettext_lazy", "gettext_noop", "_", "ngettext", "ngettext_lazy", "pgettext"}
CITED = {"Source"}  # a publication keeps the title it was given
SOURCES = sorted(
    path
    for folder in ("clinic", "assessments")
    for path in (ROOT / folder).rglob("*.py")
    if not {"migrations", "demo", "management"} & set(path.parts)
)


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Sentences given under a name that people read, without a mark around them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or (isinstance(node.func, ast.Name) and node.func.id in MARKED | CITED):
            continue
        for given in node.keywords:
            value = given.value
            told = given.arg in READ_BY_PEOPLE and isinstance(value, ast.Constant) and value.value
            if isinstance(told, str) and (" " in told or told[:1].isupper()):
                yield value.lineno, told


def test_no_sentence_in_python_stands_outside_of_gettext() -> None:
    found = {f"{path.relative_to(ROOT)}:{line}": text for path in SOURCES for line, text in literals(path)}
    assert found == {}
