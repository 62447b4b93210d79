"""The clock of the benchmarks: CPU time, so that what else the machine does counts least."""

from __future__ import annotations

import time
from collections.abc import Callable

TURNS = 3


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the process that something takes, the fastest of three turns."""
    times = []
    for _ in range(TURNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
