"""Quantities: how many, of what, in which role, as a part of which other quantity, and how far the text commits to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, localcontext

import numpy as np
from spacy.tokens import Doc

from claimcite.annotate.quantities.ages import age_of
from claimcite.annotate.quantities.amount import Amount
from claimcite.annotate.quantities.amounts import Grammar
from claimcite.annotate.quantities.carrying import completed
from claimcite.annotate.quantities.counted import (
    Counted,
    counted_before,
    counted_by,
    counted_of,
    counted_text,
    in_mass,
    kinds_of,
    number_after,
)
from claimcite.annotate.quantities.governed import NO_ROLE
from claimcite.annotate.quantities.ledger import Entry, Ledger
from claimcite.annotate.quantities.lemmas import lemma_of
from claimcite.annotate.quantities.person_words import POSSESSIVES
from claimcite.annotate.quantities.readings import is_quantity
from claimcite.annotate.quantities.roles import role_of
from claimcite.annotate.quantities.site import Site
from claimcite.annotate.quantities.vague import vague_amounts
from claimcite.lexicon import Lexicon
from claimcite.parse import Parse, Sentence
from claimcite.records import Quantity
from claimcite.spans import Span

#: Numbers are read in full, whatever the process has set.
EXACT = Context(prec=64)
#: White space that groups digits: the parse's copy has plain spaces there.
GROUPING = frozenset("\u00a0\u2009\u202f")
#: A longer stretch is no sentence, and what the parse says of it costs time: it has no quantities.
LONGEST_SENTENCE = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with what the parse says of it. The indexes are of tokens, ``whole`` is one into the tuple of quantities."""

    quantity: Quantity
    whole: int | None
    token: int
    noun: int | None
    predicate: int | None


def find_quantities(parse: Parse, lexicon: Lexicon, *, taken: Sequence[Span] = (), aggregate: bool = False) -> tuple[Found, ...]:
    """Find the quantities of a parsed document, in the order of the text; ids are given later.

    ``taken`` are the spans of dates. In an ``aggregate`` no noun is carried from one sentence to the next.

    >>> from claimcite.config import Config
    >>> from claimcite.lexicon import load_lexicon
    >>> from claimcite.parse import load_model, parse
    >>> from claimcite.records import Block, Cleaned
    >>> from claimcite.spans import MappedText
    >>> def found(text):
    ...     cleaned = Cleaned("plain", MappedText.of_raw(text), (Block("paragraph", Span(0, len(text))),))
    ...     parsed = parse(cleaned, load_model(), Config())
    ...     return [(f.quantity.text, f.quantity.counted, f.quantity.role) for f in find_quantities(parsed, load_lexicon())]
    >>> found("At least 14 miners were killed.")
    [('At least 14', 'miners', 'killed')]
    >>> found("The council passed Resolution 2254.")
    []
    """
    entries: list[Entry] = []
    epidemic = is_epidemic(parse.doc, lexicon)
    for sentence, amounts in by_sentence(parse, all_amounts(parse, lexicon), taken):
        if amounts and sentence.last - sentence.first <= LONGEST_SENTENCE:
            tokens = [token_range(parse, amount, sentence) for amount in amounts]
            entries += read_sentence(parse, lexicon, sentence, amounts, tokens, epidemic=epidemic)
    called = [e for e in entries if may_be_called(e)]
    named = named_numbers(parse.doc) if called else frozenset()
    things = {e.first for e in called if e.amount.spelling in named}
    ledger = Ledger(parse, lexicon, [e for e in entries if e.first not in things], aggregate=aggregate)
    return tuple(made(parse, entry, part_of) for entry, part_of in completed(ledger))


def all_amounts(parse: Parse, lexicon: Lexicon) -> list[Amount]:
    """Return the amounts of the text from left to right; where two overlap, the one that begins first, then the longer one."""
    text = parse.copy
    if not GROUPING.isdisjoint(parse.text):
        text = "".join(parse.text[w] if c == " " and parse.text[w] in GROUPING else c for c, w in zip(text, parse.where, strict=True))
    grammar = Grammar(text, lexicon.quantifiers)
    with localcontext(EXACT):  # another library in the process may have changed the precision of all decimals
        found = sorted([*grammar.amounts(), *vague_amounts(grammar)], key=lambda a: (a.start, -a.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept


def by_sentence(parse: Parse, amounts: list[Amount], taken: Sequence[Span]) -> Iterator[tuple[Sentence, list[Amount]]]:
    """Group amounts by the sentence that they stand in, without those that are dates."""
    dates = sorted(taken)
    starts, ends = [d.start for d in dates], [d.end for d in dates]
    places = [parse.from_copy(*amount.core) for amount in amounts]
    at = 0
    for sentence in parse.sentences:
        inside = []
        while at < len(amounts) and places[at].start < sentence.span.end:
            span = places[at]
            overlapping = dates[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
            if span.start >= sentence.span.start and all(is_within(date, span, amounts[at]) for date in overlapping):
                inside.append(amounts[at])
            at += 1
        yield sentence, inside


def is_within(date: Span, span: Span, amount: Amount) -> bool:
    """Whether a date is only a part of a longer number: the "three quarters" of "one billion and three quarters million"."""
    return amount.low == amount.high and span.start <= date.start and date.end <= span.end and date != span


def is_epidemic(doc: Doc, lexicon: Lexicon) -> bool:
    """Whether a text names diseases more than once."""
    ids = [doc.vocab.strings[word] for word in sorted(lexicon.quantifiers.context["diseases"]) if word in doc.vocab.strings]
    return int(np.isin(doc.to_array("LOWER"), np.array(ids, dtype=np.uint64)).sum()) > 1


def named_numbers(doc: Doc) -> frozenset[str]:
    """Return the figures that the text has as a part of a name: the 757 of "a Boeing 757"."""
    numbers = (t for t in doc[1:] if t.tag_ == "CD" and t.text.isdecimal() and len(t.text) > 2)
    return frozenset(t.text for t in numbers if t.nbor(-1).pos_ == "PROPN" and (t.nbor(-1).head in (t, t.head) or t.head == t.nbor(-1)))


def may_be_called(entry: Entry) -> bool:
    """Whether a figure may stand for a thing of that name: "the 757 was seen in Oru"."""
    site = entry.site
    if site.counted is not None or not entry.amount.plain or entry.amount.hedge or site.first == site.start:
        return False
    return site.doc[site.first - 1].tag_ in ("DT", "PRP$", "POS", "JJ")


def read_sentence(
    parse: Parse, lexicon: Lexicon, sentence: Sentence, amounts: list[Amount], tokens: list[tuple[int, int]], *, epidemic: bool
) -> list[Entry]:
    """Read the amounts of one sentence with what they count and in which role; ``tokens`` are their places."""
    found, nested = [], False
    for k, (amount, (first, last)) in enumerate(zip(amounts, tokens, strict=True)):
        counted = what_counts(parse.doc, amount, tokens[k : k + 3], sentence.last, lexicon)
        if counted is not None and counted.of and k + 1 < len(tokens) and is_of_measured(amounts[k + 1], tokens[k + 1][0], counted, tokens[k][1]):
            counted = None
        nesting = (
            k + 1 < len(tokens) and counted is not None and counted.of and counted.head is not None and tokens[k + 1][0] < counted.head
        )
        site = Site(parse.doc, lexicon, first, last, sentence.first, sentence.last, counted, nested, nesting, epidemic)
        nested = nesting
        entry = entry_of(parse, site, amount, sentence)
        if entry is not None:
            found.append(entry)
    return found


def is_of_measured(inner: Amount, first: int, counted: Counted, last: int) -> bool:
    """Whether what an amount is a part of is itself money or measured: "18% of the $2 billion that the mission asked for"."""
    return inner.kind in ("money", "measure") and counted.head is not None and last < first < counted.head


def what_counts(doc: Doc, amount: Amount, tokens: list[tuple[int, int]], stop: int, lexicon: Lexicon) -> Counted | None:
    """Return what an amount counts: the noun behind it, the group before it ("a family of five drowned"), what money is in."""
    (first, last), after = tokens[0], tokens[1:]
    counted = counted_by(doc, last, stop, after)
    if counted is None or counted.state:
        counted = counted_before(doc, first, lexicon) or counted or number_after(doc, last, stop)
    if counted is None and amount.kind == "fraction" and last < stop and doc[last].lower_ in POSSESSIVES:
        return counted_of(doc, last, stop, after)  # "half the population"
    if counted is None and amount.kind == "money" and last < stop and doc[last].lower_ == "in":
        return in_mass(doc, last + 1, stop, lexicon)
    return counted


def token_range(parse: Parse, amount: Amount, sentence: Sentence) -> tuple[int, int]:
    """Return the tokens ``[first, last)`` of an amount."""
    low, high = sentence.first, sentence.last
    while low < high:  # the last token that begins at or before the amount
        middle = (low + high) // 2
        if parse.doc[middle].idx <= amount.start:
            low = middle + 1
        else:
            high = middle
    first = last = max(sentence.first, low - 1)
    while last < sentence.last and parse.doc[last].idx < amount.end:
        last += 1
    return first, max(last, first + 1)


def entry_of(parse: Parse, site: Site, amount: Amount, sentence: Sentence) -> Entry | None:
    """Read one amount; None where it is no quantity."""
    age = age_of(site, amount)
    if age is not None:
        unit, last = age
        span = Span(
            parse.from_copy(amount.start, amount.end).start, max(parse.ends[last - 1], parse.from_copy(amount.start, amount.end).end)
        )
        return Entry(
            replace(amount, unit=unit, kind="age"), replace(site, last=max(last, site.last), counted=None), span, sentence, NO_ROLE
        )
    if site.lower(site.last) == "-" and not parse.doc[site.last - 1].whitespace_ and amount.kind == "count":
        return None  # "a five-month-old truce"
    if not is_quantity(site, amount, parse.blocks[sentence.block].kind):
        return None
    role = role_of(site) if amount.kind in ("count", "vague", "none", "fraction", "percent") else NO_ROLE
    pronoun = site.counted is None and amount.kind == "none"
    if pronoun and role.name is None:
        return None  # "nobody had warned the town" counts nobody; "no one was hurt" does
    return Entry(amount, site, parse.from_copy(amount.start, amount.end), sentence, role)


def is_vague(amount: Amount) -> bool:
    """Whether an amount has no figure: "dozens", "billions of dollars"."""
    return amount.low is None and amount.high is None and amount.value is None


def made(parse: Parse, entry: Entry, whole: int | None) -> Found:
    """Make the record of a completed entry."""
    amount, site = entry.amount, entry.site
    counted = site.counted
    text = entry.counted or (counted_text(parse, counted) if counted else None)
    head = entry.head or (lemma_of(parse.doc[counted.head]) if counted and counted.head is not None else None)
    kinds = entry.kinds or (kinds_of(parse.doc, counted, site.lexicon) if counted else ())
    quantity = Quantity(
        "", entry.span, entry.span.of(parse.text), amount.low, amount.high, amount.value, amount.comparator, amount.approximate, is_vague(amount),
        amount.unit, text, head, kinds, "age" if amount.kind == "age" else entry.role.name, entry.count, None, amount.change,
    )  # fmt: skip
    noun = counted.head if counted else None
    return Found(quantity, whole, site.last - 1, noun, entry.role.predicate)
