"""A password asked for at the server's own keyboard."""

from getpass import getpass

from django.core.management.base import CommandError


def asked() -> str:
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise CommandError("The two are not the same. Nothing was changed; run it again.")
    return password
