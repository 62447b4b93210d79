"""Arc scores to trees: the best tree with one root over each sentence, and the relation of each word to its head."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]
Places = NDArray[np.int64]
#: Scores beyond this say nothing more, and would cost precision where root arcs are made dear.
LIMIT = 1e6


def tree(scores: Scores) -> list[int]:
    """Return the head of each of ``n`` words: the tree of the largest total score, with exactly one root.

    ``scores[i, 0]`` is for word ``i`` as the root, ``scores[i, j + 1]`` for ``j`` as its head. The root's head is itself. Scores
    that are no finite numbers count as the lowest or highest. Most often the best head of each word makes a tree already.

    >>> tree(np.array([[5.0, 0, 1], [4.0, 3, 0]]))
    [0, 0]
    >>> tree(np.zeros((0, 1)))
    []
    """
    return [i if head == 0 else head - 1 for i, head in enumerate(rooted(scores).tolist())]


def rooted(scores: Scores) -> Places:
    """Return the same tree as columns of ``scores``: 0 for the root, ``j + 1`` for head ``j``."""
    n = len(scores)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    found = bounded(scores)
    heads = found.argmax(axis=1)
    return heads if is_tree(heads) else best_tree(found)


def bounded(scores: Scores) -> NDArray[np.float64]:
    """Return scores that are finite numbers within ``LIMIT``, but that no word is its own head."""
    found = np.nan_to_num(scores.astype(np.float64), nan=-LIMIT, posinf=LIMIT, neginf=-LIMIT).clip(-LIMIT, LIMIT)
    found[np.arange(len(found)), np.arange(1, len(found) + 1)] = -np.inf
    return found


def is_tree(heads: Places) -> bool:
    """Whether heads (0 the root, ``j + 1`` word ``j``) make a tree with one root.

    >>> is_tree(np.array([2, 0])), is_tree(np.array([0, 0])), is_tree(np.array([0, 3, 2]))
    (True, False, False)
    """
    if np.count_nonzero(heads == 0) != 1:
        return False
    above = np.concatenate(([0], heads))
    for _ in range(len(heads).bit_length()):  # each round doubles the number of steps towards the root
        above = above[above]
    return not above.any()


def best_tree(scores: NDArray[np.float64]) -> Places:
    """Return the best tree with one root by Chu-Liu/Edmonds, in O(n²) time and memory; ``scores`` are finite off the diagonal.

    Chu and Liu 1965; Edmonds 1967, "Optimum branchings"; contracted along a growing path as in Gabow, Galil, Spencer and Tarjan
    1986. Every root arc is made dearer than all others together can win back, so that the best tree has one of them
    (Stanojević and Cohen 2021, "A Root of a Problem", section 3).
    """
    n = len(scores)
    apart = scores[np.isfinite(scores)]
    scores = scores.copy()
    scores[:, 0] -= n * (apart.max() - apart.min()) + 1.0
    graph = Contraction(scores)
    done = np.zeros(n + 1, dtype=bool)
    done[0] = True
    for first in range(1, n + 1):
        if done[first] or graph.absorbed[first]:
            continue
        path, on_path = [first], np.zeros(n + 1, dtype=bool)
        on_path[first] = True
        while not done[head := graph.choose(path[-1])]:
            if on_path[head]:
                at = path.index(head)
                graph.contract(path[at:])
                on_path[path[at + 1 :]] = False
                del path[at + 1 :]
            else:
                path.append(head)
                on_path[head] = True
        done[path] = True
    return graph.expand()


class Contraction:
    """A graph whose cycles are contracted, each into the row and column of its first member.

    Rows are dependents, columns heads, 0 the root. ``heads`` and ``dependents`` name the arc of the words behind each score. Nodes
    are the words, 1 to ``n``, and from ``n + 1`` on the cycles; ``entering`` is the arc chosen for a node.
    """

    def __init__(self, scores: NDArray[np.float64]) -> None:
        n = len(scores)
        self.size = n
        self.weights = np.vstack([np.full((1, n + 1), -np.inf), scores])
        self.heads = np.tile(np.arange(n + 1), (n + 1, 1))
        self.dependents = self.heads.T.copy()
        self.choice = np.zeros(n + 1, dtype=np.int64)
        self.absorbed = np.zeros(n + 1, dtype=bool)
        self.node = list(range(n + 1))
        self.parent = [0] * (n + 1)
        self.entering = [(0, 0)] * (n + 1)

    def choose(self, row: int) -> int:
        """Choose the best head of a row and return it."""
        head = int(self.weights[row].argmax())
        self.choice[row] = head
        self.entering[self.node[row]] = (int(self.heads[row, head]), int(self.dependents[row, head]))
        return head

    def contract(self, cycle: list[int]) -> None:
        """Make one node of the rows of a cycle: an arc into it costs the arc of the cycle that it replaces."""
        first, members = cycle[0], np.array(cycle)
        every = np.arange(self.size + 1)
        into = self.weights[members] - self.weights[members, self.choice[members]][:, None]
        best = into.argmax(axis=0)
        self.weights[first] = into[best, every]
        self.heads[first], self.dependents[first] = self.heads[members[best], every], self.dependents[members[best], every]
        best = members[self.weights[:, members].argmax(axis=1)]
        self.weights[:, first] = self.weights[every, best]
        self.heads[:, first], self.dependents[:, first] = self.heads[every, best], self.dependents[every, best]
        self.weights[:, members[1:]] = -np.inf
        self.weights[first, first] = -np.inf
        self.absorbed[members[1:]] = True
        for row in cycle:
            self.parent[self.node[row]] = len(self.parent)
        self.node[first] = len(self.parent)
        self.parent.append(0)
        self.entering.append((0, 0))

    def expand(self) -> Places:
        """Return the head of each word: the arc that enters a cycle replaces the one at its member, from the outermost cycle in."""
        for node in range(len(self.parent) - 1, self.size, -1):
            member = self.entering[node][1]
            while self.parent[member] != node:
                member = self.parent[member]
            self.entering[member] = self.entering[node]
        return np.array([head for head, _ in self.entering[1 : self.size + 1]], dtype=np.int64)


def heads_within(arcs: Scores, starts: NDArray[np.bool_]) -> Places:
    """Return the head of each word of a window as a column of ``arcs`` (0 the root), with one tree a sentence.

    ``arcs`` is ``[n, n + 1]``; ``starts`` ``[n]`` says where sentences start, and the first word starts one in any case.

    >>> heads_within(np.zeros((3, 4)), np.array([True, False, True])).tolist()
    [0, 1, 0]
    >>> heads_within(np.zeros((0, 1)), np.zeros(0, dtype=bool)).tolist()
    []
    """
    found = np.zeros(len(starts), dtype=np.int64)
    for first, part in by_sentence(arcs, starts):
        heads = rooted(part)
        found[first : first + len(part)] = np.where(heads > 0, heads + first, 0)
    return found


def by_sentence(arcs: Scores, starts: NDArray[np.bool_]) -> Iterator[tuple[int, Scores]]:
    """Yield for each sentence of a window its first word and the scores of its words, for the root and for each other as their head."""
    for first, last in pairwise([0, *(np.flatnonzero(starts[1:]) + 1).tolist(), len(starts)]):
        yield first, np.concatenate((arcs[first:last, :1], arcs[first:last, first + 1 : last + 1]), axis=1)


def certainty(arcs: Scores, starts: NDArray[np.bool_], heads: Places) -> NDArray[np.uint8]:
    """Return how probable the head of each word of a window is among those that its sentence offers, in 255ths.

    What is given is what ``heads_within`` gets and returns. A word that stands alone is surely a root; where the best heads make no
    tree, the one that was taken may be improbable.

    >>> certainty(np.array([[2.0, 9, 0], [0, 0, 9]]), np.array([True, False]), np.array([0, 1])).tolist()
    [225, 128]
    >>> certainty(np.zeros((2, 3)), np.array([True, True]), np.array([0, 0])).tolist()
    [255, 255]
    """
    found = np.zeros(len(starts), dtype=np.uint8)
    for first, part in by_sentence(arcs, starts):
        every = np.arange(len(part))
        scores = bounded(part)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        taken = heads[first : first + len(part)]
        chosen = scores[every, np.where(taken > 0, taken - first, 0)]
        found[first : first + len(part)] = np.rint(255 * chosen / scores.sum(axis=1))
    return found


def relations(left: Scores, right: Scores, heads: Places, root: int) -> Places:
    """Return the label of each word's arc: ``root``, the number of ROOT, for roots and for nothing else.

    ``left`` is ``[n, L, R]``, ``right`` ``[m, R]`` with the root's row first; label ``l`` of word ``i`` under the head in row ``h``
    scores ``left[i, l] . right[h]`` (Dozat and Manning 2017). ``heads`` ``[n]`` are rows of ``right``.

    >>> relations(np.ones((2, 2, 1)), np.ones((3, 1)), np.array([0, 1]), root=0).tolist()
    [0, 1]
    """
    scores = np.matmul(left, right[heads][:, :, None])[:, :, 0]
    scores[:, root] = -np.inf
    found: Places = scores.argmax(axis=1)
    found[heads == 0] = root
    return found
