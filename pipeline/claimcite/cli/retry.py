"""``retry``: try again what is in quarantine, with what the last run was asked for."""

from __future__ import annotations

import argparse
import json
from contextlib import chdir
from pathlib import Path

from claimcite.cli.batch import ASKED, add_work, facts_of, must_exist, worked
from claimcite.cli.common import OK, Commands, add_command, configured, must_be_folder
from claimcite.errors import QUARANTINE_CODES, UsageError


def add_retry(commands: Commands) -> None:
    """Add ``retry``."""
    what = "try again what is in quarantine, with the inputs and the configuration of the last run, from any folder"
    command = add_command(commands, retry_command, what, "claimcite retry outputs/latest --code timeout")
    command.add_argument("out", metavar="OUT", type=Path, help="the folder of a run")
    command.add_argument("--code", metavar="CODE", choices=QUARANTINE_CODES, help=f"only what is there under this code: {', '.join(QUARANTINE_CODES)}")
    add_work(command)


def retry_command(arguments: argparse.Namespace) -> int:
    """Carry out ``retry``, in the folder that the last run was called from: the paths that it was given count from there."""
    must_be_folder(arguments.out, "name the folder that a run wrote")
    inputs, folder = last_asked(arguments)
    for name in ("out", "config", "lexicon", "model"):  # these count from here
        given = getattr(arguments, name)
        if given is not None and Path(given).exists():
            setattr(arguments, name, type(given)(Path(given).resolve()))
    must_be_folder(folder, "the last run was called from there; give `claimcite run` its inputs again")
    with chdir(folder):
        return tried_again(inputs, arguments)


def last_asked(arguments: argparse.Namespace) -> tuple[list[str], Path]:
    """Return the inputs of the last run and the folder that it was called from; its configuration becomes the one to start from.

    Raises ``UsageError`` where no run can be repeated.
    """
    import msgspec

    from claimcite.config import Config
    from claimcite.store import Store

    with Store(arguments.out) as store:
        asked = json.loads(store.note(ASKED) or "{}")
    if not asked or "-" in asked["inputs"]:
        raise UsageError(f"{arguments.out}: its last run read standard input, or is of an older version; give `claimcite run` its inputs again")
    arguments.base = msgspec.convert(asked["configuration"], Config)
    return asked["inputs"], Path(asked["folder"])


def tried_again(inputs: list[str], arguments: argparse.Namespace) -> int:
    """Forget what was refused, and run again."""
    from claimcite.store import Store

    must_exist(inputs)
    facts = facts_of(inputs, configured(arguments), arguments.out)
    with Store(arguments.out) as store:
        if not store.forget_refusals(arguments.code):
            print("nothing to try again")
            return OK
    return worked(inputs, facts, arguments.out, arguments)
