"""Scores of each word's tags to the best sequence of tags, and tags to spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TaggedSpan = tuple[int, int, str]
Scores = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Chain:
    """The learned part of a linear-chain model over ``L`` tags in BIO or BIOES form.

    ``transitions[a, b]`` is the score of tag ``b`` after ``a``, ``first`` and ``last`` of a tag at the start and the end. What must
    not follow has a score far below all others.
    """

    tags: tuple[str, ...]
    transitions: NDArray[np.float64]
    first: NDArray[np.float64]
    last: NDArray[np.float64]

    def decode(self, emissions: Scores) -> list[int]:
        """Return the number of each word's tag in the best sequence; ``emissions`` is ``[n, L]`` (Viterbi 1967).

        Time and memory are linear in ``n``.

        >>> chain = Chain(("O", "B-PER", "I-PER"), np.array([[0.0, 0, -1e4], [0, 0, 0], [0, 0, 0]]), np.array([0.0, 0, -1e4]), np.zeros(3))
        >>> chain.decode(np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 1.0], [3.0, 0.0, 0.0]]))
        [1, 2, 0]
        >>> chain.decode(np.zeros((0, 3)))
        []
        """
        if not len(emissions):
            return []
        scores = emissions.astype(np.float64)
        into = np.ascontiguousarray(self.transitions.T)
        reached = np.empty_like(into)
        scores[0] += self.first
        before = scores[0]
        for row in scores[1:]:  # three calls a word: where each score came from is found for all words at once below
            np.add(into, before, out=reached)
            row += np.maximum.reduce(reached, axis=1)
            before = row
        origins = (scores[:-1, None, :] + into).argmax(axis=2).tolist()
        tag = int((before + self.last).argmax())
        found = [tag]
        for origin in reversed(origins):
            tag = origin[tag]
            found.append(tag)
        return found[::-1]


def spans(tags: Sequence[str], breaks: Sequence[bool] | NDArray[np.bool_] = ()) -> list[TaggedSpan]:
    """Return the spans ``(first, last, label)`` of BIO or BIOES tags, half-open; a span ends where ``breaks`` is true.

    An ``I-`` or ``E-`` that continues nothing begins a span.

    >>> spans(["B-PER", "E-PER", "S-LOC", "O", "I-ORG", "I-PER"])
    [(0, 2, 'PER'), (2, 3, 'LOC'), (4, 5, 'ORG'), (5, 6, 'PER')]
    >>> spans(["B-PER", "I-PER"], [True, True])
    [(0, 1, 'PER'), (1, 2, 'PER')]
    >>> spans(["O", "O"])
    []
    """
    found: list[TaggedSpan] = []
    start, open_label = 0, ""
    for i, tag in enumerate(tags):
        kind, label = tag[:1], tag[2:]
        if open_label and (kind in "OBS" or label != open_label or (len(breaks) and breaks[i])):
            found.append((start, i, open_label))
            open_label = ""
        if kind == "O":
            continue
        if not open_label:
            start, open_label = i, label
        if kind in "ES":
            found.append((start, i + 1, label))
            open_label = ""
    if open_label:
        found.append((start, len(tags), open_label))
    return found
