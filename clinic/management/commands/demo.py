"""A clinic of made-up patients on this computer, to look around in: `manage.py demo`."""

import os
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import waitress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from clinic import demo, durability
from clinic.models import Patient
from clinic.readable import behind_the_door

HOST = "127.0.0.1"
PORTS_TO_TRY = 50


class Command(BaseCommand):
    help = "Serve a clinic of made-up patients at an address of this computer only, from a database of its own."
    requires_system_checks: list[str] = []  # the database they ask is made here

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the first port to try (8000)")
        parser.add_argument("--no-serve", action="store_true", help="prepare everything and stop")

    def handle(self, *, port: int, no_serve: bool, **_: Any) -> None:
        claim_database()
        call_command("migrate", interactive=False, verbosity=0)
        durability.require()
        if not Patient.objects.exists():
            self.stdout.write("Making the clinic and its patients …")
            call_command("load_demo")
        if no_serve:
            return
        listener = free_listener(port)
        self.stdout.write(f"\nBackchart, with made-up patients: http://{HOST}:{listener.getsockname()[1]}/\n")
        self.sign_ins()
        self.stdout.write("\nCtrl+C stops it. Everything it knows is in demo/; delete that folder to begin anew.\n")
        self.stdout.flush()
        site = behind_the_door(get_wsgi_application())
        waitress.serve(site, sockets=[listener], threads=8, ident="Backchart", _quiet=True)

    def sign_ins(self) -> None:
        people = get_user_model().objects.filter(is_active=True).order_by("is_superuser", "date_joined", "username")
        self.stdout.write(f"Sign in with the password “{demo.PASSWORD}” as")
        for person in people:
            self.stdout.write(f"    {person.get_username():<12} {person.name_and_title} ({person.role})")


def claim_database() -> None:
    """The settings choose the demonstration's own database only when `demo` is the command, so ask twice."""
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if not settings.BACKCHART_DEMO or file.parent != settings.BASE_DIR / "demo":
        raise CommandError("The demonstration is started by itself, as: manage.py demo")
    if "DATABASE_URL" in os.environ:
        raise CommandError("DATABASE_URL names a database that the demonstration does not use. Start it without.")
    try:
        demo.claim(file)
    except demo.NotOurs:
        raise CommandError(f"{file} is not the demonstration's database. Move it away, then start again.") from None


def free_listener(port: int) -> socket.socket:
    """A socket on this port, or on the next that nobody has."""
    for each in range(port, port + PORTS_TO_TRY):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, each))
        except OSError:
            listener.close()
        else:
            return listener
    raise CommandError(f"Ports {port} to {port + PORTS_TO_TRY - 1} are all taken. Name another with --port.")
