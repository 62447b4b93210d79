"""claimcite over the same pages, one process, through the function that the command line calls."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from claimcite import Config, load_lexicon, load_model, process, read_inputs
from claimcite.records import Quarantined
from measure import report


def main(folder: Path) -> None:
    """Run over all pages of a folder; the stores and exports of a run are not counted, the glue writes next to nothing either."""
    config, model, lexicon = Config(), load_model(), load_lexicon()
    for record in read_inputs([str(min(folder.glob("*.html")))], config):  # load everything before the clock starts, as the glue does
        if not isinstance(record, Quarantined):
            process(record, model=model, lexicon=lexicon, config=config)
    words = pages = 0
    start, wall = time.process_time(), time.perf_counter()
    for record in read_inputs([str(folder)], config):
        if isinstance(record, Quarantined):
            continue
        result = process(record, model=model, lexicon=lexicon, config=config)
        pages += 1
        words += len(result.document.text.split()) if result.document else 0
    report(pages, words, time.process_time() - start, time.perf_counter() - wall)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
