"""What every test may count on."""

import pytest
from django.conf import settings

VENDOR = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
VENDORS = {"sqlite3": "sqlite", "postgresql": "postgresql"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What holds on the other database only is left to the run on that database."""
    other = {"sqlite", "postgresql"} - {VENDORS[VENDOR]}
    elsewhere = [item for item in items if other & {mark.name for mark in item.iter_markers()}]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
