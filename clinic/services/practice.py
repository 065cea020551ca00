"""Changing the practice's letterhead, clock and policy."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from clinic.models import Letterhead, Logo, Practice, Staff
from clinic.models.practice import PRACTICE_ID
from clinic.pictures import Picture
from clinic.refusals import Refused
from clinic.roles import Act
from clinic.services import audit, factor_policy
from clinic.services.access import require
from clinic.services.changes import Changes, Cleaners, apply, cleaned
from clinic.services.receipts import once
from clinic.text import clean

NAMES = (
    "name",
    "address",
    "phone",
    "letterhead",
    "time_zone",
    "paper_size",
    "trial_weeks",
    "second_factor_for",
    "co_signed",
)
FIELDS = {field.name: field for field in Practice._meta.fields if field.name in NAMES}


def _checked(name: str, value: Any) -> Any:
    """By the column's own choices, limits and validators."""
    field = FIELDS[name]
    if isinstance(value, str):
        value = clean(value, field=name, limit=field.max_length or 500)
    try:
        return field.clean(value, Practice())
    except ValidationError as wrong:
        raise Refused(f"{name}: {' '.join(wrong.messages)}", field=name, value=value) from None


def _logo(sha256: Any) -> str | None:
    if sha256 and not Logo.objects.filter(pk=sha256).exists():
        raise Refused(
            gettext("No such picture is kept."),
            field=LOGO,
            value=sha256,
            way_out=gettext("Choose its file again."),
        )
    return sha256 or None


LOGO = "logo_id"
CLEANERS: Cleaners = {name: partial(_checked, name) for name in NAMES} | {LOGO: _logo}
# What a paper shows of the practice and no note holds in words.
AT_THE_HEAD = ("letterhead", LOGO)


@transaction.atomic
def update_practice(*, changes: Changes, by: Staff, key: UUID, picture: Picture | None = None) -> Practice:
    """`changes` = {field: (as it stood on the page, as it is to be)}; a logo by its SHA-256, with a new `picture`."""
    require(by, Act.MANAGE_PRACTICE)
    if picture:
        size = {"width": picture.width, "height": picture.height}
        Logo.objects.get_or_create(pk=picture.sha256, defaults={"png": picture.png} | size)
    wanted = cleaned(changes, cleaners=CLEANERS)

    def act() -> None:
        row, _ = Practice.objects.get_or_create(pk=PRACTICE_ID)
        Practice.objects.filter(pk=PRACTICE_ID).update(revision=F("revision") + 1)
        row.refresh_from_db()
        apply(row, wanted)
        row.save(update_fields=list(wanted))
        if any(name in wanted for name in AT_THE_HEAD):
            Letterhead.objects.create(lines=row.letterhead, logo_id=row.logo_id)
        if "second_factor_for" in wanted:
            factor_policy.reviewed()
        audit.append(
            action="practice.updated",
            by=by,
            of=row,
            revision_before=row.revision - 1,
            revision_after=row.revision,
            findings=wanted,
            content_hash=audit.hash_of(row),
            key=key,
        )

    if wanted:
        once(key=key, by=by, action="practice.updated", body=wanted, act=act)
    return Practice.current()
