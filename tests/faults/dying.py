"""Runs claimcite and lets it die, or a disk fail, at the K-th of the moments that matter.

    python dying.py {count|kill|full} K LOG COMMAND...

The moments are each SQL statement, each file that is synced, renamed or removed, each process that is started and each frame that is
sent to one. ``count`` only counts them, ``kill`` is SIGKILL, ``full`` makes the file operation fail as a full disk does. LOG gets a
line for each document that a worker begins with, and at the end how many moments there were.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimcite import workers
from claimcite.cli import main
from claimcite.export import files
from claimcite.store import connection

Any_ = Any
FILE_MOMENTS = ("fsync", "replace")


class Fate:
    """Counts moments, and strikes at one."""

    def __init__(self, mode: str, at: int, log: Path) -> None:
        self.mode, self.at, self.log = mode, at, log
        self.moments = 0

    def moment(self, name: str) -> None:
        """One more of them."""
        if self.mode == "full" and name not in FILE_MOMENTS:
            return
        self.moments += 1
        if self.moments == self.at:
            if self.mode == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if self.mode == "full":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "the disk")

    def before(self, holder: Any_, name: str) -> None:
        """Let a function of a module or class be such a moment, before and after."""
        inner: Callable[..., Any_] = getattr(holder, name)

        def outer(*arguments: Any_, **options: Any_) -> Any_:
            self.moment(name)
            found = inner(*arguments, **options)
            if self.mode != "full":
                self.moment(name)
            return found

        setattr(holder, name, outer)

    def note(self, line: str) -> None:
        """Write a line that outlives us."""
        with self.log.open("a") as file:
            file.write(line + "\n")


def watched(fate: Fate) -> None:
    """Let everything that matters be a moment."""
    connect = sqlite3.connect

    def traced(*arguments: Any_, **options: Any_) -> sqlite3.Connection:
        made = connect(*arguments, **options)
        if fate.mode != "full":
            made.set_trace_callback(lambda _: fate.moment("sql"))
        return made

    connection.sqlite3.connect = traced  # type: ignore[attr-defined]
    fate.before(files.os, "fsync")  # type: ignore[attr-defined]
    for name in ("replace", "unlink"):
        fate.before(Path, name)
    fate.before(workers.subprocess, "Popen")  # type: ignore[attr-defined]
    take = workers.Worker.take

    def taken(self: workers.Worker, record: Any_, parses: Any_) -> bool:
        fate.note(f"begun {record.locator.path} {record.locator.line or 0}")
        fate.moment("take")
        return take(self, record, parses)

    workers.Worker.take = taken  # type: ignore[method-assign]


if __name__ == "__main__":
    mode, at, log, *command = sys.argv[1:]
    chosen = Fate(mode, int(at), Path(log))
    watched(chosen)
    code = main(command)
    chosen.note(f"moments {chosen.moments}")
    sys.exit(code)
