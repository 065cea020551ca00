"""Every setting of the site, safe as it stands: what is not said in the environment is refused or kept shut.

BACKCHART_SECRET_KEY    required; 50 characters or more, the same for every worker, never in version control
BACKCHART_HOSTS         names under which the site is reached, comma separated
DATABASE_URL            PostgreSQL, as postgresql://user:password@host/name?sslmode=verify-full; without it SQLite
BACKCHART_DATA          folder of the SQLite file, on a local disk; `data/` beside manage.py without it
BACKCHART_TIME_ZONE     the practice's own, as Europe/Dublin
BACKCHART_BEHIND_PROXY  on where a proxy ends TLS and sets X-Forwarded-Proto and -For itself; a number where several do
BACKCHART_DEBUG         for a developer's own computer, never with a patient's data
BACKCHART_DEMO          on, or `manage.py demo`: the made-up clinic, with a key and a database of its own
"""

import os
import sqlite3
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import to_language

from clinic.secret import kept_in

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

# manage.py's own commands; gunicorn and the like have other words in the same place.
COMMAND = sys.argv[1] if Path(sys.argv[0]).name == "manage.py" and len(sys.argv) > 1 else ""
KEYLESS_COMMANDS = {"guidance"}  # they print what is published and touch no record

BACKCHART_DEMO = COMMAND == "demo" or env.bool("BACKCHART_DEMO", default=False)
DEBUG = env.bool("BACKCHART_DEBUG", default=False)
DATA = BASE_DIR / "demo" if BACKCHART_DEMO else Path(env.str("BACKCHART_DATA", default=str(BASE_DIR / "data")))


def secret_key() -> str:
    if BACKCHART_DEMO:
        return kept_in(DATA / "secret-key")
    if key := env.str("BACKCHART_SECRET_KEY", default=""):
        return key
    if COMMAND in KEYLESS_COMMANDS:
        return get_random_secret_key()
    raise ImproperlyConfigured(
        "BACKCHART_SECRET_KEY is not set, and without it nobody can be signed in safely. Make one, once, with\n"
        '    python3 -c "import secrets; print(secrets.token_urlsafe(64))"\n'
        "and give it in the environment of every worker. To look around first: manage.py demo"
    )


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("BACKCHART_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not BACKCHART_DEMO]

INSTALLED_APPS = [
    "assessments",
    "clinic",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "clinic.proxies.VisitorAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic.caching.NeverStoredMiddleware",
    "clinic.readable.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "clinic.middleware.RequestContextMiddleware",
    "clinic.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# The record ---------------------------------------------------------------------------------------------------------

# Below 3.51.3 a write-ahead log that several connections reset at once can corrupt the file (sqlite.org/wal.html).
# A rollback journal is kept then and its head wiped, which is on the disk before a commit is answered: a file that goes
# with each save is gone for good only once its folder is on the disk too (sqlite.org/pragma.html#pragma_synchronous).
SQLITE_JOURNAL = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "PERSIST"
SQLITE_WAIT_SECONDS = 20


def database() -> dict[str, object]:
    if not BACKCHART_DEMO and "DATABASE_URL" in os.environ:
        named: dict[str, Any] = env.db_url("DATABASE_URL")
        if named["ENGINE"] != "django.db.backends.postgresql":
            raise ImproperlyConfigured(
                "DATABASE_URL names a database that is not PostgreSQL. Write postgresql://user:password@host/name, "
                "or leave it out and give BACKCHART_DATA, the folder of the SQLite file."
            )
        theirs: dict[str, object] = named.get("OPTIONS", {})
        return named | {
            "OPTIONS": {
                "connect_timeout": 10,
                **theirs,  # as sslmode, or host for a socket
                "options": f"{theirs.get('options', '')} -c synchronous_commit=on".lstrip(),  # the last one counts
                # A save asks the same twenty questions each time: PostgreSQL parses and plans them once a connection.
                "server_side_binding": True,
                "prepare_threshold": 5,
            },
            # One for each process: a pool can keep a request waiting for all its time once its connections are ended.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    if not DATA.is_dir():
        # Not made here: behind a mistyped name the practice would find an empty record.
        raise ImproperlyConfigured(
            f"BACKCHART_DATA names {DATA}, and there is no such folder. Make it (mkdir -m 700 {DATA}) or mend its name."
        )
    return {
        "ENGINE": "clinic.sqlite",
        "NAME": DATA / "backchart.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_WAIT_SECONDS,
            "init_command": f"PRAGMA journal_mode={SQLITE_JOURNAL}; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON",
        },
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # of clinic.sqlite: the file is still that one
        # A file, because threads cannot share a database in memory; the process in its name, so that two runs can.
        "TEST": {"NAME": str(Path(tempfile.gettempdir()) / f"backchart-test-{os.getpid()}.sqlite3")},
    }


DATABASES = {"default": database()}
DATABASE_ROUTERS = ["clinic.copies.CopyRouter"]  # while a backup is verified, and else of no effect

# Who is there -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "clinic.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "clinic.services.passwords.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Counted by name and address together, known name or not: a stranger elsewhere locks nobody out and learns nothing.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_HANDLER = "clinic.services.tries.Handler"  # and a hundred by one address over all names
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "clinic.services.signin.hashed_name"
AXES_LOCKOUT_CALLABLE = "clinic.views.signin.too_often"
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has it
AXES_VERBOSE = False

# Who needs a second factor while the practice has not said so; the made-up clinic is open to look around in.
SECOND_FACTOR_FOR = "nobody" if BACKCHART_DEMO else "signers"
# Of the library its keys and codes are used, and none of its pages: nobody signs up, and no e-mail is sent.
MFA_ADAPTER = "clinic.services.factor_library.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Backchart"
MFA_TOTP_TOLERANCE = 1  # half a minute that a telephone's clock is wrong
MFA_RECOVERY_CODE_DIGITS = 10

HTTPS = not (DEBUG or BACKCHART_DEMO)

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False  # or an autosave would count as a person at the keyboard

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


def proxies() -> int:
    said = env.str("BACKCHART_BEHIND_PROXY", default="off").strip().lower()
    if said.isdecimal():
        return int(said)
    if said in env.BOOLEAN_TRUE_STRINGS or said in ("off", "false", "no", ""):
        return int(said in env.BOOLEAN_TRUE_STRINGS)
    raise ImproperlyConfigured(
        f"BACKCHART_BEHIND_PROXY says “{said}”. Write on behind one proxy, the number of them behind several, or off."
    )


TRUSTED_PROXIES = proxies()
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# Words, times and files ---------------------------------------------------------------------------------------------

# Not in a cookie: a message may name a patient, and a browser keeps its cookies.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en"
LOCALE = BASE_DIR / "locale"
LOCALE_PATHS = [LOCALE]
# English, and every language whose finished catalogue lies there. The browser's choice is followed.
LANGUAGES = [
    ("en", "English"),
    *((to_language(file.parts[-3]), file.parts[-3]) for file in sorted(LOCALE.glob("*/LC_MESSAGES/django.mo"))),
]
TIME_ZONE = env.str("BACKCHART_TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if HTTPS else None
# A practice's site collects the files and names them by content; otherwise they are served from where they lie.
WHITENOISE_USE_FINDERS = not HTTPS
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no upload is kept
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HTTPS
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "clinic.logs.KindOnly", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django would also mail what failed, with the request in it.
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
