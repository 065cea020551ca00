"""SQLite whose writers take turns, one transaction after the other, from whichever process."""

from pathlib import Path

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
    """

    _turn: FileLock | None = None

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
