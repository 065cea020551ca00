"""What nobody needs any more goes, a portion at a time: whoever's request does it hardly waits."""

from typing import Any

from django.db import models, transaction

PORTION = 1000


@transaction.atomic
def forget(old: models.QuerySet[Any]) -> int:
    """The first of these rows, but for those that another request forgets at the same moment; how many went."""
    keys = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:PORTION])
    gone, _ = old.model._default_manager.filter(pk__in=keys).delete()
    return gone
