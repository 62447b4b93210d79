"""A worker process: one model, one document at a time, told what to do over its standard input.

Messages are frames of MessagePack, four bytes of length before each. The first one in is a ``Setup``, which a ``Ready`` answers; then
each ``Task`` is answered by a ``Done``. The end of the input ends the process. What libraries print goes nowhere: the pipe is for
frames alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO

import msgspec

from claimcite.config import Config
from claimcite.kept import Kept, Makers
from claimcite.records import Record
from claimcite.store.work import Done

LENGTH = struct.Struct("<I")
PR_SET_PDEATHSIG = 1
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker works under; without ``makers``, nothing is kept for the next run."""

    config: Config
    makers: Makers | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker can take tasks, or says why it never will."""

    error: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One record. Its text travels as bytes: it may hold lone surrogates, which no JSON and no MessagePack has."""

    record: Record
    text: bytes | None
    kept: dict[str, bytes]

    @classmethod
    def of(cls, record: Record, kept: dict[str, bytes]) -> Task:
        """Wrap a record, and what an earlier run kept of it."""
        return cls(replace(record, text=None), None if record.text is None else record.text.encode("utf8", "surrogatepass"), kept)

    def unwrapped(self) -> Record:
        """Return the record."""
        return self.record if self.text is None else replace(self.record, text=self.text.decode("utf8", "surrogatepass"))


def write(pipe: IO[bytes], message: object) -> None:
    """Send one message. Raises ``BrokenPipeError`` where nobody reads."""
    frame = msgspec.msgpack.encode(message)
    pipe.write(LENGTH.pack(len(frame)) + frame)
    pipe.flush()


def read(pipe: IO[bytes]) -> bytes | None:
    """Return the next frame, or None at the end."""
    head = pipe.read(LENGTH.size)
    return pipe.read(*LENGTH.unpack(head)) if len(head) == LENGTH.size else None


def main() -> None:
    """Work until the input ends."""
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(0), "rb") as tasks:
        silence()
        setup = read(tasks)
        if setup is None:
            return
        under = msgspec.msgpack.decode(setup, type=Setup)
        try:
            process = processor(under)
        except Exception as exc:  # whatever it is, the parent must hear of it
            write(out, Ready(str(exc) or type(exc).__name__))
            return
        settle()
        give_back()
        limit_memory(under.config.max_memory)
        write(out, Ready())
        decoder = msgspec.msgpack.Decoder(Task)
        while (frame := read(tasks)) is not None:
            task = decoder.decode(frame)
            write(out, process(task.unwrapped(), task.kept))
            del frame, task
            give_back()


def silence() -> None:
    """Keep the pipe free of what libraries print, leave Ctrl-C to the parent, and die when it does."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def processor(under: Setup) -> Callable[[Record, dict[str, bytes]], Done]:
    """Load the model and the lexicons; return the function that processes one record."""
    from claimcite.flow import process
    from claimcite.lexicon import load_lexicon
    from claimcite.parse import load_model

    config, model, lexicon = under.config, load_model(under.config.model), load_lexicon(under.config.own_words)

    def work(record: Record, pieces: dict[str, bytes]) -> Done:
        kept = Kept(under.makers, pieces) if under.makers else None
        result = process(record, model=model, lexicon=lexicon, config=config, kept=kept)
        return Done.of(record, result, kept.used if kept else None)

    return work


def limit_memory(megabytes: int) -> None:
    """Let one document take so much memory on top of what the loaded model takes; an allocation beyond it is a ``MemoryError``."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        held = int(file.read().split()[0]) * resource.getpagesize()
    limit = held + megabytes * MEGABYTE
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def settle() -> None:
    """Leave what is loaded out of garbage collections, and have fewer of them.

    The model and the lexicons stay. What a document makes mostly lives until its end: a look for each 700 new objects, Python's own
    measure, finds next to nothing and takes a tenth of the time of attributions and claims.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 5, 2)


def give_back() -> None:
    """Give freed memory back to the system: a large document, and the loading, would else be remembered as the size of the process."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    main()
