"""The password again, or a code of one's app, before a signature: only as oneself."""

from uuid import UUID

from clinic.models import Receipt, Staff
from clinic.services.codes import NotProved
from clinic.services.identity import WrongPassword, prove

__all__ = ["NotProved", "WrongPassword", "confirm"]


def confirm(by: Staff, password: str, *, key: UUID | None = None) -> None:
    """Raises NotProved. Outside a transaction. `key` is that of the save: one that is done and arrives again was
    proved when it came first, and a code is accepted once."""
    if key is None or not Receipt.objects.filter(key=key, user=by).exists():
        prove(by, password)
