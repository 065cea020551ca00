"""A note as bytes and back, exactly: JSON in the one spelling of RFC 8785, for the kinds of value a note holds."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from .content import SCHEMA, Heading, Line, Note, Part

# Above this a reader in another language may round (RFC 8785, section 3.2.2.3).
LARGEST = 2**53 - 1


class Unreadable(ValueError):
    """Bytes that are not a note as `canonical` writes it. The message says what is wrong with them."""


def canonical(note: Note) -> bytes:
    """Equal notes give equal bytes. Raises ValueError for text that no file can hold."""
    return _bytes(_plain(note, "note"))


def read(content: bytes) -> Note:
    """The note whose `canonical` bytes these are; every other spelling is refused."""
    try:
        found = json.loads(content)
    except ValueError as error:
        raise Unreadable(f"This is not a note: {error}. Restore the bytes that were signed.") from error
    schema = found.get("schema") if isinstance(found, dict) else None
    if schema != SCHEMA:
        raise Unreadable(f"A note of schema {schema!r} cannot be read, only of schema {SCHEMA}: use a newer version.")
    try:
        note = _note(found)
        same = canonical(note) == content
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"This is not a whole note: {error!r}. Restore the bytes that were signed.") from error
    if not same:
        raise Unreadable("This note was not written by `canonical`. Restore the bytes that were signed.")
    return note


def _bytes(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _plain(value: Any, where: str) -> Any:
    if is_dataclass(value):
        names = sorted(one.name for one in fields(value))
        return {name: _plain(getattr(value, name), f"{where}.{name}") for name in names}
    match value:
        case None | bool():
            return value
        case str():
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise ValueError(f"{where}: {value!a} holds half a character, which no file can keep; retype it")
            return value
        case int() if abs(value) <= LARGEST:
            return value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one, f"{where}[{place}]") for place, one in enumerate(value)]
    raise TypeError(f"{where}: {value!r} has no place in a note; give text, a whole number, a date or a tuple")


def _note(found: dict[str, Any]) -> Note:
    return Note(
        **found
        | {
            "heading": _heading(found["heading"]),
            "band": _lines(found["band"]),
            "parts": tuple(Part(**part | {"lines": _lines(part["lines"])}) for part in found["parts"]),
        }
    )


def _heading(found: dict[str, Any]) -> Heading:
    return Heading(
        **found
        | {
            "birth_date": date.fromisoformat(found["birth_date"]),
            "visited_on": date.fromisoformat(found["visited_on"]),
            "medicines": _names(found["medicines"]),
            "allergies": _names(found["allergies"]),
        }
    )


def _names(found: list[str] | None) -> tuple[str, ...] | None:
    return None if found is None else tuple(found)


def _lines(found: list[dict[str, Any]]) -> tuple[Line, ...]:
    return tuple(Line(**line | {"sources": tuple(line["sources"])}) for line in found)
