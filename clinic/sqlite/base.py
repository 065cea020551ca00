"""SQLite whose connections last, and whose writers take turns: one transaction after another, whoever's process."""

import os
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError
from filelock import FileLock, Timeout

ASKS_EVERY = 0.002  # seconds
# The type stubs of Django leave out these four of its methods.


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction begins once its connection has the turn, a lock beside the database.

    SQLite alone lets a writer that waits ask less and less often: among eight, one in two hundred waited for seconds,
    and at last for all the time it has. Its own lock still decides; the turn only spares the waiting. Raises
    OperationalError after the same time as SQLite does.

    A connection outlives the request, for opening one costs more than many a page asks of it; but not its process, and
    not its file: where another was put in its place, what is saved must not go to the one that nobody sees any more.
    """

    _turn: FileLock | None = None
    _opened: object = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        self._opened = self._there()
        return made

    def is_usable(self) -> bool:
        return self._opened == self._there() and super().is_usable()

    def _there(self) -> object:
        try:
            file = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return os.getpid()
        return os.getpid(), file.st_dev, file.st_ino

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _take_turn(self) -> None:
        if self._turn is None:
            lock = Path(f"{self.settings_dict['NAME']}-turn")
            wait = self.settings_dict["OPTIONS"].get("timeout", 5)
            self._turn = FileLock(lock, timeout=wait, poll_interval=ASKS_EVERY, thread_local=False)
        try:
            self._turn.acquire()
        except (Timeout, OSError) as why:
            raise OperationalError(f"database is locked: {why}") from why

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.release(force=True)

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
