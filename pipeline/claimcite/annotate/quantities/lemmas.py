"""The lemma of a counted noun, past what taggers get wrong, and whether it names persons."""

from __future__ import annotations

from spacy.tokens import Token

from claimcite.annotate.quantities.person_words import DEMONYMS, IRREGULAR, NO_PERSONS, PERSON_ENDINGS, STATES
from claimcite.lexicon import Lexicon

#: After these a singular noun is what is counted: "one driver and bus passengers".
SINGLE = frozenset({"one", "a", "an", "another", "1"})
#: Words with these endings are no plurals, or are their own.
UNPLURAL = ("ss", "us", "is", "ics", "news", "gas", "lens", "series", "species", "means")
#: What follows the plural in "brothers-in-law", "passers-by", "attorneys-general".
HYPHENED = frozenset({"in", "by", "up", "at", "on", "of", "general", "elect"})


def lemma_of(token: Token) -> str:
    """Return the lemma of a noun in lower case; *dead* stays, *people* is *person*.

    A plural that the lemmatizer leaves alone loses its s.
    """
    lower, lemma = token.lower_, token.lemma_.lower()
    if is_hyphened(token):
        return lower.removesuffix("s") + hyphened_tail(token)
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if lower in STATES:
        return lower
    if token.text.isupper() and len(lower) > 1 and token.tag_ == "NN":
        return token.text  # "GDP"
    if lemma == lower and token.tag_ == "NNS" and lower.endswith("s") and not lower.endswith("ss"):
        return lower[:-1]
    if lemma == lower and token.is_lower and is_mistagged(token):
        return lower[:-1]
    if token.tag_ == "NNPS":
        return token.text.removesuffix("s")  # "hundreds of Chinese"
    return token.text if token.pos_ == "PROPN" and token.tag_ == "NNP" else lemma


def is_hyphened(token: Token) -> bool:
    """Whether a plural goes on behind hyphens: "brothers-in-law", "passers-by", "runners-up"."""
    if token.tag_ != "NNS" or token.i + 2 >= len(token.doc) or token.whitespace_:
        return False
    hyphen, after = token.nbor(1), token.nbor(2)
    return hyphen.text == "-" and not hyphen.whitespace_ and after.lower_ in HYPHENED


def hyphened_tail(token: Token) -> str:
    """Return what hangs on such a plural: "-in-law"."""
    end = token.i + 1
    while end + 1 < len(token.doc) and token.doc[end].text == "-" and not token.doc[end].whitespace_ and not token.doc[end - 1].whitespace_:
        end += 2
    return "".join(t.lower_ for t in token.doc[token.i + 1 : end])


def is_mistagged(token: Token) -> bool:
    """Whether a plural with a number before it is tagged as a singular or as a name: "two data strategists"."""
    numbered = (token.i and token.nbor(-1).tag_ == "CD" and token.nbor(-1).lower_ not in SINGLE) or any(c.dep_ == "nummod" for c in token.children)
    return bool(numbered) and token.text.endswith("s") and not token.text.endswith(UNPLURAL)


def is_person(lemma: str | None, lexicon: Lexicon) -> bool:
    """Whether a noun names persons, by the lexicon or by its ending.

    >>> from claimcite.lexicon import load_lexicon
    >>> is_person("soldier", load_lexicon()), is_person("tent", load_lexicon())
    (True, False)
    """
    if lemma is None:
        return False
    if lemma[:1].isupper() and lemma.endswith(DEMONYMS):
        return True
    lemma = lemma.lower()
    if lemma in NO_PERSONS:
        return False
    return (
        lemma in lexicon.events.kinds
        or lemma in lexicon.quantifiers.context["persons"]
        or (len(lemma) > 5 and lemma.endswith(PERSON_ENDINGS))
    )
