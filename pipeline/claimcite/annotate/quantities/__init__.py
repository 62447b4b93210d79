"""Quantities: how many, of what, in which role, as a part of which other quantity, and how far the text commits to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

import numpy as np
from spacy.tokens import Doc, Token

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
    is_person,
    kinds_of,
    lemma_of,
    noun_phrase,
    number_after,
)
from claimcite.annotate.quantities.ledger import Entry, Ledger
from claimcite.annotate.quantities.person_words import POSSESSIVES
from claimcite.annotate.quantities.readings import is_quantity
from claimcite.annotate.quantities.roles import NO_ROLE, role_of
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
#: An apposition has so many words at most.
LONGEST_APPOSITION = 15
#: Roles in which an article counts one person: "a woman was killed".
BY_ARTICLE = frozenset({"killed", "wounded", "missing", "detained", "abducted", "rescued"})


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
    used: set[int] = set()
    for sentence, amounts in by_sentence(parse, all_amounts(parse, lexicon), taken):
        if amounts and sentence.last - sentence.first <= LONGEST_SENTENCE:
            tokens = [token_range(parse, amount, sentence) for amount in amounts]
            entries += read_sentence(parse, lexicon, sentence, amounts, tokens)
            used.update(i for first, last in tokens for i in range(first, last))
    entries = sorted([*entries, *articles(parse, lexicon, used)], key=lambda e: e.first)
    ledger = Ledger(parse, lexicon, entries, aggregate=aggregate)
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


def read_sentence(parse: Parse, lexicon: Lexicon, sentence: Sentence, amounts: list[Amount], tokens: list[tuple[int, int]]) -> list[Entry]:
    """Read the amounts of one sentence with what they count and in which role; ``tokens`` are their places."""
    found, nested = [], False
    for k, (amount, (first, last)) in enumerate(zip(amounts, tokens, strict=True)):
        counted = what_counts(parse.doc, amount, tokens[k : k + 3], sentence.last, lexicon)
        nesting = (
            k + 1 < len(tokens) and counted is not None and counted.of and counted.head is not None and tokens[k + 1][0] < counted.head
        )
        site = Site(parse.doc, lexicon, first, last, sentence.first, sentence.last, counted, nested, nesting)
        nested = nesting
        entry = entry_of(parse, site, amount, sentence)
        if entry is not None:
            found.append(entry)
    return found


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


def articles(parse: Parse, lexicon: Lexicon, used: set[int]) -> Iterator[Entry]:
    """Yield the persons that an article counts, outside the tokens of other amounts."""
    ids = [parse.doc.vocab.strings[word] for word in ("a", "an", "another")]
    for i in np.flatnonzero(np.isin(parse.doc.to_array("LOWER"), np.array(ids, dtype=np.uint64))).tolist():
        sentence = parse.sentence_at(parse.starts[i])
        if i in used or sentence is None or sentence.last - sentence.first > LONGEST_SENTENCE:
            continue
        entry = by_article(parse, lexicon, parse.doc[i], sentence)
        if entry is not None:
            yield entry


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


def by_article(parse: Parse, lexicon: Lexicon, token: Token, sentence: Sentence) -> Entry | None:
    """Read "a woman", "another soldier" as one person where they are harmed: "a woman and her two children were killed"."""
    found = noun_phrase(parse.doc, token.i + 1, sentence.last)
    if found is None or parse.doc[found[1]].tag_ not in ("NN", "NNP"):
        return None
    counted = counted_by(parse.doc, token.i + 1, sentence.last)
    head = parse.doc[found[1]]
    lemma = lemma_of(head)
    groups = lexicon.quantifiers.context["groups"]
    if (
        counted is None
        or counted.state
        or not is_person(lemma, lexicon)
        or lemma in groups
        or lemma in ("body", "corpse", "people")
        or head.dep_ == "appos"
        or names_the_counted(parse.doc, token, sentence.last)
    ):
        return None
    site = Site(parse.doc, lexicon, token.i, token.i + 1, sentence.first, sentence.last, counted)
    role = role_of(site)
    if role.name not in BY_ARTICLE or role.predicate == counted.head:
        return None  # "a survivor" is one by itself, not by what happened
    one = Decimal(1)
    amount = Amount(token.idx, token.idx + len(token), (token.idx, token.idx + len(token)), one, one, one, "count", hedge=token.lower_)
    return Entry(amount, site, parse.span(token.i, token.i + 1), sentence, role)


def names_the_counted(doc: Doc, token: Token, stop: int) -> bool:
    """Whether an article begins an apposition to what was counted before: "two patients, a man and his daughter, died"."""
    if token.i < 2 or doc[token.i - 1].text != "," or not any(c.dep_ == "nummod" for c in doc[token.i - 2].children):
        return False
    closing = next((k for k in range(token.i, min(token.i + LONGEST_APPOSITION, stop)) if doc[k].text == ","), None)
    return closing is not None and closing + 1 < stop and doc[closing + 1].pos_ in ("VERB", "AUX")


def made(parse: Parse, entry: Entry, whole: int | None) -> Found:
    """Make the record of a completed entry."""
    amount, site = entry.amount, entry.site
    counted = site.counted
    text = entry.counted or (counted_text(parse, counted) if counted else None)
    head = entry.head or (lemma_of(parse.doc[counted.head]) if counted and counted.head is not None else None)
    kinds = entry.kinds or (kinds_of(parse.doc, counted, site.lexicon) if counted else ())
    quantity = Quantity(
        "", entry.span, entry.span.of(parse.text), amount.low, amount.high, amount.value, amount.comparator, amount.approximate, amount.kind == "vague",
        amount.unit, text, head, kinds, "age" if amount.kind == "age" else entry.role.name, entry.count, None, amount.change,
    )  # fmt: skip
    noun = counted.head if counted else None
    return Found(quantity, whole, site.last - 1, noun, entry.role.predicate)
