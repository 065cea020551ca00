"""On PostgreSQL one role owns the record and another serves the pages: by the very SQL of docs/operation.md.

The second does all that anybody does in a practice, and the database refuses it what nobody ever has to do.
"""

import itertools
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from clinic import durability, triggers
from faults.client import Clinician, Ledger
from faults.databases import Database
from faults.site import Site, command, inside
from tests import factories, test_trail, test_trail_practice
from tests.elsewhere import address
from tests.test_operation import blocks

pytestmark = pytest.mark.postgresql

NO_RIGHT = "42501"  # insufficient_privilege: PostgreSQL itself refused, and no trigger was asked
_marks = itertools.count(1)


@dataclass(frozen=True)
class Names:
    """Roles are of the whole server, where others may have the document's names."""

    mark: str

    @classmethod
    def new(cls) -> "Names":
        return cls(f"{os.getpid()}_{next(_marks)}")

    @property
    def owner(self) -> str:
        return f"owner_{self.mark}"

    @property
    def site(self) -> str:
        return f"site_{self.mark}"

    @property
    def database(self) -> str:
        return f"record_{self.mark}"

    def sql(self) -> tuple[str, str]:
        """What is typed once, and after each migration."""
        once, later = blocks("On PostgreSQL, two roles", "sql")
        return self.said(once), self.said(later)

    def said(self, text: str) -> str:
        text = text.replace("backchart_owner", self.owner).replace("backchart_site", self.site)
        return re.sub(r"\bbackchart\b", self.database, text)


def never() -> list[tuple[str, str]]:
    """Table and act of each trigger that refuses without a condition."""
    return sorted({(one.table, one.before) for one in triggers.kept("postgresql") if not one.when})


def attempts() -> list[str]:
    """Each such act, and each way to take down what refuses it."""
    acts = {"UPDATE": "UPDATE {0} SET {1} = {1}", "DELETE": "DELETE FROM {0}", "TRUNCATE": "TRUNCATE {0} CASCADE"}
    tables = sorted({table for table, _ in never()})
    return [
        *(acts[act].format(table, first_column(table)) for table, act in never()),
        *(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in tables),
        *(f"DROP TABLE {table} CASCADE" for table in tables),
        *(f"DROP TRIGGER {one.full_name} ON {one.table}" for one in triggers.kept("postgresql")),
        *(statement for one in triggers.kept("postgresql") for statement in one.statements("postgresql")),
        "ALTER TABLE clinic_auditevent ADD COLUMN more text",
        "CREATE TABLE more (id integer)",
        "SET session_replication_role TO replica",
    ]


def first_column(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_table_description(cursor, table)[0].name


class TestInOneTransaction:
    """The tests' own record, whose owner hands out the rights and then works as the other role."""

    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def names(self) -> Names:
        return Names.new()

    @pytest.fixture
    def become(self, names: Names) -> Callable[[str], None]:
        once, later = names.sql()
        with connection.cursor() as cursor:
            for statement in re.findall(r"^(?:CREATE ROLE|REVOKE CREATE) [^;]*;", once, re.MULTILINE):
                cursor.execute(statement)
            cursor.execute(re.sub(r"^(BEGIN|COMMIT);$", "", later, flags=re.MULTILINE))

        def become(role: str) -> None:
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {role}")

        return become

    @pytest.mark.usefixtures("at_a_desk")
    @pytest.mark.parametrize("everything_once", [test_trail.everything_once, test_trail_practice.everything_once])
    def test_who_serves_does_all_that_a_practice_does(
        self, names: Names, become: Callable[[str], None], everything_once: Callable[[], None]
    ) -> None:
        factories.superuser()
        become(names.site)
        everything_once()

    def test_who_serves_is_warned_of_nothing_and_the_owner_of_being_the_owner(
        self, names: Names, become: Callable[[str], None]
    ) -> None:
        assert "serves the pages and may do what the record's owner may" in durability.too_mighty(connection)[0]
        become(names.site)
        assert durability.too_mighty(connection) == []

    def test_rights_that_nobody_needs_are_named(self, names: Names, become: Callable[[str], None]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT UPDATE, DELETE ON clinic_auditevent TO {names.site}")
        become(names.site)
        assert durability.too_mighty(connection) == [
            f"PostgreSQL's role {names.site} has 2 rights that the pages never need, as DELETE on clinic_auditevent. "
            "See docs/operation.md, “On PostgreSQL, two roles”."
        ]

    def test_who_serves_is_refused_what_nobody_ever_has_to_do(
        self, names: Names, become: Callable[[str], None]
    ) -> None:
        factories.patient()
        statements = attempts()
        become(names.site)
        assert {statement: self.refused(statement) for statement in statements} == dict.fromkeys(statements, NO_RIGHT)

    def test_it_is_refused_even_where_every_trigger_is_down(self, names: Names, become: Callable[[str], None]) -> None:
        factories.patient()
        triggers.lower(connection)
        statements = [one for one in attempts() if one.startswith(("UPDATE", "DELETE", "TRUNCATE"))]
        assert len(statements) == len(never())
        become(names.site)
        assert {statement: self.refused(statement) for statement in statements} == dict.fromkeys(statements, NO_RIGHT)

    @pytest.mark.control
    def test_the_owner_is_refused_by_triggers_alone(self, names: Names, become: Callable[[str], None]) -> None:
        factories.patient()
        triggers.lower(connection)
        assert self.refused("UPDATE clinic_auditevent SET user_name = 'nobody'") == ""

    def refused(self, statement: str) -> str:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except ProgrammingError as why:
            return str(getattr(why.__cause__, "sqlstate", ""))
        return ""


@dataclass(frozen=True)
class Served:
    """One record, as either role reaches it."""

    owner: Database
    site: Database


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    names = Names.new()
    once, later = names.sql()
    passwords = dict(re.findall(r"ROLE (\w+) LOGIN PASSWORD '([^']*)'", once))
    owner, site = (
        Database(folder=tmp_path, url=address(names.database, role=role, password=quote(passwords[role])))
        for role in (names.owner, names.site)
    )
    administrator = address("postgres")
    try:
        typed(administrator, once)
        assert command(owner, "migrate", "-v0").returncode == 0
        typed(owner.url, later)
        yield Served(owner=owner, site=site)
    finally:
        gone = [f"DROP DATABASE IF EXISTS {names.database} WITH (FORCE)"]
        gone += [f"DROP ROLE IF EXISTS {role}" for role in (names.site, names.owner)]
        with psycopg.connect(administrator, autocommit=True) as server:
            for statement in gone:
                server.execute(statement)


def typed(url: str, sql: str) -> None:
    done = subprocess.run(
        ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.faults
def test_a_practice_is_served_by_the_one_role_and_migrated_by_the_other(served: Served, tmp_path: Path) -> None:
    [person] = inside(served.site, "people", count=1, signable=1, signed=1)
    ledger = Ledger()
    with Site(served.site) as site:
        page = Clinician(site, person).sign_in()
        for _ in range(3):
            page.save(ledger)
    assert (len(ledger.saves), ledger.failures) == (3, 0)
    for words in (["backup", str(tmp_path / "record")], ["verify_audit"], ["verify_note", "--all"]):
        done = command(served.site, *words)
        assert done.returncode == 0, done.stderr
    assert command(served.site, "migrate", "-v0").returncode == 1
    assert "permission denied" in wrong(served.site, "DELETE FROM clinic_auditevent")
    assert "permission denied" in wrong(served.site, "UPDATE assessments_signednote SET content = ''")

    assert "may do what the record's owner may" in started(served.owner)
    assert started(served.site) == ""

    assert command(served.owner, "migrate", "-v0").returncode == 0  # as with each release
    assert started(served.site) == ""


def wrong(database: Database, statement: str) -> str:
    with psycopg.connect(database.url) as there:
        try:
            there.execute(statement)
        except psycopg.Error as why:
            return str(why)
    return ""


def started(database: Database) -> str:
    """What it says when it starts, and when it is checked."""
    log = database.folder / "started.log"
    log.unlink(missing_ok=True)
    with Site(database, log=log):
        pass
    checked = command(database, "check", "--deploy", "--database", "default")
    assert checked.returncode == 0, checked.stderr
    said = log.read_text()
    assert ("clinic.W001" in checked.stderr) == bool(said)
    return said
