"""What text may enter the record: anything a person can write and every database can keep."""

import unicodedata

from django.utils.translation import gettext

from clinic.refusals import Refused


def is_storable(text: str) -> bool:
    """Without NUL, which PostgreSQL cannot keep, and half characters, which no file can."""
    return not any(map(_is_never_kept, text))


def _is_never_kept(letter: str) -> bool:
    return letter == "\x00" or "\ud800" <= letter <= "\udfff"


def storable(text: str, *, field: str) -> str:
    """The text unchanged, or refused with the first character that cannot be kept."""
    for place, letter in enumerate(text, start=1):
        if _is_never_kept(letter):
            raise Refused(
                gettext("%(field)s: character %(place)d (%(code)s) cannot be stored.")
                % {"field": field, "place": place, "code": f"U+{ord(letter):04X}"},
                field=field,
                value=ascii(text)[:80],
                way_out=gettext("Delete that character and type it again."),
            )
    return text


def clean(text: str | None, *, field: str, limit: int, required: bool = False) -> str:
    """Trimmed and composed (NFC), at most `limit` characters long."""
    tidy = unicodedata.normalize("NFC", storable(text or "", field=field)).strip()
    if required and not tidy:
        raise Refused(
            gettext("%(field)s is empty.") % {"field": field},
            field=field,
            value=text,
            way_out=gettext("Fill it in."),
        )
    if len(tidy) > limit:
        raise Refused(
            gettext("%(field)s has %(length)d characters.") % {"field": field, "length": len(tidy)},
            field=field,
            value=tidy[:80],
            way_out=gettext("Keep it to %(limit)d.") % {"limit": limit},
        )
    return tidy
