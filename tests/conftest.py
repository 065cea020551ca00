"""What every test may count on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from clinic import triggers
from clinic.context import RequestContext, request_context
from tests.elsewhere import another_site

# A busy machine, or the first run that makes Hypothesis' table of characters, is slow and not wrong.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What holds on the other database only is left to the run on that database."""
    other = {"sqlite", "postgresql"} - {connection.vendor}
    elsewhere = [item for item in items if other & {mark.name for mark in item.iter_markers()}]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture(autouse=True)
def kept_rows_make_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rows that the database itself keeps would outlive the test that wrote them: it empties the tables afterwards."""
    mark = request.node.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(request.fixturenames)
    empties = bool(asked) or (mark is not None and mark.kwargs.get("transaction", False))
    if empties:
        request.getfixturevalue("transactional_db")  # so that this ends before the tables are emptied
    yield
    if empties:
        triggers.lower(connection)


@pytest.fixture
def at_a_desk() -> Iterator[None]:
    """What is done is done at a computer of the practice, in a session."""
    context = RequestContext(request_id="r1", source_address="203.0.113.7", session_key=lambda: "a session")
    token = request_context.set(context)
    yield
    request_context.reset(token)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of another site, whose database is empty. Needs a test that commits."""
    with another_site(tmp_path) as environment:
        yield environment
