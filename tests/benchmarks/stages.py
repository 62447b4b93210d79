"""Words a second of each stage over the same pages on one core, and the share of the parse's time that it takes.

A stage gets what the stages before it made, as in a run. The figure that stays comparable from machine to machine is the share; that of the two
largest stages above the parse, attributions and claims, is printed together too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimcite import rows
from claimcite.annotate import Annotations, annotate
from claimcite.annotate.attributions import find_attributions
from claimcite.annotate.dates import caption_anchor, find_dates
from claimcite.annotate.entities import find_entities
from claimcite.annotate.quantities import find_quantities
from claimcite.claims import find_claims
from claimcite.clean import clean
from claimcite.config import Config
from claimcite.flow import anchor
from claimcite.lexicon import Lexicon, load_lexicon
from claimcite.link.facts import document_facts
from claimcite.parse import Model, Parse, load_model, parse
from claimcite.read import decode, read
from claimcite.records import Anchor, Cleaned, Quarantined, Source
from claimcite.worker import settle
from clock import seconds
from data import dataset

TOGETHER = ("attributions", "claims")


@dataclass(frozen=True, slots=True)
class Page:
    """What the stages make of one page."""

    source: Source
    cleaned: Cleaned
    parsed: Parse
    written: Anchor | None
    caption: Anchor | None
    aggregate: bool
    found: Annotations


def page_of(source: Source, model: Model, lexicon: Lexicon, config: Config) -> Page:
    """Take a page through the stages up to its annotations."""
    cleaned = clean(source, lexicon, config)
    facts = document_facts(cleaned, source, lexicon)
    parsed = parse(cleaned, model, config)
    written, aggregate = anchor(facts), facts.kind == "aggregate"
    caption = None if written is not None or aggregate else caption_anchor(parsed)
    found = annotate(parsed, lexicon, document_date=written, aggregate=aggregate)
    return Page(source, cleaned, parsed, written, caption, aggregate, rows.with_ids(found, parsed, "d"))


def stages_of(model: Model, lexicon: Lexicon, config: Config) -> dict[str, Callable[[Page], object]]:
    """Return the stages by name, in their order."""
    return {
        "clean": lambda p: clean(p.source, lexicon, config),
        "parse": lambda p: parse(p.cleaned, model, config),
        "entities": lambda p: find_entities(p.parsed, lexicon.names),
        "dates": lambda p: find_dates(p.parsed, lexicon, document_date=p.written, caption_date=p.caption, aggregate=p.aggregate),
        "quantities": lambda p: find_quantities(p.parsed, lexicon, taken=[d.span for d in p.found.dates], aggregate=p.aggregate),
        "attributions": lambda p: find_attributions(p.parsed, p.found.entities, p.found.names, p.found.dates, lexicon, aggregate=p.aggregate),
        "claims": lambda p: find_claims(p.parsed, p.found, lexicon, document="d", aggregate=p.aggregate),
    }


def main() -> None:
    """Print one row a stage."""
    model, lexicon, config = load_model(), load_lexicon(), Config()
    records = read([str(dataset("article-extraction-half") / "html")], config)
    pages = [page_of(decode(record, config), model, lexicon, config) for record in records if not isinstance(record, Quarantined)]
    words = sum(len(page.cleaned.text.split()) for page in pages)
    settle()
    spent = {name: seconds(lambda stage=stage: [stage(page) for page in pages]) for name, stage in stages_of(model, lexicon, config).items()}
    spent[" + ".join(TOGETHER)] = sum(spent[name] for name in TOGETHER)
    for name, time in spent.items():
        print(f"{name:22} {words / time:10,.0f} words/s  {time / spent['parse']:6.3f} of the parse's time")


if __name__ == "__main__":
    main()
