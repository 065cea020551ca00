"""The site as it stands when nothing was said, and what it says when it will not start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

ROOT = Path(__file__).resolve().parent.parent
KEY = "a" * 25 + "0123456789" * 5
PROXIES = {"on": "1", "True": "1", "2": "2", "off": "0", "0": "0", "": "0"}


def run(*command: str, **said: str) -> subprocess.CompletedProcess[str]:
    """A command in an environment in which only this was said."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("BACKCHART", "D"))}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=quiet | said, capture_output=True, text=True, check=False
    )


def asked(question: str, *, command: str = "serve", **said: str) -> str:
    told = run(
        "-c",
        f"import sys; sys.argv = ['manage.py', '{command}']; from clinic import settings; print({question})",
        **said,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def test_without_a_secret_key_it_does_not_start_and_says_how_to_make_one() -> None:
    refused = run("manage.py", "migrate")
    assert refused.returncode == 1
    assert refused.stderr.startswith("BACKCHART_SECRET_KEY is not set")
    assert "secrets.token_urlsafe(64)" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_published_guidance_can_be_printed_without_a_key() -> None:
    assert asked("len(settings.SECRET_KEY) >= 50", command="guidance") == "True"


def test_a_web_server_s_own_word_guidance_does_not_do_without_a_key() -> None:
    refused = run("-c", "import sys; sys.argv = ['gunicorn', 'guidance']; from clinic import settings")
    assert "BACKCHART_SECRET_KEY is not set" in refused.stderr


def test_nothing_said_means_no_debugging_and_cookies_over_https_only() -> None:
    shown = "settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT"
    assert asked(shown, BACKCHART_SECRET_KEY=KEY) == "False True True True"


def test_a_new_password_is_kept_by_argon2_and_no_quick_hash_is_taken() -> None:
    kept = asked("[one.rsplit('.', 1)[1] for one in settings.PASSWORD_HASHERS]", BACKCHART_SECRET_KEY=KEY)
    assert kept == "['Argon2PasswordHasher', 'PBKDF2PasswordHasher']"


def test_only_postgresql_may_be_named_as_another_database() -> None:
    refused = run("manage.py", "migrate", BACKCHART_SECRET_KEY=KEY, DATABASE_URL="mysql://somebody@localhost/records")
    assert refused.returncode == 1
    assert refused.stderr.startswith("DATABASE_URL names a database that is not PostgreSQL.")


def test_what_is_asked_of_a_connection_to_postgresql_is_kept_and_commits_reach_the_disk_all_the_same() -> None:
    url = "postgresql://somebody@db/records?sslmode=verify-full&options=-c%20synchronous_commit%3Doff"
    shown = "[settings.DATABASES['default']['OPTIONS'][one] for one in ('sslmode', 'options')]"
    assert asked(shown, BACKCHART_SECRET_KEY=KEY, DATABASE_URL=url) == str(
        ["verify-full", "-c synchronous_commit=off -c synchronous_commit=on"]
    )


@pytest.mark.parametrize(
    ("said", "trusted"), [({}, "0"), *(({"BACKCHART_BEHIND_PROXY": word}, count) for word, count in PROXIES.items())]
)
def test_as_many_proxies_are_trusted_as_the_practice_says(said: dict[str, str], trusted: str) -> None:
    assert asked("settings.TRUSTED_PROXIES", BACKCHART_SECRET_KEY=KEY, **said) == trusted


def test_a_word_that_is_no_number_of_proxies_is_refused() -> None:
    refused = run("manage.py", "migrate", BACKCHART_SECRET_KEY=KEY, BACKCHART_BEHIND_PROXY="nginx")
    assert refused.returncode == 1
    assert refused.stderr.startswith("BACKCHART_BEHIND_PROXY says “nginx”. Write on behind one proxy")


def test_a_practice_begins_with_a_second_factor_for_who_signs_and_the_demonstration_without() -> None:
    assert asked("settings.SECOND_FACTOR_FOR", BACKCHART_SECRET_KEY=KEY) == "signers"
    assert asked("settings.SECOND_FACTOR_FOR", command="demo") == "nobody"


def test_a_mistyped_data_folder_is_named_and_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "recrods"
    refused = run("manage.py", "migrate", BACKCHART_SECRET_KEY=KEY, BACKCHART_DATA=str(folder))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"BACKCHART_DATA names {folder}, and there is no such folder.")
    assert not folder.exists()


def test_django_finds_nothing_to_warn_of_before_it_is_put_to_use() -> None:
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", BACKCHART_SECRET_KEY=KEY)
    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        checked.stderr
    )


def test_the_demonstration_never_takes_a_practice_s_key_or_database() -> None:
    shown = "settings.SECRET_KEY == 'real', settings.DATABASES['default']['NAME'].relative_to(settings.BASE_DIR)"
    said = {"BACKCHART_SECRET_KEY": "real", "DATABASE_URL": "postgresql://somebody@localhost/records"}
    assert asked(shown, command="demo", **said) == "False demo/backchart.sqlite3"


def test_without_django_the_way_to_set_it_up_is_printed() -> None:
    bare = run("-I", "-S", "manage.py", "demo")
    assert bare.returncode == 1
    for line in (
        "    python3 -m venv .venv\n",
        "    .venv/bin/pip install -r requirements.txt\n",
        "    .venv/bin/python manage.py demo\n",
    ):
        assert line in bare.stderr


@pytest.mark.django_db
def test_a_page_may_load_nothing_from_elsewhere_and_run_nothing_written_into_it(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self' data:",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_every_file_a_page_names_can_be_collected_and_named_by_its_content(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=settings.STORAGES | storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    named = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert named["vendor/bootstrap/bootstrap.min.css"].startswith("vendor/bootstrap/bootstrap.min.")
    assert {name for name, copy in named.items() if not (tmp_path / copy).exists()} == set()


def test_a_mistyped_field_breaks_the_page_instead_of_vanishing_from_it() -> None:
    assert settings.CRISPY_FAIL_SILENTLY is False


def test_an_autosave_does_not_prolong_a_session() -> None:
    assert settings.SESSION_SAVE_EVERY_REQUEST is False
