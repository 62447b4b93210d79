"""What both sides of a benchmark print: one JSON line."""

from __future__ import annotations

import json
import resource


def report(pages: int, words: int, cpu: float, wall: float) -> None:
    """Print pages, words of body text, seconds and the peak of resident memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"pages": pages, "words": words, "cpu_s": round(cpu, 2), "wall_s": round(wall, 2), "peak_mb": peak}))
