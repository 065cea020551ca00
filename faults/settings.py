"""The site's own settings; only the pages' styles are served from where they lie, without collecting them first."""

from clinic.settings import *  # noqa: F403

STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
