"""An authenticator app in somebody's hand: it computes its codes by itself, from the key it was given (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass

from clinic.models import Staff
from clinic.services import second_factor

STEP = 30


def code_of(secret: str, *, at: float | None = None) -> str:
    counter = int((time.time() if at is None else at) // STEP)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclass
class App:
    """Each code is accepted once, so a test that needs several takes those of the neighbouring half minutes."""

    secret: str
    pk: int
    steps: int = 0

    def code(self) -> str:
        """One that was not used: now's first, the next half minute's then."""
        shown = code_of(self.secret, at=time.time() + STEP * self.steps)
        self.steps += 1
        return shown


def app_of(person: Staff) -> App:
    """Added half a minute ago, so that the code of now is still unused."""
    kept = second_factor.new_secret()
    secret = second_factor.shown(kept)
    second_factor.add_app(by=person, secret=kept, code=code_of(secret, at=time.time() - STEP))
    [held] = [one for one in second_factor.of(person) if one.kind == "app"]
    return App(secret=secret, pk=held.pk)


def recovery_codes(person: Staff) -> list[str]:
    return second_factor.codes_once(by=person)
