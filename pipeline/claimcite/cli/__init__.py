"""The command line: the only part of claimcite that prints, exits and chooses paths.

Exit codes: 0 done (quarantined documents included), 1 error, 2 usage, 3 done with quarantine under ``--strict``,
130 interrupted. What is heavy is imported by the command that needs it, so that ``--help`` is quick.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from claimcite import __version__
from claimcite.cli.batch import add_config, add_plan, add_run, add_status
from claimcite.cli.common import ERROR, USAGE, Command, coloured, failed
from claimcite.cli.look import add_diff, add_explain, add_export, add_verify
from claimcite.cli.retry import add_retry
from claimcite.cli.score import add_evaluate
from claimcite.errors import ClaimciteError, ConfigError, UsageError
from claimcite.interrupt import INTERRUPTED, SAID

__all__ = ["coloured", "main"]

EXAMPLES = """examples:
  claimcite run articles/ -o outputs/first     read a folder, write the claims to outputs/first
  claimcite run page.html dump.jsonl           read a page and a file of scraped articles
  claimcite plan articles/ -o outputs/first    say what a run would do, and why
  claimcite status outputs/first               what a run left, and what to do about what it refused
  claimcite explain page.html                  show one document, sentence by sentence, with its claims
  claimcite verify outputs/first               read the inputs again and confirm where every claim stands
  claimcite diff outputs/first outputs/second  what differs between two runs
  claimcite export outputs/first --format csv  write the claims of a run as a table
  claimcite evaluate                           score claimcite on its own annotated samples

What a run leaves in its folder: documents, claims, references, mentions and quarantine as .jsonl, run.json, and a store.
Run it again on the same folder and only what has changed is read anew. Nothing is fetched from the network."""

#: Read by the libraries that multiply matrices, when they are loaded: one thread gives the same result everywhere.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code. Raises ``SystemExit`` for ``--help``, ``--version`` and a wrong command line."""
    arguments = parser().parse_args(argv)
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    if isinstance(sys.stdout, io.TextIOWrapper):  # what a terminal cannot show must not end a run
        sys.stdout.reconfigure(errors="backslashreplace")
    command: Command = arguments.command
    try:
        code = command(arguments)
        sys.stdout.flush()  # here, so that a reader who has gone is noticed here
    except (UsageError, ConfigError) as exc:
        return failed(str(exc), USAGE)
    except ClaimciteError as exc:
        return failed(str(exc), ERROR)
    except BrokenPipeError:  # `claimcite … | head`: nobody reads on, which is no error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except OSError as exc:
        return failed(f"{exc.filename or ''}: {exc.strerror or exc}".removeprefix(": "), ERROR)
    except KeyboardInterrupt:
        return failed(SAID, INTERRUPTED)
    return code


def parser() -> argparse.ArgumentParser:
    """Build the parser of the command line."""
    formatter = argparse.RawDescriptionHelpFormatter
    whole = argparse.ArgumentParser(
        prog="claimcite",
        description="Turn news and encyclopedia text into claims that can be checked: what, how many, when, where, who said it, "
        "in which outlet, citing which reference.",
        epilog=EXAMPLES,
        formatter_class=formatter,
    )
    whole.add_argument("--version", action="version", version=f"claimcite {__version__}", help="print the version and exit")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for add in (add_run, add_plan, add_status, add_retry, add_explain, add_verify, add_diff, add_export, add_evaluate, add_config):
        add(commands)
    return whole
