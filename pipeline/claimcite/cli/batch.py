"""``run`` and the commands about whole runs: ``plan``, ``status``, ``config``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from claimcite.cli.common import (
    DEFAULT_OUT,
    OK,
    QUARANTINE,
    Commands,
    add_command,
    add_model,
    coloured,
    configured,
    flags,
    interruptible,
    live,
    must_be_folder,
)
from claimcite.config import Config, describe
from claimcite.errors import UsageError

if TYPE_CHECKING:
    from claimcite.export.run_json import RunFacts
    from claimcite.records import Quarantined
    from claimcite.store import Store, Tally

#: The note in a store on what its last run was asked for.
ASKED = "asked"


def add_run(commands: Commands) -> None:
    """Add ``run``."""
    what, example = "read files and folders and write the claims in them", f"claimcite run articles/ page.html -o {DEFAULT_OUT}"
    command = add_command(commands, run_command, what, example)
    command.add_argument("inputs", metavar="INPUT", nargs="+", help="a file, a folder (read with all below it), or - for standard input")
    command.add_argument("-o", "--out", metavar="OUT", type=Path, default=Path(DEFAULT_OUT), help="folder to write (default: %(default)s)")
    command.add_argument("--prune", action="store_true", help="drop the documents that the inputs no longer hold; else they are kept apart")
    add_work(command)


def add_work(command: argparse.ArgumentParser) -> None:
    """Add the options of the commands that process documents."""
    add_model(command)
    command.add_argument("--workers", metavar="N", type=int, help="how many processes work side by side (default: one a core)")
    command.add_argument("--log", choices=("text", "json"), default="text", help="how progress is written to standard error (default: %(default)s)")
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; errors only")
    command.add_argument("--strict", action="store_true", help="exit with 3 if anything went to quarantine")


def add_plan(commands: Commands) -> None:
    """Add ``plan``."""
    what = "say what a run would do with its inputs, and why, without doing it"
    command = add_command(commands, plan_command, what, f"claimcite plan articles/ -o {DEFAULT_OUT}")
    command.add_argument("inputs", metavar="INPUT", nargs="+", help="what `run` would be given")
    command.add_argument("-o", "--out", metavar="OUT", type=Path, default=Path(DEFAULT_OUT), help="the folder of the run (default: %(default)s)")
    add_model(command)


def add_status(commands: Commands) -> None:
    """Add ``status``."""
    what = "say what a run left: documents, claims, and what is in quarantine with what to do about it"
    command = add_command(commands, status_command, what, f"claimcite status {DEFAULT_OUT}")
    command.add_argument("out", metavar="OUT", type=Path, help="the folder of a run")


def add_config(commands: Commands) -> None:
    """Add ``config``."""
    what = "print the configuration that is in force, as TOML, and where each value comes from"
    command = add_command(commands, config_command, what, "claimcite config > claimcite.toml")
    add_model(command)
    command.add_argument("--workers", metavar="N", type=int, help="how many processes work side by side")


# --- run --------------------------------------------------------------------------------------------------


def run_command(arguments: argparse.Namespace) -> int:
    """Carry out ``run``."""
    config = configured(arguments)
    out = output_folder(arguments.out, arguments.inputs)
    return worked(arguments.inputs, facts_of(arguments.inputs, config, out), out, arguments)


def worked(inputs: list[str], facts: RunFacts, out: Path, arguments: argparse.Namespace) -> int:
    """Process the inputs, export what the store then holds, and say so."""
    from claimcite.export import export
    from claimcite.export.run_json import note_run, now
    from claimcite.kept import Makers
    from claimcite.read import read
    from claimcite.report.summary import summary
    from claimcite.store import Store, run
    from claimcite.store.digest import clean_digest, parse_digest
    from claimcite.workers import pool

    started = now()
    config = facts.config
    makers = Makers(clean_digest(config), parse_digest(facts.digests["model"])) if config.keep_parses else None
    with interruptible(), Store(out, create=True) as store:
        store.note(ASKED, asked(inputs, config))
        with watching(inputs, quiet=arguments.quiet, log=arguments.log) as watch, pool(config, makers) as work:
            items = read(inputs, config)
            tally = run(items, work, store, facts.digests["all"], watch, prune=getattr(arguments, "prune", False))
        note_run(store, facts, tally, started, now())
        export(store, out)
        if not arguments.quiet:
            print(summary(store, tally, colour=coloured(sys.stdout)))
            print(f"\nWritten to {out}{os.sep}")
        return QUARANTINE if arguments.strict and store.codes() else OK


def asked(inputs: Sequence[str], config: Config) -> str:
    """Return what ``retry`` needs to know of a run: as JSON, in which names of files that are no UTF-8 stand too."""
    return json.dumps({"folder": os.getcwd(), "inputs": list(inputs), "configuration": asdict(config)})


def must_exist(inputs: Sequence[str]) -> None:
    """Raise ``UsageError`` for an input that is not there."""
    for given in inputs:
        if given != "-" and not os.path.exists(given):
            raise UsageError(f"{given}: there is no such file or folder; name files or folders of text, or - for standard input")


def output_folder(out: Path, inputs: Sequence[str]) -> Path:
    """Return the folder to write to, made where it is missing. Raises ``UsageError`` for what could not work."""
    must_exist(inputs)
    for given in inputs:
        if os.path.isdir(given) and out.resolve().is_relative_to(Path(given).resolve()):
            raise UsageError(f"{out}: the output folder lies inside the input {given}; choose another with -o")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: it is a file; choose a folder to write to with -o")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise UsageError(f"{out}: the folder cannot be made ({exc.strerror}); choose another with -o") from exc
    if not os.access(out, os.W_OK | os.X_OK):
        raise UsageError(f"{out}: the folder cannot be written to; choose another with -o")
    return out


def facts_of(inputs: Sequence[str], config: Config, out: Path) -> RunFacts:
    """Return what a run depends on, for its store and for ``run.json``; nothing is loaded. Raises ``ModelError``."""
    from claimcite.export.run_json import RunFacts, seen_from
    from claimcite.lexicon import load_lexicon
    from claimcite.model.where import identify
    from claimcite.store import code_digest, make_digest
    from claimcite.store.digest import config_digest
    from claimcite.store.rows import encodable

    model, lexicon = identify(config.model), load_lexicon(config.own_words)
    digests = {"code": code_digest(), "model": model.digest, "lexicon": lexicon.digest, "configuration": config_digest(config)}
    digests["all"] = make_digest(code=digests["code"], model=model.digest, lexicon=lexicon.digest, config=config)
    return RunFacts(tuple(map(encodable, inputs)), seen_from(out), config, {"name": model.name, "version": model.version}, digests)


def last_run(store: Store) -> dict[str, object]:
    """Return the note on the last run that was finished."""
    import msgspec

    from claimcite.export.run_json import NOTE

    return msgspec.json.decode(store.note(NOTE) or "{}", type=dict[str, object])


@contextmanager
def watching(inputs: Sequence[str], *, quiet: bool, log: str) -> Iterator[Callable[[Tally, Quarantined | None], None] | None]:
    """Give the function that says on standard error how far a run is, or None where nobody wants to know."""
    from claimcite.read import total_bytes
    from claimcite.report.progress import Progress

    progress = Progress(sys.stderr.isatty() and log == "text", time.monotonic(), None if quiet else total_bytes(inputs), json=log == "json")

    def show(tally: Tally, refused: Quarantined | None) -> None:
        sys.stderr.write(progress.text(tally, refused, time.monotonic()))
        sys.stderr.flush()

    try:
        yield None if quiet else show
    finally:
        sys.stderr.write("" if quiet else progress.end(time.monotonic()))


# --- plan, status, config -------------------------------------------------------------------------------------------


def plan_command(arguments: argparse.Namespace) -> int:
    """Carry out ``plan``."""
    config = configured(arguments)
    must_exist(arguments.inputs)
    from claimcite.read import read
    from claimcite.report.batch import plan_lines
    from claimcite.store import FILE_NAME, Store
    from claimcite.store.plan import make_plan

    facts, items = facts_of(arguments.inputs, config, arguments.out), read(arguments.inputs, config)
    if not (arguments.out / FILE_NAME).exists():
        plan = make_plan(items, None, facts.digests, {}, lambda so_far: live(f"{sum(so_far.steps.values()):,} inputs read"))
    else:
        with Store(arguments.out) as store:
            before = last_run(store).get("digests")
            digests = {str(k): str(v) for k, v in before.items()} if isinstance(before, dict) else {}
            plan = make_plan(items, store, facts.digests, digests, lambda so_far: live(f"{sum(so_far.steps.values()):,} inputs read"))
    live(None)
    print("\n".join(plan_lines(plan)))
    return OK


def status_command(arguments: argparse.Namespace) -> int:
    """Carry out ``status``."""
    must_be_folder(arguments.out, "name the folder that a run wrote")
    from claimcite.report.batch import status_lines
    from claimcite.store import Store

    with Store(arguments.out) as store:
        print("\n".join(status_lines(store)))
    return OK


def config_command(arguments: argparse.Namespace) -> int:
    """Carry out ``config``."""
    print("\n".join(describe(arguments.config, flags(arguments))))
    return OK
