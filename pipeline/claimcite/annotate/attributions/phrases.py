"""The edges of sources and contents."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from spacy.tokens import Token

from claimcite.annotate.entities import is_capital
from claimcite.annotate.ud import children, phrase
from claimcite.lexicon import NameWords
from claimcite.parse import Parse
from claimcite.spans import Span, SpanIndex

RELATIVE = frozenset({"who", "which", "whose", "whom"})
#: Participles that name the source of a source: "a report | citing the mayor".
RELAYING = frozenset({"citing", "quoting"})
CLOSING = (",", ";", ":")
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"])
PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'"}
#: What a content does not begin or end with.
EDGE = " ,;:.–—\n"
#: What a source does not end with.
LOOSE_TAGS = ("WDT", "WP", "WP$", "CC", "IN")


def head_of(tokens: Sequence[Token]) -> Token:
    """Return the head of a stretch: the noun that hangs on something outside it, any word where there is no noun ("many")."""
    places = {t.i for t in tokens}
    nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON")] or list(tokens)
    return next((t for t in nouns if t.head.i not in places), nouns[-1])


def without_relative(source: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return a source of the model up to a relative clause, without the comma that closes it.

    PolNeAR counts both in: "Corrin Lines, which operates five ferries, denied that …".
    """
    if not source:
        return ()
    first, last = source[0].i, source[-1].i + 1
    doc = source[0].doc
    last = next((t.i for t in source if t.i > first and ((t.i > first + 1 and t.lower_ in RELATIVE and t.nbor(-1).text == ",") or t.lower_ in RELAYING)), last)
    while last > first + 1 and (doc[last - 1].text in CLOSING or doc[last - 1].tag_ == "POS"):
        last -= 1
    return tuple(t for t in source if t.i < last)


def source_phrase(head: Token) -> list[Token]:
    """Return the phrase of a source: with apposition, without relative clauses."""
    tokens = phrase(head)
    for i, token in enumerate(tokens):  # "The U.S. Army on Thursday said"
        if i and token.lower_ in DAYS and tokens[i - 1].pos_ == "ADP":
            tokens = tokens[: i - 1]
            break
        if i and token.lower_ in DAYS and token.dep_ not in ("compound", "nmod:poss"):
            tokens = tokens[:i]
            break
    while len(tokens) > 1 and ((tokens[-1].is_punct and tokens[-1].text not in ('"', ")")) or tokens[-1].dep_ in ("cc", "mark") or tokens[-1].tag_ in LOOSE_TAGS):
        tokens.pop()
    late = [c for c in children(head, "conj") if c.pos_ in ("VERB", "AUX")]
    cut = min((min(t.i for t in c.subtree) for c in late), default=None)
    if cut is not None:
        tokens = [t for t in tokens if t.i < cut]
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
            tokens.pop()
    return tokens or [head]


def source_tokens(source: Token, cue: Token, words: NameWords) -> list[Token]:
    """Return the phrase of a source; a name that stands between it and the cue belongs to it whatever the parse says.

    "Director of the Observatory, Rami Abdel Rahman called it …", "Turkish President Recep Tayyip Erdoğan condemned …"
    """
    tokens = source_phrase(source)
    doc = source.doc
    while tokens[0].i > tokens[0].sent.start + 1 and doc[tokens[0].i - 1].text == "-" and tokens[0].lower_ in words.attached:
        tokens = [*doc[tokens[0].i - 2 : tokens[0].i], *tokens]  # "Ankara-backed rebels"
    if source.pos_ == "PRON":
        return tokens
    gap = doc[tokens[-1].i + 1 : cue.i]
    if 0 < len(gap) <= 9 and all(t.pos_ == "PROPN" or t.text in (",", "-") or t.dep_ == "flat" for t in gap) and any(t.pos_ == "PROPN" for t in gap):
        tokens = list(doc[tokens[0].i : cue.i])
    tokens = without_acronym(tokens[1:] if len(tokens) > 1 and tokens[0].pos_ == "CCONJ" else tokens)
    first = tokens[0].i
    if first > 2 and doc[first - 1].lower_ in ("to", "with") and doc[first - 2].lower_ in ("close", "familiar") and doc[first - 3].pos_ == "NOUN":
        return list(doc[first - 3 : tokens[-1].i + 1])  # "Sources close to the Kestran government put the toll at …"
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].pos_ == "PROPN" and is_capital(doc[first]) and doc[first - 1].sent == source.sent:
        first -= 1
    if first < tokens[0].i:
        while first > 0 and not doc[first].is_sent_start and doc[first - 1].pos_ in ("ADJ", "DET", "NOUN") and not doc[first - 1].is_punct:
            first -= 1
        tokens = list(doc[first : tokens[-1].i + 1])
    return tokens


def without_acronym(tokens: list[Token]) -> list[Token]:
    """Cut an acronym in brackets behind a name, "the Kestra Rights Observatory (KRO", and close any other bracket, "Gwen Moore (D-Wis.)"."""
    opened = next((i for i, t in enumerate(tokens) if i and t.text == "("), len(tokens))
    rest = [t for t in tokens[opened + 1 :] if t.text != ")"]
    if opened < len(tokens) and (not rest or (len(rest) == 1 and rest[0].text.isupper())):
        tokens = tokens[:opened]
    elif opened < len(tokens) and tokens[-1].text != ")" and tokens[-1].i + 1 < len(tokens[-1].doc) and tokens[-1].nbor().text == ")":
        return [*tokens, tokens[-1].nbor()]
    while len(tokens) > 1 and tokens[-1].text in (",", "("):
        tokens = tokens[:-1]
    return tokens


def runs(tokens: Iterable[Token], parse: Parse) -> tuple[Span, ...]:
    """Return the stretches that tokens cover."""
    found: list[list[int]] = []
    for place in sorted({t.i for t in tokens}):
        if found and place == found[-1][1]:
            found[-1][1] += 1
        else:
            found.append([place, place + 1])
    return tuple(parse.span(first, last) for first, last in found)


def stretches(tokens: Iterable[Token], aside: Container[int], parse: Parse) -> tuple[Span, ...]:
    """Return the stretches that tokens cover, without white space and punctuation at their edges.

    A gap is closed, "bombed a clinic, | which had been shut, | on Monday", unless what stands in it is ``aside``: source and cue.
    """
    found: list[list[int]] = []
    for place in sorted({t.i for t in tokens}):
        if found and not any(k in aside for k in range(found[-1][1], place)):
            found[-1][1] = place + 1
        else:
            found.append([place, place + 1])
    spans = (parse.span(first, last).trimmed(parse.text, EDGE) for first, last in found)
    return tuple(span for span in spans if span.end - span.start > 1)


def with_marks(span: Span, text: str, quotes: SpanIndex[Span]) -> Span:
    """Return a stretch with the quotation marks of a quotation that begins or ends with it.

    >>> quotes = SpanIndex([Span(1, 6)], lambda s: s)
    >>> with_marks(Span(1, 5), '"Stay," he said', quotes), with_marks(Span(8, 15), '"Stay," he said', quotes)
    (Span(start=0, end=7), Span(start=8, end=15))
    """
    start, end = span
    if PAIRS.get(text[start]) == text[end : end + 1] != "":  # a quotation in a quotation
        end += 1
    for quote in quotes.touching(span):
        if quote.start == start > 0:
            start -= 1
        if quote.start >= start and end <= quote.end < len(text) and not text[end : quote.end].strip(EDGE):
            end = quote.end + 1
    return Span(start, end)


def verb_phrase(verb: Token) -> tuple[Token, ...]:
    """Return a verb with the auxiliaries and adverbs before it and its particle: "has repeatedly | denied", "pointed | out"."""
    first, last = verb.i, verb.i + 1
    doc = verb.doc
    while first > 0 and doc[first - 1].head.i == verb.i and doc[first - 1].dep_ in ("aux", "aux:pass", "advmod") and not doc[first - 1].is_punct:
        first -= 1
    if last < len(doc) and doc[last].dep_ == "compound:prt" and doc[last].head.i == verb.i:
        last += 1
    return tuple(doc[first:last])
