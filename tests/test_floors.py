"""The floors of the house: imports go down, never up, never round, and stand at the top of their file."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SITES = ("clinic", "assessments")  # the practice below the visit

GROUND, MODELS, SERVICES, PAPERS, PAGES, START = range(6)
FLOORS = {
    "knowledge": GROUND,
    "models": MODELS,
    "migrations": MODELS,
    "services": SERVICES,
    "forms": PAPERS,
    "documents": PAPERS,
    "exchange": PAPERS,
    "views": PAGES,
    "urls": PAGES,
    "admin": PAGES,
    "management": PAGES,
    "middleware": PAGES,
    "templatetags": PAGES,
    "demo": PAGES,
    "apps": START,
    "settings": START,
    "wsgi": START,
}  # what is not named here stands on the ground
SEE_KNOWLEDGE_ONLY = ("assessments.documents", "assessments.exchange")
# A file, a clock, chance, another process or the network: the knowledge answers the same, always and anywhere.
NOT_PURE = {
    "asyncio",
    "glob",
    "http",
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
NOT_PURE_CALLS = {"open", "now", "today", "utcnow", "eval", "exec", "input", "print"}


@dataclass(frozen=True)
class Import:
    by: str
    of: str
    line: int
    inside: str  # the function it stands in, or nothing

    def __str__(self) -> str:
        return f"{self.by}:{self.line} imports {self.of}"


class House:
    """Every module under a root and what it imports."""

    def __init__(self, root: Path) -> None:
        self.files = {name_of(path, root): path for site in SITES for path in sorted((root / site).rglob("*.py"))}
        self.trees = {name: ast.parse(path.read_text(), str(path)) for name, path in self.files.items()}
        self.imports = [one for name in self.files for one in self._imports_of(name)]

    def _imports_of(self, name: str) -> Iterator[Import]:
        for node, function in statements(self.trees[name]):
            if isinstance(node, ast.Import):
                yield from (Import(name, alias.name, node.lineno, function) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(name, node)
                for alias in node.names:
                    module = f"{base}.{alias.name}"
                    yield Import(name, module if module in self.files else base, node.lineno, function)

    def _base(self, name: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = name.split(".")
        drop = node.level - (self.files[name].name == "__init__.py")
        return ".".join([*package[: len(package) - drop], *([node.module] if node.module else [])])

    def inner(self) -> list[Import]:
        return [one for one in self.imports if one.of.split(".")[0] in SITES]

    def upward(self) -> list[str]:
        return [str(one) for one in self.inner() if above(one.of, one.by)]

    def circles(self) -> list[str]:
        """Each circle of imports once, as the way round it."""
        graph: dict[str, list[str]] = {name: [] for name in self.files}
        for one in self.inner():
            if one.of in self.files and one.of not in graph[one.by]:
                graph[one.by].append(one.of)
        found: dict[frozenset[str], str] = {}
        done: set[str] = set()

        def walk(name: str, way: list[str]) -> None:
            if name in way:
                circle = way[way.index(name) :]
                found.setdefault(frozenset(circle), " > ".join([*circle, name]))
            elif name not in done:
                for below in graph[name]:
                    walk(below, [*way, name])
                done.add(name)

        for name in graph:
            walk(name, [])
        return list(found.values())

    def hidden(self) -> list[str]:
        """Imports inside a function; Django forbids models above AppConfig.ready, so those there are its due."""
        return [
            f"{one} inside {one.inside}()"
            for one in self.imports
            if one.inside and not (one.inside == "ready" and one.by.endswith(".apps"))
        ]

    def beyond_knowledge(self) -> list[str]:
        return [
            str(one)
            for one in self.inner()
            for package in SEE_KNOWLEDGE_ONLY
            if within(one.by, package) and not within(one.of, package) and not within(one.of, "assessments.knowledge")
        ]

    def impure(self) -> list[str]:
        """What the knowledge imports or calls beside itself and the plain part of the standard library."""
        allowed = set(sys.stdlib_module_names) - NOT_PURE
        imports = [
            str(one)
            for one in self.imports
            if within(one.by, "assessments.knowledge")
            and not within(one.of, "assessments.knowledge")
            and one.of.split(".")[0] not in allowed
        ]
        calls = [
            f"{name}:{node.lineno} calls {called}()"
            for name, tree in self.trees.items()
            if within(name, "assessments.knowledge")
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and (called := name_called(node)) in NOT_PURE_CALLS
        ]
        return imports + calls


def name_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def above(module: str, other: str) -> bool:
    """On a higher floor of its site, or in the visit where the other is in the practice."""
    return any(one > two for one, two in zip(floor(module), floor(other), strict=True))


def floor(module: str) -> tuple[int, int]:
    site, _, rest = module.partition(".")
    return SITES.index(site), FLOORS.get(rest.split(".")[0], GROUND)


def statements(tree: ast.AST, function: str = "") -> Iterator[tuple[ast.AST, str]]:
    for node in ast.iter_child_nodes(tree):
        inside = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield node, inside
        yield from statements(node, inside)


def name_called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@pytest.fixture(scope="module")
def house() -> House:
    return House(ROOT)


def test_there_is_a_house_to_walk(house: House) -> None:
    imported = {one.of for one in house.imports if one.by == "assessments.knowledge.findings.who"}
    assert imported == {f"assessments.knowledge.{below}" for below in ("sources", "vocabulary", "words")}
    assert {"clinic.models.patient", "clinic.apps", "assessments.knowledge"} <= set(house.files)


def test_imports_go_down_the_floors_and_never_up(house: House) -> None:
    assert house.upward() == []


def test_imports_never_go_round(house: House) -> None:
    assert house.circles() == []


def test_imports_stand_at_the_top_of_their_file(house: House) -> None:
    assert house.hidden() == []


def test_papers_and_exchange_see_the_knowledge_only(house: House) -> None:
    assert house.beyond_knowledge() == []


def test_the_knowledge_needs_no_django_no_file_and_no_clock(house: House) -> None:
    assert house.impure() == []


def built(root: Path, files: dict[str, str]) -> House:
    """A small house of these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return House(root)


def test_a_sound_house_passes(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "clinic/models.py": "import uuid",
            "clinic/apps.py": "def ready():\n    from clinic import models",
            "assessments/knowledge/rules.py": "from datetime import date",
            "assessments/models.py": "from clinic.models import Patient\nfrom assessments.knowledge import rules",
            "assessments/documents/note.py": "from assessments.knowledge import rules\nfrom reportlab import platypus",
            "assessments/views.py": "from . import models",
        },
    )
    found = (house.upward(), house.circles(), house.hidden(), house.beyond_knowledge(), house.impure())
    assert found == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("by", "text", "said"),
    [
        ("clinic/text.py", "from assessments import knowledge", "clinic.text:1 imports assessments.knowledge"),
        ("assessments/models.py", "from .services import sign", "assessments.models:1 imports assessments.services"),
        ("assessments/forms.py", "import assessments.views", "assessments.forms:1 imports assessments.views"),
        ("assessments/models.py", "import clinic.services", "assessments.models:1 imports clinic.services"),
        ("clinic/models/patient.py", "from ..services import x", "clinic.models.patient:1 imports clinic.services"),
        (
            "assessments/knowledge/rule.py",
            "\nfrom ..models import E",
            "assessments.knowledge.rule:2 imports assessments.models",
        ),
    ],
)
def test_an_upward_import_is_named(tmp_path: Path, by: str, text: str, said: str) -> None:
    others = (
        "assessments/knowledge/__init__.py",
        "assessments/services.py",
        "assessments/views.py",
        "clinic/services.py",
    )
    assert built(tmp_path, {**dict.fromkeys(others, ""), by: text}).upward() == [said]


def test_a_circle_is_named_once_with_the_way_round(tmp_path: Path) -> None:
    house = built(
        tmp_path,
        {
            "clinic/__init__.py": "",
            "clinic/one.py": "from clinic import two",
            "clinic/two.py": "from .three import x",
            "clinic/three.py": "import clinic.one",
            "clinic/four.py": "from . import one",
        },
    )
    assert house.circles() == ["clinic.one > clinic.two > clinic.three > clinic.one"]


def test_an_import_inside_a_function_is_named(tmp_path: Path) -> None:
    house = built(tmp_path, {"clinic/text.py": "class A:\n    def fold(self):\n        import unicodedata"})
    assert house.hidden() == ["clinic.text:3 imports unicodedata inside fold()"]


def test_a_paper_that_looks_into_the_record_is_named(tmp_path: Path) -> None:
    house = built(
        tmp_path, {"assessments/models.py": "", "assessments/documents/note.py": "from assessments.models import E"}
    )
    assert house.beyond_knowledge() == ["assessments.documents.note:1 imports assessments.models"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import django.db", "imports django.db"),
        ("from pathlib import Path", "imports pathlib"),
        ("from datetime import date\nDAY = date.today()", "calls today()"),
        ("TEXT = open('x').read()", "calls open()"),
    ],
)
def test_knowledge_that_reaches_outside_is_named(tmp_path: Path, text: str, said: str) -> None:
    (found,) = built(tmp_path, {"assessments/knowledge/rule.py": text}).impure()
    assert found.endswith(said)
