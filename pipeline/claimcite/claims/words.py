"""The words of a document, read off spaCy's parse once and mended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from spacy.attrs import DEP, HEAD, IS_PUNCT, IS_SPACE, LEMMA, ORTH, POS, TAG
from spacy.tokens import Doc

from claimcite.claims.mending import mend
from claimcite.claims.tree import VERBAL, Word

#: Contractions whose lemma the tagger leaves as they are: "there’s".
CONTRACTED = {"'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have", "'": "be", "’": "be"}
#: Lemmas that are none.
LEMMAS = {**CONTRACTED, "fled": "flee", "shot": "shoot", "instal": "install", "wre": "wring"}
#: One consonant behind one vowel, which doubles before an ending: "plan", "planned".
SHORT = re.compile(r"[b-df-hj-np-tv-z]{1,3}[aeiou][b-df-hj-np-tvz]")


def words_of(doc: Doc) -> list[Word]:
    """Return the words of a document, mended."""
    strings, table = doc.vocab.strings, doc.to_array([ORTH, LEMMA, POS, TAG, DEP, HEAD, IS_PUNCT, IS_SPACE]).reshape(len(doc), 8)
    columns = [table[:, n].tolist() for n in range(5)]
    known = {key: strings[key] for key in set().union(*columns)}
    words = [Word(i, known[orth], known[lemma], (known[pos], known[tag], known[dep])) for i, (orth, lemma, pos, tag, dep) in enumerate(zip(*columns, strict=True))]
    for word, offset in zip(words, table[:, 5].astype("int64").tolist(), strict=True):
        word.head = words[word.i + offset]
        if word.pos in VERBAL:
            word.lemma = mended_lemma(word)
    for i in table[:, 6].nonzero()[0].tolist():
        words[i].punct = True
    for i in table[:, 7].nonzero()[0].tolist():
        words[i].space = True
    mend(words)
    list_kids(words)
    return words


def list_kids(words: Sequence[Word]) -> None:
    """Give each word its dependents."""
    below: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.head is not word:
            below[word.head.i].append(word)
    for i, kids in below.items():
        words[i].kids = kids


def mended_lemma(word: Word) -> str:
    """Return the lemma of a verb, put right where spelling tells: "hoped" is of "hope", since "hop" gives "hopped".

    >>> mended_lemma(Word(0, "hoped", "hop", ("VERB", "VBD", "ROOT"))), mended_lemma(Word(0, "visited", "visit", ("VERB", "VBD", "ROOT")))
    ('hope', 'visit')
    """
    lemma = LEMMAS.get(word.lemma, word.lemma)
    stemmed = word.lower in (f"{lemma}ed", f"{lemma}ing")
    return f"{lemma}e" if stemmed and SHORT.fullmatch(lemma) else lemma
