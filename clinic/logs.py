"""What the log says of a fault: its kind and the way to it. Its words are left out, for they may quote a record."""

import logging
import traceback
from types import TracebackType


class KindOnly(logging.Formatter):
    """PostgreSQL, for one, quotes the whole row that it refuses."""

    def formatException(  # noqa: N802 (the library's own name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return told(ei[1]) if ei[1] is not None else ""


def told(fault: BaseException) -> str:
    """The one it came from first, as Python tells it."""
    cause = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    before = f"{told(cause)}\nand then\n" if cause is not None else ""
    kind = type(fault)
    return f"{before}{''.join(traceback.format_tb(fault.__traceback__))}{kind.__module__}.{kind.__qualname__}"
