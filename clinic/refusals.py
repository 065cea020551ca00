"""The ways a service says no: each names the field, the value and the way out, in words for the person at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext


class Refused(Exception):
    """Nothing was written; `str()` is safe to show."""

    def __init__(self, message: str, *, field: str = "", value: object = None, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.value = value
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One field that somebody else changed meanwhile: what it was, what it is now in the record, what was sent."""

    was: object
    now: object
    mine: object


class Conflict(Refused):
    def __init__(self, clashes: Mapping[str, Clash]) -> None:
        self.clashes = dict(clashes)
        super().__init__(
            gettext("Somebody changed this meanwhile: %(fields)s.") % {"fields": ", ".join(sorted(clashes))},
            field=next(iter(sorted(clashes)), ""),
            way_out=gettext("Compare both values and save the one that is right."),
        )


class KeyReused(Refused):
    def __init__(self, key: object) -> None:
        super().__init__(
            gettext("This save was already made with other content."),
            field="key",
            value=key,
            way_out=gettext("Reload the page and save again."),
        )


class NotAllowed(Refused, PermissionDenied):
    """Also Django's PermissionDenied, so a view that forgets it still answers 403."""

    def __init__(self, act: str, *, says: str = "") -> None:
        self.act = act
        super().__init__(
            gettext("Your role does not include this: %(act)s.") % {"act": says or act},
            field="role",
            value=act,
            way_out=gettext("Ask the person who manages staff accounts."),
        )


class Archived(Refused):
    def __init__(self, what: object) -> None:
        super().__init__(
            gettext("This record is archived."), value=what, way_out=gettext("Bring it back from the archive first.")
        )


class Signed(Refused):
    def __init__(self, what: object) -> None:
        super().__init__(
            gettext("This is signed and cannot change."), value=what, way_out=gettext("Write an addendum instead.")
        )


class Discarded(Signed):
    """Closed like a signed visit, and to be brought back."""

    def __init__(self, what: object) -> None:
        Refused.__init__(
            self,
            gettext("This visit was discarded and cannot change."),
            value=what,
            way_out=gettext("Bring it back first, or open another."),
        )


class NeverDeleted(Refused):
    def __init__(self, what: object) -> None:
        super().__init__(
            gettext("Nothing in the record is deleted."),
            value=what,
            way_out=gettext("Archive it, or mark it as entered in error."),
        )


class NeverChanged(Refused):
    def __init__(self, what: object) -> None:
        super().__init__(
            gettext("This row is kept exactly as it was written."),
            value=what,
            way_out=gettext("Add a new row that corrects it."),
        )
