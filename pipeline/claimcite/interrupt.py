"""Ctrl-C while nothing of a command is under way: the process ends at once with exit code 130.

This module is the first that the command line imports, and imports next to nothing itself: what comes before it is Python's own start.
"""

from __future__ import annotations

import os
import signal

#: The exit code that shells give to a command that was interrupted: 128 and the number of SIGINT.
INTERRUPTED = 130
SAID = "interrupted; what was finished is kept, and the same command goes on from there"


def guard() -> None:
    """From now on, SIGINT ends the process; where the caller lets it ignore SIGINT (``nohup``), it still does."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, leave)


def leave(*_: object) -> None:
    """End the process at once: there is nothing to put in order."""
    os.write(2, f"claimcite: {SAID}\n".encode())
    os._exit(INTERRUPTED)


def done() -> None:
    """From now on SIGINT changes nothing: the command has come to its end, and so has its exit code."""
    if signal.getsignal(signal.SIGINT) is leave:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
