"""Pages a second of cleaning with everything (body, facts, references, languages), beside trafilatura alone on the same pages.

Both run in one process on one core, in turns, on decoded pages; what counts is the CPU time of the faster turn of each. trafilatura
runs in its best mode of those measured on this set, and once in its fastest; it gives a text, claimcite every block with its place.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import trafilatura

from claimcite.clean import clean
from claimcite.clean.extractor import alone
from claimcite.config import Config
from claimcite.lexicon import load_lexicon
from claimcite.read import decode, read
from claimcite.records import Quarantined, Source
from claimcite.worker import settle
from data import dataset

TURNS = 5


def seconds(work: Callable[[Source], object], pages: list[Source]) -> float:
    """Return the CPU seconds of one turn over all pages."""
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def main() -> None:
    """Print one row a side."""
    lexicon, config = load_lexicon(), Config()
    folder = str(dataset("article-extraction-half") / "html")
    pages = [decode(record, config) for record in read([folder], config) if not isinstance(record, Quarantined)]
    sides: dict[str, Callable[[Source], object]] = {
        "claimcite": lambda page: clean(page, lexicon, config),
        "trafilatura, best mode": lambda page: alone(page.raw),
        "trafilatura, fast": lambda page: trafilatura.extract(page.raw, fast=True, include_comments=False),
    }
    for work in sides.values():
        seconds(work, pages)  # loads what is loaded once
    settle()
    turns = [{name: seconds(work, pages) for name, work in sides.items()} for _ in range(TURNS)]
    best = {name: min(turn[name] for turn in turns) for name in sides}
    for name, spent in best.items():
        print(f"{name:24} {len(pages) / spent:6.1f} pages/s  {best['claimcite'] / spent:5.2f} times claimcite's speed")


if __name__ == "__main__":
    main()
