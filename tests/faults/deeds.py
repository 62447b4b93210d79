"""The worker of claimcite, in which some documents do to their process what no document should: see ``DEEDS``."""

from __future__ import annotations

import ctypes
import os
import re
import signal
from collections.abc import Callable

from claimcite import worker
from claimcite.records import Record
from claimcite.store import Done

#: Word in a document -> what it does.
DEEDS: dict[str, Callable[[], object]] = {
    "KILLS": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "SEGFAULTS": lambda: ctypes.string_at(0),
    "EXITS": lambda: os._exit(3),
    "LOOPS": lambda: re.match(r"(a|a)*b", "a" * 60),  # within one call into C
    "EATS": lambda: [bytes(100_000_000) for _ in range(1000)],
}
inner = worker.processor


def processor(under: worker.Setup) -> Callable[[Record, dict[str, bytes]], Done]:
    """The true one, with deeds before it."""
    process = inner(under)

    def act(record: Record, kept: dict[str, bytes]) -> Done:
        for word, deed in DEEDS.items():
            if word.encode() in record.data:
                try:
                    deed()
                except MemoryError:
                    from claimcite.identity import refusal

                    return Done(None, refusal(record, "parse", "memory", "too much"))
        return process(record, kept)

    return act


if __name__ == "__main__":
    worker.processor = processor
    worker.main()
