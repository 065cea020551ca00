"""`manage.py migrate`, as Django has it; but where it fails half-way the database refuses again what it has to."""

from contextlib import suppress
from typing import Any

from django.core.management.commands import migrate
from django.db import Error, connections

from clinic import triggers


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except (Exception, KeyboardInterrupt):
            connection = connections[options["database"]]
            with suppress(Error):  # as where the server is gone: the site will not start then, and says why
                triggers.put_up(connection, triggers.kept(connection.vendor))
            raise
