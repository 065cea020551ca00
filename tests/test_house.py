"""How the house is kept: every file says what it knows, none grows too long, and every word is its own."""

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONG, TOO_LONG = 300, 400
# Every run of eight words of the primary source, as the first 12 hex digits of its SHA-256: it is not ours to carry.
SOURCE = frozenset((ROOT / "tests/assessments/knowledge/source_shingles.txt").read_text().split())
RUN = 8
UNSAFE_IN_TEMPLATES = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|\|\s*unlocalize\s*\|\s*safe")


def modules(*folders: str) -> list[Path]:
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    kinds = ("*.html", "*.txt", "*.svg")
    folders = [ROOT / "templates", *ROOT.glob("*/templates")]
    return sorted(path for folder in folders for kind in kinds for path in folder.rglob(kind))


def here(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_docstring(path: Path) -> bool:
    text = path.read_text()
    return bool(text.strip()) and not ast.get_docstring(ast.parse(text))


def too_long(lengths: dict[str, int]) -> list[str]:
    """The files to split now; said together with those that will come next."""
    said = [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LONG]
    return said if any(lines > TOO_LONG for lines in lengths.values()) else []


def unsafe_names(tree: ast.AST) -> Iterator[str]:
    """mark_safe by any road, and a SafeString made by hand; as a type it is what format_html returns."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id="mark_safe") | ast.Attribute(attr="mark_safe") | ast.alias(name="mark_safe"):
                yield "mark_safe"
            case ast.Call(func=ast.Name(id="SafeString") | ast.Attribute(attr="SafeString")):
                yield "SafeString"


def runs(text: str) -> dict[str, str]:
    """Hash to words, for each run of eight words."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    every = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:12]: run for run in every}


def copied(text: str, source: frozenset[str] = SOURCE) -> list[str]:
    return [run for digest, run in runs(text).items() if digest in source]


def strings(path: Path) -> str:
    """Every text in a module, one after the other, with a word between that ends each run."""
    tree = ast.parse(path.read_text())
    return " endoftext ".join(
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def shown(path: Path) -> str:
    """What a template says, without its tags."""
    return re.sub(r"<[^>]*>|{%.*?%}|{#.*?#}", " ", path.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("path", modules("clinic", "assessments"), ids=here)
def test_every_module_says_what_it_knows(path: Path) -> None:
    assert not without_docstring(path)


def test_a_module_that_says_nothing_is_seen(tmp_path: Path) -> None:
    silent, telling, empty = (tmp_path / name for name in ("silent.py", "telling.py", "empty.py"))
    silent.write_text("X = 1\n")
    telling.write_text('"""Knows one."""\n\nX = 1\n')
    empty.write_text("")
    assert [without_docstring(path) for path in (silent, telling, empty)] == [True, False, False]


def test_no_file_outgrows_a_few_screens() -> None:
    lengths = {here(path): len(path.read_text().splitlines()) for path in modules("clinic", "assessments")}
    assert too_long(lengths) == []


def test_files_that_grow_are_said_once_one_is_too_long() -> None:
    assert too_long({"a.py": 299, "b.py": 350, "c.py": 400}) == []
    assert too_long({"a.py": 299, "b.py": 350, "c.py": 401}) == ["b.py: 350 lines", "c.py: 401 lines"]


def test_no_template_trusts_what_was_typed() -> None:
    assert [here(path) for path in templates() if UNSAFE_IN_TEMPLATES.search(path.read_text())] == []


def test_no_code_trusts_what_was_typed() -> None:
    found = {here(path): list(unsafe_names(ast.parse(path.read_text()))) for path in modules("clinic", "assessments")}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "text", ["{{ note|safe }}", "{{ note | safe }}", "{% autoescape off %}", "{{ a|join:','|safe }}"]
)
def test_a_template_that_trusts_is_seen(text: str) -> None:
    assert UNSAFE_IN_TEMPLATES.search(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from django.utils.safestring import mark_safe", ["mark_safe"]),
        ("x = safestring.mark_safe(y)", ["mark_safe"]),
        ("x = SafeString(y)", ["SafeString"]),
        ("def bold(text: str) -> SafeString: return format_html('<b>{}</b>', text)", []),
    ],
)
def test_code_that_trusts_is_seen(text: str, found: list[str]) -> None:
    assert list(unsafe_names(ast.parse(text))) == found


@pytest.mark.parametrize("path", modules("assessments/knowledge"), ids=here)
def test_the_knowledge_speaks_in_its_own_words(path: Path) -> None:
    assert copied(strings(path)) == []


def test_the_pages_speak_in_their_own_words() -> None:
    found = {here(path): copied(shown(path)) for path in templates()}
    assert {name: words for name, words in found.items() if words} == {}


def test_eight_words_in_a_row_are_a_copy_and_seven_are_not() -> None:
    source = frozenset(runs("The quick brown fox didn't jump over the lazy dog today."))
    assert copied("They say: the QUICK brown fox didn’t jump over the cat", source) == [
        "the quick brown fox didnt jump over the"
    ]
    assert copied("the quick brown fox did not jump over the lazy dog", source) == []
    assert copied("brown fox didn't jump over the lazy cat", source) == []


def test_the_runs_of_the_source_are_whole() -> None:
    assert len(SOURCE) > 2000
    assert all(re.fullmatch("[0-9a-f]{12}", digest) for digest in SOURCE)
