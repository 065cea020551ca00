"""A save that arrives twice is done once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from clinic.canonical import plain, sha256
from clinic.models import Receipt, Staff
from clinic.refusals import KeyReused
from clinic.services.forgetting import forget

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def once(*, key: UUID, by: Staff, action: str, body: object, act: Callable[[], Any]) -> Any:
    """What `act` returned, as JSON, also when the same save comes again; then `act` is not called.

    The same key with another body, action or person raises KeyReused. `body` is what was sent, dates and UUIDs
    included. If `act` raises, nothing is kept and the key is free again.
    """
    body_hash = sha256(body)
    try:
        with transaction.atomic():
            # Whoever comes second with the same key waits here until the first has committed.
            receipt = Receipt.objects.create(key=key, user=by, action=action, body_hash=body_hash)
    except IntegrityError:
        kept = Receipt.objects.get(key=key)
        if (kept.user_id, kept.action, kept.body_hash) != (by.pk, action, body_hash):
            raise KeyReused(key) from None
        return kept.result
    receipt.result = plain(act())
    receipt.save(update_fields=["result"])
    return receipt.result


def forget_old() -> int:
    """Receipts nobody can still be repeating, the oldest first; how many went."""
    return forget(Receipt.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).order_by("made_at"))
