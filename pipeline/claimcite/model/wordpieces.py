"""Words to what the encoder reads: word pieces, the shape of each word, and the gap before it.

Pieces are those of BERT's uncased vocabulary (Wu et al. 2016, "Google's Neural Machine Translation System", section 4.1: greedy
longest match first). The vocabulary is uncased, so each piece also carries the shape of its word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PAD, UNKNOWN, FIRST, LAST = 0, 100, 101, 102
SHAPES = ("none", "digits", "upper", "letter", "title", "mixed", "lower", "punct")
#: What stands before a word: nothing, white space, or the start of a line or block.
GLUED, SPACED, NEWLINE = 0, 1, 2
#: A word gives at most so many pieces; a longer one is cut: nothing is learned from the tail of an address.
MAX_PIECES = 8
#: Characters of a word that are looked at.
MAX_CHARACTERS = 100
SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "…": "."})


class WordPieces:
    """The vocabulary, and the pieces of words with a cache.

    >>> vocabulary = WordPieces(["[PAD]", "un", "##known", "the"])
    >>> vocabulary.pieces("Unknown")
    (1, 2)
    >>> vocabulary.pieces("Ж")
    (100,)
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(pieces)}
        self.pieces = lru_cache(maxsize=50_000)(self.cut)

    @classmethod
    def read(cls, path: Path) -> WordPieces:
        """Read a ``vocab.txt``: one piece a line, continuations begin with ``##``."""
        return cls(path.read_text(encoding="utf8").split("\n"))

    def cut(self, word: str) -> tuple[int, ...]:
        """Return the ids of a word's pieces, at least one and at most ``MAX_PIECES``."""
        if word in ("``", "''"):
            word = '"'
        plain = unicodedata.normalize("NFD", word[:MAX_CHARACTERS].translate(SAME).lower())
        found: list[int] = []
        for part in split(plain):
            found.extend(self.longest(part))
            if len(found) >= MAX_PIECES:
                return tuple(found[:MAX_PIECES])
        return tuple(found) or (UNKNOWN,)

    def longest(self, part: str) -> list[int]:
        """Return the pieces of a run of letters and digits, the longest first; one unknown piece where there is none."""
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.ids.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    break
            else:
                return [UNKNOWN]
            found.append(piece)
            start = end
        return found


def split(word: str) -> list[str]:
    """Split a word in normal form D at punctuation and symbols, and leave accents and control characters out.

    >>> split("u.s.-led")
    ['u', '.', 's', '.', '-', 'led']
    """
    parts: list[str] = []
    run = ""
    for character in word:
        category = unicodedata.category(character)
        if category == "Mn" or category[0] == "C":
            continue
        if character.isalnum() and not "\u4e00" <= character <= "\u9fff":
            run += character
            continue
        if run:
            parts.append(run)
            run = ""
        if category[0] != "Z":
            parts.append(character)
    return [*parts, run] if run else parts


@lru_cache(maxsize=50_000)
def shape(word: str) -> int:
    """Return the shape of a word, an index of ``SHAPES``.

    >>> [SHAPES[shape(word)] for word in ("2019", "UN", "A", "Syria", "iPhone", "the", ",")]
    ['digits', 'upper', 'letter', 'title', 'mixed', 'lower', 'punct']
    """
    word = word[:MAX_CHARACTERS]
    if any(c.isdigit() for c in word):
        return SHAPES.index("digits")
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SHAPES.index("punct")
    if all(c.isupper() for c in letters):
        return SHAPES.index("upper" if len(letters) > 1 else "letter")
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return SHAPES.index("title")
    return SHAPES.index("mixed" if any(c.isupper() for c in letters) else "lower")


def encode(vocabulary: WordPieces, words: Sequence[str], gaps: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what the encoder reads of a window of ``n`` words.

    ``features`` is ``[3, P]`` (ids of the pieces, of the word's shape, of the gap before the word; the first and last piece are
    BERT's markers), ``places`` is ``[n]``: where the first piece of each word stands.
    """
    pieces, shapes, before, places = [FIRST], [0], [0], []
    for word, gap in zip(words, gaps, strict=True):
        cut = vocabulary.pieces(word)
        places.append(len(pieces))
        pieces.extend(cut)
        shapes.extend([shape(word)] * len(cut))
        before.extend([gap + 1] + [0] * (len(cut) - 1))
    rows = np.array([[*pieces, LAST], [*shapes, 0], [*before, 0]], dtype=np.int64)
    return rows, np.array(places, dtype=np.int64)
