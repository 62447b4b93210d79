"""Spans of sources, cues and contents to attributions: each source and content to the cue that its words point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimcite.model.sequences import Scores, TaggedSpan

Range = tuple[int, int]
SOURCE, CUE, CONTENT = "SOURCE", "CUE", "CONTENT"


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution in words of its window, ranges half-open and in order; a cue or content may have several parts."""

    cue: tuple[Range, ...]
    source: Range | None
    content: tuple[Range, ...]

    def moved(self, by: int) -> Attribution:
        """Return the attribution with ``by`` added to all places."""
        cue, content = (tuple((first + by, last + by) for first, last in ranges) for ranges in (self.cue, self.content))
        return Attribution(cue, (self.source[0] + by, self.source[1] + by) if self.source else None, content)


def attributions(found: Sequence[TaggedSpan], cues: Scores) -> list[Attribution]:
    """Return the attributions of a window in the order of their cues.

    ``found`` are its spans labelled SOURCE, CUE and CONTENT; ``cues`` ``[n, n]`` scores, for each word, the words that may begin the
    cue of its attribution. A source or content in a window without a cue is dropped, and so is a source whose cues have better ones.

    >>> scores = np.array([[0.0, 3, 0], [0, 3, 0], [0, 3, 0]])
    >>> attributions([(0, 1, "SOURCE"), (1, 2, "CUE"), (2, 3, "CONTENT")], scores)
    [Attribution(cue=((1, 2),), source=(0, 1), content=((2, 3),))]
    >>> attributions([(0, 1, "SOURCE")], scores)
    []
    """
    parts: dict[str, list[Range]] = {SOURCE: [], CUE: [], CONTENT: []}
    for first, last, label in found:
        parts[label].append((first, last))
    if not parts[CUE]:
        return []
    groups = joined(parts[CUE], cues)
    pointing = log_softmax(cues[:, list(groups)])
    sources = sources_of(parts[SOURCE], pointing)
    contents: list[list[Range]] = [[] for _ in groups]
    for first, last in parts[CONTENT]:
        contents[int(pointing[first:last].sum(axis=0).argmax())].append((first, last))
    return [Attribution(tuple(group), sources.get(k), tuple(contents[k])) for k, group in enumerate(groups.values())]


def joined(parts: list[Range], cues: Scores) -> dict[int, list[Range]]:
    """Return the cues in order, each under the word that stands for it in ``cues``: the first of its main part.

    A part ("told" … "that") that points to another, which points to itself, belongs to it.

    >>> joined([(0, 1), (2, 3)], np.array([[1.0, 0, 0], [0, 0, 0], [1, 0, 0]]))
    {0: [(0, 1), (2, 3)]}
    >>> joined([(0, 1), (2, 3)], np.eye(3))
    {0: [(0, 1)], 2: [(2, 3)]}
    """
    pointing = log_softmax(cues[:, [first for first, _ in parts]])
    target = [int(pointing[first:last].sum(axis=0).argmax()) for first, last in parts]
    groups: dict[int, list[Range]] = {}
    for k, part in enumerate(parts):
        main = target[k] if target[target[k]] == target[k] else k
        groups.setdefault(parts[main][0], []).append(part)
    return groups


def sources_of(sources: list[Range], pointing: NDArray[np.float64]) -> dict[int, Range]:
    """Return the source of each cue that has one: the best by the mean over its words; one that loses may take its second-best cue."""
    means = [pointing[first:last].mean(axis=0) for first, last in sources]
    ranked = [np.argsort(-mean, kind="stable") for mean in means]
    order = sorted(range(len(sources)), key=lambda k: -means[k].max())
    given: dict[int, Range] = {}
    for choice in (0, 1):
        left = []
        for k in order:
            if choice < len(ranked[k]) and (cue := int(ranked[k][choice])) not in given:
                given[cue] = sources[k]
            else:
                left.append(k)
        order = left
    return given


def log_softmax(scores: Scores) -> NDArray[np.float64]:
    """Return the logarithms of the probabilities over each row of scores.

    >>> np.exp(log_softmax(np.zeros((1, 2)))).tolist()
    [[0.5, 0.5]]
    """
    shifted = scores.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    found: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return found
