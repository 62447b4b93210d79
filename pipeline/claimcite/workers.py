"""Supervised worker processes: whatever a document does to its process costs that one document.

Each worker is a fresh interpreter (``claimcite.worker``) that loads the model once and is fed over a pipe of its own, one document in
flight. It is killed when its document takes too long or too much memory, in a C loop too, and replaced; so is one that dies. No
threads, no signals, no fork: with those a killed worker was seen to leave the whole run hanging.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from claimcite.config import Config
from claimcite.errors import ModelError, QuarantineCode
from claimcite.identity import refusal
from claimcite.kept import Makers
from claimcite.records import Record
from claimcite.store.work import Done
from claimcite.worker import LENGTH, MEGABYTE, Ready, Setup, Task, write

#: Seconds between two looks at the clock and the memory of busy workers.
GLANCE = 0.1
#: A worker that holds more megabytes than this between two documents is replaced: the model's vocabulary grows with every new word.
HEAVY = 900
#: Seconds that a worker may take to load the model.
STARTING = 300
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Pool:
    """Workers, started as they are needed: a run with nothing to do starts none."""

    def __init__(self, config: Config, size: int | None = None, makers: Makers | None = None) -> None:
        self._config = config
        self._makers = makers
        self._size = size or config.workers or cores()
        self._workers: list[Worker] = []
        self._selector = selectors.DefaultSelector()

    @property
    def free(self) -> bool:
        """Whether a worker is idle or may still be started."""
        return len(self._workers) < self._size or any(worker.record is None for worker in self._workers)

    def submit(self, record: Record, kept: dict[str, bytes] | None = None) -> None:
        """Give a record to an idle worker, else to a new one; one that has died meanwhile is replaced."""
        while True:
            worker = next((w for w in self._workers if w.record is None), None) or self._start()
            if worker.take(record, kept or {}):
                return
            self._drop(worker)

    def wait(self) -> tuple[Record, Done]:
        """Return the first record that is done with; raises ``ModelError`` where workers cannot load the model."""
        while True:
            for worker in self._workers:
                if (done := worker.result()) is not None:
                    return self._settle(worker, done)
            for key, _ in self._selector.select(GLANCE):
                key.data.receive()
            for worker in [*self._workers]:
                worker.watch(self._config)
                if worker.ended and worker.record is None:  # its pipe would be ready to be read for ever
                    self._drop(worker)

    def close(self) -> None:
        """Kill all workers; what they had begun is lost, and nothing else."""
        for worker in [*self._workers]:
            self._drop(worker)
        self._selector.close()

    def _start(self) -> Worker:
        worker = Worker(self._config, self._makers)
        self._workers.append(worker)
        self._selector.register(worker.output, selectors.EVENT_READ, worker)
        return worker

    def _settle(self, worker: Worker, done: Done) -> tuple[Record, Done]:
        """Take the record off its worker; one that is dead, or has grown too large, goes."""
        assert worker.record is not None
        record, worker.record = worker.record, None
        starved = done.quarantined is not None and done.quarantined.code == "memory"
        if worker.ended or starved or worker.megabytes() > HEAVY:
            self._drop(worker)
        return record, done

    def _drop(self, worker: Worker) -> None:
        self._workers.remove(worker)
        self._selector.unregister(worker.output)
        worker.kill()


@contextmanager
def pool(config: Config, makers: Makers | None = None) -> Iterator[Pool]:
    """Give workers, and kill them at the end. Without ``makers``, nothing is kept for the next run."""
    workers = Pool(config, makers=makers)
    try:
        yield workers
    finally:
        workers.close()


class Worker:
    """One process, the record that it has, and what it has said so far."""

    def __init__(self, config: Config, makers: Makers | None) -> None:
        package = str(Path(__file__).parents[1])
        paths = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
        command = [sys.executable, "-c", "from claimcite.worker import main; main()"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths}
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input = self._process.stdin
        self.output = self._process.stdout
        os.set_blocking(self.output.fileno(), False)
        self._said = bytearray()
        self._ready = False
        self._killed: tuple[QuarantineCode, str, int] | None = None
        self._since = time.monotonic()
        self.ended = False
        self.record: Record | None = None
        self._send(Setup(config, makers))

    def take(self, record: Record, kept: dict[str, bytes]) -> bool:
        """Begin with a record, and return True; False where the process is dead. Time counts from when the model is loaded."""
        if (self._process.poll() is not None and self._ready) or not self._send(Task.of(record, kept)):
            return False
        self.record = record
        self._since = time.monotonic()
        return True

    def receive(self) -> None:
        """Read what the process has said; its end is noted."""
        try:
            piece = os.read(self.output.fileno(), MEGABYTE)
        except BlockingIOError:
            return
        self._said += piece
        self.ended = self.ended or not piece

    def result(self) -> Done | None:
        """Return what came of the record, or None as long as it is at work. Raises ``ModelError`` where it never can be."""
        if not self._ready and (frame := self._frame()) is not None:
            ready = msgspec.msgpack.decode(frame, type=Ready)
            if ready.error is not None:
                raise ModelError(ready.error)
            self._ready = True
            self._since = time.monotonic()
        if self.record is None:
            return None
        if self._ready and (frame := self._frame()) is not None:
            return msgspec.msgpack.decode(frame, type=Done)
        if not self.ended:
            return None
        if not self._ready:
            raise ModelError(f"a worker process ended before it had loaded the model ({self._cause()})")
        code, message, limit = self._killed or ("crashed", f"its process died ({self._cause()})", None)
        return Done(None, refusal(self.record, "read", code, message, limit))

    def watch(self, config: Config) -> None:
        """Kill the process where its document takes too long or too much memory."""
        if self.record is None or self.ended or self._killed is not None:
            return
        if time.monotonic() - self._since > (config.max_seconds if self._ready else STARTING):
            self._stop("timeout", f"it took longer than {config.max_seconds} seconds", config.max_seconds)
        elif self._ready and self.megabytes() > config.max_memory + HEAVY:
            self._stop("memory", f"it took more than {config.max_memory} MB of memory", config.max_memory)

    def megabytes(self) -> float:
        """Return how much memory the process holds; 0 where the system does not say."""
        try:
            with open(f"/proc/{self._process.pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * PAGE / MEGABYTE
        except (OSError, IndexError):
            return 0.0

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self.output.close()
        with suppress(OSError):  # what was not yet sent goes nowhere
            self._input.close()

    def _stop(self, code: QuarantineCode, message: str, limit: int) -> None:
        self._killed = (code, message, limit)
        self._process.kill()

    def _send(self, message: object) -> bool:
        try:
            write(self._input, message)
        except BrokenPipeError:
            return False
        return True

    def _frame(self) -> bytes | None:
        """Take the next whole frame off what was said."""
        if len(self._said) < LENGTH.size:
            return None
        end = LENGTH.size + LENGTH.unpack_from(self._said)[0]
        if len(self._said) < end:
            return None
        frame = bytes(self._said[LENGTH.size : end])
        del self._said[:end]
        return frame

    def _cause(self) -> str:
        """Return how the process ended."""
        code = self._process.wait()
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
