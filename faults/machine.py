"""The computer the runs are on: how much of it was there for them."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Processors:
    """Since the computer started, in ticks of the clock, summed over its processors: proc_stat(5)."""

    every: int
    stolen: int

    @classmethod
    def now(cls) -> Self:
        """The guests' ticks, ninth and tenth, are among the user's already."""
        ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        return cls(every=sum(ticks), stolen=ticks[7])

    def stolen_since(self) -> float:
        """The share that the host of this virtual machine gave to others meanwhile, from 0 to 1."""
        now = self.now()
        return (now.stolen - self.stolen) / max(1, now.every - self.every)


@dataclass(frozen=True, kw_only=True)
class Machine:
    """As it was when a run began."""

    load: float
    processors: Processors

    @classmethod
    def now(cls) -> Self:
        return cls(load=os.getloadavg()[0], processors=Processors.now())

    def __str__(self) -> str:
        return (
            f"{os.cpu_count()} cores, {self.processors.stolen_since():.0%} of them given to others by the host, "
            f"load before {self.load:.1f}, Python {platform.python_version()}"
        )
