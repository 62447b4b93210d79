"""Where the words of a document stand that may attribute: found in one pass over its arrays, so that the rules look at these alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, IS_ALPHA, LEMMA, LOWER, ORTH, POS
from spacy.tokens import Doc, Token

from claimcite.lexicon import Cues
from claimcite.parse import Sentence

#: The marks between what is said and a name: dashes, and a closing quotation mark that the tokenizer left at one.
DASHES = frozenset({"―", "—", "–", "-", "--"})
QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Places:
    """The places of verbs of saying, of the other words that attribute, of marks, and of the heads of sentences; each in order."""

    doc: Doc
    verbs: Sequence[int]
    others: Sequence[int]
    marks: Sequence[int]
    roots: Sequence[int]

    @classmethod
    def of(cls, doc: Doc, cues: Cues) -> Places:
        """Return the places of a document.

        >>> import spacy
        >>> from claimcite.lexicon import load_lexicon
        >>> doc = spacy.blank("en")("Roe: We will stay, according to her")
        >>> Places.of(doc, load_lexicon().cues).marks, Places.of(doc, load_lexicon().cues).verbs
        ([1], [])
        """
        pos, lemma, lower, orth, dep, alpha = doc.to_array([POS, LEMMA, LOWER, ORTH, DEP, IS_ALPHA]).astype(np.uint64, copy=False).reshape(len(doc), 6).T
        strings, saying = doc.vocab.strings, cues.say | cues.act

        def those(few: NDArray[np.bool_], column: NDArray[np.uint64], wanted: Callable[[str], bool]) -> set[int]:
            return {i for i, key in zip(np.flatnonzero(few).tolist(), column[few].tolist(), strict=True) if wanted(strings[key])}

        verb = (pos == strings["VERB"]) | (pos == strings["AUX"])
        verbs = those(verb, lemma, lambda word: word.lower() in saying) | those(verb, lower, cues.forms.__contains__)
        nouns = those(pos == strings["NOUN"], lemma, lambda word: word.lower() in cues.nouns)
        adverbs = np.flatnonzero(np.isin(lower, [strings[word] for word in ("according", *cues.hearsay)])).tolist()
        marks = those(alpha == 0, orth, lambda word: word == ":" or word.lstrip(QUOTE) in DASHES)
        return cls(doc, sorted(verbs), sorted(nouns.union(adverbs)), sorted(marks), np.flatnonzero(dep == strings["ROOT"]).tolist())

    def tokens(self, places: Sequence[int], sentence: Sentence) -> list[Token]:
        """Return the tokens at those of the places that stand in a sentence."""
        first = bisect_left(places, sentence.first)
        return [self.doc[i] for i in places[first : bisect_left(places, sentence.last, first)]]
