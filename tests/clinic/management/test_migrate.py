"""A migration that fails or is killed leaves no record whose trail and notes could be rewritten unnoticed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.elsewhere import manage, python, shell

pytestmark = pytest.mark.django_db(transaction=True)

# An app of its own before all others, whose one migration, or what follows it, does what a test says.
SETTINGS = """
from clinic.settings import *
INSTALLED_APPS = ["unlucky", *INSTALLED_APPS]
"""
APP = """
import os
from django.apps import AppConfig
from django.db.models.signals import post_migrate

def after(**_):
    if os.environ.get("UNLUCKY") == "afterwards":
        raise RuntimeError("bad luck")

class Unlucky(AppConfig):
    name = "unlucky"
    def ready(self):
        post_migrate.connect(after, sender=self)
"""
MIGRATION = """
import os, signal
from django.db import migrations

def run(apps, editor):
    if os.environ.get("UNLUCKY") == "raises":
        raise RuntimeError("bad luck")
    if os.environ.get("UNLUCKY") == "killed":
        os.kill(os.getpid(), signal.SIGKILL)

class Migration(migrations.Migration):
    dependencies = [("assessments", "__first__"), ("clinic", "__first__")]
    operations = [migrations.RunPython(run, migrations.RunPython.noop)]
"""
STARTS = "import clinic.wsgi"
REWRITES = """
from clinic.services import audit
from django.db import IntegrityError, connection, transaction
with transaction.atomic():
    audit.append(action="tested", by=None)
try:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clinic_auditevent SET user_name = 'nobody'")
    print("rewritten")
except IntegrityError as why:
    print(why.args[0].partition(chr(10))[0])
"""
BEYOND = """
from django.db import connection
from tests.assessments import factories
factories.visit(pain_now=5)
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE assessments_painassessment DROP CONSTRAINT assessments_painassessment_pain_now_check")
    cursor.execute("UPDATE assessments_painassessment SET pain_now = 99")
"""
REFUSED = (0, "clinic_auditevent: rows are never changed\n")


@pytest.fixture
def migrate(elsewhere: dict[str, str], tmp_path: Path) -> Callable[[str], int]:
    """The next release's one migration, on a record that is whole."""
    (tmp_path / "unlucky" / "migrations").mkdir(parents=True)
    for name, text in {
        "unlucky_settings.py": SETTINGS,
        "unlucky/__init__.py": "",
        "unlucky/apps.py": APP,
        "unlucky/models.py": "",
        "unlucky/migrations/__init__.py": "",
        "unlucky/migrations/0001_initial.py": MIGRATION,
    }.items():
        (tmp_path / name).write_text(text)
    code, said = manage(elsewhere, "migrate", "-v0")
    assert code == 0, said
    more = {"DJANGO_SETTINGS_MODULE": "unlucky_settings", "PYTHONPATH": str(tmp_path)}
    return lambda how: manage(elsewhere | more | {"UNLUCKY": how}, "migrate", "-v0")[0]


@pytest.mark.parametrize("how", ["raises", "afterwards"])
def test_a_migration_that_fails_leaves_the_trail_kept_by_the_database(
    elsewhere: dict[str, str], migrate: Callable[[str], int], how: str
) -> None:
    assert migrate(how) == 1
    assert shell(elsewhere, REWRITES) == REFUSED
    assert python(elsewhere, "-c", STARTS)[0] == 0


def test_where_a_migration_was_killed_the_site_does_not_start_until_it_is_done_again(
    elsewhere: dict[str, str], migrate: Callable[[str], int]
) -> None:
    assert migrate("killed") < 0
    code, said = python(elsewhere, "-c", STARTS)
    assert (code, "Run manage.py migrate, which puts up every trigger." in said) == (1, True), said
    assert "keep_assessments_encounter_delete is missing" in said
    code, said = manage(elsewhere, "verify_audit")
    assert (code, "trigger keep_clinic_auditevent_update is missing" in said) == (1, True), said
    assert migrate("lucky") == 0
    assert python(elsewhere, "-c", STARTS)[0] == 0
    assert shell(elsewhere, REWRITES) == REFUSED


@pytest.mark.postgresql
def test_an_answer_that_breaks_a_new_limit_leaves_the_trail_kept_by_the_database(elsewhere: dict[str, str]) -> None:
    """It stops the migration after its end; see assessments/models/limits.py."""
    assert manage(elsewhere, "migrate", "-v0")[0] == 0
    assert shell(elsewhere, BEYOND) == (0, "")
    code, said = manage(elsewhere, "migrate", "-v0")
    assert (code, "is violated by some row" in said) == (1, True), said
    assert shell(elsewhere, REWRITES) == REFUSED
    assert python(elsewhere, "-c", STARTS)[0] == 0


def test_a_record_that_was_never_migrated_is_not_served(elsewhere: dict[str, str]) -> None:
    code, said = python(elsewhere, "-c", STARTS)
    assert (code, "Run manage.py migrate" in said) == (1, True), said
