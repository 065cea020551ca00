"""Marks text for translation where it is written; the edge translates it."""


def gettext_noop(message: str) -> str:
    return message
