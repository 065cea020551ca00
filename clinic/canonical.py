"""One spelling of a value as JSON bytes, so that equal content always has the same SHA-256 (RFC 8785)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

# Above this a reader in another language may round (RFC 8785, section 3.2.2.3).
LARGEST = 2**53 - 1


def plain(value: object) -> Any:
    """JSON values only: dates, UUIDs and numbers with a fraction become text, keys stand in UTF-16 order."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | str():
            return value
        case int() if abs(value) <= LARGEST:
            return value
        case int() | float() | Decimal() | UUID():
            return str(value)
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Mapping():
            pairs = {str(plain(key)): plain(inner) for key, inner in value.items()}
            return dict(sorted(pairs.items(), key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass")))
        case list() | tuple():
            return [plain(inner) for inner in value]
        case set() | frozenset():
            return sorted((plain(inner) for inner in value), key=canonical)
    raise TypeError(
        f"{value!r} ({type(value).__name__}) has no JSON form; give text, a number, a date, a list or a map"
    )


def canonical(value: object) -> bytes:
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def sha256(value: object) -> str:
    """Hexadecimal, of the canonical bytes."""
    return hashlib.sha256(canonical(value)).hexdigest()
