"""What claimcite, trafilatura and htmldate say of the same stored pages, by the same scorer, in one run.

The pages are those of ``corpus/gold/pages.jsonl`` (``CLAIMCITE_DATA`` names the folder of the sets), both parts together.
trafilatura's ``extract_metadata`` and htmldate's ``find_date`` (the day of publication) get a tree, never an address. The time is
that of the facts alone, on a tree that is ready: claimcite's reading of the markup, of the lines at the head, and its choice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
from htmldate import find_date
from trafilatura import extract_metadata

from claimcite.clean import clean
from claimcite.clean.facts import page_facts
from claimcite.clean.header import read_header
from claimcite.clean.html import clean_html
from claimcite.clean.tree import scan
from claimcite.config import Config
from claimcite.lexicon import Lexicon, load_lexicon
from claimcite.lexicon.outlets import registrable
from claimcite.link.facts import document_facts
from claimcite.read import decode
from claimcite.records import Outlet, Record, Source
from claimcite.report.page_sets import FIELDS, FOLDER, FoundPage, GoldPage, found_page, load_pages, records, score_page
from claimcite.report.scores import Count, percent
from data import dataset

GOLD = Path(__file__).parents[2] / "corpus" / "gold" / "pages.jsonl"
#: What each library says at all.
SAYS = {
    "claimcite": FIELDS,
    "trafilatura": ("title", "outlet", "authors", "published", "published, wrong", "url"),
    "htmldate": ("published", "published, wrong"),
}


@dataclass
class Side:
    """One library: how it reads a page, what it scored, how long it took."""

    name: str
    find: Callable[[Record, Source], tuple[FoundPage, float]]
    counts: dict[str, Count] = field(default_factory=dict)
    seconds: float = 0.0

    def read(self, record: Record, source: Source, gold: GoldPage, lexicon: Lexicon) -> None:
        """Read one page twice, time the second turn, and score it."""
        self.find(record, source)
        found, seconds = self.find(record, source)
        self.seconds += seconds
        score_page(found, gold, lexicon.outlets, self.counts)

    def cell(self, name: str) -> str:
        """Return precision and recall, or accuracy, over both parts."""
        if name not in SAYS[self.name]:
            return "-"
        both = [self.counts[f"page facts: {name}{part}"] for part in ("", ", check pages")]
        total = Count(
            sum(c.hits for c in both), sum(c.found for c in both), sum(c.gold for c in both), any(c.decisions for c in both)
        ).score(name)
        return percent(total.accuracy) if total.accuracy is not None else f"{percent(total.precision)} {percent(total.recall)}"


def ours(lexicon: Lexicon, config: Config) -> Callable[[Record, Source], tuple[FoundPage, float]]:
    """claimcite, in its parts: the body of the page is not timed."""

    def find(record: Record, source: Source) -> tuple[FoundPage, float]:
        tree = scan(source.raw)
        draft, cleaned = clean_html(source, config), clean(source, lexicon, config)
        for element in tree.root.walk():
            _ = element.attributes  # read when asked for: in a run, the walk over the body has done so
        start = time.process_time()
        page_facts(tree.root, source.raw)
        read_header(draft, lexicon.outlets)
        document_facts(cleaned, source, lexicon)
        seconds = time.process_time() - start
        return found_page(record, lexicon, config), seconds

    return find


def tree_of(source: Source) -> Any:
    """Return lxml's tree of a page."""
    return lxml.html.fromstring(source.raw.encode("utf8"), parser=lxml.html.HTMLParser(encoding="utf8", huge_tree=True))


def trafilatura(_: Record, source: Source) -> tuple[FoundPage, float]:
    """trafilatura's metadata; authors come as one string, "Ann Roe; Omar Khan"."""
    tree = tree_of(source)
    start = time.process_time()
    found = extract_metadata(tree)
    seconds = time.process_time() - start
    domain = registrable(found.url or found.hostname or "") if found.url or found.hostname else None
    outlet = Outlet(domain, found.sitename, domain) if domain or found.sitename else None
    authors = tuple(name for name in (found.author or "").split("; ") if name)
    return FoundPage(found.title, outlet, None, authors, found.date, None, found.url, None), seconds


def htmldate(_: Record, source: Source) -> tuple[FoundPage, float]:
    """htmldate's day of publication."""
    tree = tree_of(source)
    start = time.process_time()
    found = find_date(tree, original_date=True)
    return FoundPage(published=found), time.process_time() - start


def main() -> None:
    """Run the three and print the table."""
    lexicon, config, gold = load_lexicon(), Config(), load_pages(GOLD)
    sides = [Side("claimcite", ours(lexicon, config)), Side("trafilatura", trafilatura), Side("htmldate", htmldate)]
    pages = [(record, gold[name]) for name, record in records(dataset("article-extraction-half").parent / FOLDER, config) if name in gold]
    for record, page in pages:
        source = decode(record, config)
        for side in sides:
            side.read(record, source, page, lexicon)
    print(f"{len(pages)} pages: accuracy, or precision and recall\n{'':18}" + "".join(f"{side.name:>14}" for side in sides))
    for name in FIELDS:
        print(f"{name:18}" + "".join(f"{side.cell(name):>14}" for side in sides))
    print(f"{'ms a page':18}" + "".join(f"{1000 * side.seconds / max(1, len(pages)):14.2f}" for side in sides))


if __name__ == "__main__":
    main()
