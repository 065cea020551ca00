"""The site as a practice runs it: gunicorn with its workers, in a process group that can be killed as one."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from faults.databases import Database

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
KEY = "for-fault-runs-only-" + "0123456789" * 5
LONGEST_START = 60.0


class Site:
    def __init__(
        self,
        database: Database,
        *,
        broken: str = "",
        under: Sequence[str] = (),
        log: Path | None = None,
        plain: bool = False,
    ) -> None:
        """`broken` names a fault of faults/broken.py; `under` is a program that starts the server and watches it.

        `plain`: for a browser, without the proxy that a practice has before it.
        """
        self.database = database
        self.port = free_port()
        self.log = log or database.folder / "server.log"
        # What `early` keeps waiting stays in its order with one worker, so that it loses by dying and by nothing else.
        self._workers, self._under = ("--workers", "1") if broken == "early" else (), list(under)
        self._target = "faults.broken:application" if broken else "clinic.wsgi:application"
        self.origin = f"{'http' if plain else 'https'}://{HOST}:{self.port}"
        self._environment = environment(database) | {"FAULTS_BROKEN": broken, "FAULTS_PLAIN": "on" if plain else ""}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> float:
        """Seconds until it answers."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *self._under,
                    *(sys.executable, "-m", "gunicorn", self._target, "--bind", f"{HOST}:{self.port}"),
                    *("--log-level", "error", "--config", "python:faults.leash", *self._workers),
                ],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() - begun > LONGEST_START:
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        return time.monotonic() - begun

    @property
    def cpu(self) -> float:
        """Seconds of the processor that the server has taken since it began, in all its processes."""
        return sum(_cpu(pid) for pid in self.processes())

    def answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=5) as connection:
                connection.sendall(
                    f"GET /session/ HTTP/1.0\r\nHost: {HOST}:{self.port}\r\nX-Forwarded-Proto: https\r\n\r\n".encode()
                )
                return connection.recv(12)[9:] == b"200"
        except OSError:
            return False

    def kill(self) -> None:
        """Master and workers at once, with no chance to finish anything."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def limit_files(self, size: int) -> None:
        """No process of the server can make a file longer than this, as on a disk with no room left."""
        for pid in self.processes():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def processes(self) -> list[int]:
        assert self._process is not None
        return [int(one.name) for one in Path("/proc").glob("[0-9]*") if _group(int(one.name)) == self._process.pid]


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def _cpu(pid: int) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")  # proc(5): utime, stime


def environment(database: Database) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {
        **database.environment,
        "DJANGO_SETTINGS_MODULE": "faults.settings",
        "BACKCHART_SECRET_KEY": KEY,
        "BACKCHART_BEHIND_PROXY": "on",
    }


def inside(database: Database, verb: str, **given: Any) -> Any:
    """What faults/inside.py answers, from a process of its own that sees the database as the site does."""
    done = subprocess.run(
        [sys.executable, "-m", "faults.inside", verb],
        cwd=ROOT,
        env=environment(database),
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{verb} ended with {done.returncode}: {done.stderr[-4000:]}")
    return json.loads(done.stdout)


def command(database: Database, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of manage.py."""
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment(database), capture_output=True, text=True
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port
