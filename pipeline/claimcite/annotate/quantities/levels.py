"""What a share or a bare number is the level or the change of: "turnout was 58%", "vacancies fell to 1,900", "a 9% pay rise"."""

from __future__ import annotations

from spacy.tokens import Token

from claimcite.annotate.quantities.ledger import FIGURES, TOLLS, Entry, Ledger
from claimcite.annotate.quantities.lemmas import lemma_of

#: Verbs whose subject or object stands at a figure, besides those of change.
STANDING = frozenset({"be", "stand", "reach", "hit", "remain", "put", "give", "estimate", "average", "exceed", "top", "pass", "close", "total", "keep", "hold", "set", "stay"})
#: Nouns that say how something changed, not what: "a rise of 9%", "a 7% cut".
CHANGES = frozenset(
    {"rise", "cut", "increase", "fall", "drop", "decline", "growth", "gain", "reduction", "decrease", "jump", "surge", "slump", "raise", "hike", "improvement", "loss", "swing", "boost", "dip", "discount", "markup", "expansion", "contraction"}
)  # fmt: skip
#: "the number of girls fell by a third": what stands behind "of" is counted.
NUMBERING = frozenset({"number", "share", "proportion", "percentage", "amount", "volume", "count", "rate"})
#: "rose two points to 54%": what it rose by is not what rose.
POINTS = frozenset({"point", "points"})
PERCENTS = frozenset({"cent", "percent", "%"})
RELATIVE = frozenset({"that", "which", "who"})
#: Clauses without a subject of their own have that of the clause they hang on.
SUBJECTLESS = frozenset({"advcl", "conj", "xcomp", "ccomp"})
LINKS = frozenset({"by", "to", "from", "at", "as", "", "of"})
CLIMB = 4


def level_of(ledger: Ledger, entry: Entry) -> Token | None:
    """Return the noun that a figure without one is predicated of, or None.

    "Turnout was 58 per cent", "raised the price by 38%", "a salary that rose 6%", "before falling by half", "inflation at 14%".
    """
    top = head_of(ledger, entry)
    subject = next((c for c in top.children if c.dep_ == "nsubj" and c.i < top.i), None)
    if subject is not None and any(c.dep_ == "cop" for c in top.children):
        return thing(subject)
    above = top.head
    if case_of(top) not in LINKS or top.dep_.startswith("nsubj"):
        return None
    if above.pos_ == "NOUN" and top.dep_ in ("nmod", "compound", "nmod:unmarked", "nummod") and entry.site.counted is None:
        return by_noun(ledger, top, above)
    if above.lower_ in ("up", "down"):
        above = above.head
    verb = next((t for t in (above, beside(ledger, entry)) if is_level_verb(ledger, t)), None)
    return of_verb(verb, entry.first) if verb is not None else None


def beside(ledger: Ledger, entry: Entry) -> Token:
    """Return the word before a figure and its preposition, where the parse hangs the figure elsewhere: "grew | by 11% to 3 billion"."""
    k = entry.first - 1
    return ledger.doc[max(entry.site.start, k - (ledger.doc[k].lower_ in LINKS))] if k >= entry.site.start else ledger.doc[entry.first]


def is_level_verb(ledger: Ledger, token: Token) -> bool:
    """Whether a verb says that something changes to a level or stands at one."""
    return token.pos_ in ("VERB", "AUX") and (token.lower_ in ledger.lexicon.quantifiers.context["change"] or token.lemma_ in STANDING)


def head_of(ledger: Ledger, entry: Entry) -> Token:
    """Return the highest token of an amount: the "cent" of "58 per cent"."""
    first, last = entry.site.first, entry.site.last
    token = ledger.doc[last - 1]
    for _ in range(CLIMB):
        if not first <= token.head.i < last or token.head == token:
            break
        token = token.head
    return token


def case_of(token: Token) -> str:
    """Return the preposition of a phrase, "" where there is none."""
    return next((c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i), "")


def by_noun(ledger: Ledger, top: Token, noun: Token) -> Token | None:
    """Return what "a turnout of 71%" and "inflation at 14%" are of; for "a cut of 7%", "a 9% pay rise" what is cut or rises."""
    if lemma_of(noun) in CHANGES:
        inner = next((c for c in noun.children if c.dep_ == "compound" and c.i > top.i and c.pos_ == "NOUN"), None)
        return inner or next((thing(c) for c in noun.children if c.dep_ == "nmod" and c.i > noun.i and case_of(c) in ("in", "of") and c != top), None)
    plain = case_of(top) == "of" or (case_of(top) == "at" and noun.dep_ in ("conj", "nsubj"))
    return thing(noun) if plain else None


def of_verb(verb: Token, before: int) -> Token | None:
    """Return the object of a verb that stands before the figure, else its subject, else that of the clause above."""
    for _ in range(CLIMB):
        named = next((c for c in verb.children if c.dep_ == "obj" and c.i < before and c.pos_ == "NOUN" and c.lower_ not in RELATIVE | POINTS), None)
        named = named or next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < before), None)
        if named is not None and named.lower_ in RELATIVE:
            return thing(verb.head) if verb.dep_.startswith("acl") else None
        if named is not None:
            return thing(named)
        if verb.dep_.startswith("acl"):
            return thing(verb.head)
        if verb.dep_ not in SUBJECTLESS or verb.head == verb:
            return None
        verb = verb.head
    return None


def thing(token: Token) -> Token | None:
    """Return the noun itself, behind "the number of"; None for names, pronouns and tolls."""
    if (token.pos_ != "NOUN" or token.text[:1].isdecimal()) and not (token.tag_ == "VBG" and token.dep_.startswith("nsubj")):
        return None
    if lemma_of(token) in NUMBERING:
        inner = next((c for c in token.children if c.dep_ == "nmod" and case_of(c) == "of" and c.pos_ == "NOUN"), None)
        if inner is not None:
            return inner
    return None if token.lower_ in TOLLS | FIGURES | PERCENTS else token
