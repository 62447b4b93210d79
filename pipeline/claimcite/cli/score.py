"""``evaluate``: scores on annotated texts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimcite.cli.common import OK, Commands, add_command, add_model, configured, loaded, must_be_folder, processor

SHIPPED_GOLD, SHIPPED_SAMPLES = "corpus/gold", "corpus/samples"


def add_evaluate(commands: Commands) -> None:
    """Add ``evaluate``."""
    what = "score claimcite against annotated samples"
    command = add_command(commands, evaluate_command, what, "claimcite evaluate --json > scores.json")
    command.add_argument("--gold", metavar="DIR", type=Path, default=Path(SHIPPED_GOLD), help="the annotation (default: %(default)s)")
    command.add_argument("--samples", metavar="DIR", type=Path, default=Path(SHIPPED_SAMPLES), help="the texts (default: %(default)s)")
    command.add_argument("--sets", metavar="DIR", type=Path, help="score it too on the public gold sets in this folder")
    command.add_argument("--json", action="store_true", help="print JSON instead of a table")
    add_model(command)


def evaluate_command(arguments: argparse.Namespace) -> int:
    """Carry out ``evaluate``."""
    config = configured(arguments)
    must_be_folder(arguments.gold, "name it with --gold")
    must_be_folder(arguments.samples, "name it with --samples")
    if arguments.sets is not None:
        must_be_folder(arguments.sets, "--sets names the folder that holds the gold sets, unpacked or as .tar.xz")
    from claimcite.evaluate import evaluate
    from claimcite.lexicon import load_lexicon
    from claimcite.report.sets import evaluate_own_files, evaluate_public

    model, lexicon = loaded(config), load_lexicon(config.own_words)
    scores = evaluate(arguments.gold, arguments.samples, processor(config), config) + evaluate_own_files(arguments.gold, model, lexicon, config)
    speed = None
    if arguments.sets is not None:
        more, speed = evaluate_public(arguments.sets, arguments.gold, model, lexicon, config)
        scores += more
    print(scores.json() if arguments.json else scores.table())
    if speed is not None:
        print(f"\nmodel: {speed.line()}", file=sys.stderr if arguments.json else sys.stdout)
    return OK
