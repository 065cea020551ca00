"""Builds that are broken on purpose, one fault each: a run that does not see the fault sees nothing.

Served only when a run asks for its control; the site itself never imports this.
"""

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.models import F  # noqa: E402

from assessments.models import Encounter  # noqa: E402
from assessments.services import draft, record  # noqa: E402
from clinic import urls  # noqa: E402
from clinic.canonical import plain  # noqa: E402
from clinic.models import AuditHead  # noqa: E402
from clinic.models.audit import HEAD_ID  # noqa: E402
from clinic.services import audit, receipts  # noqa: E402

Start = Callable[..., Any]


def early(inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Saved is said when the save is in a queue, before it is committed."""
    waiting: queue.Queue[dict[str, Any]] = queue.Queue()

    def work() -> None:
        while True:
            list(inner(waiting.get(), lambda *_: None))

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if not environ["PATH_INFO"].endswith("/record/"):
            return inner(environ, start)
        if waiting.empty() and not threads:
            threads.append(threading.Thread(target=work, daemon=True))
            threads[0].start()
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        waiting.put({**environ, "wsgi.input": BytesIO(body)})
        start("200 OK", [("X-Revision", "1"), ("Content-Length", "0")])
        return [b""]

    threads: list[threading.Thread] = []
    return application


def unsynced() -> None:
    """A commit is not on the disk when it is answered. With a rollback journal NORMAL still syncs, so it is OFF."""
    options = settings.DATABASES["default"]["OPTIONS"]
    if "init_command" in options:
        level = "NORMAL" if settings.SQLITE_JOURNAL == "WAL" else "OFF"
        options["init_command"] = options["init_command"].replace("synchronous=FULL", f"synchronous={level}")
    else:
        options["options"] = "-c synchronous_commit=off"


def keyless() -> None:
    """A save that arrives twice is done twice."""
    _everywhere(receipts.once, lambda *, act, **_: plain(act()))


def last_wins() -> None:
    """Whoever saves last is right, whatever stood there."""

    class Agreeing:
        def __eq__(self, other: object) -> bool:
            return True

        def __ne__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    record.current = lambda *_: Agreeing()  # type: ignore[assignment]


def unsealed() -> None:
    """A signed visit goes on being written. The database would refuse: its triggers are lowered beside this."""

    def locked(pk: Any, *, revision: int) -> Encounter:
        Encounter.objects.filter(pk=pk).update(revision=F("revision") + 1)
        return Encounter.objects.whole().get(pk=pk)

    _everywhere(draft.locked, locked)
    Encounter.is_signed = property(lambda self: False)  # type: ignore[misc,assignment]


def speechless() -> None:
    """A database that is gone is answered as any other failure."""
    del urls.handler500


def headless() -> None:
    """The chain's end is read, not locked; and on SQLite nobody takes the turn to write before reading."""

    def count_up() -> AuditHead:
        head = AuditHead.objects.get(pk=HEAD_ID)
        head.seq += 1
        AuditHead.objects.filter(pk=HEAD_ID).update(seq=head.seq)
        return head

    audit._count_up = count_up
    settings.DATABASES["default"]["OPTIONS"].pop("transaction_mode", None)


def _everywhere(old: object, new: object) -> None:
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if value is old:
                setattr(module, name, new)


FAULTS = {act.__name__: act for act in (unsynced, keyless, last_wins, unsealed, speechless, headless)}


def break_(fault: str) -> None:
    FAULTS[fault]()


def _served() -> Callable[..., Iterable[bytes]]:
    fault = os.environ["FAULTS_BROKEN"]
    if fault == "early":
        return early(get_wsgi_application())
    break_(fault)
    return get_wsgi_application()


if os.environ.get("FAULTS_BROKEN"):
    application = _served()
