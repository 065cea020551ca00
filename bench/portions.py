"""How much memory a batch of notes takes as the pages print it: a portion at a time, then bound into one file."""

import resource
import sys
import tempfile
import tracemalloc
from pathlib import Path

from assessments.documents import Paper, bound, several_notes
from tests.assessments.documents.visits import SEAL, written

PORTION = 20


def main(notes: int) -> None:
    """Prints the most that was traced, in kB, and the most the process held, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        _print(min(notes, PORTION), Path(folder))  # typefaces and all that is read once
        tracemalloc.start()
        _print(notes, Path(folder))
        traced = tracemalloc.get_traced_memory()[1]
    print(f"{traced / 1000:.0f} | {_held() / 1000:.1f}")


def _held() -> int:
    """The most, in kB; where the system tells only of a process and its parent together, of both."""
    told = Path("/proc/self/status")
    if told.exists():
        return int(told.read_text().split("VmHWM:")[1].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _print(notes: int, folder: Path) -> None:
    files = []
    for start in range(0, notes, PORTION):
        papers = [
            Paper(note=written(heading={"patient": f"Thomas Reed {place}"}), seal=SEAL, marked=("lumbar_centre",))
            for place in range(start, min(start + PORTION, notes))
        ]
        files.append(folder / f"{start:04d}.pdf")
        files[-1].write_bytes(several_notes(papers))
    with (folder / "whole.pdf").open("wb") as into:
        bound((file.read_bytes() for file in files), into, title="Notes", author="", subject="Notes", language="en")


if __name__ == "__main__":
    main(int(sys.argv[1]))
