"""What a row said before it was corrected: kept whole at every change, and never changed itself."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from clinic.models.kept import AppendOnly


class Before(AppendOnly):
    class Meta:
        abstract = True


class Earlier(HistoricalRecords):
    """As the library keeps it, but for `without`: a password is kept nowhere twice, and what counts saves or signing
    in is no correction."""

    def __init__(self, *, without: Collection[str]) -> None:
        self.without = frozenset(without)
        super().__init__(
            bases=(Before,),
            excluded_fields=list(without),
            history_id_field=models.UUIDField(default=uuid.uuid4, editable=False),
        )

    def post_save(self, instance: Any, created: bool, using: str | None = None, **kwargs: Any) -> None:
        saved = kwargs.get("update_fields")
        if saved is None or set(saved) - self.without:
            super().post_save(instance, created, using=using, **kwargs)
