"""The site's own settings with what a test run needs: a key of no worth, plain addresses, cheap passwords."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("BACKCHART_SECRET_KEY", "for-tests-only-" + "0123456789" * 5)

from clinic.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

_scratch = tempfile.TemporaryDirectory(prefix="backchart-tests-")
DATA = Path(_scratch.name)  # gone with the run

SECOND_FACTOR_FOR = "nobody"  # but where a test says otherwise

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
