"""The command line: the only part of claimcite that prints, exits and chooses paths.

Exit codes: 0 done (quarantined documents included), 1 error, 2 usage, 3 done with quarantine under ``--strict``,
130 interrupted. What is heavy is imported by the command that needs it, so that ``--help`` is quick.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from claimcite import __version__
from claimcite.config import Config, load_config
from claimcite.errors import ClaimciteError, ConfigError, ReadError, UsageError

if TYPE_CHECKING:
    from claimcite.export.run_json import RunFacts
    from claimcite.model.scores import Speed
    from claimcite.parse import Model
    from claimcite.records import Quarantined, Record, Result
    from claimcite.report.scores import Scores
    from claimcite.store import Tally

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse has no public name for it

Command = Callable[[argparse.Namespace], int]
OK, ERROR, USAGE, QUARANTINE, INTERRUPTED = 0, 1, 2, 3, 130
DEFAULT_OUT = "outputs/latest"
SHIPPED_GOLD, SHIPPED_SAMPLES = "corpus/gold", "corpus/samples"

EXAMPLES = """examples:
  claimcite run articles/ -o outputs/first     read a folder, write the claims to outputs/first
  claimcite run page.html dump.jsonl           read a page and a file of scraped articles
  claimcite explain page.html                  show one document, sentence by sentence, with its claims
  claimcite export outputs/first --format csv  write the claims of a run as a table
  claimcite verify outputs/first               read the inputs again and confirm where every claim stands
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
        return failed("interrupted; what was finished is kept, and the same command goes on from there", INTERRUPTED)
    return code


def failed(message: str, code: int) -> int:
    """Say in one line on standard error what went wrong; return ``code``."""
    from claimcite.report.text import plain

    print(f"claimcite: {plain(message)}", file=sys.stderr)
    return code


# --- the command line -----------------------------------------------------------------------------------------------


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
    for add in (add_run, add_explain, add_verify, add_evaluate, add_export):
        add(commands)
    return whole


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
    command.add_argument("--config", metavar="FILE", type=Path, help="a TOML file with settings; `README.md` lists them")


def add_run(commands: Commands) -> None:
    """Add ``run``."""
    what, example = "read files and folders and write the claims in them", f"claimcite run articles/ page.html -o {DEFAULT_OUT}"
    command = add_command(commands, run_command, what, example)
    command.add_argument("inputs", metavar="INPUT", nargs="+", help="a file, a folder (read with all below it), or - for standard input")
    command.add_argument("-o", "--out", metavar="OUT", type=Path, default=Path(DEFAULT_OUT), help="folder to write (default: %(default)s)")
    add_model(command)
    command.add_argument("--workers", metavar="N", type=int, help="how many processes work side by side (default: one a core)")
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; errors only")
    command.add_argument("--strict", action="store_true", help="exit with 3 if anything went to quarantine")


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
    command.add_argument("--root", metavar="DIR", type=Path, help="the folder that the paths of the inputs count from (default: this one)")
    command.add_argument("--quiet", action="store_true", help="no progress and no summary; failures only")


def add_evaluate(commands: Commands) -> None:
    """Add ``evaluate``."""
    what = "score claimcite against annotated samples"
    command = add_command(commands, evaluate_command, what, "claimcite evaluate --json > scores.json")
    command.add_argument("--gold", metavar="DIR", type=Path, default=Path(SHIPPED_GOLD), help="the annotation (default: %(default)s)")
    command.add_argument("--samples", metavar="DIR", type=Path, default=Path(SHIPPED_SAMPLES), help="the texts (default: %(default)s)")
    command.add_argument("--sets", metavar="DIR", type=Path, help="score the model too, on the public gold sets in this folder")
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")
    add_model(command)


def add_export(commands: Commands) -> None:
    """Add ``export``."""
    what = "write the rows of an earlier run again, or in another format"
    command = add_command(commands, export_command, what, f"claimcite export {DEFAULT_OUT} --format csv")
    command.add_argument("out", metavar="OUT", type=Path, nargs="?", help="the folder of a run")
    formats = "jsonl: the five files and run.json; csv: claims.csv, a line for each quantity of a claim (default: %(default)s)"
    command.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help=formats)
    command.add_argument("--schema", action="store_true", help="print the JSON Schema of the files instead; needs no OUT")


# --- run ------------------------------------------------------------------------------------------------------------


def run_command(arguments: argparse.Namespace) -> int:
    """Carry out ``run``."""
    config = configured(arguments)
    out = output_folder(arguments.out, arguments.inputs)
    from claimcite.export import export
    from claimcite.export.run_json import note_run, now
    from claimcite.read import read
    from claimcite.report.summary import summary
    from claimcite.store import Store, run
    from claimcite.workers import pool

    started = now()
    records = read(arguments.inputs, config)
    facts = facts_of(arguments.inputs, config)
    with Store(out, create=True) as store:
        with watching(quiet=arguments.quiet) as watch, pool(config) as work:
            tally = run(records, work, store, facts.digests["all"], watch)
        note_run(store, facts, tally, started, now())
        export(store, out)
        refused = sum(store.codes().values())
        if not arguments.quiet:
            print(summary(store, tally, colour=coloured(sys.stdout)))
            print(f"\nWritten to {out}{os.sep}")
    return QUARANTINE if arguments.strict and refused else OK


def configured(arguments: argparse.Namespace) -> Config:
    """Return the configuration, with what the command line says on top. Raises ``ConfigError``."""
    from dataclasses import replace

    config = load_config(arguments.config)
    given = {name: value for name in ("model", "workers") if (value := getattr(arguments, name, None)) is not None}
    if given.get("workers", 1) < 1:
        raise UsageError("--workers needs a number of processes, 1 or more")
    return replace(config, **given)


def output_folder(out: Path, inputs: Sequence[str]) -> Path:
    """Return the folder to write to, made where it is missing. Raises ``UsageError`` for what could not work."""
    for given in inputs:
        if given != "-" and not os.path.exists(given):
            raise UsageError(f"{given}: there is no such file or folder; name files or folders of text, or - for standard input")
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


def facts_of(inputs: Sequence[str], config: Config) -> RunFacts:
    """Return what a run depends on, for its store and for ``run.json``; nothing is loaded. Raises ``ModelError``."""
    from claimcite.export.run_json import RunFacts
    from claimcite.lexicon import load_lexicon
    from claimcite.model.where import identify
    from claimcite.store import code_digest, make_digest
    from claimcite.store.digest import config_digest

    model, lexicon = identify(config.model), load_lexicon()
    digests = {"code": code_digest(), "model": model.digest, "lexicon": lexicon.digest, "configuration": config_digest(config)}
    digests["all"] = make_digest(code=digests["code"], model=model.digest, lexicon=lexicon.digest, config=config)
    return RunFacts(tuple(inputs), config, {"name": model.name, "version": model.version}, digests)


def processor(config: Config) -> Callable[[Record], Result]:
    """Load the model and the lexicons; return the function that processes a record here. Raises ``ModelError``."""
    from claimcite.flow import process
    from claimcite.lexicon import load_lexicon

    model, lexicon = loaded(config), load_lexicon()
    return lambda record: process(record, model=model, lexicon=lexicon, config=config)


def loaded(config: Config) -> Model:
    """Load the model. Raises ``ModelError``."""
    from claimcite.parse import load_model

    return load_model(config.model)


@contextmanager
def watching(*, quiet: bool) -> Iterator[Callable[[Tally, Quarantined | None], None] | None]:
    """Give the function that says on standard error how far a run is, or None where nobody wants to know."""
    from claimcite.report.progress import Progress

    progress = Progress(sys.stderr.isatty(), time.monotonic())

    def show(tally: Tally, refused: Quarantined | None) -> None:
        sys.stderr.write(progress.text(tally, refused, time.monotonic()))
        sys.stderr.flush()

    try:
        yield None if quiet else show
    finally:
        sys.stderr.write("" if quiet else progress.end())


# --- the other commands ---------------------------------------------------------------------------------------------


def explain_command(arguments: argparse.Namespace) -> int:
    """Carry out ``explain``."""
    config = configured(arguments)
    record = chosen(arguments.input, arguments.line, config)
    from claimcite.report.explain import explain

    process = processor(config)
    print(explain(record, process(record), colour=coloured(sys.stdout)))
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

    live = sys.stderr.isatty() and not arguments.quiet
    verdict = verify(arguments.out, arguments.root, (lambda so_far: sys.stderr.write(progress(so_far))) if live else None)
    if live:
        sys.stderr.write(progress(None))
    if not (arguments.quiet and verdict.held):
        print("\n".join(verdict_lines(verdict)))
    return OK if verdict.held else ERROR


def evaluate_command(arguments: argparse.Namespace) -> int:
    """Carry out ``evaluate``."""
    config = configured(arguments)
    for folder, option in ((arguments.gold, "--gold"), (arguments.samples, "--samples")):
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder; name it with {option}")
    if arguments.sets is not None and not arguments.sets.is_dir():
        raise UsageError(f"{arguments.sets}: there is no such folder; --sets names the folder that holds the gold sets, unpacked or as .tar.xz")
    from claimcite.evaluate import evaluate
    from claimcite.lexicon import load_lexicon
    from claimcite.model import scores as of_model
    from claimcite.report.counted import evaluate_counted

    process = processor(config)
    scores = evaluate(arguments.gold, arguments.samples, process, config)
    model = loaded(config)
    if (own := arguments.gold / "sentences.conllu").exists():
        scores += of_model.evaluate_own(model.nlp, own)
    if (counted := arguments.gold / "counted.jsonl").exists():
        scores += evaluate_counted(model, load_lexicon(), config, counted)
    speed = None
    if arguments.sets is not None:
        speed, more = score_sets(arguments.sets, model, config)
        scores += more
    print(scores.json() if arguments.json else scores.table())
    if speed is not None:
        print(f"\nmodel: {speed.line()}", file=sys.stderr if arguments.json else sys.stdout)
    return OK


def score_sets(folder: Path, model: Model, config: Config) -> tuple[Speed, Scores]:
    """Score the model, the quantities and the dates on the public gold sets, and time the model."""
    from claimcite.lexicon import load_lexicon
    from claimcite.model import scores as of_model
    from claimcite.report.date_sets import evaluate_dates
    from claimcite.report.quantity_sets import evaluate_quantities

    with tempfile.TemporaryDirectory() as temporary:
        sets = of_model.unpacked(folder, Path(temporary))
        speed = of_model.measure_speed(model.nlp, of_model.news_texts(sets))
        scores = of_model.evaluate_sets(model.nlp, sets)
        scores += evaluate_quantities(model, load_lexicon(), config, sets)
        scores += evaluate_dates(model, load_lexicon(), sets)
    return speed, scores


def export_command(arguments: argparse.Namespace) -> int:
    """Carry out ``export``."""
    from claimcite.export import export, schema
    from claimcite.store import Store

    if arguments.schema:
        import json

        print(json.dumps(schema(), indent=2, ensure_ascii=False))
        return OK
    if arguments.out is None:
        raise UsageError("export needs the folder of a run, for example `claimcite export outputs/latest`")
    if not arguments.out.is_dir():
        raise UsageError(f"{arguments.out}: there is no such folder; name the folder that a run wrote")
    with Store(arguments.out) as store:
        if not store.complete:
            failed(f"{arguments.out}: the last run in it was not finished; what it had finished is exported", OK)
        for path in export(store, arguments.out, arguments.format):
            print(path)
    return OK


def coloured(stream: TextIO) -> bool:
    """Whether to write colours: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
