"""What the commands share: exit codes, options, the configuration, the model, what they say while they work."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from claimcite.config import Config, load_config
from claimcite.errors import UsageError
from claimcite.interrupt import leave

if TYPE_CHECKING:
    from claimcite.parse import Model
    from claimcite.records import Record, Result

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse has no public name for it
else:
    Commands = Any

Command = Callable[[argparse.Namespace], int]
OK, ERROR, USAGE, QUARANTINE = 0, 1, 2, 3
DEFAULT_OUT = "outputs/latest"
#: Options of the command line that set a value of the configuration.
FLAGS = ("model", "lexicon", "workers")


def add_command(commands: Commands, run: Command, what: str, example: str) -> argparse.ArgumentParser:
    """Add the command that ``run`` carries out, with its help."""
    name = run.__name__.removesuffix("_command")
    formatter = argparse.RawDescriptionHelpFormatter
    description = what[0].upper() + what[1:] + "."
    command = commands.add_parser(name, help=what, description=description, epilog=f"example:\n  {example}", formatter_class=formatter)
    command.set_defaults(command=run)
    return command


def add_model(command: argparse.ArgumentParser) -> None:
    """Add the options that decide how a document is processed."""
    command.add_argument("--model", metavar="NAME", help="an installed spaCy pipeline, or the folder of one (default: the shipped one)")
    command.add_argument("--lexicon", metavar="DIR", help="a folder with word lists of your own, which add to the shipped ones")
    command.add_argument("--config", metavar="FILE", type=Path, help="a TOML file with settings; `claimcite config` shows them all")


def flags(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the values of the configuration that the command line gives. Raises ``UsageError`` for one that cannot be."""
    given = {name: value for name in FLAGS if (value := getattr(arguments, name, None)) is not None}
    if given.get("workers", 1) < 1:
        raise UsageError("--workers needs a number of processes, 1 or more")
    for name, value in given.items():
        if any("\ud800" <= sign <= "\udfff" for sign in str(value)):
            raise UsageError(f"--{name}: the name of the folder cannot be written as text; give it another")
    return given


def configured(arguments: argparse.Namespace) -> Config:
    """Return the configuration: of the file, else what the command starts from, with what the command line says on top.

    Raises ``ConfigError``.
    """
    start = load_config(arguments.config) if arguments.config else getattr(arguments, "base", Config())
    return replace(start, **flags(arguments))


def loaded(config: Config) -> Model:
    """Load the model. Raises ``ModelError``."""
    from claimcite.parse import load_model

    return load_model(config.model)


def processor(config: Config) -> Callable[[Record], Result]:
    """Load the model and the lexicons; return the function that processes a record here. Raises ``ModelError``."""
    from claimcite.flow import process
    from claimcite.lexicon import load_lexicon

    model, lexicon = loaded(config), load_lexicon(config.own_words)
    return lambda record: process(record, model=model, lexicon=lexicon, config=config)


def must_be_folder(path: Path, hint: str) -> None:
    """Raise ``UsageError`` where there is no such folder."""
    if not path.is_dir():
        raise UsageError(f"{path}: there is no such folder; {hint}")


def failed(message: str, code: int) -> int:
    """Say in one line on standard error what went wrong; return ``code``."""
    from claimcite.report.text import plain

    print(f"claimcite: {plain(message)}", file=sys.stderr)
    return code


@contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt be a ``KeyboardInterrupt`` inside, where files and workers are to be left in order.

    Not for imports: an interrupt in the body of a class comes out of it as another error.
    """
    if signal.getsignal(signal.SIGINT) is not leave:
        yield
        return
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    finally:
        signal.signal(signal.SIGINT, leave)


def live(line: str | None) -> None:
    """Write a line over the last one where standard error is a terminal; None clears it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line or ''}")
        sys.stderr.flush()


def coloured(stream: TextIO) -> bool:
    """Whether to write colours: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
