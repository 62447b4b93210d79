"""Commands that look at one document or at what runs left: ``explain``, ``verify``, ``diff``, ``export``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimcite.cli.common import (
    DEFAULT_OUT,
    ERROR,
    OK,
    Commands,
    add_command,
    add_model,
    coloured,
    configured,
    failed,
    interruptible,
    live,
    must_be_folder,
    processor,
)
from claimcite.errors import ReadError, UsageError

if TYPE_CHECKING:
    from claimcite.config import Config
    from claimcite.records import Record

#: Format -> what ``export`` writes.
FORMATS = {
    "jsonl": "the files of the contract and run.json",
    "csv": "claims.csv, a line for each quantity of a claim",
    "csl-json": "references.csl.json, an array that Zotero and pandoc read",
}


def add_explain(commands: Commands) -> None:
    """Add ``explain``."""
    what = "show one document: what was read, what was dropped, and the claims of each sentence"
    command = add_command(commands, explain_command, what, "claimcite explain page.html | less")
    command.add_argument("input", metavar="FILE", help="a file, or - for standard input")
    command.add_argument("--line", metavar="N", type=int, help="which line of a .jsonl file to show (default: the first)")
    add_model(command)


def add_verify(commands: Commands) -> None:
    """Add ``verify``."""
    what = "read the inputs of a run again and confirm the place of every claim, mention and reference in them"
    command = add_command(commands, verify_command, what, f"claimcite verify {DEFAULT_OUT}")
    command.add_argument("out", metavar="OUT", type=Path, help="the folder of a run")
    command.add_argument("--root", metavar="DIR", type=Path, help="the folder that the paths of the inputs count from (default: that of the run)")
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; failures only")


def add_diff(commands: Commands) -> None:
    """Add ``diff``."""
    what = "say what differs between two runs: documents, claims, references and mentions added, gone, changed, and in which field"
    command = add_command(commands, diff_command, what, "claimcite diff outputs/before outputs/after")
    command.add_argument("a", metavar="OUT_A", type=Path, help="the folder of one run")
    command.add_argument("b", metavar="OUT_B", type=Path, help="the folder of the other")
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")


def add_export(commands: Commands) -> None:
    """Add ``export``."""
    what = "write the rows of an earlier run again, or in another format"
    command = add_command(commands, export_command, what, f"claimcite export {DEFAULT_OUT} --format csv")
    command.add_argument("out", metavar="OUT", type=Path, nargs="?", help="the folder of a run")
    formats = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    command.add_argument("--format", choices=tuple(FORMATS), default="jsonl", help=f"{formats} (default: %(default)s)")
    command.add_argument("--min-confidence", metavar="P", type=float, help="with --format csv: only claims whose confidence is P or more")
    command.add_argument("--schema", action="store_true", help="print the JSON Schema of the files instead; needs no OUT")


def explain_command(arguments: argparse.Namespace) -> int:
    """Carry out ``explain``."""
    config = configured(arguments)
    record = chosen(arguments.input, arguments.line, config)
    from claimcite.lexicon import load_lexicon
    from claimcite.report.explain import explain

    process = processor(config)
    print(explain(record, process(record), colour=coloured(sys.stdout), lexicon=load_lexicon(config.own_words)))
    return OK


def chosen(given: str, line: int | None, config: Config) -> Record:
    """Return the record to explain. Raises ``UsageError`` where there is none, ``ReadError`` where it is broken."""
    from claimcite.read import read
    from claimcite.records import Quarantined

    if os.path.isdir(given):
        raise UsageError(f"{given}: it is a folder; explain shows one document, name a file in it")
    for item in read([given], config):
        if line is not None and item.locator.line != line:
            continue
        if isinstance(item, Quarantined):
            raise ReadError(item.code, f"{given}: it cannot be read ({item.code}): {item.message}")
        return item
    raise UsageError(f"{given}: there is no document {'in it' if line is None else f'on line {line}; lines count from 1'}")


def verify_command(arguments: argparse.Namespace) -> int:
    """Carry out ``verify``: exit 0 where everything was confirmed, else 1."""
    from claimcite.report.verdict import progress, verdict_lines
    from claimcite.verify import verify

    verdict = verify(arguments.out, arguments.root, None if arguments.quiet else lambda so_far: live(progress(so_far)))
    live(None)
    if not (arguments.quiet and verdict.held):
        print("\n".join(verdict_lines(verdict)))
    return OK if verdict.held else ERROR


def diff_command(arguments: argparse.Namespace) -> int:
    """Carry out ``diff``."""
    import msgspec

    from claimcite.diff import diff
    from claimcite.report.batch import diff_lines

    found = diff(arguments.a, arguments.b, lambda n: live(f"{n:,} documents compared"))
    live(None)
    print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode("utf8") if arguments.json else "\n".join(diff_lines(found)))
    return OK


def export_command(arguments: argparse.Namespace) -> int:
    """Carry out ``export``."""
    from claimcite.export import export, schema
    from claimcite.export.csv import export_csv
    from claimcite.store import Store

    if arguments.schema:
        import json

        print(json.dumps(schema(), indent=2, ensure_ascii=False))
        return OK
    if arguments.out is None:
        raise UsageError("export needs the folder of a run, for example `claimcite export outputs/latest`")
    must_be_folder(arguments.out, "name the folder that a run wrote")
    least = arguments.min_confidence
    if least is not None and arguments.format != "csv":
        raise UsageError("--min-confidence goes with --format csv: the files of the contract hold every claim")
    with interruptible(), Store(arguments.out) as store:
        if not store.complete:
            failed(f"{arguments.out}: the last run in it was not finished; what it had finished is exported", OK)
        for path in export(store, arguments.out, arguments.format) if least is None else export_csv(store, arguments.out, least):
            print(path)
    return OK
