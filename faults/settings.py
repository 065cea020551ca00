"""The site's own settings; nobody needs a second factor, and the pages' styles are served from where they lie."""

import os

from clinic.settings import *  # noqa: F403

# Clients that save every three seconds carry no telephone; a second factor is asked at sign-in only.
SECOND_FACTOR_FOR = "nobody"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if os.environ.get("FAULTS_PLAIN"):  # a browser comes straight to it, with no proxy before it that ends TLS
    SECURE_PROXY_SSL_HEADER = None  # type: ignore[assignment]
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
