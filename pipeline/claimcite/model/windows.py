"""A tokenized text in windows that the encoder reads one by one, so that each sentence is seen whole by one of them.

One window is one run: int8 scales are taken over all that an encoder gets at once, so a window must have no batch mates. Where a
window ends is decided by the text and by what the encoder says of it, and by nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START, SPACY
from spacy.tokens import Doc

from claimcite.model.wordpieces import GLUED, MAX_CHARACTERS, NEWLINE, SPACED

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
#: A window's last sentence is left to the next window only if what is before it has at least this part of the window's pieces:
#: a text that starts a sentence at each word must not be read once for each.
LEAST = 0.25


class Scorer(Protocol):
    """The encoder with its heads: pieces of one window to the scores of its words."""

    def __call__(self, features: Places, places: Places) -> Mapping[str, Floats]:
        """Take what ``wordpieces.encode`` returns; return the outputs by name."""


class Encode(Protocol):
    """``wordpieces.encode`` with its vocabulary."""

    def __call__(self, words: list[str], gaps: list[int]) -> tuple[Places, Places]:
        """Return features ``[3, P]`` and places ``[n]``."""


@dataclass(frozen=True, slots=True)
class Words:
    """The ``m`` tokens of a Doc that are no white space, and what stands between them.

    ``tokens`` are their places in the Doc; ``openings`` the tokens where their sentences would start; ``beside`` is, for each token
    of white space, the word that it belongs to; ``preset`` 1 where a sentence has to start, -1 where none may; ``blocks`` the words
    at which a window had best end; ``pieces`` ``[m + 1]`` the number of pieces before each word.
    """

    texts: list[str]
    gaps: list[int]
    tokens: Places
    openings: Places
    spaces: Places
    beside: Places
    preset: Places
    blocks: list[int]
    pieces: Places


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[first, last)`` with the scores of these and perhaps of words after them; ``starts`` ``[last - first]``."""

    first: int
    last: int
    starts: NDArray[np.bool_]
    scores: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Limits:
    """Pieces of a window, and of one that has to be longer; the score over which a sentence starts."""

    window: int
    longest: int
    threshold: float


def read_words(doc: Doc, count: Callable[[str], int]) -> Words:
    """Return the words of a Doc; ``count`` gives the number of pieces of one.

    White space belongs to the word before it, at the start of the Doc or of a preset sentence to the word after it.
    """
    columns = doc.to_array([IS_SPACE, SENT_START, SPACY]).view(np.int64)
    white, preset = columns[:, 0] == 1, columns[:, 1]
    tokens, spaces = np.flatnonzero(~white), np.flatnonzero(white)
    after = np.searchsorted(tokens, spaces)
    texts = [doc[i].text[:MAX_CHARACTERS] for i in tokens.tolist()]
    known, openings, breaks = preset[tokens], tokens.copy(), np.zeros(len(tokens) + 1, dtype=np.int64)
    for i, word in zip(spaces[::-1].tolist(), after[::-1].tolist(), strict=True):
        breaks[word] += len(LINE_END.findall(doc[i].text))
        if preset[i] == 1 and word < len(tokens):
            known[word], openings[word] = 1, i
    openings[:1] = 0
    beside = np.maximum(after - 1, 0)
    if len(tokens):
        beside = np.where(spaces >= openings[np.minimum(after, len(tokens) - 1)], np.minimum(after, len(tokens) - 1), beside)
    apart = np.concatenate(([True], (columns[:-1, 2] == 1) | white[:-1]))[tokens]
    gaps = np.where((known == 1) | (breaks[:-1] > 0), NEWLINE, np.where(apart, SPACED, GLUED))
    gaps[:1] = NEWLINE
    blocks = np.flatnonzero((known == 1) | ((breaks[:-1] > 1) & (known == 0)))
    pieces = np.cumsum([0, *map(count, texts)])
    return Words(texts, gaps.tolist(), tokens, openings, spaces, beside, known, blocks.tolist(), pieces)


def windows(words: Words, encode: Encode, scorer: Scorer, limits: Limits) -> Iterator[Window]:
    """Yield windows that together hold each word once, each from the start of a sentence.

    A window ends before its last sentence, which may be cut and begins the next one. Where it holds no other sentence, or hardly
    any, it is read again, longer; a sentence that is longer still is cut. A window is closed by the end of the text, and by the
    start of a block in its last half.
    """
    first, total = 0, len(words.texts)
    while first < total:
        for room in (limits.window, limits.longest):
            last, closed = reach(words, first, room)
            window = score(words, (first, last), encode, scorer, limits)
            if closed:
                break
            if end := end_of_core(words, window, limits.window):
                window = Window(first, first + end, window.starts[:end], window.scores)
                break
        yield window
        first = window.last


def reach(words: Words, first: int, room: int) -> tuple[int, bool]:
    """Return the end of a window of at most ``room`` pieces, but one word at least, and whether a sentence surely ends there."""
    total, base = len(words.texts), int(words.pieces[first])
    last = max(first + 1, int(np.searchsorted(words.pieces, base + room, side="right")) - 1)
    if last >= total:
        return total, True
    block = bisect_right(words.blocks, last) - 1
    if block >= 0 and words.pieces[words.blocks[block]] - base > room // 2:
        return words.blocks[block], True
    return last, False


def score(words: Words, bounds: tuple[int, int], encode: Encode, scorer: Scorer, limits: Limits) -> Window:
    """Run the encoder over the words ``[first, last)`` and decide where sentences start."""
    first, last = bounds
    gaps = words.gaps[first:last]
    gaps[0] = max(gaps[0], SPACED)  # as in training, where few windows begin inside a run of characters
    scores = scorer(*encode(words.texts[first:last], gaps))
    preset = words.preset[first:last]
    starts = np.where(preset == 0, scores["starts"] > limits.threshold, preset == 1)
    starts[0] = True
    return Window(first, last, starts, scores)


def end_of_core(words: Words, window: Window, room: int) -> int:
    """Return where the last sentence of a window starts, counted from the window's start, or 0 where it starts too early."""
    last = int(np.flatnonzero(window.starts)[-1])
    return last if words.pieces[window.first + last] - words.pieces[window.first] >= LEAST * room else 0
