"""The password again, or a code of one's app, before a signature: only as oneself."""

from clinic.services.codes import NotProved
from clinic.services.identity import WrongPassword
from clinic.services.identity import prove as confirm

__all__ = ["NotProved", "WrongPassword", "confirm"]
