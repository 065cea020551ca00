"""What gunicorn reads as its settings for a run: those of a practice, and that it goes with whoever started it."""

import ctypes
import signal
from typing import Any

from clinic.server import *  # noqa: F403

control_socket_disable = True  # several run at once
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def tied() -> None:
    """Killed when the parent is gone, also when it was killed itself and could clear nothing away."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def post_fork(_server: Any, _worker: Any) -> None:
    """Of each worker, by gunicorn's own name."""
    tied()


def on_starting(_server: Any) -> None:
    """Of the master, by gunicorn's own name."""
    tied()
