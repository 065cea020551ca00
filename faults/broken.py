"""Builds that are broken on purpose, one fault each: a run that does not see the fault sees nothing.

Served only when a run asks for its control; the site itself never imports this.
"""

import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import transaction  # noqa: E402

from assessments.models import Encounter  # noqa: E402
from assessments.services import draft, record, signing  # noqa: E402
from clinic import urls  # noqa: E402
from clinic.canonical import plain  # noqa: E402
from clinic.models import AuditHead, Staff  # noqa: E402
from clinic.models.audit import HEAD_ID  # noqa: E402
from clinic.refusals import Signed  # noqa: E402
from clinic.roles import Act  # noqa: E402
from clinic.services import audit, receipts  # noqa: E402
from clinic.sqlite import base as turns  # noqa: E402

Start = Callable[..., Any]
READING = 1.5  # seconds


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


def boastful(inner: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The page says saved when it has something to save."""

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if not environ["PATH_INFO"].endswith("/saving.js"):
            return inner(environ, start)
        told: list[Any] = []
        environ.pop("HTTP_IF_MODIFIED_SINCE", None)
        script = b"".join(inner(environ, lambda *said: told.extend(said)))
        early = script.replace(b'say("saving")', b'say("saved", "00:00:00")')
        if early == script:
            raise RuntimeError("saving.js no longer says saving where this control changes it")
        headers = [(name, value) for name, value in told[1] if name.lower() != "content-length"]
        start(told[0], [*headers, ("Content-Length", str(len(early)))])
        return [early]

    return application


def unsynced() -> None:
    """A commit is not on the disk when it is answered. With a rollback journal NORMAL still syncs, so it is OFF."""
    options = _options()
    if "init_command" in options:
        level = "NORMAL" if settings.SQLITE_JOURNAL == "WAL" else "OFF"
        options["init_command"] = options["init_command"].replace("synchronous=EXTRA", f"synchronous={level}")
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

    vars(record)["current"] = lambda *_: Agreeing()


def unsealed() -> None:
    """What is signed is read before the visit is held, and somebody may save meanwhile."""

    def write(
        *,
        encounter: Encounter | UUID,
        by: Staff,
        acts: Iterable[Act],
        key: UUID,
        revision: int,
        action: str,
        body: Mapping[str, Any],
        change: Callable[[Encounter], draft.Written],
    ) -> draft.Done:
        visit = Encounter.objects.whole().get(pk=draft.pk_of(encounter))
        if visit.is_signed:
            raise Signed(visit)
        visit.revision += 1
        time.sleep(READING)
        with transaction.atomic():
            written = change(visit)
            audit.append(action=action, by=by, of=written.of, patient=visit.patient_id, key=key)
        return draft.Done(result=written.result, of=written.of)

    vars(signing)["write"] = write


def speechless() -> None:
    """A database that is gone is answered as any other failure."""
    del urls.handler500


def headless() -> None:
    """The chain's end is read, not locked; and on SQLite nobody takes the turn to write before reading."""

    audit._head = lambda: AuditHead.objects.get(pk=HEAD_ID)
    _options().pop("transaction_mode", None)
    turns.DatabaseWrapper._take_turn = lambda self: None  # type: ignore[method-assign]


def _options() -> dict[str, Any]:
    given: Any = settings.DATABASES["default"]["OPTIONS"]
    assert isinstance(given, dict)
    return given


def _everywhere(old: object, new: object) -> None:
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if value is old:
                setattr(module, name, new)


FAULTS = {act.__name__: act for act in (unsynced, keyless, last_wins, unsealed, speechless, headless)}

AROUND = {act.__name__: act for act in (early, boastful)}


def break_(fault: str) -> None:
    FAULTS[fault]()


def _served() -> Callable[..., Iterable[bytes]]:
    fault = os.environ["FAULTS_BROKEN"]
    if fault in AROUND:
        return AROUND[fault](get_wsgi_application())
    break_(fault)
    return get_wsgi_application()


if os.environ.get("FAULTS_BROKEN"):
    application = _served()
