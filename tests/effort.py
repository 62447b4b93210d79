"""How much work something is, without a clock: the same on every machine, and on a busy one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, in Python and in C."""
    count, before = 0, sys.getprofile()

    def note(frame: FrameType, event: str, what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows_evenly(work: Callable[[str], object], piece: str, size: int) -> bool:
    """Whether twice as long a text of one piece again and again takes no more than twice the calls; caches are warm."""
    half, whole = ((piece * (n // len(piece) + 1))[:n] for n in (size, 2 * size))
    work(whole)
    return calls(lambda: work(whole)) <= 2.2 * calls(lambda: work(half)) + 500
