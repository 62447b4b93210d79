"""All that the claims of a document are made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimcite.annotate import Annotations
from claimcite.annotate.quantities import Found
from claimcite.claims.event_types import Typer
from claimcite.claims.nature import Nature
from claimcite.claims.roles import Namer
from claimcite.claims.tree import Word
from claimcite.claims.words import words_of
from claimcite.identity import Counter
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse
from claimcite.records import Date, Entity, Quantity
from claimcite.spans import Span, SpanIndex


@dataclass(frozen=True, slots=True)
class Material:
    """A document's parse and mentions, in the form in which the rules ask for them."""

    parse: Parse
    words: Sequence[Word]
    lexicon: Lexicon
    namer: Namer
    typer: Typer
    entities: SpanIndex[Entity]
    dates: SpanIndex[Date]
    counted: Mapping[int, list[Found]]
    sections: Mapping[int, tuple[str, ...]]
    document: str
    ids: Counter

    @classmethod
    def of(cls, parse: Parse, found: Annotations, lexicon: Lexicon, document: str) -> Material:
        """Put it together; ``found`` are the mentions with their ids."""
        words = words_of(parse.doc)
        entities = SpanIndex(found.entities, lambda e: e.span)
        dates = SpanIndex(found.dates, lambda d: d.span)
        namer = Namer(parse, words, named_words(parse, found.entities), found.names)
        counted = counted_by_sentence(parse, found)
        return cls(parse, words, lexicon, namer, Typer(lexicon, namer.label, Nature.of(words)), entities, dates, counted, sections_of(parse), document, Counter(document))

    def quantities_within(self, span: Span) -> list[Quantity]:
        """Return the quantities of a stretch."""
        sentence = self.parse.sentence_at(span.start)
        rows = self.counted.get(sentence.first, []) if sentence is not None else []
        return [f.quantity for f in rows if span.covers(f.quantity.span)]


def named_words(parse: Parse, entities: Sequence[Entity]) -> dict[int, Entity]:
    """Return the entities by the words that begin in them; of two, the first."""
    named: dict[int, Entity] = {}
    for entity in sorted(entities, key=lambda e: e.span):
        for i in range(bisect_left(parse.starts, entity.span.start), bisect_left(parse.starts, entity.span.end)):
            named.setdefault(i, entity)
    return named


def counted_by_sentence(parse: Parse, found: Annotations) -> dict[int, list[Found]]:
    """Return the quantities by the first token of their sentence."""
    rows: dict[int, list[Found]] = {}
    for item in found.quantities:
        sentence = parse.sentence_at(parse.starts[item.token])
        if sentence is not None:
            rows.setdefault(sentence.first, []).append(item)
    return rows


def sections_of(parse: Parse) -> dict[int, tuple[str, ...]]:
    """Return the headings above each block, outermost first."""
    above: list[tuple[int, str]] = []
    found: dict[int, tuple[str, ...]] = {}
    titles: tuple[str, ...] = ()
    for i, block in enumerate(parse.blocks):
        if block.kind == "heading":
            level = block.level or 2
            above = [*(h for h in above if h[0] < level), (level, block.span.of(parse.text))]
            titles = tuple(title for _, title in above)
        found[i] = titles
    return found
